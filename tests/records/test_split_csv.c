#include <criterion/criterion.h>

#include "cutting.h"

static const ef_plan csv = {.form = EF_CSV, .delimiter = ','};
static const ef_plan with_header = {.form = EF_CSV, .delimiter = ',', .header_rows = 1};
static const ef_plan tsv = {.form = EF_TSV, .delimiter = '\t'};

static void expect(const char *input, const char *expected)
{
    expect_cuts(&csv, ef_span_of(input), EF_ENDED, 0, expected);
}

Test(split_csv, cuts_at_newlines_outside_quotes)
{
    expect("a,b\nc,d\r\ne", "0<a,b>4<c,d>9<e>");
    expect("a,\"b\nc\"\n\"d\r\n\",e\r\nf", "0<a,\"b\nc\">8<\"d\r\n\",e>17<f>");
}

Test(split_csv, sees_two_quotes_inside_quotes_as_text)
{
    expect("\"a\"\"\nb\"\nc", "0<\"a\"\"\nb\">8<c>");
    expect("\"\"\n\"\"\"\n\"\nx", "0<\"\">3<\"\"\"\n\">9<x>");
}

Test(split_csv, sees_a_quote_in_the_middle_of_a_cell_as_text)
{
    expect("5\" disk\nb", "0<5\" disk>8<b>");
    expect("a \"b\n,\"c\nd\"", "0<a \"b>5<,\"c\nd\">");
}

Test(split_csv, ends_a_row_with_bytes_behind_a_closing_quote_at_its_newline)
{
    expect("\"a\"b\"\nc,\"d\n\"", "0<\"a\"b\">6<c,\"d\n\">");
}

Test(split_csv, skips_empty_lines_and_no_others)
{
    expect("\n\r\na\n\n \n\"\"\n", "3<a>6< >8<\"\">");
}

Test(split_csv, takes_the_delimiter_from_the_plan)
{
    expect_cuts(&tsv, EF_SPAN_TEXT("a\t\"b\n\"\nc,\"d\n"), EF_ENDED, 0, "0<a\t\"b\n\">7<c,\"d>");
}

Test(split_csv, skips_the_header_behind_a_byte_order_mark_and_empty_lines)
{
    expect_cuts(&with_header, EF_SPAN_TEXT("\xef\xbb\xbf\n\"id\nx\",b\n1,2\n"), EF_ENDED, 0,
                "13<1,2>");
    expect_cuts(&with_header, EF_SPAN_TEXT("id,b"), EF_ENDED, 0, "");
}

Test(split_csv, rejects_a_row_whose_quote_is_open_at_the_end)
{
    expect("a\nb,\"c\nd\n", "0<a>2!cut_short@0<b,\"c\nd\n>");
    expect("a\n\"", "0<a>2!cut_short@0<\">");
}

Test(split_csv, rejects_a_row_that_damage_cut_short)
{
    expect_cuts(&csv, EF_SPAN_TEXT("a\nb,c"), EF_BROKE_OFF, 0, "0<a>2!cut_short@0<b,c>");
    expect_cuts(&csv, EF_SPAN_TEXT("a\n\"b\""), EF_BROKE_OFF, 0, "0<a>2!cut_short@0<\"b\">");
    expect_cuts(&csv, EF_SPAN_TEXT("a\n"), EF_BROKE_OFF, 0, "0<a>");
}

Test(split_csv, rejects_a_quote_that_runs_past_the_limit_and_goes_on_behind_the_next_newline)
{
    expect_cuts(&csv, EF_SPAN_TEXT("a,\"b\nc,d\ne,f\n\"g\nh\"\ni"), EF_ENDED, 7,
                "0!too_long@0<>9<e,f>13<\"g\nh\">19<i>");
    expect_cuts(&csv, EF_SPAN_TEXT("1234\n12345\n1"), EF_ENDED, 4, "0<1234>5!too_long@0<>11<1>");
}

/* The twin: byte by byte, over the whole input. */
static void cut_slowly(ef_span input, size_t limit, ef_buffer *log)
{
    for (size_t at = 0; at < input.len;) {
        const size_t start = at;
        bool quoted = false;
        bool at_cell = true;
        bool too_long = false;
        for (; at < input.len && (quoted || input.at[at] != '\n'); at++) {
            const char c = input.at[at];
            if (at - start > limit) {
                quoted = false;
                too_long = true;
                at_cell = false;
                if (c == '\n')
                    break;
            } else if (quoted) {
                if (c == '"' && at + 1 < input.len && input.at[at + 1] == '"')
                    at++;
                else if (c == '"')
                    quoted = false;
            } else if (c == '"' && at_cell) {
                quoted = true;
                at_cell = false;
            } else {
                at_cell = c == ',';
            }
        }
        ef_span row = ef_span_make(input.at + start, at - start);
        if (row.len > limit)
            too_long = true;
        const bool open = quoted && !too_long;
        if (!open && row.len > 0 && row.at[row.len - 1] == '\r')
            row.len--;
        if (too_long) {
            ef_buffer_add_format(log, "%zu!too_long@0<>", start);
        } else if (row.len > 0) {
            ef_buffer_add_format(log, open ? "%zu!cut_short@0<" : "%zu<", start);
            ef_buffer_add_span(log, row);
            ef_buffer_add_char(log, '>');
        }
        at++;
    }
}

Test(split_csv, agrees_with_a_slow_twin_for_any_slices)
{
    unsigned random = 7;
    for (int round = 0; round < 20000; round++) {
        char bytes[40];
        const size_t len = draw(&random, sizeof bytes);
        for (size_t i = 0; i < len; i++)
            bytes[i] = "ab,,\n\n\r\"\"\""[draw(&random, 10)];
        const ef_span input = ef_span_make(bytes, len);
        const size_t limit = 1 + draw(&random, 30);
        ef_buffer expected = {0};
        ef_buffer log = {0};
        cut_slowly(input, limit, &expected);
        cut_in_slices(&csv, input, EF_ENDED, limit, (slicing){1 + draw(&random, 20), random}, &log);
        cr_assert(ef_span_equal(ef_buffer_span(&log), ef_buffer_span(&expected)),
                  "limit %zu, %.*s: %.*s not %.*s", limit, (int)len, bytes, (int)log.len, log.at,
                  (int)expected.len, expected.at);
        ef_buffer_fini(&expected);
        ef_buffer_fini(&log);
    }
}
