#include <criterion/criterion.h>

#include <stdlib.h>

#include "base/attr.h"
#include "records/json_brackets.h"

enum { LEN = 3 * EF_BRACKETS_PIECE + 100 };

/* Strings of up to some hundred bytes with brackets and escapes in them, and brackets between. */
static void make_text(char *text, unsigned seed)
{
    static const char common[] = "{}[]\\\"\n";
    for (size_t i = 0; i < LEN; i++) {
        seed = seed * 1103515245u + 12345u;
        const unsigned chance = seed >> 16;
        text[i] = chance % 40 < 7 ? common[chance % 40] : 'a';
    }
    text[0] = '{';
}

/* What next says, walking byte by byte. */
static size_t walk(const char *text, size_t at, size_t end, ef_json_state *state)
{
    for (; at < end; at++) {
        if (ef_mark_brackets_scalar(ef_span_make(text + at, 1), state) != 0)
            return at;
    }
    return end;
}

/* Walks all of a text in a window that grows by `step` and loses its start. */
static void compare(const char *text, size_t step)
{
    ef_json_brackets brackets = {0};
    ef_json_state state = {0};
    size_t dropped = 0, at = 1, walked = 1;
    ef_json_brackets_begin(&brackets, 0);
    for (size_t len = step; len < LEN + step; len += step) {
        const size_t end = len < LEN ? len : LEN;
        const ef_span window = ef_span_make(text + dropped, end - dropped);
        while (at < end) {
            const size_t found =
                dropped + ef_json_brackets_next(&brackets, window, at - dropped, window.len);
            walked = walk(text, walked, end, &state);
            cr_assert_eq(found, walked, "%zu, not %zu, in steps of %zu", found, walked, step);
            walked += walked < end;
            at = found + (found < end);
        }
        ef_json_brackets_drop(&brackets, at - dropped);
        dropped = at;
    }
}

Test(json_brackets, are_found_in_a_window_that_moves)
{
    static const size_t steps[] = {1, 63, 64, 65, 1000, EF_BRACKETS_PIECE, 5000, LEN};
    char *const text = malloc(LEN);
    for (unsigned seed = 1; seed < 20; seed++) {
        make_text(text, seed);
        for (size_t i = 0; i < EF_COUNT(steps); i++)
            compare(text, steps[i]);
    }
    free(text);
}

/* A quote too many turns inside and outside round, until a bracket is known to be one. */
Test(json_brackets, begin_anew_where_a_bracket_stands)
{
    const ef_span window = EF_SPAN_TEXT("{\"a\":\"} \n {\"b\"} {}");
    ef_json_brackets brackets = {0};
    ef_json_brackets_begin(&brackets, 0);
    cr_assert_eq(ef_json_brackets_next(&brackets, window, 1, window.len), 8);
    cr_assert_eq(ef_json_brackets_next(&brackets, window, 9, window.len), window.len);
    ef_json_brackets_begin(&brackets, 10);
    cr_assert_eq(ef_json_brackets_next(&brackets, window, 11, window.len), 14);
    cr_assert_eq(ef_json_brackets_next(&brackets, window, 11, 12), 12);
    ef_json_brackets_begin(&brackets, 16);
    cr_assert_eq(ef_json_brackets_next(&brackets, window, 17, window.len), 17);
}
