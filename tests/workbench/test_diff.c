#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>

#include "workbench/collected.h"
#include "workbench/diff/diff.h"

static const char records[] =
    "{\"id\":\"1\",\"channel\":\"chat\",\"text\":\"The zorb is terrible.\"}\n"
    "{\"id\":\"2\",\"channel\":\"chat\",\"text\":\"The zorb came today.\"}\n"
    "{\"id\":\"3\",\"channel\":\"review\",\"text\":\"I love the parcel. It has a zorb.\"}\n"
    "{\"id\":\"4\",\"channel\":\"review\",\"text\":\"Nothing to see.\"}\n";

/* The built-in model with overlays, each NULL or a whole file. */
static earful_model *open_model(const char *lexicon, const char *topics)
{
    earful_model *model = NULL;
    earful_error err = {0};
    char paths[2][32] = {"/tmp/earful-diff-XXXXXX", "/tmp/earful-diff-XXXXXX"};
    const char *const files[] = {paths[0], paths[1]};
    const char *const texts[] = {lexicon, topics};
    for (int i = 0; i < 2; i++)
        write_temporary(paths[i], texts[i]);
    const earful_model_options options = {.lexicons = &files[0],
                                          .n_lexicons = lexicon != NULL,
                                          .topics = &files[1],
                                          .n_topics = topics != NULL};
    cr_assert_eq(earful_model_open(&options, &model, &err), EARFUL_OK, "%s", err.message);
    for (int i = 0; i < 2; i++)
        remove(paths[i]);
    return model;
}

static const char *run_diff(collected *c, const earful_model *a, const earful_model *b,
                            earful_findings *findings)
{
    cr_assert_eq(earful_diff(a, b, c->corpus, 10, c->report, findings, &c->err), EARFUL_OK, "%s",
                 c->err.message);
    return collected_text(c);
}

Test(diff, of_a_model_with_itself_is_empty)
{
    collected c;
    collected_init(&c, records);
    earful_findings findings;
    earful_model *const a = open_model(NULL, NULL);
    earful_model *const again = open_model(NULL, NULL);
    cr_expect_str_eq(run_diff(&c, a, a, &findings), "");
    cr_expect_str_eq(run_diff(&c, a, again, &findings), "");
    cr_expect_eq(findings.checked, 4);
    cr_expect_eq(findings.warnings, 0);
    earful_model_close(a);
    earful_model_close(again);
    collected_fini(&c);
}

Test(diff, shows_the_line_that_flipped_a_label)
{
    collected c;
    collected_init(&c, records);
    earful_findings findings;
    earful_model *const a = open_model(NULL, NULL);
    earful_model *const b = open_model("term,valence\nsomething,1\nterrible,2\n", NULL);
    const char *const got = run_diff(&c, a, b, &findings);
    cr_expect(strstr(got, "flipped 1 of 4 records (25.0%): labels 1, sets of topics 0\n") == got,
              "%s", got);
    cr_expect(strstr(got, "  1: negative -> positive\n      The zorb is [[terrible]].\n"
                          "      a lexicon.csv:") != NULL,
              "%s", got);
    const char *const cause = strstr(got, "      b /tmp/earful-diff-");
    cr_expect(cause != NULL && strstr(cause, ":3 terrible, word 2.0000\n") != NULL, "%s", got);
    cr_expect_eq(findings.warnings, 1);
    earful_model_close(a);
    earful_model_close(b);
    collected_fini(&c);
}

Test(diff, blames_a_shifter_that_is_gone)
{
    collected c;
    collected_init(&c, "{\"text\":\"It was never good.\"}\n");
    earful_model *const a = open_model(NULL, NULL);
    earful_model *const b = open_model("term,valence,type\nnever,-,negator\nnever,-,word\n", NULL);
    const char *const got = run_diff(&c, a, b, NULL);
    cr_expect(strstr(got, "never, negator\n") != NULL, "%s", got);
    cr_expect(strstr(got, "good, ") == NULL, "what both have is no cause: %s", got);
    earful_model_close(a);
    earful_model_close(b);
    collected_fini(&c);
}

Test(diff, shows_the_rule_that_changed_the_topics)
{
    collected c;
    collected_init(&c, records);
    earful_model *const a = open_model(NULL, "topic,rule\nToys > Zorb,zorb\n");
    earful_model *const b = open_model(NULL, "topic,rule\nToys > Ball,zorb NEAR/1 is\n");
    c.report.ndjson = true;
    const char *const got = run_diff(&c, a, b, NULL);
    cr_expect(strstr(got, "{\"kind\":\"summary\",\"records\":4,\"flipped\":3,\"labels\":0,"
                          "\"topic_sets\":3}\n") == got,
              "%s", got);
    const char *const flip = strstr(got, "\"id\":\"1\"");
    cr_assert_not_null(flip);
    cr_expect(strstr(flip, "\"lost\":[\"Toys > Zorb\"],\"gained\":[\"Toys > Ball\"]") != NULL);
    cr_expect(strstr(flip, ",\"line\":2,\"what\":\"Toys > Ball\"}]") != NULL, "%s", got);
    cr_expect(strstr(got,
                     "{\"kind\":\"moved\",\"channel\":\"chat\",\"role\":\"customer\","
                     "\"topic\":\"Toys > Zorb\",\"metric\":\"records\",\"a\":2,\"b\":0}\n") != NULL,
              "%s", got);
    earful_model_close(a);
    earful_model_close(b);
    collected_fini(&c);
}

Test(diff, says_when_the_other_model_has_the_rule_too)
{
    collected c;
    collected_init(&c, "{\"text\":\"It frobs a late delivery.\"}\n");
    earful_model *const a = open_model(NULL, NULL);
    earful_model *const b = open_model("term,valence,type\nfrobs,,negator\n", NULL);
    cr_expect(strstr(run_diff(&c, a, b, NULL), "(b has this rule, too)\n") != NULL);
    earful_model_close(a);
    earful_model_close(b);
    collected_fini(&c);
}

/* Some hundred records of a few words in two channels. */
static void make_records(ef_buffer *out)
{
    static const char *const words[] = {"late",    "parcel", "terrible", "never", "refund",
                                        "crashed", "good",   "zorb",     "app",   "slow"};
    uint64_t dice = 3;
    for (unsigned i = 0; i < 700; i++) {
        ef_buffer_add_format(out, "{\"channel\":\"c%u\",\"text\":\"The", i % 2);
        for (int j = 0; j < 7; j++) {
            dice = dice * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
            ef_buffer_add_format(out, " %s%s", words[(dice >> 33) % 10], j == 3 ? "." : "");
        }
        ef_buffer_add_text(out, ".\"}\n");
    }
    ef_buffer_add_char(out, '\0');
}

static void count(const earful_model *model, const collected *c, ef_run *run, ef_rows *rows)
{
    cr_assert_eq(ef_engine_run(model, &c->options, c->inputs, 1, (ef_audience){0}, run, NULL),
                 EARFUL_OK);
    cr_assert_eq(ef_rows_make(rows, &run->state, NULL), EARFUL_OK);
}

Test(diff, equals_two_runs_and_is_the_same_for_any_threads)
{
    ef_buffer many = {0};
    make_records(&many);
    collected c;
    collected_init(&c, many.at);
    c.report.ndjson = true;
    earful_model *const a = open_model(NULL, "topic,rule\nToys,zorb NEAR/1 good\n");
    earful_model *const b = open_model("term,valence\nlate,0.5\ncrashed,2\nnever,-\n",
                                       "topic,rule\nToys,zorb NEAR/2 good\nApp,app\n");
    char *const got = strdup(run_diff(&c, a, b, NULL));
    ef_run runs[2];
    ef_rows rows[2];
    ef_buffer wanted = {0};
    count(a, &c, &runs[0], &rows[0]);
    count(b, &c, &runs[1], &rows[1]);
    ef_write_moved(&rows[0], &rows[1], true, &wanted);
    ef_buffer_add_char(&wanted, '\0');
    cr_expect_gt(wanted.len, 500);
    const char *const moved = strstr(got, "{\"kind\":\"moved\"");
    cr_assert_not_null(moved);
    cr_expect_eq(strncmp(moved, wanted.at, wanted.len - 1), 0);
    c.options.threads = 3;
    c.options.batch_bytes = 1000;
    cr_expect_str_eq(run_diff(&c, a, b, NULL), got);
    for (int i = 0; i < 2; i++) {
        ef_rows_fini(&rows[i]);
        ef_run_fini(&runs[i]);
    }
    free(got);
    ef_buffer_fini(&wanted);
    ef_buffer_fini(&many);
    earful_model_close(a);
    earful_model_close(b);
    collected_fini(&c);
}
