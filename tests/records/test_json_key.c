#include <criterion/criterion.h>

#include "records/json_key.h"

static void expect(const char *written, const char *key, bool equal)
{
    cr_assert_eq(ef_json_key_is(ef_span_of(written), ef_span_of(key)), equal, "%s is%s %s", written,
                 equal ? "" : " not", key);
}

Test(json_key, compares_the_whole_key)
{
    expect("reviews", "reviews", true);
    expect("", "", true);
    expect("review", "reviews", false);
    expect("reviewsx", "reviews", false);
    expect("Reviews", "reviews", false);
    expect("caf\xc3\xa9", "caf\xc3\xa9", true);
}

Test(json_key, undoes_escapes)
{
    expect("re\\u0076iews", "reviews", true);
    expect("caf\\u00E9", "caf\xc3\xa9", true);
    expect("caf\\u00e9", "caf\xc3\xa9", true);
    expect("\\\"\\\\\\/\\b\\f\\n\\r\\t", "\"\\/\b\f\n\r\t", true);
}

Test(json_key, joins_surrogate_pairs)
{
    expect("\\ud83d\\uDE00!", "\xf0\x9f\x98\x80!", true);
    expect("\\ud83d!", "\xef\xbf\xbd!", true);
    expect("\\ud83d\\u0041",
           "\xef\xbf\xbd"
           "A",
           true);
    expect("\\ude00", "\xef\xbf\xbd", true);
}

Test(json_key, finds_a_wrong_escape_equal_to_nothing)
{
    expect("a\\", "a", false);
    expect("a\\x", "ax", false);
    expect("\\u004", "\x04", false);
    expect("\\u00g1", "a", false);
    expect("\\", "\\", false);
}
