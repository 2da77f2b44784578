#include "criterion/criterion.h"
#include "workbench/eval/eval_calibrate.h"
#include "workbench/eval/eval_set.h"
#include "workbench/gold.h"

Test(eval_gold, scores_are_json_numbers_with_all_their_digits)
{
    static const struct {
        const char *text;
        int64_t score;
    } good[] = {{"2.726315789", 2726315789},
                {"-0.1", -100000000},
                {" 3 ", 3000000000},
                {"5e-1", 500000000},
                {"1.5E+2", 150000000000},
                {"0.0000000005", 1},
                {"-0.00000000049", 0},
                {"3.3333333333333335", 3333333333},
                {"0.99999999999999999999999", 1000000000},
                {"1e9", EF_SCORE_UNIT * EF_SCORE_UNIT},
                {"0e99999", 0}};
    for (size_t i = 0; i < EF_COUNT(good); i++) {
        int64_t score = -7;
        cr_assert(ef_score_parse(ef_span_of(good[i].text), &score), "%s", good[i].text);
        cr_assert_eq(score, good[i].score, "%s gave %lld", good[i].text, (long long)score);
    }
}

Test(eval_gold, what_is_no_number_is_no_score)
{
    static const char *const bad[] = {
        "",      "-",    ".",   "good", "1,5",  "1.2.3", "1e",
        "1e1.5", "0x10", "nan", "2 3",  "1e10", "1e40",  "12345678901234567890"};
    for (size_t i = 0; i < EF_COUNT(bad); i++) {
        int64_t score;
        cr_assert_not(ef_score_parse(ef_span_of(bad[i]), &score), "%s", bad[i]);
    }
}

Test(eval_topics, counts_of_a_record_survive_packing)
{
    const ef_topic_counts counts = {.hit = 3, .wrong = 4095, .missed = 1, .judged = 2, .right = 1};
    const ef_pair packed = ef_topic_counts_pack(&counts);
    const ef_topic_counts back = ef_topic_counts_unpack(&packed);
    cr_assert_eq(memcmp(&counts, &back, sizeof counts), 0);
    const ef_topic_counts many = {.missed = 5000};
    const ef_pair held = ef_topic_counts_pack(&many);
    cr_assert_eq(ef_topic_counts_unpack(&held).missed, 4095);
    cr_assert_eq(ef_topic_counts_unpack(&held).wrong, 0);
}

Test(eval_topics, a_wrong_sentiment_is_both_said_in_error_and_missed)
{
    const ef_topic_counts counts = {.hit = 4, .wrong = 1, .missed = 2, .judged = 4, .right = 3};
    /* 3 right, 1 + 1 said in error, 2 + 1 missed. */
    cr_assert(fabs(ef_topic_joint_f1(&counts) - 2.0 * 0.6 * 0.5 / 1.1) < 1e-12);
    const ef_topic_counts unjudged = {.hit = 4};
    cr_assert(isnan(ef_topic_joint_f1(&unjudged)));
}

Test(eval_calibrate, finds_the_narrowest_band_that_parts_the_labels)
{
    ef_pairs labels;
    const ef_pairs *const set = &labels;
    ef_band band;
    ef_pairs_init(&labels);
    ef_pairs_add(&labels, 2000, EF_POSITIVE, 5);
    ef_pairs_add(&labels, 10000, EF_POSITIVE, 1);
    ef_pairs_add(&labels, 1149, EF_NEUTRAL, 5);
    ef_pairs_add(&labels, 0, EF_NEUTRAL, 5);
    ef_pairs_add(&labels, -600, EF_NEUTRAL, 5);
    ef_pairs_add(&labels, -650, EF_NEGATIVE, 5);
    ef_pairs_add(&labels, -10000, EF_NEGATIVE, 1);
    cr_assert(ef_calibrate(&set, 1, &band));
    cr_assert_eq(band.positive, 1150);
    cr_assert_eq(band.negative, -650);
    cr_assert(fabs(band.macro_f1 - 1) < 1e-12);
    ef_pairs_add(&labels, EF_NO_COMPOUND, EF_NEUTRAL, 15);
    cr_assert(ef_calibrate(&set, 1, &band));
    cr_assert_eq(band.positive, 1150);
    cr_assert(fabs(band.macro_f1 - (1 + 1 + 2.0 / 3) / 3) < 1e-12);
    ef_pairs_fini(&labels);
}

Test(eval_calibrate, hears_a_small_set_as_well_as_a_large_one)
{
    ef_pairs large;
    ef_pairs small;
    ef_pairs none;
    const ef_pairs *const sets[] = {&large, &none, &small};
    ef_band band;
    ef_pairs_init(&large);
    ef_pairs_init(&small);
    ef_pairs_init(&none);
    ef_pairs_add(&large, 3000, EF_POSITIVE, 900);
    ef_pairs_add(&large, 2000, EF_NEUTRAL, 50);
    ef_pairs_add(&large, 2000, EF_POSITIVE, 60);
    ef_pairs_add(&small, 2000, EF_NEUTRAL, 10);
    ef_pairs_add(&small, 3000, EF_POSITIVE, 10);
    cr_assert(ef_calibrate(sets, 3, &band));
    cr_assert_eq(band.positive, 2050, "%d", band.positive);
    ef_pairs_fini(&large);
    ef_pairs_fini(&small);
    ef_pairs_fini(&none);
}
