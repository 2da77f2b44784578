/* A small result that the tests of all writers show. */
#ifndef TEST_MADE_REPORT_H
#define TEST_MADE_REPORT_H

#include "report/report.h"
#include "support/made_state.h"

typedef struct made_report {
    made_block made;
    ef_state state;
    ef_rows rows;
    ef_buffer out;
} made_report;

/* Four records: a chat with an agent about late delivery, two reviews, and one rejected. */
static inline void made_report_init(made_report *report, const char *review)
{
    made_block *const made = &report->made;
    made_init(made);
    made->plan.scale_min = 1;
    made->plan.scale_max = 5;
    made_record(made);
    made_document(made, EF_CUSTOMER, "chat");
    made_sentence(made, -6000);
    made_hit(made, DELIVERY_LATE, -6000);
    made_document(made, EF_AGENT, "chat");
    made_record(made);
    ef_document *const rated = made_document(made, EF_CUSTOMER, review);
    rated->has_rating = true;
    rated->rating = 50000;
    made_sentence(made, 7500);
    made_hit(made, PRICE, 7500);
    made_record(made);
    made_document(made, EF_CUSTOMER, review);
    static ef_reject reject = {.reason = EF_BAD_JSON};
    made_record(made)->outcome = EF_REJECTED;
    made->documents.rejects = &reject;
    made->documents.n_rejects = 1;
    made->documents.invalid_utf8 = 2;
    const ef_tally_options options = made_options(made);
    ef_tally tally;
    earful_error err = {0};
    cr_assert(ef_tally_init(&tally, &options));
    cr_assert_eq(made_add(made, &tally, &err), EARFUL_OK);
    made_state(&report->state, &tally, 0, 1000);
    ef_tally_fini(&tally);
    cr_assert_eq(ef_rows_make(&report->rows, &report->state, &err), EARFUL_OK);
    report->out = (ef_buffer){0};
}

static inline void made_report_fini(made_report *report)
{
    ef_buffer_fini(&report->out);
    ef_rows_fini(&report->rows);
    ef_state_fini(&report->state);
}

/* The text that was written, and with it the check that memory held. */
static inline const char *made_report_text(made_report *report)
{
    ef_buffer_add_char(&report->out, '\0');
    cr_assert_not(report->out.failed);
    return report->out.at;
}

#endif
