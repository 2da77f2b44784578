#include <criterion/criterion.h>
#include <limits.h>

#include "base/span.h"

Test(span, compares_by_bytes_with_the_prefix_first)
{
    cr_assert_lt(ef_span_compare(EF_SPAN_TEXT("ab"), EF_SPAN_TEXT("abc")), 0);
    cr_assert_gt(ef_span_compare(EF_SPAN_TEXT("b"), EF_SPAN_TEXT("abc")), 0);
    cr_assert_gt(ef_span_compare(EF_SPAN_TEXT("\xc3\xa4"), EF_SPAN_TEXT("z")), 0);
    cr_assert_eq(ef_span_compare((ef_span){0}, EF_SPAN_TEXT("")), 0);
}

Test(span, cuts_at_the_separator_until_nothing_is_left)
{
    ef_span rest = EF_SPAN("a,,b");
    cr_assert(ef_span_is(ef_span_cut(&rest, ','), "a"));
    cr_assert(ef_span_is(ef_span_cut(&rest, ','), ""));
    cr_assert_not_null(rest.at);
    cr_assert(ef_span_is(ef_span_cut(&rest, ','), "b"));
    cr_assert_null(rest.at);
}

Test(span, trims_white_space_at_both_ends_only)
{
    cr_assert(ef_span_is(ef_span_trim(EF_SPAN_TEXT(" \t\r\n a b \v\f")), "a b"));
    cr_assert_eq(ef_span_trim(EF_SPAN_TEXT("   ")).len, 0);
}

Test(span, ignores_the_case_of_ascii_letters_only)
{
    cr_assert(ef_span_equal_ignoring_case(EF_SPAN_TEXT("Role"), EF_SPAN_TEXT("rOLE")));
    cr_assert_not(ef_span_equal_ignoring_case(EF_SPAN_TEXT("@"), EF_SPAN_TEXT("`")));
    cr_assert_not(ef_span_equal_ignoring_case(EF_SPAN_TEXT("\xc3\x84"), EF_SPAN_TEXT("\xc3\xa4")));
}

Test(span, reads_whole_numbers_to_the_last_one_that_fits)
{
    long long value = 0;
    cr_assert(ef_span_to_int(EF_SPAN_TEXT("-9223372036854775808"), &value));
    cr_assert_eq(value, LLONG_MIN);
    cr_assert(ef_span_to_int(EF_SPAN_TEXT("+9223372036854775807"), &value));
    cr_assert_eq(value, LLONG_MAX);
    const char *const bad[] = {"9223372036854775808", "-9223372036854775809", "", "-", "1 ", "0x1"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        cr_assert_not(ef_span_to_int(ef_span_of(bad[i]), &value), "%s", bad[i]);
}
