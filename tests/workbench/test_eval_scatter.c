#include "criterion/criterion.h"
#include "workbench/eval/eval_scatter.h"

static ef_pairs pairs;
static ef_scatter scatter;

static void setup(void)
{
    ef_pairs_init(&pairs);
}

static void teardown(void)
{
    ef_scatter_fini(&scatter);
    ef_pairs_fini(&pairs);
}

TestSuite(eval_scatter, .init = setup, .fini = teardown);

static bool near(double a, double b)
{
    return fabs(a - b) < 1e-12;
}

Test(eval_scatter, equal_pairs_fall_together_and_come_back_sorted)
{
    const int64_t values[][2] = {{5, -1}, {-3, 7}, {5, -1}, {5, -9}};
    for (size_t i = 0; i < 4; i++)
        cr_assert(ef_pairs_add(&pairs, values[i][0], values[i][1], 1));
    cr_assert(ef_scatter_init(&scatter, &pairs));
    cr_assert_eq(scatter.n_pairs, 3);
    cr_assert_eq(scatter.pairs[0].x, -3);
    cr_assert_eq(scatter.pairs[1].y, -9);
    cr_assert_eq(scatter.pairs[2].count, 2);
    cr_assert_eq(ef_pairs_sum(&pairs), 4);
}

Test(eval_scatter, ranks_see_the_order_only)
{
    for (int64_t i = 1; i <= 6; i++)
        cr_assert(ef_pairs_add(&pairs, i, i * i * i, 1));
    cr_assert(ef_scatter_init(&scatter, &pairs));
    cr_assert(near(ef_scatter_spearman(&scatter, NULL), 1));
    cr_assert(ef_scatter_pearson(&scatter, NULL) < 0.99);
}

Test(eval_scatter, ties_share_the_mean_of_their_ranks)
{
    /* x: 1 2 2 3 has ranks 1 2.5 2.5 4; y: 1 2 3 3 has ranks 1 2 3.5 3.5. */
    const int64_t values[][2] = {{1, 1}, {2, 2}, {2, 3}, {3, 3}};
    for (size_t i = 0; i < 4; i++)
        cr_assert(ef_pairs_add(&pairs, values[i][0], values[i][1], 1));
    cr_assert(ef_scatter_init(&scatter, &pairs));
    const ef_point ranks[] = {{1, 1, 1}, {2.5, 2, 1}, {2.5, 3.5, 1}, {4, 3.5, 1}};
    cr_assert(near(ef_scatter_spearman(&scatter, NULL), ef_pearson(ranks, 4)));
}

Test(eval_scatter, other_weights_are_other_records)
{
    const int64_t values[][2] = {{1, 1}, {2, 2}, {3, 0}};
    for (size_t i = 0; i < 3; i++)
        cr_assert(ef_pairs_add(&pairs, values[i][0], values[i][1], 1));
    cr_assert(ef_scatter_init(&scatter, &pairs));
    const uint64_t without_last[] = {1, 1, 0};
    cr_assert(near(ef_scatter_pearson(&scatter, without_last), 1));
    cr_assert(near(ef_scatter_spearman(&scatter, without_last), 1));
    cr_assert(ef_scatter_pearson(&scatter, NULL) < 0);
}
