#include "criterion/criterion.h"

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
