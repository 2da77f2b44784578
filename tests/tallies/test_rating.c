#include <criterion/criterion.h>

#include "tallies/rating.h"

static ef_cell rated(int64_t min, int64_t max, int64_t rating)
{
    const ef_plan plan = {.scale_min = min, .scale_max = max};
    ef_cell cell = {0};
    ef_rating_add(&cell, ef_rating_scale(&plan), rating);
    return cell;
}

Test(rating, counts_promoters_and_detractors_on_the_scale_from_0_to_10_only)
{
    cr_assert_eq(rated(0, 10, 90000).promoters, 1);
    cr_assert_eq(rated(0, 10, 89999).promoters, 0);
    cr_assert_eq(rated(0, 10, 60000).detractors, 1);
    cr_assert_eq(rated(0, 10, 65000).detractors, 0);
    cr_assert_eq(rated(1, 10, 100000).promoters, 0);
    cr_assert_eq(rated(0, 0, 0).detractors, 0);
}

Test(rating, counts_the_two_best_steps_as_top_box)
{
    static const struct {
        int64_t min, max, lowest;
    } best[] = {{1, 5, 4}, {0, 10, 9}, {1, 10, 9}, {1, 7, 6}, {0, 1, 1}};
    for (int i = 0; i < 5; i++) {
        cr_assert_eq(rated(best[i].min, best[i].max, best[i].lowest * 10000).top_box, 1);
        cr_assert_eq(rated(best[i].min, best[i].max, best[i].lowest * 10000 - 1).top_box, 0);
    }
    cr_assert_eq(rated(0, 100, 1000000).top_box, 0);
    cr_assert_eq(rated(0, 0, 50000).top_box, 0);
}

Test(rating, tells_scales_apart)
{
    cr_assert_eq(rated(0, 0, 0).scales, EF_SCALE_UNDECLARED);
    cr_assert_eq(rated(0, 100, 0).scales, EF_SCALE_0_100);
    cr_assert_eq(rated(1, 3, 0).scales, EF_SCALE_OTHER);
    cr_assert_str_eq(ef_scale_name(EF_SCALE_1_7), "1-7");
    cr_assert_str_eq(ef_scale_name(EF_SCALE_OTHER), "other");
}
