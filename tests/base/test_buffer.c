#include <criterion/criterion.h>

#include "base/buffer.h"

static void expect(ef_buffer *buffer, const char *text)
{
    cr_assert(ef_span_is(ef_buffer_span(buffer), text), "got %.*s, not %s", (int)buffer->len,
              buffer->at, text);
    ef_buffer_fini(buffer);
}

Test(buffer, writes_ten_thousandths_with_four_digits_and_the_sign_of_small_ones)
{
    ef_buffer buffer = {0};
    const int64_t values[] = {0, 1, -1, 10000, -5423, 1234567, INT64_MIN};
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        ef_buffer_add_fixed4(&buffer, values[i]);
        ef_buffer_add_char(&buffer, ' ');
    }
    expect(&buffer, "0.0000 0.0001 -0.0001 1.0000 -0.5423 123.4567 -922337203685477.5808 ");
}

Test(buffer, escapes_what_json_wants_escaped_and_keeps_utf8)
{
    ef_buffer buffer = {0};
    ef_buffer_add_json(&buffer, EF_SPAN_TEXT("a\"\\\n\t\x01\x7f\xc3\xa4"));
    expect(&buffer, "\"a\\\"\\\\\\n\\t\\u0001\\u007f\xc3\xa4\"");
}

Test(buffer, escapes_bytes_that_are_no_ascii_when_they_may_be_anything)
{
    ef_buffer buffer = {0};
    ef_buffer_add_json_bytes(&buffer, EF_SPAN_TEXT("a\xff\x80"));
    expect(&buffer, "\"a\\u00ff\\u0080\"");
}

Test(buffer, quotes_csv_cells_only_when_they_must_be)
{
    ef_buffer buffer = {0};
    ef_buffer_add_csv(&buffer, EF_SPAN_TEXT("plain"));
    ef_buffer_add_csv(&buffer, EF_SPAN_TEXT("a,b"));
    ef_buffer_add_csv(&buffer, EF_SPAN_TEXT("say \"hi\"\n"));
    expect(&buffer, "plain\"a,b\"\"say \"\"hi\"\"\n\"");
}

Test(buffer, disarms_cells_that_a_spreadsheet_would_run)
{
    const char *const cells[][2] = {{"=1+1", "'=1+1"},     {"+cmd", "'+cmd"}, {"-2", "'-2"},
                                    {"@x", "'@x"},         {" =1", "' =1"},   {"\t=1", "'\t=1"},
                                    {"=a,b", "\"'=a,b\""}, {"a=b", "a=b"}};
    for (size_t i = 0; i < sizeof cells / sizeof cells[0]; i++) {
        ef_buffer buffer = {0};
        ef_buffer_add_csv(&buffer, ef_span_of(cells[i][0]));
        expect(&buffer, cells[i][1]);
    }
}

Test(buffer, stays_failed_until_it_is_reset)
{
    ef_buffer buffer = {0};
    cr_assert_null(ef_buffer_reserve(&buffer, SIZE_MAX));
    ef_buffer_add_text(&buffer, "lost");
    cr_assert(buffer.failed);
    cr_assert_eq(buffer.len, 0);
    ef_buffer_reset(&buffer);
    ef_buffer_add_text(&buffer, "kept");
    expect(&buffer, "kept");
}
