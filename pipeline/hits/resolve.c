#include "hits/resolve.h"

#include <stdlib.h>

#include "base/grow.h"
#include "base/key_hash.h"
#include "tokens/utf8.h"

enum { LONGEST_DRAWN_OUT = 128 };

void ef_resolved_init(ef_resolved *resolved)
{
    *resolved = (ef_resolved){0};
}

void ef_resolved_fini(ef_resolved *resolved)
{
    free(resolved->meaning);
    free(resolved->word);
    *resolved = (ef_resolved){0};
}

static bool has_meaning(ef_token_kind kind)
{
    return kind != EF_URL && kind != EF_EMAIL && kind != EF_HANDLE;
}

static bool is_counted(ef_token_kind kind)
{
    return kind == EF_WORD || kind == EF_NUMBER || kind == EF_HASHTAG;
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

static uint32_t resolve_token(ef_meanings *meanings, const ef_tokens *tokens, size_t token)
{
    const ef_token_kind kind = (ef_token_kind)tokens->kind[token];
    const ef_span word = ef_token_word(tokens, token);
    if (kind == EF_PUNCT)
        return ef_is_phrase_mark(word) ? EF_MEANS_MARK : EF_MEANS_NOTHING;
    if (!has_meaning(kind))
        return EF_MEANS_NOTHING;
    if ((tokens->flags[token] & EF_ELONGATED) != 0 && word.len <= LONGEST_DRAWN_OUT)
        return resolve_drawn_out(meanings, tokens->hash[token], word);
    return ef_meanings_of(meanings, tokens->hash[token], word);
}

bool ef_resolve(ef_meanings *meanings, const ef_tokens *tokens, ef_resolved *resolved)
{
    resolved->meanings = meanings;
    resolved->failed = !ef_grow(&resolved->meaning, &resolved->meaning_capacity, tokens->count + 1,
                                sizeof resolved->meaning[0]) ||
                       !ef_grow(&resolved->word, &resolved->word_capacity, tokens->count + 1,
                                sizeof resolved->word[0]);
    if (resolved->failed)
        return false;
    ef_meanings_begin(meanings);
    uint32_t words = 0;
    for (size_t t = 0; t < tokens->count; t++) {
        resolved->meaning[t] = resolve_token(meanings, tokens, t);
        resolved->word[t] = words;
        words += is_counted((ef_token_kind)tokens->kind[t]);
    }
    resolved->word[tokens->count] = words;
    resolved->failed = meanings->failed;
    return !resolved->failed;
}
