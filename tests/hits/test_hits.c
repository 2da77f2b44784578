#include <criterion/criterion.h>

#include "hits/hits.h"

static const ef_settings settings = {.positive_threshold = 500,
                                     .negative_threshold = -500,
                                     .mixed_threshold = 2000,
                                     .squash = 15 * EF_UNIT};

Test(hits, squashes_a_sum_between_minus_one_and_one)
{
    cr_expect_eq(ef_squash(&settings, 0), 0);
    cr_expect_eq(ef_squash(&settings, 10000), 2500); /* 1 / sqrt(1 + 15) */
    cr_expect_eq(ef_squash(&settings, -10000), -2500);
    cr_expect_eq(ef_squash(&settings, 70000), 8750); /* 7 / sqrt(49 + 15) */
    cr_expect_eq(ef_squash(&settings, -70000), -8750);
    cr_expect_eq(ef_squash(&settings, 20000), 4588); /* 2 / sqrt(19) = 0.45883 */
    cr_expect_eq(ef_squash(&settings, 1), 0);        /* 0.0000258 */
    cr_expect_eq(ef_squash(&settings, 2), 1);        /* 0.0000516 */
    cr_expect_eq(ef_squash(&settings, -2), -1);
    cr_expect_eq(ef_squash(&settings, INT64_MAX), 10000);
    cr_expect_eq(ef_squash(&settings, INT64_MIN), -10000);
}

Test(hits, never_falls_as_the_sum_grows)
{
    int32_t last = -10000;
    for (int64_t raw = -300000; raw <= 300000; raw += 7) {
        const int32_t now = ef_squash(&settings, raw);
        cr_assert_geq(now, last);
        cr_assert_eq(now, -ef_squash(&settings, -raw));
        last = now;
    }
}

Test(hits, counts_the_threshold_itself_to_the_label)
{
    cr_expect_eq(ef_label_of(&settings, 500), EF_POSITIVE);
    cr_expect_eq(ef_label_of(&settings, 499), EF_NEUTRAL);
    cr_expect_eq(ef_label_of(&settings, 0), EF_NEUTRAL);
    cr_expect_eq(ef_label_of(&settings, -499), EF_NEUTRAL);
    cr_expect_eq(ef_label_of(&settings, -500), EF_NEGATIVE);
}

Test(hits, names_labels)
{
    cr_expect_str_eq(ef_label_name(EF_POSITIVE), "positive");
    cr_expect_str_eq(ef_label_name(EF_NEUTRAL), "neutral");
    cr_expect_str_eq(ef_label_name(EF_NEGATIVE), "negative");
}

/* One record of three documents: a customer's of three sentences, an agent's of one, a customer's
 * without any. */
typedef struct record_case {
    earful_model model;
    ef_document items[3];
    ef_documents documents;
    ef_document_tokens ranges[3];
    ef_tokens tokens;
    ef_sentence_score scores[4];
    ef_hits hits;
    ef_record_info record;
} record_case;

static void fill(record_case *c)
{
    *c = (record_case){
        .items = {{.role = EF_CUSTOMER}, {.role = EF_AGENT}, {.role = EF_CUSTOMER}},
        .ranges = {{.first_sentence = 0, .n_sentences = 3},
                   {.first_sentence = 3, .n_sentences = 1},
                   {.first_sentence = 4, .n_sentences = 0}},
        .scores =
            {{.compound = 3000, .pos = 3001, .neg = 1, .weight = 10000, .opinionated = true},
             {.compound = 0},
             {.compound = -3001, .pos = 1000, .neg = 4000, .weight = 10000, .opinionated = true},
             {.compound = 9000, .pos = 9000, .weight = 10000, .opinionated = true}},
        .record = {.n_documents = 3},
    };
    c->model.settings = settings;
    c->documents = (ef_documents){.items = c->items, .count = 3};
    c->tokens = (ef_tokens){.documents = c->ranges, .n_sentences = 4};
    c->hits = (ef_hits){.sentences = c->scores};
}

static ef_score score_of(const record_case *c, ef_role role)
{
    return ef_score_of(&c->model, &c->documents, &c->tokens, &c->hits, &c->record, role);
}

Test(hits, means_round_half_away_from_zero)
{
    record_case c;
    fill(&c);
    const ef_score score = score_of(&c, EF_CUSTOMER);
    cr_expect_eq(score.compound, -1, "-1/2 is %d", score.compound);
    cr_expect_eq(score.pos, 2001, "4001/2 is %d", score.pos);
    cr_expect_eq(score.neg, 2001, "4001/2 is %d", score.neg);
    cr_expect_eq(score.sentences, 3);
    cr_expect_eq(score.opinionated, 2);
    cr_expect_eq(score.label, EF_NEUTRAL);
    cr_expect(score.mixed);
}

Test(hits, weighs_a_sentence_by_what_it_says)
{
    record_case c;
    fill(&c);
    c.scores[0].weight = 1000;
    c.scores[1].weight = 1000; /* a plain fact */
    const ef_score score = score_of(&c, EF_CUSTOMER);
    cr_expect_eq(score.compound, -2251, "(300 + 0 - 3001) / 1.2 is %d", score.compound);
    cr_expect_eq(score.opinionated, 2);
}

Test(hits, takes_all_roles_together_when_none_is_asked_for)
{
    record_case c;
    fill(&c);
    const ef_score all = score_of(&c, EF_ROLE_COUNT);
    cr_expect_eq(all.compound, 3000, "8999/3 is %d", all.compound);
    cr_expect_eq(all.sentences, 4);
    cr_expect_eq(all.label, EF_POSITIVE);
    cr_expect_not(all.mixed);
    cr_expect_eq(score_of(&c, EF_AGENT).compound, 9000);
}

Test(hits, is_neutral_where_nobody_said_anything)
{
    record_case c;
    fill(&c);
    const ef_score score = score_of(&c, EF_BOT);
    cr_expect_eq(score.compound, 0);
    cr_expect_eq(score.sentences, 0);
    cr_expect_eq(score.label, EF_NEUTRAL);
    cr_expect_not(score.mixed);
}

Test(hits, takes_the_mean_of_texts_that_vader_scored)
{
    record_case c;
    ef_vader_lexicon lexicon = {0};
    ef_vader_score scores[] = {{.compound = 5000, .pos = 4000, .neu = 3000, .neg = 3000},
                               {.compound = -9000, .neu = 5000, .neg = 5000},
                               {.compound = 2001, .neu = 10000}};
    fill(&c);
    c.model.vader = &lexicon;
    c.hits = (ef_hits){.vader = scores}; /* nothing is known of sentences but their number */
    const ef_score score = score_of(&c, EF_CUSTOMER);
    cr_expect_eq(score.compound, 3501);
    cr_expect_eq(score.pos, 2000);
    cr_expect_eq(score.neu, 6500);
    cr_expect_eq(score.neg, 1500);
    cr_expect_eq(score.sentences, 3);
    cr_expect_eq(score.opinionated, 1);
    cr_expect_not(score.mixed);
    scores[2] = scores[0];
    cr_expect(score_of(&c, EF_CUSTOMER).mixed);
    c.model.settings.mixed_threshold = 0;
    scores[0] = scores[2] = (ef_vader_score){.neu = 10000};
    cr_expect_not(score_of(&c, EF_CUSTOMER).mixed, "nothing was said");
}

Test(hits, is_mixed_only_when_both_sides_reach_the_threshold)
{
    record_case c;
    fill(&c);
    c.scores[0].pos = 2999;
    c.scores[0].neg = 0;
    cr_expect(score_of(&c, EF_CUSTOMER).mixed, "2000 and 2000");
    c.scores[0].pos = 2996;
    cr_expect_not(score_of(&c, EF_CUSTOMER).mixed, "1998 and 2000");
}
