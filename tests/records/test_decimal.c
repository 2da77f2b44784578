#include <criterion/criterion.h>

#include "base/attr.h"
#include "records/decimal.h"

static ef_decimal read_decimal(const char *text)
{
    ef_decimal decimal;
    cr_assert(ef_decimal_read(ef_span_of(text), &decimal), "%s", text);
    return decimal;
}

/* Ascending; what stands on one line is equal. */
Test(decimal, orders_numbers_of_any_length)
{
    static const char *const ORDER[][3] = {
        {"-100000000000000000000", "-100000000000000000000.0", "-0100000000000000000000"},
        {"-10", "-10.0", "-0010.000"},
        {"-9.51", "-9.510", " -9.51 "},
        {"-9.5", "-9.50", "-09.5"},
        {"0", "-0", "+0.000"},
        {"0.05", ".05", "+.050"},
        {"0.5", ".5", "00.5"},
        {"1", "+1", "1.0"},
        {"9.99999999999999999999", "9.999999999999999999990", "09.99999999999999999999"},
        {"10", "10.0", "+10"},
        {"123456789012345678901234567890", "123456789012345678901234567890.0",
         "0123456789012345678901234567890"},
    };
    for (size_t i = 0; i < 3 * EF_COUNT(ORDER); i++) {
        for (size_t j = 0; j < 3 * EF_COUNT(ORDER); j++) {
            const ef_decimal a = read_decimal(ORDER[i / 3][i % 3]);
            const ef_decimal b = read_decimal(ORDER[j / 3][j % 3]);
            const int expected = i / 3 < j / 3 ? -1 : i / 3 > j / 3;
            const int order = ef_decimal_compare(&a, &b);
            cr_assert_eq((order > 0) - (order < 0), expected, "%s, %s", ORDER[i / 3][i % 3],
                         ORDER[j / 3][j % 3]);
        }
    }
}

Test(decimal, refuses_what_is_no_number)
{
    static const char *const TEXTS[] = {"",    " ",     "-",   ".",     "5.",   "1e3", "0x10",
                                        "1 2", "1.2.3", "--1", "1,000", "five", "+",   "NaN"};
    for (size_t i = 0; i < EF_COUNT(TEXTS); i++) {
        ef_decimal decimal;
        cr_assert_not(ef_decimal_read(ef_span_of(TEXTS[i]), &decimal), "%s", TEXTS[i]);
    }
    ef_decimal decimal;
    cr_assert_not(ef_decimal_read((ef_span){0}, &decimal));
}

Test(decimal, becomes_ten_thousandths)
{
    static const struct {
        const char *text;
        int64_t ten_thousandths;
    } CASES[] = {{"4.5", 45000},
                 {"-0.00019", -1},
                 {"0", 0},
                 {"99999999999999.9999", 999999999999999999},
                 {"3.3333333", 33333}};
    int64_t number;
    for (size_t i = 0; i < EF_COUNT(CASES); i++) {
        const ef_decimal decimal = read_decimal(CASES[i].text);
        cr_assert(ef_decimal_to_fixed4(&decimal, &number));
        cr_assert_eq(number, CASES[i].ten_thousandths, "%s", CASES[i].text);
    }
    const ef_decimal large = read_decimal("100000000000000");
    cr_assert_not(ef_decimal_to_fixed4(&large, &number));
}
