/* The plain part of a text, read by masks.
 *
 * The text lies in lower case in tokens->words already, so a word is a place in it: nothing is
 * copied, and where words begin and end, their case and elongation are bits of the masks. A window
 * of 63 bytes is looked at as a whole: up to the first byte that is nothing plain, each bit of
 * `starts` is a token. Whoever adds a rule to word.c or address.c that looks at what stands behind a
 * word must let it through here. */
#include "base/key_hash.h"
#include "tokens/scanner.h"
#include "tokens/utf8.h"

/* The bits of a window are those of the masks from its place on. */
typedef struct window {
    uint64_t letters;
    uint64_t upper;
    uint64_t starts; /* of plain words and marks; `letters` says which */
    uint64_t breaks; /* those of them that are breaks whatever the spelling says */
    size_t rest;     /* bytes up to where it stands that none of this is so */
    bool more;       /* which is only the window's end */
} window;

static bool is_space(char c)
{
    return ef_byte_class[(uint8_t)c] == EF_CHAR_SPACE;
}

static uint64_t bits_below(size_t bit)
{
    return (UINT64_C(1) << bit) - 1;
}

/* Words of one letter are plain only before white space: x_x and 8-) begin faces. A word is none when
 * what stands behind it may join it to something; such a byte, or the one behind it, is nothing plain
 * itself, so this can only be the last word before `rest`. */
static window look(const ef_scanner *s, size_t at)
{
    static const uint64_t edge = UINT64_C(1) << 63;
    const ef_text_masks *const m = &s->tokens->masks[at / 64];
    const uint64_t letters = ef_mask_from(m[0].letters, m[1].letters, at) & ~edge;
    const uint64_t spaces = ef_mask_from(m[0].spaces, m[1].spaces, at);
    const uint64_t ends = ef_mask_from(m[0].ends, m[1].ends, at) >> 1;
    const uint64_t marks = ef_mask_from(m[0].marks, m[1].marks, at) & spaces >> 1;
    const uint64_t first = letters & ~(letters << 1);
    const uint64_t single = first & ~(letters >> 1);
    const uint64_t other = ~(letters | spaces | marks) | (single & ~(spaces >> 1)) | edge;
    const uint64_t joined = letters << 1 & ~letters & ~ends;
    window w = {.letters = letters, .upper = ef_mask_from(m[0].upper, m[1].upper, at)};
    w.rest = (size_t)__builtin_ctzll(other);
    w.more = w.rest == 63;
    w.starts = (first | marks) & bits_below(w.rest);
    w.breaks = ef_mask_from(m[0].gaps, m[1].gaps, at) | marks;
    if (w.starts != 0 && (joined & (other ^ (other - 1))) != 0) {
        w.rest = 63 - (size_t)__builtin_clzll(w.starts);
        w.starts ^= UINT64_C(1) << w.rest;
    }
    return w;
}

/* What stood before the window is not in its masks, and may have been no plain token. */
static void mend_first_break(const ef_scanner *s, size_t at, size_t last_end, window *w)
{
    const size_t first = (size_t)__builtin_ctzll(w->starts);
    const uint64_t bit = UINT64_C(1) << first;
    const bool word = (w->letters & bit) != 0;
    const bool breaks = ef_scanner_breaks(s, last_end, at + first, word ? EF_WORD : EF_PUNCT, 0);
    w->breaks = (w->breaks & ~bit) | (breaks ? bit : 0);
}

/* The flags of a word whose second letter is a capital; false when that may be a face: xD. */
static bool shouted_flags(const ef_scanner *s, size_t at, uint64_t upper, size_t len,
                          unsigned *flags)
{
    const uint64_t bits = bits_below(len);
    if ((upper & bits) == bits)
        *flags |= EF_ALL_CAPS;
    return s->text.at[at + 1] != 'D';
}

/* What the spelling makes of a word; false when it has to be taken apart. */
static bool spelled_flags(const ef_spelling *spelling, uint64_t hash, ef_span word, unsigned *flags)
{
    uint32_t number = 0;
    const unsigned kinds = ef_spelling_find(spelling, hash, word, &number);
    if ((kinds & EF_CLAUSE_WORD) != 0)
        *flags |= EF_OPENS_CLAUSE;
    return (kinds & EF_CONTRACTION) == 0;
}

/* Adds the window's tokens, but stops before a word that is not plain after all, and then gives its
 * place in the window; else 63. */
static size_t take(ef_scanner *s, size_t at, const window *w)
{
    ef_tokens *const t = s->tokens;
    const char *const lower = t->words.at + s->lower_at;
    size_t n_breaks = t->n_breaks;
    size_t i = t->count;
    size_t stopped = 63;
    size_t end = s->last_end;
    for (uint64_t starts = w->starts; starts != 0; starts &= starts - 1, i++) {
        const size_t bit = (size_t)__builtin_ctzll(starts);
        const size_t start = at + bit;
        const size_t len = (size_t)__builtin_ctzll(~w->letters >> bit >> 1) + 1;
        const uint64_t upper = w->upper >> bit;
        const ef_span word = ef_span_make(lower + start, len);
        const uint64_t hash = ef_key_hash_padded(word);
        const bool is_word = (w->letters >> bit & 1) != 0;
        unsigned flags = (upper & 1) != 0 ? EF_INITIAL_CAP : 0;
        if (is_word && (((upper & 2) != 0 && !shouted_flags(s, start, upper, len, &flags)) ||
                        !spelled_flags(s->spelling, hash, word, &flags))) {
            stopped = bit;
            break;
        }
        t->start[i] = (uint32_t)start;
        t->len[i] = t->word_len[i] = (uint32_t)len;
        t->word_at[i] = (uint32_t)(s->lower_at + start);
        t->hash[i] = hash;
        t->kind[i] = is_word ? EF_WORD : EF_PUNCT;
        t->flags[i] = (uint8_t)flags;
        t->breaks[n_breaks] = (uint32_t)i;
        n_breaks += (w->breaks >> bit & 1) | ((flags & EF_OPENS_CLAUSE) != 0);
        end = start + len;
    }
    if (i > t->count)
        s->last_kind = (ef_token_kind)t->kind[i - 1];
    s->last_end = end;
    t->n_breaks = n_breaks;
    t->count = i;
    return stopped;
}

/* Digits, which no mark joins to others. A single one may be the eyes of a face: 8) and 0_0. */
static bool take_number(ef_scanner *s)
{
    ef_tokens *const t = s->tokens;
    const char *const lower = t->words.at + s->lower_at;
    const size_t start = s->at;
    size_t end = start;
    while (ef_byte_class[(uint8_t)lower[end]] == EF_CHAR_DIGIT)
        end++;
    const bool spaced = is_space(lower[end]) || (end > start + 1 && is_space(lower[end + 1]));
    const ef_text_masks *const m = &t->masks[(end + 1) / 64];
    if (end == start || !spaced || (m->ends >> (end + 1) % 64 & 1) == 0)
        return false;
    s->at = end;
    return ef_scanner_add_lower(s, EF_NUMBER, start, end);
}

void ef_scan_plain(ef_scanner *scanner)
{
    bool more = true;
    while (more && scanner->at < scanner->text.len && ef_tokens_have_room(scanner->tokens)) {
        const size_t at = scanner->at;
        window w = look(scanner, at);
        if (w.starts != 0) {
            mend_first_break(scanner, at, scanner->last_end, &w);
            const size_t stopped = take(scanner, at, &w);
            w.more &= stopped == 63;
            w.rest = stopped < w.rest ? stopped : w.rest;
        }
        scanner->at = at + w.rest < scanner->text.len ? at + w.rest : scanner->text.len;
        more = (w.more && w.rest > 0) || (scanner->at < scanner->text.len && take_number(scanner));
    }
}
