#include "criterion/criterion.h"

#include "base/attr.h"
#include "tokens/python_text.h"

Test(python_text, knows_white_space_of_every_length)
{
    static const char *const spaces[] = {
        " ",      "\t",     "\n",       "\v",       "\f",           "\r",
        "\x1C",   "\x1F",   "\xC2\x85", "\xC2\xA0", "\xE1\x9A\x80", "\xE2\x80\x80",
        "\u200a", "\u2028", "\u2029",   "\u202f",   "\u205f",       "\u3000"};
    for (size_t i = 0; i < EF_COUNT(spaces); i++) {
        const ef_span space = ef_span_of(spaces[i]);
        cr_expect_eq(ef_python_space(space, 0), space.len, "space %zu", i);
    }
    static const char *const others[] = {"\x01", "\x1B", "x", "\u200b", "\ufeff", "\u2060", "é"};
    for (size_t i = 0; i < EF_COUNT(others); i++)
        cr_expect_eq(ef_python_space(ef_span_of(others[i]), 0), 0, "other %zu", i);
}

Test(python_text, says_what_is_upper)
{
    static const char *const upper[] = {"A", "A1!", "ÀÉ", "Ⓐ", "Ⅳ", "🅐", "Σ", "日本A"};
    static const char *const others[] = {"",  "1", "Aa", "ǅ",  "Aǅ", "ª",         "Aª",
                                         "ⓐ", "ß", "ʰ",  "日", "Aʰ", "\U0001DF25"};
    for (size_t i = 0; i < EF_COUNT(upper); i++)
        cr_expect(ef_python_is_upper(ef_span_of(upper[i])), "%s", upper[i]);
    for (size_t i = 0; i < EF_COUNT(others); i++)
        cr_expect_not(ef_python_is_upper(ef_span_of(others[i])), "%s", others[i]);
}

Test(python_text, lowers_with_two_exceptions_to_the_simple_mapping)
{
    static const char *const rows[][2] = {
        {"GOOD", "good"}, {"Ünder", "ünder"}, {"İ", "i\u0307"}, {"\u212a", "k"},  {"ΑΣ", "ας"},
        {"ΣΑΣΑ", "σασα"}, {"Σ", "σ"},         {"Α'Σ", "α'ς"},   {"ΑΣ'Α", "ασ'α"}, {"ΑΣ.", "ας."},
        {"1Σ", "1σ"},     {"ßẞ", "ßß"},       {"ʰΣ", "ʰσ"},     {"Aʰ'Σ", "aʰ'ς"}, {"ǅ", "ǆ"}};
    for (size_t i = 0; i < EF_COUNT(rows); i++) {
        char out[32];
        const size_t len = ef_python_lower(ef_span_of(rows[i][0]), out, sizeof out);
        cr_expect(ef_span_is(ef_span_make(out, len), rows[i][1]), "%s became %.*s", rows[i][0],
                  (int)len, out);
    }
}

Test(python_text, says_that_there_is_no_room)
{
    char out[4];
    cr_expect_eq(ef_python_lower(EF_SPAN_TEXT("ABCD"), out, sizeof out), 4);
    cr_expect_gt(ef_python_lower(EF_SPAN_TEXT("ABCDE"), out, sizeof out), sizeof out);
    cr_expect_gt(ef_python_lower(EF_SPAN_TEXT("ABÜÜ"), out, sizeof out), sizeof out);
}
