#include <criterion/criterion.h>

#include "hits/small_model.h"

static const char lexicon[] = "term,valence,negated,type\n"
                              "good,2,,\nnice,1,,\nbad,-2,,\nawful,-3,,\nfaint,0.3,,\n"
                              "booked,0.5,,objective\nasking for,1,,objective\n"
                              "really,-0.5,,objective\ntruly,-4,,objective\n";

static int64_t sum_of(small_model *small, const char *text)
{
    small_model_score(small, ef_span_of(text));
    return small_model_sum(small);
}

Test(objectivity, takes_points_off_the_sum_whichever_sign_it_has)
{
    small_model small;
    small_model_init(&small, lexicon);
    cr_expect_eq(sum_of(&small, "I booked a good room"), 15000);
    cr_expect_eq(sum_of(&small, "I booked a bad room"), -15000);
    cr_expect_eq(sum_of(&small, "I booked, asking for a good room"), 5000);
    cr_expect_eq(sum_of(&small, "I booked a room"), 0);
    small_model_fini(&small);
}

Test(objectivity, takes_the_same_share_of_every_contribution)
{
    small_model small;
    small_model_init(&small, lexicon);
    cr_expect_eq(sum_of(&small, "booked good awful"), -5000);
    cr_expect_eq(small.hits.contributions[1], 10000);
    cr_expect_eq(small.hits.contributions[2], -15000);
    small_model_fini(&small);
}

Test(objectivity, never_turns_a_sum_and_at_most_doubles_it)
{
    small_model small;
    small_model_init(&small, lexicon);
    cr_expect_eq(sum_of(&small, "asking for a nice room, booked"), 0);
    cr_expect_eq(sum_of(&small, "really good"), 25000);
    cr_expect_eq(sum_of(&small, "truly good"), 40000);
    cr_expect_eq(sum_of(&small, "booked good and bad"), 0, "a sum of 0 has no side");
    small_model_fini(&small);
}

Test(objectivity, hears_questions_and_links)
{
    small_model small;
    small_model_init(&small, lexicon);
    small.model.settings.question_damp = EF_UNIT;
    small.model.settings.question_objectivity = 6000;
    small.model.settings.link_objectivity = 7000;
    cr_expect_eq(sum_of(&small, "good?"), 14000);
    cr_expect_eq(sum_of(&small, "good https://a.example/b"), 13000);
    cr_expect_eq(sum_of(&small, "good https://a.example/b https://a.example/c"), 13000);
    cr_expect_eq(sum_of(&small, "good https://a.example/b ?"), 7000);
    cr_expect_eq(sum_of(&small, "good."), 20000);
    small_model_fini(&small);
}

Test(objectivity, makes_a_plain_fact_a_neutral_remark)
{
    small_model small;
    small_model_init(&small, lexicon);
    small_model_score(&small, EF_SPAN_TEXT("I booked it. It is faint. Good, nice. It is."));
    cr_assert_eq(small.tokens.n_sentences, 4);
    cr_expect_eq(small.hits.sentences[0].weight, 5000);
    cr_expect_not(small.hits.sentences[0].opinionated);
    cr_expect_eq(small.hits.sentences[1].weight, 3000);
    cr_expect_eq(small.hits.sentences[2].weight, EF_UNIT);
    cr_expect_eq(small.hits.sentences[3].weight, 0);
    small_model_fini(&small);
}
