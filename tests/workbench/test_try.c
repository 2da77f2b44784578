#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/span.h"
#include "workbench/collected.h"

static const char records[] =
    "{\"text\":\"The parcel was late. The delivery was late again, so late!\"}\n"
    "{\"text\":\"The delivery show is fun.\"}\n"
    "{\"text\":\"My delivery was not late.\"}\n"
    "{\"text\":\"Nothing to see.\"}\n";

static earful_status try(collected *c, const char *rule)
{
    return earful_try(NULL, rule, c->corpus, 10, c->report, &c->err);
}

Test(try, counts_records_and_mentions_and_shows_hits_and_near_misses)
{
    collected c;
    collected_init(&c, records);
    cr_assert_eq(try(&c, "late NEAR/2 (delivery OR parcel)"), EARFUL_OK, "%s", c.err.message);
    const char *const got = collected_text(&c);
    cr_expect(strstr(got, "records 1 of 4 (25.0%), mentions 2, guarded 1\n") == got, "%s", got);
    const char *const near = strstr(got, "NEAR MISSES");
    cr_assert_not_null(near);
    cr_expect(strstr(got, "  The [[parcel was late]].\n") < near);
    cr_expect(strstr(got, "  The [[delivery was late]] again, so late!\n") < near);
    cr_expect(strstr(near, "  The [[delivery]] show is fun.\n") != NULL, "%s", got);
    cr_expect(strstr(near, "  guarded: My [[delivery was not late]].\n") != NULL, "%s", got);
    cr_expect(strstr(got, "Nothing") == NULL);
    collected_fini(&c);
}

Test(try, says_the_same_to_programs)
{
    collected c;
    collected_init(&c, records);
    c.report.ndjson = true;
    cr_assert_eq(try(&c, "parcel NEAR/2 late"), EARFUL_OK);
    const char *const got = collected_text(&c);
    cr_expect(strstr(got, "{\"kind\":\"summary\",\"records\":1,\"of\":4,\"mentions\":1,"
                          "\"guarded\":0,\"sample_one_in\":1}\n") == got,
              "%s", got);
    cr_expect(strstr(got, "{\"kind\":\"hit\",\"text\":\"The parcel was late.\","
                          "\"marks\":[[4,19]]}\n") != NULL,
              "%s", got);
    collected_fini(&c);
}

Test(try, may_refer_to_the_topics_of_the_model)
{
    collected c;
    collected_init(&c, records);
    cr_assert_eq(try(&c, "^\"Delivery & Fulfilment\" AND parcel"), EARFUL_OK, "%s", c.err.message);
    cr_expect(strstr(collected_text(&c), "records 1 of 4") != NULL);
    collected_fini(&c);
}

Test(try, names_the_column_of_a_mistake)
{
    static const struct {
        const char *rule;
        unsigned column;
    } cases[] = {{"late AND (", 10}, {"\"late\" AND (", 12}, {"-", 1}, {"  ", 1}, {"late \xff", 6}};
    collected c;
    collected_init(&c, records);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        c.err = (earful_error){0};
        cr_expect_eq(try(&c, cases[i].rule), EARFUL_MODEL);
        cr_expect_str_eq(c.err.path, "rule");
        cr_expect_eq(c.err.column, cases[i].column, "`%s`: column %u", cases[i].rule, c.err.column);
    }
    collected_fini(&c);
}

/* Some thousand sentences of few words, the same every time. */
static void make_records(ef_buffer *out, unsigned count)
{
    static const char *const words[] = {"late",  "parcel", "driver", "came", "never",
                                        "again", "refund", "bad",    "good", "today"};
    uint64_t dice = 7;
    for (unsigned i = 0; i < count; i++) {
        ef_buffer_add_text(out, "{\"text\":\"The");
        for (int j = 0; j < 6; j++) {
            dice = dice * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
            ef_buffer_add_format(out, " %s", words[(dice >> 33) % 10]);
        }
        ef_buffer_add_text(out, ".\"}\n");
    }
    ef_buffer_add_char(out, '\0');
}

Test(try, gives_the_same_bytes_for_any_threads_and_order)
{
    ef_buffer one = {0};
    ef_buffer other = {0};
    make_records(&one, 500);
    make_records(&other, 1200);
    collected c;
    collected_init(&c, one.at);
    c.inputs[1] = (earful_input){.name = "b", .data = other.at, .size = other.len - 1};
    c.corpus.n_inputs = 2;
    cr_assert_eq(try(&c, "parcel NEAR/1 late"), EARFUL_OK);
    char *const wanted = strdup(collected_text(&c));
    const earful_input first = c.inputs[0];
    c.inputs[0] = c.inputs[1];
    c.inputs[1] = first;
    c.options.threads = 3;
    c.options.batch_bytes = 2000;
    cr_assert_eq(try(&c, "parcel NEAR/1 late"), EARFUL_OK);
    cr_expect_str_eq(collected_text(&c), wanted);
    free(wanted);
    ef_buffer_fini(&one);
    ef_buffer_fini(&other);
    collected_fini(&c);
}

Test(try, samples_a_large_corpus_and_says_so)
{
    ef_buffer large = {0};
    make_records(&large, 50000);
    collected c;
    collected_init(&c, large.at);
    cr_assert_eq(try(&c, "parcel NEAR/1 late"), EARFUL_OK);
    cr_expect(strstr(collected_text(&c), " of a sample of 1 in 2,") != NULL);
    c.options.sample = 0.01;
    cr_assert_eq(try(&c, "parcel NEAR/1 late"), EARFUL_OK);
    cr_expect(strstr(collected_text(&c), "a sample") == NULL, "the caller's sample is his own");
    ef_buffer_fini(&large);
    collected_fini(&c);
}

Test(concordance, aligns_hits_and_sorts_by_what_follows)
{
    collected c;
    collected_init(&c, "{\"text\":\"The refund was slow.\"}\n"
                       "{\"text\":\"I want a refund, please.\"}\n"
                       "{\"text\":\"Such a refund again in this shop at all.\"}\n");
    cr_assert_eq(earful_concordance(NULL, "refund", c.corpus, 10, 9, c.report, &c.err), EARFUL_OK);
    cr_expect_str_eq(collected_text(&c), "  Such a [[refund]] again in\n"
                                         "     The [[refund]] was slow\n"
                                         "I want a [[refund]], please.\n");
    collected_fini(&c);
}

Test(concordance, counts_columns_not_bytes)
{
    collected c;
    collected_init(&c, "{\"text\":\"\u00e4\u00f6\u00fc refund \u4e16\u754c\u4e16\u754c\"}\n");
    cr_assert_eq(earful_concordance(NULL, "refund", c.corpus, 10, 5, c.report, &c.err), EARFUL_OK);
    cr_expect_str_eq(collected_text(&c), " \u00e4\u00f6\u00fc [[refund]] \u4e16\u754c\n");
    c.report.ndjson = true;
    cr_assert_eq(earful_concordance(NULL, "refund", c.corpus, 10, 5, c.report, &c.err), EARFUL_OK);
    cr_expect_str_eq(collected_text(&c),
                     "{\"left\":\"\u00e4\u00f6\u00fc \",\"hit\":\"refund\",\"right\":\" "
                     "\u4e16\u754c\"}\n");
    collected_fini(&c);
}
