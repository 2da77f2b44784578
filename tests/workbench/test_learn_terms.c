#include "criterion/criterion.h"
#include "workbench/learn/learn_lessons.h"
#include "workbench/learn/learn_terms.h"

/* The offers of a text's first sentence by the built-in model, "a|b c|..."; names in brackets. */
static void expect_offers(const char *text, const char *expected)
{
    earful_model *model = NULL;
    earful_error err = {0};
    ef_analysis analysis;
    ef_word_roles roles;
    ef_buffer term = {0};
    ef_buffer all = {0};
    cr_assert_eq(earful_model_open(NULL, &model, &err), EARFUL_OK, "%s", err.message);
    cr_assert(ef_analysis_init(&analysis, model));
    cr_assert(ef_word_roles_init(&roles, model));
    cr_assert(ef_tokenize_text(&model->spelling, ef_span_of(text), &analysis.tokens));
    cr_assert(ef_resolve(&analysis.meanings, &analysis.tokens, &analysis.resolved));
    ef_offers offers = ef_offers_of(&analysis, &roles, 0);
    ef_offer offer;
    while (ef_offers_next(&offers, &offer)) {
        const bool name = ef_offer_is_name(&analysis.tokens, &offer);
        ef_tokens_join(&analysis.tokens, offer.first, offer.last, &term);
        ef_buffer_add_text(&all, all.len > 0 ? "|" : "");
        ef_buffer_add_text(&all, name ? "(" : "");
        ef_buffer_add_span(&all, ef_buffer_span(&term));
        ef_buffer_add_text(&all, name ? ")" : "");
    }
    cr_expect(ef_span_is(ef_buffer_span(&all), expected), "%.*s", (int)all.len, all.at);
    ef_buffer_fini(&term);
    ef_buffer_fini(&all);
    ef_word_roles_fini(&roles);
    ef_analysis_fini(&analysis);
    earful_model_close(model);
}

Test(learn_terms, are_words_and_runs_of_up_to_three)
{
    expect_offers("boxes under shelves here",
                  "boxes|boxes under|boxes under shelves|under|under shelves|under shelves here|"
                  "shelves|shelves here|here");
}

Test(learn_terms, neither_cross_marks_nor_hold_long_numbers)
{
    expect_offers("boxes; shelves", "boxes|shelves");
    expect_offers("boxes 12345 shelves", "boxes|shelves");
    expect_offers("about 10 boxes", "about|about 10|about 10 boxes|10 boxes|boxes");
}

Test(learn_terms, leave_shifters_to_the_scorer)
{
    expect_offers("very boxes", "boxes");
    expect_offers("never boxes", "never boxes|boxes");
    expect_offers("boxes never", "boxes");
}

Test(learn_terms, know_a_name_by_its_capital)
{
    expect_offers("Boxes from Tern", "boxes|boxes from|(boxes from tern)|from|(from tern)|(tern)");
    expect_offers("BOXES FROM TERN", "boxes|boxes from|boxes from tern|from|from tern|tern");
}

Test(learn_lessons, weigh_inputs_and_labels_towards_each_other)
{
    ef_lesson_counts counts = {0};
    cr_assert(ef_lesson_counts_add(&counts, 1, EF_POSITIVE, 90));
    cr_assert(ef_lesson_counts_add(&counts, 1, EF_NEGATIVE, 10));
    cr_assert(ef_lesson_counts_add(&counts, 0, EF_NEUTRAL, 1000));
    cr_expect_eq(ef_lesson_counts_sum(&counts), 1100);
    const double common = ef_lesson_weight(&counts, 1, EF_POSITIVE);
    const double rare = ef_lesson_weight(&counts, 1, EF_NEGATIVE);
    const double large = ef_lesson_weight(&counts, 0, EF_NEUTRAL);
    cr_expect_gt(rare, common);
    cr_expect_gt(common, large);
    cr_expect_lt(90 * common, 1000 * large, "a small input does not outweigh a large one");
    ef_lesson_counts_fini(&counts);
}

Test(learn_lessons, read_stars_by_fifths_of_their_scale)
{
    const ef_plan stars = {.scale_min = 1, .scale_max = 5};
    const ef_plan nps = {.scale_min = 0, .scale_max = 10};
    const ef_plan unknown = {0};
    const struct {
        const ef_plan *plan;
        int64_t rating;
        ef_label label;
    } cases[] = {{&stars, 1, EF_NEGATIVE}, {&stars, 2, EF_NEGATIVE}, {&stars, 3, EF_NEUTRAL},
                 {&stars, 4, EF_POSITIVE}, {&stars, 5, EF_POSITIVE}, {&nps, 3, EF_NEGATIVE},
                 {&nps, 5, EF_NEUTRAL},    {&nps, 7, EF_POSITIVE}};
    ef_label label;
    bool unscaled = false;
    for (size_t i = 0; i < EF_COUNT(cases); i++) {
        const ef_gold gold = {.has_rating = true, .rating = cases[i].rating * EF_UNIT};
        cr_assert(ef_lesson_label(&gold, cases[i].plan, 0, &label, &unscaled));
        cr_expect_eq(label, cases[i].label, "case %zu", i);
    }
    const ef_gold gold = {.has_rating = true, .rating = EF_UNIT};
    cr_expect_not(ef_lesson_label(&gold, &unknown, 0, &label, &unscaled));
    cr_expect(unscaled);
}
