#include <criterion/criterion.h>

#include "report/figures.h"
#include "support/made_report.h"

static made_report report;

static const char *write(const char *review)
{
    const ef_manifest manifest = {.complete = true};
    made_report_init(&report, review);
    ef_write_table(&report.rows, &manifest, &report.out);
    return made_report_text(&report);
}

Test(write_table, shows_sentiment_pains_and_delights)
{
    const char *const text = write("review");
    cr_assert_str_eq(text,
                     "4 records: 3 scored, 1 rejected\n"
                     "\n"
                     "SENTIMENT             records  positive  neutral  negative     net   mean\n"
                     "chat                        1      0.0%     0.0%    100.0%  -100.0  -0.60\n"
                     "review                      2     50.0%    50.0%      0.0%   +50.0  +0.38\n"
                     "\n"
                     "PAIN POINTS           records   share     net    mean   impact\n"
                     "Delivery > Late             1   33.3%  -100.0   -0.60   -0.325\n"
                     "\n"
                     "DELIGHTS              records   share     net    mean   impact\n"
                     "Price                       1   33.3%  +100.0   +0.75   +0.350\n"
                     "\n"
                     "Impact: by how much the topic's records move the mean of all.\n"
                     "Without a topic: 1 of 3 records (33.3%).\n"
                     "Counted apart, in documents: agent 1.\n");
    made_report_fini(&report);
}

Test(write_table, stays_within_80_columns_whatever_the_names)
{
    const char *text = write("a channel whose name is much longer than anybody would ever want it "
                             "\xe9\x85\x8d\xe9\x80\x81");
    while (*text != '\0') {
        const size_t len = strcspn(text, "\n");
        cr_assert_leq(ef_figure_width(ef_span_make(text, len)), 80, "%.*s", (int)len, text);
        text += len + (text[len] == '\n');
    }
    made_report_fini(&report);
}

Test(write_table, parts_columns_even_when_a_number_fills_its_own)
{
    made_report_init(&report, "a channel with quite a long name");
    for (size_t i = 0; i < report.state.n_cells; i++)
        if (report.state.cells[i].cell.records == 2)
            report.state.cells[i].cell.records = 123456789;
    const ef_manifest manifest = {0};
    ef_write_table(&report.rows, &manifest, &report.out);
    cr_assert_not_null(strstr(made_report_text(&report), "\xe2\x80\xa6 123,456,789 "));
    made_report_fini(&report);
}

Test(write_table, lets_no_control_byte_through)
{
    for (const char *text = write("evil\x1b]0;title\x07"); *text != '\0'; text++)
        cr_assert(*text == '\n' || (unsigned char)*text >= 0x20);
    made_report_fini(&report);
}

Test(write_table, of_nothing_says_that_there_was_nothing)
{
    made_init(&report.made);
    const ef_tally_options options = made_options(&report.made);
    ef_tally tally;
    cr_assert(ef_tally_init(&tally, &options));
    made_state(&report.state, &tally, 0, 1000);
    ef_tally_fini(&tally);
    cr_assert_eq(ef_rows_make(&report.rows, &report.state, NULL), EARFUL_OK);
    report.out = (ef_buffer){0};
    const ef_manifest manifest = {0};
    ef_write_table(&report.rows, &manifest, &report.out);
    cr_assert_str_eq(made_report_text(&report),
                     "0 records: 0 scored; incomplete, the run was interrupted\n\n");
    made_report_fini(&report);
}
