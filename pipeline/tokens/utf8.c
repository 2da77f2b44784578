#include "tokens/utf8.h"

#include <utf8proc.h>

enum {
    SP = EF_CHAR_SPACE,
    LE = EF_CHAR_LETTER,
    DI = EF_CHAR_DIGIT,
    PU = EF_CHAR_PUNCT,
    SY = EF_CHAR_SYMBOL,
    BE = EF_CHAR_BEYOND
};

/* Not the general categories: % & # @ * / and \ are symbols to a reader of reviews. */
// clang-format off
const uint8_t ef_byte_class[256] = {
    SP, SP, SP, SP, SP, SP, SP, SP, SP, SP, SP, SP, SP, SP, SP, SP,
    SP, SP, SP, SP, SP, SP, SP, SP, SP, SP, SP, SP, SP, SP, SP, SP,
    SP, PU, PU, SY, SY, SY, SY, PU, PU, PU, SY, SY, PU, PU, PU, SY,
    DI, DI, DI, DI, DI, DI, DI, DI, DI, DI, PU, PU, SY, SY, SY, PU,
    SY, LE, LE, LE, LE, LE, LE, LE, LE, LE, LE, LE, LE, LE, LE, LE,
    LE, LE, LE, LE, LE, LE, LE, LE, LE, LE, LE, PU, SY, PU, SY, PU,
    SY, LE, LE, LE, LE, LE, LE, LE, LE, LE, LE, LE, LE, LE, LE, LE,
    LE, LE, LE, LE, LE, LE, LE, LE, LE, LE, LE, PU, SY, PU, SY, SP,
    BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE,
    BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE,
    BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE,
    BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE,
    BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE,
    BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE,
    BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE,
    BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE,
};
// clang-format on

static bool within(uint32_t c, uint32_t low, uint32_t high)
{
    return c - low <= high - low;
}

bool ef_utf8_common(uint32_t c, ef_common_letter *letter)
{
    *letter = (ef_common_letter){.class = EF_CHAR_LETTER, .lower = c};
    if (within(c, 0xC0, 0xFF)) {
        letter->is_upper = c <= 0xDE;
        letter->is_lower = c > 0xDE;
        letter->lower = c <= 0xDE ? c + 0x20 : c;
        return c != 0xD7 && c != 0xF7; /* times and divided by */
    }
    if (within(c, 0x410, 0x44F)) {
        letter->is_upper = c <= 0x42F;
        letter->is_lower = c > 0x42F;
        letter->lower = c <= 0x42F ? c + 0x20 : c;
        return true;
    }
    if (c < 0x3000)
        return within(c, 0x621, 0x63A) || within(c, 0x641, 0x64A) || within(c, 0x905, 0x939);
    if (within(c, 0x4E00, 0x9FFF))
        letter->class = EF_CHAR_HAN;
    else if (within(c, 0x3041, 0x3096))
        letter->class = EF_CHAR_HIRAGANA;
    else if (within(c, 0x30A1, 0x30FA))
        letter->class = EF_CHAR_KATAKANA;
    else
        return within(c, 0xAC00, 0xD7A3);
    return true;
}

static const utf8proc_property_t *property(uint32_t c)
{
    return utf8proc_get_property((utf8proc_int32_t)c);
}

static bool is_han(uint32_t c)
{
    return within(c, 0x4E00, 0x9FFF) || within(c, 0x3400, 0x4DBF) || within(c, 0x3005, 0x3007) ||
           within(c, 0x3021, 0x3029) || within(c, 0xF900, 0xFAFF) || within(c, 0x20000, 0x3FFFF);
}

/* U+30FC, the mark of a long vowel, counts as Katakana. */
static ef_char_class letter_class(uint32_t c)
{
    if (is_han(c))
        return EF_CHAR_HAN;
    if (within(c, 0x3041, 0x309F))
        return EF_CHAR_HIRAGANA;
    if (within(c, 0x30A1, 0x30FF) || within(c, 0x31F0, 0x31FF) || within(c, 0xFF66, 0xFF9F))
        return EF_CHAR_KATAKANA;
    return EF_CHAR_LETTER;
}

static ef_char_class category_class(uint32_t c, int category)
{
    switch (category) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO: return letter_class(c);
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME: return EF_CHAR_MARK;
    case UTF8PROC_CATEGORY_NL: return is_han(c) ? EF_CHAR_HAN : EF_CHAR_DIGIT;
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NO: return EF_CHAR_DIGIT;
    case UTF8PROC_CATEGORY_PC:
    case UTF8PROC_CATEGORY_PD:
    case UTF8PROC_CATEGORY_PS:
    case UTF8PROC_CATEGORY_PE:
    case UTF8PROC_CATEGORY_PI:
    case UTF8PROC_CATEGORY_PF:
    case UTF8PROC_CATEGORY_PO: return EF_CHAR_PUNCT;
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
    case UTF8PROC_CATEGORY_CC: return EF_CHAR_SPACE;
    case UTF8PROC_CATEGORY_CF: return EF_CHAR_IGNORED;
    default: return EF_CHAR_SYMBOL;
    }
}

ef_char_class ef_utf8_class(uint32_t code_point)
{
    const uint32_t c = code_point;
    if (c < 0x80)
        return (ef_char_class)ef_byte_class[c];
    ef_common_letter letter;
    if (ef_utf8_common(c, &letter))
        return letter.class;
    if (c == 0x200B)
        return EF_CHAR_SPACE;
    if (c == 0x2BC) /* a letter to Unicode, an apostrophe to people */
        return EF_CHAR_PUNCT;
    if (within(c, 0x1F1E6, 0x1F1FF))
        return EF_CHAR_REGIONAL;
    if (within(c, 0x1F3FB, 0x1F3FF))
        return EF_CHAR_PICTOGRAPH;
    const utf8proc_property_t *const p = property(c);
    if (p->boundclass == UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC)
        return EF_CHAR_PICTOGRAPH;
    return p->ignorable ? EF_CHAR_IGNORED : category_class(c, p->category);
}

uint32_t ef_utf8_lower(uint32_t code_point)
{
    return (uint32_t)utf8proc_tolower((utf8proc_int32_t)code_point);
}

bool ef_utf8_is_upper(uint32_t code_point)
{
    if (code_point < 0x80)
        return within(code_point, 'A', 'Z');
    const int category = property(code_point)->category;
    return category == UTF8PROC_CATEGORY_LU || category == UTF8PROC_CATEGORY_LT;
}

bool ef_utf8_is_lower(uint32_t code_point)
{
    if (code_point < 0x80)
        return within(code_point, 'a', 'z');
    return property(code_point)->category == UTF8PROC_CATEGORY_LL;
}

bool ef_utf8_is_title(uint32_t code_point)
{
    return code_point >= 0x80 && property(code_point)->category == UTF8PROC_CATEGORY_LT;
}

bool ef_utf8_is_case_ignorable(uint32_t code_point)
{
    static const uint16_t between_letters[] = {'\'',   '.',    ':',    0xB7,   0x387,  0x55F,
                                               0x5F4,  0x2018, 0x2019, 0x2024, 0x2027, 0xFE13,
                                               0xFE52, 0xFE55, 0xFF07, 0xFF0E, 0xFF1A};
    switch (property(code_point)->category) {
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_SK: return true;
    default: break;
    }
    for (size_t i = 0; i < sizeof between_letters / sizeof between_letters[0]; i++)
        if (between_letters[i] == code_point)
            return true;
    return false;
}

bool ef_utf8_is_apostrophe(uint32_t code_point)
{
    switch (code_point) {
    case '\'':
    case '`':
    case 0xB4:
    case 0x2BC:
    case 0x2018:
    case 0x2019:
    case 0x201B:
    case 0x2032:
    case 0xFF07: return true;
    default: return false;
    }
}

static uint32_t tail(ef_span text, size_t at)
{
    return (uint8_t)text.at[at] & 0x3Fu;
}

uint32_t ef_utf8_decode(ef_span text, size_t at, size_t *len)
{
    const uint32_t lead = (uint8_t)text.at[at];
    const size_t left = text.len - at;
    if (lead < 0x80) {
        *len = 1;
        return lead;
    }
    if (within(lead, 0xC2, 0xDF) && left >= 2) {
        *len = 2;
        return (lead & 0x1F) << 6 | tail(text, at + 1);
    }
    if (within(lead, 0xE0, 0xEF) && left >= 3) {
        *len = 3;
        return (lead & 0xF) << 12 | tail(text, at + 1) << 6 | tail(text, at + 2);
    }
    if (within(lead, 0xF0, 0xF4) && left >= 4) {
        *len = 4;
        return (lead & 0x7) << 18 | tail(text, at + 1) << 12 | tail(text, at + 2) << 6 |
               tail(text, at + 3);
    }
    *len = 1;
    return 0xFFFD;
}

int ef_utf8_width(uint32_t code_point)
{
    return utf8proc_charwidth((utf8proc_int32_t)code_point);
}

size_t ef_utf8_previous(ef_span text, size_t at)
{
    size_t start = at - 1;
    while (start > 0 && at - start < 4 && ((uint8_t)text.at[start] & 0xC0) == 0x80)
        start--;
    return start;
}

/* Whether NFC may change the character wherever it stands. In the ranges left out every canonical
 * decomposition is composed again: Cyrillic, Latin Additional, Kana. */
static bool never_composed(uint32_t c, const utf8proc_property_t *p)
{
    return c >= 0x340 && p->decomp_type == 0 && p->decomp_seqindex != UINT16_MAX &&
           !within(c, 0x388, 0x957) && !within(c, 0x1E00, 0x1EFF) && !within(c, 0x3000, 0x30FF);
}

/* Whether the character may join the one before it. */
static bool joins_left(uint32_t c, const utf8proc_property_t *p)
{
    return within(c, 0x1161, 0x11FF) || (p->comb_index >= 0x8000 && p->comb_index != UINT16_MAX);
}

static bool needs_composition(ef_span word)
{
    int last_class = 0;
    for (size_t at = 0, len; at < word.len; at += len) {
        const uint32_t c = ef_utf8_decode(word, at, &len);
        ef_common_letter letter;
        if (c < 0x80 || ef_utf8_common(c, &letter)) {
            last_class = 0;
            continue;
        }
        const utf8proc_property_t *const p = property(c);
        if (c >= 0x300 && (joins_left(c, p) || never_composed(c, p)))
            return true;
        if (p->combining_class != 0 && p->combining_class < last_class)
            return true;
        last_class = p->combining_class;
    }
    return false;
}

size_t ef_utf8_compose(ef_span word, char out[EF_COMPOSE_ROOM])
{
    if (word.len > EF_COMPOSE_MAX || !needs_composition(word))
        return 0;
    const utf8proc_option_t options = UTF8PROC_STABLE | UTF8PROC_COMPOSE;
    utf8proc_int32_t points[EF_COMPOSE_ROOM + 1];
    utf8proc_ssize_t n =
        utf8proc_decompose((const utf8proc_uint8_t *)word.at, (utf8proc_ssize_t)word.len, points,
                           EF_COMPOSE_ROOM, options);
    if (n <= 0 || n > EF_COMPOSE_ROOM)
        return 0;
    n = utf8proc_reencode(points, n, options);
    if (n <= 0 || n > EF_COMPOSE_ROOM)
        return 0;
    memcpy(out, points, (size_t)n);
    return (size_t)n;
}
