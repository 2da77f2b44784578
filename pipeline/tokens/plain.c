/* The plain part of a text, read by masks.
 *
 * The text lies in lower case in tokens->words already, so a word is a place in it: nothing is
 * copied, and its length, case and elongation are bits of the masks. Whoever adds a rule to word.c
 * or address.c that looks at what stands behind a word must let it through here. */
#include "base/key_hash.h"
#include "tokens/scanner.h"
#include "tokens/utf8.h"

enum { LONGEST = 63 }; /* what one word of a mask tells */

/* What the loop keeps in registers. */
typedef struct place {
    const char *lower; /* of the text; a zero stands behind it */
    size_t at;
    size_t len; /* of the text */
} place;

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
static bool may_be_face(const ef_scanner *s, const place *p, size_t word_len)
{
    return word_len == 1 ? !is_space(p->lower[p->at + 1]) : s->text.at[p->at + 1] == 'D';
}

static unsigned case_flags(uint64_t upper, uint64_t word)
{
    const bool all = word > 1 && (upper & word) == word;
    return (all ? EF_ALL_CAPS : 0u) | ((upper & 1) != 0 ? EF_INITIAL_CAP : 0u);
}

/* Room for one token more is there. */
static void put(ef_scanner *s, ef_token_kind kind, const place *p, size_t len, uint64_t hash,
                unsigned flags)
{
    ef_tokens *const t = s->tokens;
    const size_t i = t->count++;
    t->start[i] = (uint32_t)p->at;
    t->len[i] = (uint32_t)len;
    t->word_at[i] = (uint32_t)(s->lower_at + p->at);
    t->word_len[i] = (uint32_t)len;
    t->hash[i] = hash;
    t->kind[i] = (uint8_t)kind;
    t->flags[i] = (uint8_t)flags;
    s->last_kind = kind;
    s->last_end = p->at + len;
}

/* The word whose first letter is at the place; false when it is not plain. */
static bool take_word(ef_scanner *s, place *p)
{
    const ef_letter_masks *const mask = &s->tokens->masks[p->at / 64];
    const uint64_t letters = ef_mask_from(mask[0].letters, mask[1].letters, p->at);
    const size_t len = letters == UINT64_MAX ? 64 : (size_t)__builtin_ctzll(~letters);
    if (len == 0 || len > LONGEST || !ends_word(p->lower + p->at + len) || may_be_face(s, p, len))
        return false;
    const uint64_t bits = (UINT64_C(1) << len) - 1;
    if ((ef_mask_from(mask[0].thrice, mask[1].thrice, p->at) & bits) != 0)
        return false;
    const ef_span word = ef_span_make(p->lower + p->at, len);
    const uint64_t hash = ef_key_hash_padded(word);
    uint32_t number = 0;
    const unsigned kinds = ef_spelling_find(s->spelling, hash, word, &number);
    if ((kinds & EF_CONTRACTION) != 0)
        return false;
    const uint64_t upper = ef_mask_from(mask[0].upper, mask[1].upper, p->at);
    const unsigned opens = (kinds & EF_CLAUSE_WORD) != 0 ? EF_OPENS_CLAUSE : 0;
    put(s, EF_WORD, p, len, hash, case_flags(upper, bits) | opens);
    p->at += len;
    return true;
}

static bool take_mark(ef_scanner *s, place *p)
{
    const char c = p->lower[p->at];
    if ((c != '.' && c != ',' && c != '!' && c != '?') || !is_space(p->lower[p->at + 1]))
        return false;
    put(s, EF_PUNCT, p, 1, ef_key_hash_padded(ef_span_make(p->lower + p->at, 1)), 0);
    p->at++;
    return true;
}

void ef_scan_plain(ef_scanner *scanner)
{
    const ef_tokens *const t = scanner->tokens;
    place p = {t->words.at + scanner->lower_at, scanner->at, scanner->text.len};
    for (;;) {
        while (p.at < p.len && is_space(p.lower[p.at]))
            p.at++;
        if (p.at == p.len || t->count == t->capacity) /* ef_scanner_add makes room */
            break;
        if (!take_word(scanner, &p) && !take_mark(scanner, &p))
            break;
    }
    scanner->at = p.at;
}
