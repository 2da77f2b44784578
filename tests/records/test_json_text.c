#include <criterion/criterion.h>

#include <stdlib.h>

#include "base/attr.h"
#include "records/json_text.h"

static void decodes(const char *raw, const char *expected, size_t len, uint64_t bad)
{
    char out[64];
    uint64_t replaced = 0;
    cr_assert_eq(ef_json_unescape(ef_span_of(raw), out, &replaced), len, "%s", raw);
    cr_assert_eq(memcmp(out, expected, len), 0, "%s", raw);
    cr_assert_eq(replaced, bad, "%s", raw);
}

Test(json_text, decodes_escapes)
{
    decodes("plain", "plain", 5, 0);
    decodes("\\\"\\\\\\/\\b\\f\\n\\r\\t", "\"\\/\b\f\n\r\t", 8, 0);
    decodes("a\\u00e9\\u20AC!", "a\xC3\xA9\xE2\x82\xAC!", 7, 0);
    decodes("\\ud83d\\ude00", "\xF0\x9F\x98\x80", 4, 0);
    decodes("a\\u0000b", "a\0b", 3, 0);
    decodes("\\\\u0041", "\\u0041", 6, 0);
}

Test(json_text, replaces_surrogates_without_a_partner)
{
    decodes("\\ud83d", "\xEF\xBF\xBD", 3, 1);
    decodes("\\ude00x", "\xEF\xBF\xBDx", 4, 1);
    decodes("\\ud83d\\u0041",
            "\xEF\xBF\xBD"
            "A",
            4, 1);
    decodes("\\ud83d\\ud83d\\ude00", "\xEF\xBF\xBD\xF0\x9F\x98\x80", 7, 1);
    decodes("\\ud83d\\n", "\xEF\xBF\xBD\n", 4, 1);
}

/* Looks for the end of a string of `len` bytes that starts at `start` of a text that goes on behind
 * it, or ends there. */
static void look_for_end(ef_json_text *text, size_t start, size_t len)
{
    static char bytes[10000];
    memset(bytes, 'a', sizeof bytes);
    bytes[start + len] = '"';
    ef_json_string string;
    ef_json_text_begin(text, ef_span_make(bytes, sizeof bytes));
    const char *const end = ef_json_short_end(text, bytes + start, bytes + sizeof bytes, &string);
    cr_assert_eq(end, bytes + start + len, "%zu, %zu", start, len);
    cr_assert_eq(string.inside.len, len);
    cr_assert_not(string.escaped);
    for (size_t cut = 0; cut < 2 && cut < len; cut++) {
        const char *const stop = bytes + start + len - cut;
        cr_assert_eq(ef_json_short_end(text, bytes + start, stop, &string), stop);
    }
}

Test(json_text, finds_the_end_of_a_string_wherever_it_stands)
{
    static const size_t lens[] = {1, 5, 62, 63, 64, 65, 128, 4030, 4095, 4096, 4097, 8191, 8192};
    ef_json_text text = {0};
    for (size_t i = 0; i < EF_COUNT(lens); i++) {
        for (size_t start = 0; start < 70; start++) {
            look_for_end(&text, start, lens[i]);
        }
    }
}

Test(json_text, finds_the_end_behind_escapes_wherever_they_stand)
{
    ef_json_text text = {0};
    for (size_t before = 4080; before < 4100; before++) {
        char bytes[4200];
        memset(bytes, 'a', sizeof bytes);
        memcpy(bytes + before, "\\u00e9\\\"\\\\\"", 11);
        ef_json_string string;
        ef_json_text_begin(&text, ef_span_make(bytes, sizeof bytes));
        cr_assert_eq(ef_json_string_end(&text, bytes, bytes + sizeof bytes, &string),
                     bytes + before + 10);
        cr_assert(string.escaped);
        ef_json_text_begin(&text, ef_span_make(bytes, before + 3));
        cr_assert_eq(ef_json_string_end(&text, bytes, bytes + before + 3, &string), bytes + before,
                     "cut short");
    }
}
