#include "criterion/criterion.h"
#include "workbench/eval/eval_bootstrap.h"

/* The share of records whose x is 1, of two pairs. */
static void measure_share(void *context, const uint64_t *weights, double *out)
{
    (void)context;
    out[0] = ef_share(weights[1], weights[0] + weights[1]);
}

static void measure_nothing(void *context, const uint64_t *weights, double *out)
{
    (void)context;
    (void)weights;
    out[0] = EF_UNDEFINED;
}

static void note_weights(void *context, const uint64_t *weights, double *out)
{
    double *const sums = context;
    sums[0] += (double)weights[0];
    sums[1] += (double)weights[0] * (double)weights[0];
    out[0] = 0;
}

Test(eval_bootstrap, intervals_are_as_wide_as_theory_says)
{
    const ef_pair pairs[] = {{.x = 0, .count = 700}, {.x = 1, .count = 300}};
    ef_interval interval;
    cr_assert(ef_bootstrap(pairs, 2, 2000, measure_share, NULL, 1, &interval));
    const double half = 1.96 * sqrt(0.3 * 0.7 / 1000);
    cr_assert(fabs(interval.low - (0.3 - half)) < 0.004, "low %f", interval.low);
    cr_assert(fabs(interval.high - (0.3 + half)) < 0.004, "high %f", interval.high);
}

Test(eval_bootstrap, a_record_is_drawn_once_on_average_with_variance_one)
{
    const ef_pair pair = {.x = 4, .y = 2, .count = 1};
    double sums[2] = {0};
    ef_interval interval;
    cr_assert(ef_bootstrap(&pair, 1, 20000, note_weights, sums, 1, &interval));
    const double mean = sums[0] / 20000;
    cr_assert(fabs(mean - 1) < 0.03, "mean %f", mean);
    cr_assert(fabs(sums[1] / 20000 - mean * mean - 1) < 0.05);
}

Test(eval_bootstrap, the_same_counts_give_the_same_interval)
{
    const ef_pair pairs[] = {{.x = 0, .count = 7}, {.x = 1, .count = 30}};
    ef_interval intervals[2];
    for (size_t i = 0; i < 2; i++)
        cr_assert(ef_bootstrap(pairs, 2, 300, measure_share, NULL, 1, &intervals[i]));
    cr_assert(intervals[0].low == intervals[1].low && intervals[0].high == intervals[1].high);
    cr_assert(intervals[0].low < intervals[0].high);
}

Test(eval_bootstrap, what_is_never_defined_has_no_interval)
{
    const ef_pair pair = {.x = 1, .count = 3};
    ef_interval interval;
    cr_assert(ef_bootstrap(&pair, 1, 10, measure_nothing, NULL, 1, &interval));
    cr_assert(isnan(interval.low) && isnan(interval.high));
}
