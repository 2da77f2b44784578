#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "hits/small_model.h"

#define SMILE "\xf0\x9f\x98\x80"
#define ANGRY "\xf0\x9f\x98\xa1"

/* Valences with one digit, so that every product below can be done in the head. */
static const char lexicon[] = "term,valence,negated,type\n"
                              "good,2,,\ngreat,3,,\nnice,1,,\nbad,-2,,\nawful,-3,,\n"
                              "fast,1,-3,\nworking,0,-2,\nsadly,-1,-1,\n"
                              "pretty,1,,\npretty,0.2,,booster\n"
                              "damn,-1,,\ndamn,0.5,,booster\n"
                              "no,-1,,\nno,,,negator\n"
                              "very,0.5,,booster\nso,0.1,,booster\n"
                              "slightly,-0.5,,dampener\nsomewhat,0.5,,dampener\n"
                              "kind of,-0.2,,dampener\nkind,1,,\n"
                              "not,,,negator\nnever,,,negator\nnot only,,,stop\n"
                              "waste of time,-4,,\nwaste,-1,,\ntime,1,,\n"
                              "no problem,2,,\nproblem,-2,,\n"
                              "not bad,1,,\ncan't beat,3,,\ngood luck,,,stop\n"
                              "love*,2,,\nlovely,3,,\nglove*,,,stop\nnic*,,,stop\n"
                              "hateful,-4,,\nhate*,-3,,\n"
                              "but,,,contrast\nhowever,,,contrast\n"
                              "please,,,request\ncan you,,,request\n" SMILE ",2,,emoji\n" ANGRY
                              ",-2,,emoji\n:(,-2,,emoticon\n:D,2,,emoticon\n";

typedef struct sum_case {
    const char *text;
    int64_t sum; /* raw, in ten-thousandths */
} sum_case;

static void expect_sums(int32_t negation_back, const sum_case *cases, size_t count)
{
    small_model small;
    small_model_init(&small, lexicon);
    small.model.settings.negation_back = negation_back;
    for (size_t i = 0; i < count; i++) {
        small_model_score(&small, ef_span_of(cases[i].text));
        const int64_t sum = small_model_sum(&small);
        cr_expect_eq(sum, cases[i].sum, "\"%s\" sums up to %ld, not %ld", cases[i].text, (long)sum,
                     (long)cases[i].sum);
    }
    small_model_fini(&small);
}

#define EXPECT_SUMS(...)                                                                           \
    do {                                                                                           \
        const sum_case cases_[] = {__VA_ARGS__};                                                   \
        expect_sums(0, cases_, EF_COUNT(cases_));                                                  \
    } while (0)

/* The same where a negator may look back two words. */
#define EXPECT_SUMS_BACK(...)                                                                      \
    do {                                                                                           \
        const sum_case cases_[] = {__VA_ARGS__};                                                   \
        expect_sums(2, cases_, EF_COUNT(cases_));                                                  \
    } while (0)

Test(sentiment, finds_a_phrase_wherever_in_a_text_it_stands)
{
    enum { MOST = 140 };
    char text[2 * MOST + sizeof "can't beat"] = "";
    small_model small;
    small_model_init(&small, lexicon);
    for (size_t i = 0; i < MOST; i++, strcat(text, "x ")) {
        char whole[sizeof text];
        snprintf(whole, sizeof whole, "%scan't beat", text);
        small_model_score(&small, ef_span_of(whole));
        cr_expect_eq(small_model_sum(&small), 30000, "behind %zu words", i);
    }
    small_model_fini(&small);
}

Test(sentiment, adds_up_the_valences_of_terms)
{
    EXPECT_SUMS({"", 0}, {"The box is here.", 0}, {"The food is good.", 20000},
                {"A good and nice room.", 30000}, {"good, bad", 0}, {"GOOD", 20000});
}

Test(sentiment, lets_the_longest_term_take_its_words)
{
    EXPECT_SUMS({"A waste of time.", -40000}, {"A waste of my time.", 0},
                {"waste of good time", 20000}, {"no problem", 20000}, {"problem", -20000},
                {"good luck with that", 0}, {"Not bad.", 10000},
                {"It is a can't beat price", 30000}, {"You can not beat it", 30000});
}

Test(sentiment, lets_only_quotes_and_hyphens_stand_inside_a_term)
{
    EXPECT_SUMS({"a waste-of-time", -40000}, {"a \"waste\" of time", -40000},
                {"a waste, of time", 0}, {"a waste \" \" \" \" \" of time", 0});
}

Test(sentiment, prefers_the_more_specific_of_two_terms)
{
    EXPECT_SUMS({"lovely", 30000}, {"loved", 20000}, {"loveliest", 20000}, {"gloves", 0},
                {"hateful", -40000}, {"hated", -30000});
}

Test(sentiment, boosts_by_distance)
{
    EXPECT_SUMS({"very good", 30000},             /* 2 * 1.5 */
                {"very big good", 29500},         /* 2 * (1 + 0.5 * 0.95) */
                {"very big red good", 29000},     /* 2 * (1 + 0.5 * 0.9) */
                {"very big red old good", 20000}, /* outside the window */
                {"good very", 20000}, {"very bad", -30000});
}

Test(sentiment, multiplies_several_boosters)
{
    EXPECT_SUMS({"so very good", 32850}, /* 2 * 1.5 * 1.095 */
                {"very very good", 44250});
}

Test(sentiment, spends_a_booster_on_the_next_opinion)
{
    EXPECT_SUMS({"very good bad", 10000}, {"very nice good", 35000});
}

Test(sentiment, dampens_whatever_the_sign_that_the_share_is_written_with)
{
    EXPECT_SUMS({"slightly bad", -10000}, {"somewhat bad", -10000}, {"kind of good", 16000},
                {"kind people", 10000});
}

Test(sentiment, does_not_boost_across_clauses)
{
    EXPECT_SUMS({"It took very long because good food takes work", 20000});
}

Test(sentiment, takes_a_word_of_two_meanings_for_a_booster_only_right_before_an_opinion)
{
    EXPECT_SUMS({"a pretty dress", 10000}, {"pretty bad", -24000}, {"pretty and good", 30000},
                {"damn good", 30000}, {"damn", -10000},
                {"pretty damn good", 35700}, /* 2 * 1.5 * (1 + 0.2 * 0.95) */
                {"a bad damn", -30000});
}

Test(sentiment, flips_inside_a_negation)
{
    EXPECT_SUMS({"not good", -10000}, {"not a very good one", -15000}, {"It isn't bad", 10000},
                {"I didn't say it was good", -10000}, {"not one two three four good", 20000},
                {"not good or nice", -15000}, {"never good", -10000});
}

Test(sentiment, replaces_by_the_negated_valence_where_a_term_has_one)
{
    EXPECT_SUMS({"fast", 10000}, {"not fast", -30000}, {"not very fast", -30000},
                {"It is working", 0}, {"It is not working", -20000});
}

Test(sentiment, flips_twice_for_a_double_negation)
{
    EXPECT_SUMS({"never not good", 20000}, {"not never not good", -10000});
}

Test(sentiment, lets_a_new_negator_take_over_behind_an_opinion)
{
    EXPECT_SUMS({"not good not nice", -15000}, {"not good and never great", -25000});
}

Test(sentiment, ends_a_negation_where_the_clause_ends)
{
    EXPECT_SUMS({"I do not know because good is nice", 30000}, {"not this, but good", 30000},
                {"Not. Good.", 20000}, {"not, good", 20000});
}

Test(sentiment, looks_back_from_a_negator_where_the_model_says_so)
{
    EXPECT_SUMS({"good not", 20000}, {"fast for me not", 10000});
    EXPECT_SUMS_BACK({"good not", -10000}, {"fast it not", -30000},
                     {"good it is really not", 20000}, {"good not bad", 30000},
                     {"good, not", 20000}, {"great good not", 20000}, {"never good not", 20000},
                     {"good not not", -10000}, {"not", 0}, {"good not " ANGRY, -30000},
                     {SMILE " not", 20000}, {"good sadly not", -20000});
}

Test(sentiment, takes_a_word_of_two_meanings_for_a_negator_only_before_an_opinion)
{
    EXPECT_SUMS({"no good", -10000}, {"no", -10000}, {"no idea", -10000}, {"no, good", 10000},
                {"no one two three four good", 10000});
}

Test(sentiment, keeps_negators_inside_a_term_from_negating)
{
    EXPECT_SUMS({"no problem good", 40000}, {"not only good", 20000}, {"not bad good", 30000});
}

Test(sentiment, stresses_capitals_unless_all_is_shouted)
{
    EXPECT_SUMS({"this is GOOD", 25000}, {"THIS IS GOOD", 20000}, {"I said GOOD", 25000},
                {"A GOOD", 20000}, {"it is a WASTE of time", -50000}, {"he is not GOOD", -12500});
}

Test(sentiment, stresses_what_is_drawn_out)
{
    EXPECT_SUMS({"goooood", 22000}, {"this is GOOOOD", 27500});
}

Test(sentiment, tries_a_drawn_out_word_with_single_letters_too)
{
    EXPECT_SUMS({"greatttt", 33000}, {"niceeee", 11000}, {"looooved", 22000}, {"nicccely", 0});
}

Test(sentiment, knows_a_face_in_either_case)
{
    EXPECT_SUMS({":D", 20000}, {":d", 20000}, {":-DDD ok", 20000});
}

Test(sentiment, weighs_what_stands_around_a_contrast)
{
    EXPECT_SUMS({"good but bad", -20000}, /* 1 - 3 */
                {"good food but bad service", -20000},
                {"But it is good", 20000},        /* nothing to weigh against */
                {"good but bad but nice", 15000}, /* the last one rules: 1 - 1 + 1.5 */
                {"the box but nothing else", 0});
}

Test(sentiment, damps_praise_in_a_request)
{
    EXPECT_SUMS({"please send a good one", 5000}, {"please fix this bad thing", -20000},
                {"a good one please", 5000}, {"can you make it good", 5000});
}

Test(sentiment, damps_all_in_a_question)
{
    EXPECT_SUMS({"is it good?", 10000}, {"is it bad?", -10000}, {"can you make it good?", 2500});
}

Test(sentiment, adds_a_share_for_each_exclamation_mark_up_to_the_limit)
{
    EXPECT_SUMS({"good!", 22000}, {"good!!", 24000}, {"good!!!", 26000}, {"good!!!!!!!!", 26000},
                {"bad!!", -24000}, {"what!", 0}, {"the box!!!", 0}, {"is it good?!", 11000},
                {"good! bad!!", -2000}, {"He said \"good!!\" and nice!!", 37000});
}

Test(sentiment, counts_what_is_said_again_where_it_stands_last)
{
    EXPECT_SUMS({SMILE SMILE SMILE SMILE, 20000}, {SMILE ANGRY SMILE ANGRY, 0},
                {"good and good", 20000}, {"very good and good", 20000},
                {"good and very good", 30000}, {"good, not good", 10000},
                {"good but bad good but bad good but bad", -20000}, {"Good. Good.", 40000});
}

Test(sentiment, does_not_negate_or_boost_pictures)
{
    EXPECT_SUMS({"not " SMILE, 20000}, {"very :(", -20000}, {"not :(", -20000});
}

Test(sentiment, credits_a_phrase_to_its_first_token_and_an_exclamation_to_its_mark)
{
    small_model small;
    small_model_init(&small, lexicon);
    small_model_score(&small, EF_SPAN_TEXT("a waste of time!"));
    const int32_t wanted[] = {0, -40000, 0, 0, -4000};
    cr_assert_eq(small.tokens.count, EF_COUNT(wanted));
    for (size_t i = 0; i < EF_COUNT(wanted); i++)
        cr_expect_eq(small.hits.contributions[i], wanted[i], "token %zu has %d", i,
                     small.hits.contributions[i]);
    small_model_fini(&small);
}

static void expect_step(const small_model *small, size_t index, const char *what, uint32_t token,
                        uint32_t by, int32_t before, int32_t after)
{
    cr_assert_lt(index, small->trace.count);
    const ef_trace_step *const step = &small->trace.steps[index];
    cr_expect_str_eq(step->what, what);
    cr_expect_eq(step->token, token, "%s is about token %u", what, step->token);
    cr_expect_eq(step->by, by, "%s is done by %u", what, step->by);
    cr_expect_eq(step->before, before, "%s starts at %d", what, step->before);
    cr_expect_eq(step->after, after, "%s ends at %d", what, step->after);
}

Test(sentiment, traces_every_step_in_the_order_it_was_applied)
{
    small_model small;
    small_model_init(&small, lexicon);
    small_model_score(&small, EF_SPAN_TEXT("it is not very GOOOD but slow!"));
    expect_step(&small, 0, "valence", 4, EF_NONE, 0, 20000);
    expect_step(&small, 1, "booster", 4, 3, 20000, 30000);
    expect_step(&small, 2, "capitals", 4, EF_NONE, 30000, 37500);
    expect_step(&small, 3, "elongation", 4, EF_NONE, 37500, 41250);
    expect_step(&small, 4, "negation", 4, 2, 41250, -20625);
    expect_step(&small, 5, "contrast", 4, 5, -20625, -10313);
    expect_step(&small, 6, "exclamation", 7, EF_NONE, 0, -1031);
    cr_expect_eq(small.trace.count, 7);
    small_model_score(&small, EF_SPAN_TEXT("Can you make it good?"));
    expect_step(&small, 1, "request", 4, 0, 20000, 5000);
    expect_step(&small, 2, "question", 4, EF_NONE, 5000, 2500);
    small_model_fini(&small);
}

Test(sentiment, calls_a_sentence_opinionated_when_a_token_contributed)
{
    small_model small;
    small_model_init(&small, lexicon);
    small_model_score(&small, EF_SPAN_TEXT("The box came. It is good and bad. It is working."));
    cr_assert_eq(small.tokens.n_sentences, 3);
    cr_expect_not(small.hits.sentences[0].opinionated);
    cr_expect(small.hits.sentences[1].opinionated);
    cr_expect_eq(small.hits.sentences[1].compound, 0);
    cr_expect_eq(small.hits.sentences[1].pos, 4588);
    cr_expect_eq(small.hits.sentences[1].neg, 4588);
    cr_expect_not(small.hits.sentences[2].opinionated);
    small_model_fini(&small);
}

Test(sentiment, forgets_the_block_before)
{
    small_model small;
    small_model_init(&small, lexicon);
    small_model_score(&small, EF_SPAN_TEXT("good good good good not very " SMILE));
    small_model_score(&small, EF_SPAN_TEXT("good"));
    cr_expect_eq(small_model_sum(&small), 20000);
    small_model_score(&small, (ef_span){0});
    cr_expect_eq(small_model_sum(&small), 0);
    small_model_fini(&small);
}

Test(sentiment, lets_a_term_count_only_where_its_condition_holds)
{
    small_model small;
    small_model_init(&small, "term,valence,type,cond\ncheap,1,,\ncheap,-2,,feel* OR look*\n"
                             "hot,-1,,room\nhot,2,,coffee\nsmall,-3,,pocket OR bag\n");
    static const sum_case cases[] = {
        {"It is cheap.", 10000},
        {"It feels cheap.", -20000},
        {"It is cheap. It feels cheap, cheap!", 10000 - 22000},
        {"The coffee is hot.", 20000},
        {"The soup is hot.", 0},
        {"A small room and a small box. A small bag.", -30000},
    };
    for (size_t i = 0; i < EF_COUNT(cases); i++) {
        small_model_score(&small, ef_span_of(cases[i].text));
        cr_expect_eq(small_model_sum(&small), cases[i].sum, "%s sums up to %ld", cases[i].text,
                     (long)small_model_sum(&small));
    }
    small_model_fini(&small);
}

static uint64_t next_random(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

Test(sentiment, holds_together_for_any_soup_of_words)
{
    static const char *const words[] = {
        "good",    "bad",     "not",    "no",   "very",  "pretty",   "damn",  "but",   ",",  ".",
        "!",       "?",       "!!!",    "GOOD", "kind",  "of",       "waste", "time",  "-",  "\"",
        "fast",    "box",     "please", "can",  "you",   "because",  SMILE,   "never", ":(", "only",
        "goooood", "problem", "?!",     "beat", "can't", "slightly", "lovely"};
    small_model small;
    small_model_init(&small, lexicon);
    uint64_t state = 88172645463325252u;
    ef_buffer text = {0};
    for (int round = 0; round < 2000; round++) {
        ef_buffer_reset(&text);
        for (uint64_t left = next_random(&state) % 40; left > 0; left--) {
            ef_buffer_add_text(&text, words[next_random(&state) % EF_COUNT(words)]);
            if (next_random(&state) % 8 != 0)
                ef_buffer_add_char(&text, ' ');
        }
        small_model_score(&small, ef_buffer_span(&text));
    }
    ef_buffer_fini(&text);
    small_model_fini(&small);
}
