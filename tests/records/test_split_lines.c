#include <criterion/criterion.h>

#include "cutting.h"

static const ef_plan ndjson = {.form = EF_NDJSON};
static const ef_plan lines = {.form = EF_LINES};

static void expect(const char *input, const char *expected)
{
    expect_cuts(&ndjson, ef_span_of(input), EF_ENDED, 0, expected);
    expect_cuts(&lines, ef_span_of(input), EF_ENDED, 0, expected);
}

Test(split_lines, cuts_at_newlines_and_drops_carriage_returns)
{
    expect("ab\ncd\r\nef\n", "0<ab>3<cd>7<ef>");
    expect("a\rb\r\r\nc\n", "0<a\rb\r>6<c>");
}

Test(split_lines, takes_a_last_line_without_newline_for_a_record)
{
    expect("ab\ncd", "0<ab>3<cd>");
    expect("ab\ncd\r", "0<ab>3<cd>");
}

Test(split_lines, finds_nothing_in_nothing)
{
    expect("", "");
    expect("\n", "");
    expect("\r", "");
}

Test(split_lines, skips_blank_lines)
{
    expect("\n\r\na\n\n \t\r\nb\n\n  ", "3<a>10<b>");
}

Test(split_lines, keeps_white_space_around_a_record)
{
    expect(" a \n", "0< a >");
}

Test(split_lines, skips_a_byte_order_mark_at_the_start_only)
{
    expect("\xef\xbb\xbfx\n\xef\xbb\xbfy\n", "3<x>5<\xef\xbb\xbfy>");
    expect("\xef\xbb\xbf", "");
    expect("\xef\xbbx\n", "0<\xef\xbbx>");
    expect("\xef\xbb", "0<\xef\xbb>");
}

Test(split_lines, rejects_a_line_that_damage_cut_short)
{
    expect_cuts(&ndjson, EF_SPAN_TEXT("ab\ncd\r"), EF_BROKE_OFF, 0, "0<ab>3!cut_short@0<cd\r>");
    expect_cuts(&lines, EF_SPAN_TEXT("ab\ncd"), EF_BROKE_OFF, 0, "0<ab>3!cut_short@0<cd>");
    expect_cuts(&lines, EF_SPAN_TEXT("ab\n \r"), EF_BROKE_OFF, 0, "0<ab>");
}

Test(split_lines, rejects_a_line_above_the_limit_and_goes_on_behind_it)
{
    expect_cuts(&lines, EF_SPAN_TEXT("1234\n12345\nx\n12345678"), EF_ENDED, 4,
                "0<1234>5!too_long@0<>11<x>13!too_long@0<>");
    expect_cuts(&lines, EF_SPAN_TEXT("12345\r\n\r\nab"), EF_ENDED, 4, "0!too_long@0<>9<ab>");
}

/* The twin: a line is what lies between two newlines. */
static void cut_slowly(ef_span input, size_t limit, ef_buffer *log)
{
    for (size_t start = 0; start < input.len;) {
        size_t end = start;
        while (end < input.len && input.at[end] != '\n')
            end++;
        ef_span line = ef_span_make(input.at + start, end - start);
        if (line.len > limit) {
            ef_buffer_add_format(log, "%zu!too_long@0<>", start);
        } else if (ef_span_trim(line).len > 0) {
            line.len -= line.at[line.len - 1] == '\r';
            ef_buffer_add_format(log, "%zu<", start);
            ef_buffer_add_span(log, line);
            ef_buffer_add_char(log, '>');
        }
        start = end + 1;
    }
}

Test(split_lines, agrees_with_a_slow_twin_for_any_slices)
{
    unsigned random = 1;
    for (int round = 0; round < 3000; round++) {
        char bytes[48];
        const size_t len = draw(&random, sizeof bytes);
        for (size_t i = 0; i < len; i++)
            bytes[i] = "ab\n\n\r \xef\xbb"[draw(&random, 8)];
        const ef_span input = ef_span_make(bytes, len);
        ef_buffer expected = {0};
        ef_buffer log = {0};
        cut_slowly(input, 6, &expected);
        cut_in_slices(&lines, input, EF_ENDED, 6, (slicing){1 + draw(&random, 20), random}, &log);
        cr_assert(ef_span_equal(ef_buffer_span(&log), ef_buffer_span(&expected)), "%.*s: %.*s",
                  (int)len, bytes, (int)log.len, log.at);
        ef_buffer_fini(&expected);
        ef_buffer_fini(&log);
    }
}
