#include <criterion/criterion.h>

#include "base/attr.h"
#include "records/repair.h"

#define BAD "\xEF\xBF\xBD"

typedef struct repair_case {
    const char *text;
    const char *repaired;
    uint64_t replaced;
} repair_case;

Test(repair, replaces_every_maximal_subpart_once)
{
    static const repair_case cases[] = {
        {"plain", "plain", 0},
        {"eight by", "eight by", 0},
        {"\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80\xF4\x8F\xBF\xBF",
         "\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80\xF4\x8F\xBF\xBF", 0},
        {"a\x80z", "a" BAD "z", 1},
        {"a\xFFz", "a" BAD "z", 1},
        {"\xBF\xBF", BAD BAD, 2},
        /* cut short: what is there of a sequence counts once */
        {"\xC3", BAD, 1},
        {"\xE2\x82", BAD, 1},
        {"\xF0\x9F\x98", BAD, 1},
        {"\xF0\x9F\x98x", BAD "x", 1},
        {"\xE2\x82\xE2\x82\xAC", BAD "\xE2\x82\xAC", 1},
        {"\xC3\xC3\xA9", BAD "\xC3\xA9", 1},
        /* overlong */
        {"\xC0\x80", BAD BAD, 2},
        {"\xC1\xBF", BAD BAD, 2},
        {"\xE0\x9F\xBF", BAD BAD BAD, 3},
        {"\xF0\x8F\xBF\xBF", BAD BAD BAD BAD, 4},
        /* surrogates, and beyond the last code point */
        {"\xED\xA0\x80", BAD BAD BAD, 3},
        {"\xED\x9F\xBF", "\xED\x9F\xBF", 0},
        {"\xF4\x90\x80\x80", BAD BAD BAD BAD, 4},
        {"\xF5\x80", BAD BAD, 2},
        {"\xFE\xFE\xFF", BAD BAD BAD, 3},
        /* behind a run of ASCII that is longer than a word */
        {"twelve bytes\xE2\x28\xA1 and twelve", "twelve bytes" BAD "(" BAD " and twelve", 2},
    };
    for (size_t i = 0; i < EF_COUNT(cases); i++) {
        ef_arena arena;
        uint64_t replaced = 0;
        ef_arena_init(&arena, 64);
        const ef_span got = ef_utf8_repair(ef_span_of(cases[i].text), &arena, &replaced);
        cr_assert(ef_span_is(got, cases[i].repaired), "case %zu: %.*s", i, (int)got.len, got.at);
        cr_assert_eq(replaced, cases[i].replaced, "case %zu", i);
        cr_assert_eq(ef_utf8_valid_len(got), got.len);
        ef_arena_fini(&arena);
    }
}

Test(repair, does_not_copy_what_is_valid)
{
    ef_arena arena;
    uint64_t replaced = 0;
    const char text[] = "na\xC3\xAFve";
    ef_arena_init(&arena, 64);
    cr_assert_eq(ef_utf8_repair(ef_span_of(text), &arena, &replaced).at, text);
    cr_assert_eq(ef_utf8_repair((ef_span){0}, &arena, &replaced).at, NULL);
    ef_arena_fini(&arena);
}

Test(repair, keeps_zero_bytes)
{
    cr_assert_eq(ef_utf8_valid_len(ef_span_make("a\0b", 3)), 3);
}

Test(repair, writes_code_points)
{
    char out[4];
    cr_assert_eq(ef_utf8_put('a', out), 1);
    cr_assert_eq(ef_utf8_put(0x7FF, out), 2);
    cr_assert_eq(memcmp(out, "\xDF\xBF", 2), 0);
    cr_assert_eq(ef_utf8_put(0x800, out), 3);
    cr_assert_eq(ef_utf8_put(0x10FFFF, out), 4);
    cr_assert_eq(memcmp(out, "\xF4\x8F\xBF\xBF", 4), 0);
    cr_assert_eq(ef_utf8_put(0xD800, out), 3);
    cr_assert_eq(memcmp(out, BAD, 3), 0);
    cr_assert_eq(ef_utf8_put(0x110000, out), 3);
    cr_assert_eq(memcmp(out, BAD, 3), 0);
}
