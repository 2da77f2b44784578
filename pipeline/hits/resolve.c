#include "hits/resolve.h"

#include <stdlib.h>

#include "base/grow.h"
#include "base/key_hash.h"
#include "tokens/utf8.h"

enum {
    LONGEST_DRAWN_OUT = 128,
    AHEAD = 16, /* so many tokens before it is asked for, a meaning is fetched: a fifth less time */
    BEHIND = 65 /* entries of no meaning: a row of 64 is read whole, and what stands behind it */
};

void ef_resolved_init(ef_resolved *resolved)
{
    *resolved = (ef_resolved){0};
}

void ef_resolved_fini(ef_resolved *resolved)
{
    free(resolved->meaning);
    free(resolved->word);
    free(resolved->notable);
    free(resolved->triggers);
    *resolved = (ef_resolved){0};
}

enum {
    MEANINGLESS = 1 << EF_EMAIL | 1 << EF_HANDLE,
    COUNTED = 1 << EF_WORD | 1 << EF_NUMBER | 1 << EF_HASHTAG
};

static bool is_in(uint32_t kinds, uint8_t kind)
{
    return (kinds >> kind & 1) != 0;
}

/* "soo" as "so": every letter that stands there twice, once. */
static size_t single_letters(ef_span word, char *out)
{
    size_t len = 0;
    size_t last = 0; /* length of the character written last */
    for (size_t at = 0, size; at < word.len; at += size) {
        ef_utf8_decode(word, at, &size);
        if (size == last && memcmp(out + len - last, word.at + at, size) == 0)
            continue;
        memcpy(out + len, word.at + at, size);
        len += size;
        last = size;
    }
    return len;
}

/* How specific the best of a word's atoms is; 0 for none. */
static uint32_t best_rank(const ef_meanings *meanings, uint32_t number)
{
    const ef_meaning *const meaning = &meanings->items[number];
    uint32_t best = 0;
    for (uint32_t i = 0; i < meaning->n_atoms; i++) {
        const uint32_t atom = meanings->atoms[meaning->atoms + i];
        const uint32_t rank = ef_vocabulary_rank(meanings->model->vocabulary, atom);
        best = rank + 1 > best ? rank + 1 : best;
    }
    return best;
}

/* The better known of the two spellings. */
static uint32_t resolve_drawn_out(ef_meanings *meanings, uint64_t hash, ef_span word)
{
    char shorter[LONGEST_DRAWN_OUT];
    const ef_span single = ef_span_make(shorter, single_letters(word, shorter));
    const uint32_t as_written = ef_meanings_of(meanings, hash, word);
    const uint32_t as_single = ef_meanings_of(meanings, ef_key_hash(single), single);
    return best_rank(meanings, as_single) > best_rank(meanings, as_written) ? as_single
                                                                            : as_written;
}

static uint32_t resolve_punctuation(ef_span mark)
{
    if (ef_is_phrase_mark(mark))
        return EF_MEANS_MARK;
    return memchr(mark.at, '!', mark.len) != NULL ? EF_MEANS_SHOUT : EF_MEANS_NOTHING;
}

static uint32_t find_out(ef_meanings *meanings, const ef_tokens *tokens, size_t token)
{
    const ef_span word = ef_token_word(tokens, token);
    if (tokens->kind[token] == EF_PUNCT)
        return resolve_punctuation(word);
    if (tokens->kind[token] == EF_URL)
        return EF_MEANS_LINK;
    if (is_in(MEANINGLESS, tokens->kind[token]))
        return EF_MEANS_NOTHING;
    if ((tokens->flags[token] & EF_ELONGATED) != 0 && word.len <= LONGEST_DRAWN_OUT)
        return resolve_drawn_out(meanings, tokens->hash[token], word);
    return ef_meanings_of(meanings, tokens->hash[token], word);
}

/* All that find_out looks at, but for the letters. */
static inline uint32_t form_of(const ef_tokens *tokens, size_t token)
{
    return tokens->word_len[token] << 16 | (uint32_t)tokens->kind[token] << 8 |
           (tokens->flags[token] & EF_ELONGATED);
}

/* Nine tokens of ten were there a moment ago, known to the model or not, and one comparison without a
 * branch on their kind or length tells. */
static inline uint32_t resolve_token(ef_meanings *meanings, const ef_tokens *tokens, size_t token)
{
    const size_t len = tokens->word_len[token];
    if (len > EF_KEY_PADDING)
        return find_out(meanings, tokens, token);
    const char *const word = tokens->words.at + tokens->word_at[token];
    const uint64_t front = ef_key_eight(word) & ef_key_masks[len][0];
    const uint64_t back = ef_key_eight(word + 8) & ef_key_masks[len][1];
    const uint32_t form = form_of(tokens, token);
    ef_recent *const recent = ef_recent_of(meanings, tokens->hash[token]);
    if (EF_LIKELY(((recent->front ^ front) | (recent->back ^ back) | (recent->form ^ form)) == 0))
        return recent->meaning;
    *recent = (ef_recent){front, back, form, find_out(meanings, tokens, token)};
    return recent->meaning;
}

/* Bit i of eight bytes, one behind the other: the product puts each where it belongs. */
static inline uint64_t bits_of_eight(uint64_t bytes, unsigned bit)
{
    return (bytes >> bit & UINT64_C(0x0101010101010101)) * UINT64_C(0x0102040810204080) >> 56;
}

/* A row of 64 tokens, as bits: which looks they have. */
typedef struct row {
    uint64_t alone;
    uint64_t begins;
    uint64_t follows;
    uint64_t triggers;
} row;

static row row_of(const uint8_t *looks, const uint32_t *meaning, size_t n)
{
    row r = {0};
    for (size_t first = 0; first < n; first += 8) {
        uint64_t bytes = 0;
        for (size_t i = 0; i < 8; i++)
            bytes |= (uint64_t)looks[meaning[first + i]] << 8 * i;
        r.alone |= bits_of_eight(bytes, 0) << first;
        r.begins |= bits_of_eight(bytes, 1) << first;
        r.follows |= bits_of_eight(bytes, 2) << first;
        r.triggers |= bits_of_eight(bytes, 3) << first;
    }
    return r;
}

/* Half of all words begin some phrase and half are the second word of one, but hardly ever of the same:
 * bits leave a quarter of the pairs to look up. */
static void mark_looks(const ef_meanings *meanings, size_t count, ef_resolved *resolved)
{
    const ef_lexicon *const lexicon = &meanings->model->lexicon;
    const uint32_t *const meaning = resolved->meaning;
    for (size_t first = 0; first < count; first += 64) {
        const uint32_t *const here = meaning + first;
        const row r = row_of(meanings->looks, here, count - first < 64 ? count - first : 64);
        const uint64_t next = (meanings->looks[here[64]] & EF_LOOK_FOLLOWS) != 0;
        uint64_t notable = r.alone;
        for (uint64_t may = r.begins & (r.follows >> 1 | next << 63) & ~r.alone; may != 0;
             may &= may - 1) {
            const size_t i = (size_t)__builtin_ctzll(may);
            const bool begins = ef_may_begin_phrase(lexicon, &meanings->items[here[i]],
                                                    &meanings->items[here[i + 1]]);
            notable |= (uint64_t)begins << i;
        }
        resolved->notable[first / 64] = notable;
        resolved->triggers[first / 64] = r.triggers;
    }
}

bool ef_resolve(ef_meanings *meanings, const ef_tokens *tokens, ef_resolved *resolved)
{
    resolved->meanings = meanings;
    resolved->failed = !ef_grow(&resolved->meaning, &resolved->meaning_capacity,
                                tokens->count + BEHIND, sizeof resolved->meaning[0]) ||
                       !ef_grow(&resolved->word, &resolved->word_capacity, tokens->count + 1,
                                sizeof resolved->word[0]) ||
                       !ef_grow(&resolved->notable, &resolved->notable_capacity,
                                tokens->count / 64 + 1, sizeof resolved->notable[0]) ||
                       !ef_grow(&resolved->triggers, &resolved->triggers_capacity,
                                tokens->count / 64 + 1, sizeof resolved->triggers[0]);
    if (resolved->failed)
        return false;
    ef_meanings_begin(meanings);
    const uint64_t *const hash = tokens->hash;
    uint32_t *const meaning = resolved->meaning;
    uint32_t *const word = resolved->word;
    uint32_t words = 0;
    for (size_t t = 0; t < tokens->count; t++) {
        EF_PREFETCH(ef_recent_of(meanings, hash[t + AHEAD < tokens->count ? t + AHEAD : t]));
        meaning[t] = resolve_token(meanings, tokens, t);
        word[t] = words;
        words += is_in(COUNTED, tokens->kind[t]);
    }
    for (size_t t = tokens->count; t < tokens->count + BEHIND; t++)
        meaning[t] = EF_MEANS_NOTHING;
    word[tokens->count] = words;
    resolved->items = meanings->items;
    resolved->failed = meanings->failed;
    if (!resolved->failed)
        mark_looks(meanings, tokens->count, resolved);
    return !resolved->failed;
}
