#include <criterion/criterion.h>

#include "tallies/ratio.h"

Test(ratio, rounds_half_away_from_zero)
{
    cr_assert_eq(ef_ratio(5, 2), 3);
    cr_assert_eq(ef_ratio(-5, 2), -3);
    cr_assert_eq(ef_ratio(7, 3), 2);
    cr_assert_eq(ef_ratio(-8, 3), -3);
    cr_assert_eq(ef_ratio(1, 3), 0);
    cr_assert_eq(ef_ratio(0, 9), 0);
}

Test(ratio, takes_products_beyond_64_bits)
{
    cr_assert_eq(ef_ratio((ef_wide)INT64_MAX * 10000, 10000), INT64_MAX);
}

Test(ratio, stays_inside_int64_without_its_lowest_value)
{
    cr_assert_eq(ef_ratio((ef_wide)INT64_MAX * 3, 2), INT64_MAX);
    cr_assert_eq(ef_ratio((ef_wide)INT64_MIN * 3, 1), -INT64_MAX);
}

Test(ratio, takes_square_roots_rounded_down)
{
    for (int64_t root = 0; root < 2000; root++) {
        cr_assert_eq((int64_t)ef_square_root(root * root), root);
        cr_assert_eq((int64_t)ef_square_root(root * root + 2 * root), root);
    }
    const ef_wide large = INT64_MAX;
    cr_assert_eq((int64_t)ef_square_root(large * large), INT64_MAX);
    cr_assert_eq((int64_t)ef_square_root(large * large - 1), INT64_MAX - 1);
}
