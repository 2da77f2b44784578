#include "criterion/criterion.h"

#include <stdlib.h>
#include <utf8proc.h>

#include "records/repair.h"
#include "tokens/utf8.h"

Test(utf8, decodes_what_it_encodes)
{
    static const uint32_t points[] = {0,      0x7F,   0x80,    0x7FF,   0x800,
                                      0xFFFD, 0xFFFF, 0x10000, 0x1F600, 0x10FFFF};
    for (size_t i = 0; i < EF_COUNT(points); i++) {
        char bytes[4];
        size_t len = 0;
        const size_t written = ef_utf8_put(points[i], bytes);
        cr_expect_eq(ef_utf8_decode(ef_span_make(bytes, written), 0, &len), points[i]);
        cr_expect_eq(len, written);
        cr_expect_eq(ef_utf8_previous(ef_span_make(bytes, written), written), 0);
    }
}

Test(utf8, reads_a_sequence_cut_off_as_one_bad_byte)
{
    size_t len = 0;
    cr_expect_eq(ef_utf8_decode(EF_SPAN_TEXT("\xF0\x9F\x98"), 0, &len), 0xFFFD);
    cr_expect_eq(len, 1);
}

/* Whether NFC leaves the two as they are. */
static bool stays(uint32_t first, uint32_t second)
{
    utf8proc_uint8_t text[9] = {0};
    const size_t len = ef_utf8_put(first, (char *)text);
    ef_utf8_put(second, (char *)text + len);
    utf8proc_uint8_t *const composed = utf8proc_NFC(text);
    const bool same = strcmp((const char *)composed, (const char *)text) == 0;
    free(composed);
    return same;
}

static ef_char_class common_class(uint32_t c)
{
    return c >= 0x4E00 && c <= 0x9FFF   ? EF_CHAR_HAN
           : c >= 0x3041 && c <= 0x3096 ? EF_CHAR_HIRAGANA
           : c >= 0x30A1 && c <= 0x30FA ? EF_CHAR_KATAKANA
                                        : EF_CHAR_LETTER;
}

Test(utf8, knows_common_letters_as_the_tables_do)
{
    static const uint32_t before[] = {'e',    0xE9,   0x439,  0x627, 0x915,
                                      0x304B, 0x6F22, 0xAC00, 0x1100};
    size_t count = 0;
    for (uint32_t c = 0; c <= 0x10FFFF; c++) {
        ef_common_letter letter;
        if (!ef_utf8_common(c, &letter))
            continue;
        const int point = (int)c;
        const utf8proc_category_t category = utf8proc_category(point);
        const bool is_letter = category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
        cr_assert(is_letter, "U+%04X", c);
        cr_assert_eq(letter.is_upper, category == UTF8PROC_CATEGORY_LU, "U+%04X", c);
        cr_assert_eq(letter.is_lower, category == UTF8PROC_CATEGORY_LL, "U+%04X", c);
        cr_assert_eq(letter.lower, (uint32_t)utf8proc_tolower(point), "U+%04X", c);
        cr_assert_eq(letter.class, common_class(c), "U+%04X", c);
        for (size_t i = 0; i < EF_COUNT(before); i++)
            cr_assert(stays(before[i], c), "U+%04X behind U+%04X", c, before[i]);
        count++;
    }
    cr_assert_gt(count, 30000);
}

Test(utf8, classifies_characters)
{
    static const struct {
        uint32_t point;
        ef_char_class class;
    } rows[] = {
        {'a', EF_CHAR_LETTER},         {0xE9, EF_CHAR_LETTER},        {0x5D0, EF_CHAR_LETTER},
        {'7', EF_CHAR_DIGIT},          {0x663, EF_CHAR_DIGIT},        {0xB2, EF_CHAR_DIGIT},
        {' ', EF_CHAR_SPACE},          {0xA0, EF_CHAR_SPACE},         {0x200B, EF_CHAR_SPACE},
        {0x7F, EF_CHAR_SPACE},         {0x85, EF_CHAR_SPACE},         {0x2028, EF_CHAR_SPACE},
        {0xAD, EF_CHAR_IGNORED},       {0x200D, EF_CHAR_IGNORED},     {0xFEFF, EF_CHAR_IGNORED},
        {0xFE0F, EF_CHAR_IGNORED},     {0x301, EF_CHAR_MARK},         {0x94D, EF_CHAR_MARK},
        {'!', EF_CHAR_PUNCT},          {0x3002, EF_CHAR_PUNCT},       {0x2BC, EF_CHAR_PUNCT},
        {'%', EF_CHAR_SYMBOL},         {0x20AC, EF_CHAR_SYMBOL},      {0xFFFD, EF_CHAR_SYMBOL},
        {0x1F600, EF_CHAR_PICTOGRAPH}, {0x1F3FB, EF_CHAR_PICTOGRAPH}, {0x2764, EF_CHAR_PICTOGRAPH},
        {0x1F1E6, EF_CHAR_REGIONAL},   {0x6F22, EF_CHAR_HAN},         {0x3005, EF_CHAR_HAN},
        {0x3042, EF_CHAR_HIRAGANA},    {0x30A2, EF_CHAR_KATAKANA},    {0xAC00, EF_CHAR_LETTER},
        {0xE01, EF_CHAR_LETTER},
    };
    for (size_t i = 0; i < EF_COUNT(rows); i++)
        cr_expect_eq(ef_utf8_class(rows[i].point), rows[i].class, "U+%04X is %d", rows[i].point,
                     (int)ef_utf8_class(rows[i].point));
}

Test(utf8, knows_case_beyond_ascii)
{
    cr_expect(ef_utf8_is_upper(0xC9) && !ef_utf8_is_lower(0xC9));
    cr_expect(ef_utf8_is_lower(0x3B1) && !ef_utf8_is_upper(0x3B1));
    cr_expect(ef_utf8_is_upper(0x1C5), "title case counts as upper");
    cr_expect(!ef_utf8_is_upper(0x5D0) && !ef_utf8_is_lower(0x5D0));
    cr_expect(!ef_utf8_is_upper('_') && ef_utf8_is_upper('Z'));
}

static ef_span composed(const char *text, char out[EF_COMPOSE_ROOM])
{
    return ef_span_make(out, ef_utf8_compose(ef_span_of(text), out));
}

Test(utf8, composes_only_what_is_not_composed)
{
    char out[EF_COMPOSE_ROOM];
    cr_expect(ef_span_is(composed("cafe\u0301", out), "caf\u00e9"));
    cr_expect(ef_span_is(composed("\u1112\u1161\u11ab", out), "\ud55c"));
    cr_expect(ef_span_is(composed("\u212b", out), "\u00c5"));
    cr_expect(ef_span_is(composed("q\u0307\u0323", out), "q\u0323\u0307"));
    cr_expect_eq(composed("caf\u00e9", out).len, 0);
    cr_expect_eq(composed("\u0439\u0451", out).len, 0);
    cr_expect(ef_span_is(composed("q\u0316\u0334", out), "q\u0334\u0316"));
    cr_expect_eq(composed("q\u0334\u0316", out).len, 0);
    cr_expect_eq(composed("plain", out).len, 0);
}

Test(utf8, leaves_words_alone_that_are_too_long_to_compose)
{
    char word[EF_COMPOSE_MAX + 3];
    char out[EF_COMPOSE_ROOM];
    memset(word, 'e', sizeof word);
    memcpy(word + EF_COMPOSE_MAX - 2, "\u0301", 2);
    cr_expect_eq(ef_utf8_compose(ef_span_make(word, EF_COMPOSE_MAX), out), EF_COMPOSE_MAX - 1);
    cr_expect_eq(ef_utf8_compose(ef_span_make(word, EF_COMPOSE_MAX + 1), out), 0);
}
