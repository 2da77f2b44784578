/* The plain part of a text, read by masks.
 *
 * The text lies in lower case in tokens->words already, so a word is a place in it: nothing is
 * copied, and its length, case and elongation are bits of the masks. Whoever adds a rule to word.c
 * or address.c that looks at what stands behind a word must let it through here. */
#include "base/key_hash.h"
#include "tokens/scanner.h"
#include "tokens/utf8.h"

/* A token that is about to be added. */
typedef struct piece {
    size_t len;
    uint64_t hash;
    unsigned kind;
    unsigned flags;
} piece;

static bool is_space(char c)
{
    return ef_byte_class[(uint8_t)c] == EF_CHAR_SPACE;
}

/* Letters, digits and marks of e-mail addresses and domains. */
static bool joins_address(char c)
{
    const uint8_t class = ef_byte_class[(uint8_t)c];
    return class == EF_CHAR_LETTER || class == EF_CHAR_DIGIT || c == '.' || c == '_' || c == '%' ||
           c == '+' || c == '-' || c == '@';
}

/* Whether what stands behind the letters of a word, two bytes of it, cannot make them part of a word,
 * a contraction or an address. */
static bool ends_word(const char *behind)
{
    const char c = behind[0];
    if (c == ' ')
        return behind[1] != '\'' && behind[1] != '`' && (uint8_t)behind[1] < 0x80;
    switch (ef_byte_class[(uint8_t)c]) {
    case EF_CHAR_SPACE: return true;
    case EF_CHAR_PUNCT:
    case EF_CHAR_SYMBOL: break;
    default: return false;
    }
    switch (c) {
    case '\'':
    case '`':
    case '@': return false;
    case ':': return behind[1] != '/';
    default: return !joins_address(c) || !joins_address(behind[1]);
    }
}

/* Some faces begin with a letter and go on with a mark or a D: x_x, xD. */
static bool may_be_face(const ef_scanner *s, const char *lower, size_t at, size_t word_len)
{
    return word_len == 1 ? !is_space(lower[at + 1]) : s->text.at[at + 1] == 'D';
}

static unsigned case_flags(uint64_t upper, uint64_t word)
{
    const bool all = word > 1 && (upper & word) == word;
    return (all ? EF_ALL_CAPS : 0u) | ((upper & 1) != 0 ? EF_INITIAL_CAP : 0u);
}

/* The word that begins at `at`; false when it is not plain. The mask ends a word at a letter that
 * comes three times in a row, and then a letter stands behind it. */
static inline bool read_word(const ef_scanner *s, const char *lower, size_t at, piece *word)
{
    const ef_letter_masks *const mask = &s->tokens->masks[at / 64];
    const uint64_t others = ~ef_mask_from(mask[0].letters, mask[1].letters, at);
    if (others == 0 || (others & 1) != 0)
        return false;
    const size_t len = (size_t)__builtin_ctzll(others);
    if (!ends_word(lower + at + len) || may_be_face(s, lower, at, len))
        return false;
    const uint64_t bits = (UINT64_C(1) << len) - 1;
    const ef_span letters = ef_span_make(lower + at, len);
    uint32_t number = 0;
    word->len = len;
    word->kind = EF_WORD;
    word->hash = ef_key_hash_padded(letters);
    word->flags = case_flags(ef_mask_from(mask[0].upper, mask[1].upper, at), bits);
    const unsigned kinds = ef_spelling_find(s->spelling, word->hash, letters, &number);
    word->flags |= (kinds & EF_CLAUSE_WORD) != 0 ? EF_OPENS_CLAUSE : 0u;
    return (kinds & EF_CONTRACTION) == 0;
}

/* Digits, which no mark joins to others. A single one may be the eyes of a face: 8) and 0_0. */
static inline bool read_number(const char *lower, size_t at, piece *number)
{
    size_t end = at;
    while (ef_byte_class[(uint8_t)lower[end]] == EF_CHAR_DIGIT)
        end++;
    if (end == at || !ends_word(lower + end) ||
        (!is_space(lower[end]) && (end == at + 1 || !is_space(lower[end + 1]))))
        return false;
    *number = (piece){.len = end - at,
                      .kind = EF_NUMBER,
                      .hash = ef_key_hash_padded(ef_span_make(lower + at, end - at))};
    return true;
}

static inline bool read_mark(const char *lower, size_t at, piece *mark)
{
    const char c = lower[at];
    if ((c != '.' && c != ',' && c != '!' && c != '?') || !is_space(lower[at + 1]))
        return false;
    *mark = (piece){
        .len = 1, .kind = EF_PUNCT, .hash = ef_key_hash_padded(ef_span_make(lower + at, 1))};
    return true;
}

void ef_scan_plain(ef_scanner *scanner)
{
    ef_tokens *const t = scanner->tokens;
    const char *const lower = t->words.at + scanner->lower_at;
    size_t at = scanner->at;
    size_t last_end = scanner->last_end;
    size_t n_breaks = t->n_breaks;
    size_t i = t->count;
    piece token;
    for (;; i++) {
        while (at < scanner->text.len && is_space(lower[at]))
            at++;
        if (at == scanner->text.len || i == t->capacity || /* ef_scanner_add makes room */
            (!read_word(scanner, lower, at, &token) && !read_mark(lower, at, &token) &&
             !read_number(lower, at, &token)))
            break;
        t->start[i] = (uint32_t)at;
        t->len[i] = t->word_len[i] = (uint32_t)token.len;
        t->word_at[i] = (uint32_t)(scanner->lower_at + at);
        t->hash[i] = token.hash;
        t->kind[i] = (uint8_t)token.kind;
        t->flags[i] = (uint8_t)token.flags;
        t->breaks[n_breaks] = (uint32_t)i;
        n_breaks += ef_scanner_breaks(scanner, last_end, at, token.kind, token.flags);
        at += token.len;
        last_end = at;
    }
    if (i > t->count)
        scanner->last_kind = (ef_token_kind)t->kind[i - 1];
    scanner->last_end = last_end;
    t->n_breaks = n_breaks;
    t->count = i;
    scanner->at = at;
}
