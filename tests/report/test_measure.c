#include <criterion/criterion.h>

#include "report/measure.h"

static void assert_wilson(int64_t k, int64_t n, int64_t low, int64_t high)
{
    int64_t got_low = -1, got_high = -1;
    ef_wilson(k, n, &got_low, &got_high);
    cr_assert_eq(got_low, low, "%ld of %ld: low %ld", (long)k, (long)n, (long)got_low);
    cr_assert_eq(got_high, high, "%ld of %ld: high %ld", (long)k, (long)n, (long)got_high);
}

/* Computed with the formula in decimal arithmetic of 50 digits. */
Test(measure, gives_known_wilson_intervals)
{
    assert_wilson(0, 10, 0, 2775);
    assert_wilson(1, 10, 179, 4042);
    assert_wilson(5, 10, 2366, 7634);
    assert_wilson(10, 10, 7225, 10000);
    assert_wilson(1, 1, 2065, 10000);
    assert_wilson(37, 250, 1093, 1973);
    assert_wilson(1234, 98765, 118, 132);
    assert_wilson(999999, 1000000, 10000, 10000);
    assert_wilson(3, 7, 1582, 7495);
}

Test(measure, stays_between_nothing_and_all_at_the_ends)
{
    for (int64_t n = 1; n < 200; n++) {
        int64_t low = -1, high = -1;
        ef_wilson(0, n, &low, &high);
        cr_assert_eq(low, 0);
        ef_wilson(n, n, &low, &high);
        cr_assert_eq(high, 10000);
    }
}

static const ef_cell total = {.records = 10,
                              .positive = 2,
                              .neutral = 3,
                              .negative = 5,
                              .clause_sum = -12000,
                              .document_sum = -12000,
                              .n_rated = 8,
                              .rating_sum = 400000,
                              .promoters = 2,
                              .detractors = 4,
                              .top_box = 2,
                              .scales = EF_SCALE_0_10};
static const ef_cell topic = {.records = 4,
                              .positive = 1,
                              .negative = 3,
                              .clause_sum = -15000,
                              .document_sum = -9000,
                              .n_rated = 3,
                              .rating_sum = 60000,
                              .detractors = 3,
                              .scales = EF_SCALE_0_10};

Test(measure, takes_shares_and_means_of_the_cell)
{
    ef_row row = {0};
    ef_row_measure(&row, &topic, &total);
    cr_assert_eq(row.share, 4000);
    cr_assert_eq(row.net_sentiment, -500000);
    cr_assert_eq(row.mean_sentiment, -3750);
    cr_assert_eq(row.mean_rating, 20000);
    cr_assert_eq(row.nps, -1000000);
    cr_assert_eq(row.csat, 0);
}

Test(measure, says_what_the_total_would_lose_without_the_topic)
{
    ef_row row = {0};
    ef_row_measure(&row, &topic, &total);
    cr_assert_eq(row.impact_sentiment, -700, "-0.12 with, -0.05 without");
    cr_assert_eq(row.impact_rating, -18000, "5 with, 6.8 without");
    cr_assert_eq(row.impact_nps, -450000, "-25 with, 20 without");
    ef_row_measure(&row, &total, NULL);
    cr_assert_eq(row.impact_sentiment, EF_NULL);
    cr_assert_eq(row.impact_nps, EF_NULL);
    cr_assert_eq(row.nps, -250000);
    cr_assert_eq(row.share, 10000);
}

Test(measure, has_no_impact_when_nothing_is_left_or_nothing_was_there)
{
    ef_row row = {0};
    ef_row_measure(&row, &total, &total);
    cr_assert_eq(row.impact_sentiment, EF_NULL);
    cr_assert_eq(row.impact_rating, EF_NULL);
    const ef_cell guarded = {.guarded = 2};
    ef_row_measure(&row, &guarded, &total);
    cr_assert_eq(row.impact_sentiment, EF_NULL);
    cr_assert_eq(row.share, 0);
    cr_assert_eq(row.net_sentiment, EF_NULL);
    cr_assert_eq(row.mean_sentiment, EF_NULL);
}

static ef_row with_scales(int64_t scales)
{
    ef_cell cell = topic;
    cell.scales = scales;
    ef_row row = {0};
    ef_row_measure(&row, &cell, &total);
    return row;
}

Test(measure, leaves_ratings_without_one_declared_scale_alone)
{
    cr_assert_eq(with_scales(EF_SCALE_UNDECLARED).mean_rating, EF_NULL);
    cr_assert_eq(with_scales(EF_SCALE_0_10 | EF_SCALE_1_5).mean_rating, EF_NULL);
    cr_assert_eq(with_scales(EF_SCALE_0_10 | EF_SCALE_UNDECLARED).csat, EF_NULL);
    cr_assert_eq(with_scales(EF_SCALE_1_5).mean_rating, 20000);
    cr_assert_eq(with_scales(EF_SCALE_1_5).nps, EF_NULL);
    cr_assert_eq(with_scales(EF_SCALE_1_5).csat, 0);
    cr_assert_eq(with_scales(EF_SCALE_1_5).impact_rating, EF_NULL, "the total has another scale");
    cr_assert_eq(with_scales(EF_SCALE_0_100).csat, EF_NULL);
}

Test(measure, does_not_overflow_on_what_only_a_forger_writes)
{
    const ef_cell forged = {.records = INT64_MAX,
                            .positive = INT64_MAX,
                            .clause_sum = INT64_MAX,
                            .document_sum = INT64_MAX,
                            .n_rated = INT64_MAX,
                            .rating_sum = INT64_MIN,
                            .promoters = INT64_MAX,
                            .top_box = INT64_MAX,
                            .scales = EF_SCALE_0_10};
    ef_cell half = forged;
    half.records = half.positive = half.n_rated = half.promoters = half.top_box = INT64_MAX / 2;
    ef_row row = {0};
    ef_row_measure(&row, &half, &forged);
    cr_assert_eq(row.share, 5000);
    cr_assert_eq(row.impact_sentiment, EF_NULL);
}
