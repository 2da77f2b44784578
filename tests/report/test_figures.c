#include <criterion/criterion.h>

#include "report/figures.h"
#include "report/rows.h"

#define ASSERT_WRITES(expected, call)                                                              \
    do {                                                                                           \
        ef_buffer out = {0};                                                                       \
        call;                                                                                      \
        cr_assert(ef_span_is(ef_buffer_span(&out), expected), "%.*s", (int)out.len, out.at);       \
        ef_buffer_fini(&out);                                                                      \
    } while (0)

Test(figures, part_thousands_by_commas)
{
    ASSERT_WRITES("0", ef_figure_count(&out, 0));
    ASSERT_WRITES("999", ef_figure_count(&out, 999));
    ASSERT_WRITES("1,000", ef_figure_count(&out, 1000));
    ASSERT_WRITES("12,345,678", ef_figure_count(&out, 12345678));
    ASSERT_WRITES("-123", ef_figure_count(&out, -123));
    ASSERT_WRITES("-1,234", ef_figure_count(&out, -1234));
}

Test(figures, round_half_away_from_zero_and_show_the_sign_of_what_is_shown)
{
    ASSERT_WRITES("+0.13", ef_figure_decimal(&out, 1250, 2, true));
    ASSERT_WRITES("-0.13", ef_figure_decimal(&out, -1250, 2, true));
    ASSERT_WRITES("0.00", ef_figure_decimal(&out, -49, 2, true));
    ASSERT_WRITES("0.00", ef_figure_decimal(&out, 49, 2, true));
    ASSERT_WRITES("-12.5", ef_figure_decimal(&out, -125000, 1, false));
    ASSERT_WRITES("3", ef_figure_decimal(&out, 25000, 0, false));
    ASSERT_WRITES("-", ef_figure_decimal(&out, EF_NULL, 2, true));
}

Test(figures, show_parts_as_percent)
{
    ASSERT_WRITES("33.3%", ef_figure_percent(&out, 1, 3));
    ASSERT_WRITES("100.0%", ef_figure_percent(&out, 7, 7));
    ASSERT_WRITES("-", ef_figure_percent(&out, 0, 0));
}

Test(figures, cut_names_by_the_columns_they_take)
{
    ASSERT_WRITES("Delivery", ef_figure_name(&out, EF_SPAN_TEXT("Delivery"), 8));
    ASSERT_WRITES("Deliver\xe2\x80\xa6", ef_figure_name(&out, EF_SPAN_TEXT("Delivery!"), 8));
    /* Two columns each: three fit in seven, and of four the third makes room. */
    const ef_span wide = EF_SPAN_TEXT("\xe9\x85\x8d\xe9\x80\x81\xe9\x81\x85\xe5\xbb\xb6");
    cr_assert_eq(ef_figure_width(wide), 8);
    ASSERT_WRITES("\xe9\x85\x8d\xe9\x80\x81\xe9\x81\x85\xe2\x80\xa6",
                  ef_figure_name(&out, wide, 7));
}

Test(figures, let_no_control_reach_the_terminal)
{
    ASSERT_WRITES("a?[31m?", ef_figure_name(&out, EF_SPAN_TEXT("a\x1b[31m\n"), 20));
    ASSERT_WRITES("?b?", ef_figure_name(&out,
                                        EF_SPAN_TEXT("\xc2\x9b"
                                                     "b\x7f"),
                                        20));
    ASSERT_WRITES("?x", ef_figure_name(&out, EF_SPAN_TEXT("\xe2\x80\xaex"), 20));
    ASSERT_WRITES("?x", ef_figure_name(&out, EF_SPAN_TEXT("\x9bx"), 20));
}

Test(figures, align_by_columns_and_not_by_bytes)
{
    ef_buffer out = {0};
    ef_buffer_add_text(&out, "|");
    const size_t start = out.len;
    ef_buffer_add_text(&out, "\xc3\xa9");
    ef_figure_align_right(&out, start, 3);
    ef_buffer_add_text(&out, "|");
    const size_t next = out.len;
    ef_buffer_add_text(&out, "\xc3\xa9");
    ef_figure_pad(&out, next, 3);
    ef_buffer_add_text(&out, "|");
    cr_assert(ef_span_is(ef_buffer_span(&out), "|  \xc3\xa9|\xc3\xa9  |"));
    ef_buffer_fini(&out);
}
