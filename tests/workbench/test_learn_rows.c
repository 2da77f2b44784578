#include "criterion/criterion.h"
#include "workbench/learn/learn_rows.h"

static ef_learned *row_at(ef_learned_rows *rows, ef_lane lane, const char *term)
{
    bool added = false;
    ef_learned *const row = ef_learned_at(rows, lane, ef_span_of(term), &added);
    cr_assert_not_null(row);
    cr_assert(added);
    return row;
}

Test(learn_rows, keep_an_opinion_and_a_fact_of_one_term_apart)
{
    ef_learned_rows rows;
    ef_learned_rows_init(&rows);
    *row_at(&rows, EF_LANE_OPINION, "delay") =
        (ef_learned){.type = EF_TERM_WORD, .valence = -12000, .records = 9};
    *row_at(&rows, EF_LANE_OBJECTIVE, "delay") =
        (ef_learned){.type = EF_TERM_OBJECTIVE, .valence = 4000, .records = 7};
    cr_expect_eq(ef_learned_find(&rows, EF_LANE_OPINION, EF_SPAN_TEXT("delay"))->valence, -12000);
    cr_expect_eq(ef_learned_find(&rows, EF_LANE_OBJECTIVE, EF_SPAN_TEXT("delay"))->valence, 4000);
    cr_expect_null(ef_learned_find(&rows, EF_LANE_OPINION, EF_SPAN_TEXT("other")));
    cr_expect(ef_span_is(ef_learned_term(&rows, 1), "delay"));
    ef_learned_rows_fini(&rows);
}

Test(learn_rows, are_written_as_a_sheet_in_order)
{
    ef_learned_rows rows;
    ef_buffer out = {0};
    ef_learned_rows_init(&rows);
    *row_at(&rows, EF_LANE_OPINION, "so, so") = (ef_learned){
        .type = EF_TERM_PHRASE, .existing = true, .valence = -3000, .prior = 5000, .records = 4};
    *row_at(&rows, EF_LANE_OPINION, "able") = (ef_learned){.type = EF_TERM_WORD,
                                                           .has_negated = true,
                                                           .valence = 2200,
                                                           .negated = -11000,
                                                           .records = 31};
    ef_learned_write(&rows, true, &out);
    cr_expect(ef_span_is(ef_buffer_span(&out), "term,valence,negated,type,cond,note\n"
                                               "able,0.22,-1.1,word,,31 records\n"
                                               "\"so, so\",-0.3,,phrase,,4 records; was 0.5\n"),
              "%.*s", (int)out.len, out.at);
    ef_buffer_fini(&out);
    ef_learned_rows_fini(&rows);
}

Test(learn_rows, forget_what_says_nothing_new)
{
    ef_learned_rows rows;
    ef_learned_rows_init(&rows);
    *row_at(&rows, EF_LANE_OPINION, "as it was") =
        (ef_learned){.type = EF_TERM_PHRASE, .valence = 10000, .prior = 11000};
    *row_at(&rows, EF_LANE_OPINION, "moved") =
        (ef_learned){.type = EF_TERM_WORD, .valence = 10000, .prior = 11000};
    *row_at(&rows, EF_LANE_OPINION, "denied") = (ef_learned){.type = EF_TERM_WORD,
                                                             .has_negated = true,
                                                             .valence = 10000,
                                                             .prior = 10000,
                                                             .negated = -9000,
                                                             .prior_negated = -6000};
    cr_assert(ef_learned_prune(&rows));
    cr_expect_eq(rows.terms.count, 2);
    cr_expect_null(ef_learned_find(&rows, EF_LANE_OPINION, EF_SPAN_TEXT("as it was")));
    uint32_t *const order = ef_learned_by_change(&rows);
    cr_assert_not_null(order);
    cr_expect(ef_span_is(ef_learned_term(&rows, order[0]), "denied"));
    free(order);
    ef_learned_rows_fini(&rows);
}
