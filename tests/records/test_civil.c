#include <criterion/criterion.h>

#include "records/civil.h"

static void check(int64_t year, unsigned month, unsigned day, int64_t days)
{
    int64_t year_back;
    unsigned month_back;
    unsigned day_back;
    cr_assert_eq(ef_days_from_civil(year, month, day), days, "%lld", (long long)days);
    ef_civil_from_days(days, &year_back, &month_back, &day_back);
    cr_assert_eq(year_back, year);
    cr_assert_eq(month_back, month);
    cr_assert_eq(day_back, day);
}

Test(civil, knows_days_on_both_sides_of_1970)
{
    check(1970, 1, 1, 0);
    check(1969, 12, 31, -1);
    check(2000, 2, 29, 11016);
    check(2000, 3, 1, 11017);
    check(1900, 2, 28, -25509);
    check(1900, 3, 1, -25508);
    check(2100, 3, 1, 47541);
    check(1, 1, 1, -719162);
    check(0, 2, 29, -719469);
    check(-400, 3, 1, -865565);
    check(9999, 12, 31, 2932896);
}

Test(civil, goes_through_every_day_of_eight_centuries_in_order)
{
    int64_t days = ef_days_from_civil(1600, 1, 1);
    unsigned weekday = 6; /* a Saturday */
    for (int64_t year = 1600; year < 2400; year++) {
        for (unsigned month = 1; month <= 12; month++) {
            for (unsigned day = 1; day <= ef_days_of_month(year, month); day++) {
                check(year, month, day, days);
                cr_assert_eq(ef_weekday(days), weekday);
                days++;
                weekday = (weekday + 1) % 7;
            }
        }
    }
}

Test(civil, divides_downwards)
{
    cr_assert_eq(ef_floor_divide(-1, 7), -1);
    cr_assert_eq(ef_floor_divide(-7, 7), -1);
    cr_assert_eq(ef_floor_divide(-8, 7), -2);
    cr_assert_eq(ef_floor_divide(6, 7), 0);
}
