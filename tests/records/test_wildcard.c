#include <criterion/criterion.h>

#include "base/attr.h"
#include "records/wildcard.h"

static void check(const char *pattern, const char *text, bool expected)
{
    cr_assert_eq(ef_wildcard_matches(ef_span_of(pattern), ef_span_of(text)), expected,
                 "%s against %s", pattern, text);
}

Test(wildcard, matches_the_whole_text)
{
    check("", "", true);
    check("", "a", false);
    check("*", "", true);
    check("**", "abc", true);
    check("a*", "a", true);
    check("*a", "ba", true);
    check("a*b*c", "aXbXbXc", true);
    check("a*b*c", "aXbXbXcX", false);
    check("*abab", "abababab", true);
    check("*ab?", "abab", false);
    check("ABC", "abc", true);
    check("a?c", "ac", false);
    check("\\*", "*", true);
    check("\\*", "a", false);
    check("a\\", "a\\", true);
}

Test(wildcard, takes_a_question_mark_for_one_character_of_any_length)
{
    check("?", "\xc3\xa9", true);
    check("??", "\xc3\xa9", false);
    check("*??", "\xe2\x82\xac", false);
    check("?*?", "\xf0\x9f\x98\x80", false);
    check("gr?n", "gr\xc3\xbcn", true);
    check("*?", "\xe2\x82\xac", true);
}

Test(wildcard, does_not_explode_on_many_stars)
{
    char text[5000];
    memset(text, 'a', sizeof text);
    char pattern[200];
    for (size_t i = 0; i < sizeof pattern; i++)
        pattern[i] = "*a"[i % 2];
    pattern[sizeof pattern - 1] = 'b';
    cr_assert_not(ef_wildcard_matches(ef_span_make(pattern, sizeof pattern),
                                      ef_span_make(text, sizeof text)));
}
