#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>

#include "workbench/collected.h"

static char *suggest(collected *c, const char *rows, size_t most)
{
    earful_model *const model = open_with_topics(rows);
    cr_assert_eq(earful_suggest(model, c->corpus, most, c->report, &c->err), EARFUL_OK, "%s",
                 c->err.message);
    earful_model_close(model);
    return strdup(collected_text(c));
}

Test(suggest, brings_the_words_of_a_missing_topic_back)
{
    ef_buffer many = {0};
    make_complaints(&many);
    collected c;
    collected_init(&c, many.at);
    c.report.ndjson = true;
    char *const with = suggest(&c, "Courier,courier OR handover\n", 20);
    char *const without = suggest(&c, "Other,nothingness\n", 20);
    cr_expect(strstr(with, "courier") == NULL, "%s", with);
    cr_expect(strstr(with, "handover") == NULL, "%s", with);
    cr_expect(strstr(without, "{\"term\":\"courier\",") != NULL, "%s", without);
    cr_expect(strstr(without, "{\"term\":\"handover\",") != NULL, "%s", without);
    free(with);
    free(without);
    ef_buffer_fini(&many);
    collected_fini(&c);
}

Test(suggest, is_the_same_for_any_threads)
{
    ef_buffer many = {0};
    make_complaints(&many);
    collected c;
    collected_init(&c, many.at);
    char *const one = suggest(&c, "Other,nothingness\n", 50);
    c.options.threads = 3;
    c.options.batch_bytes = 3000;
    char *const three = suggest(&c, "Other,nothingness\n", 50);
    cr_expect_str_eq(three, one);
    cr_expect_gt(strlen(one), 500);
    free(one);
    free(three);
    ef_buffer_fini(&many);
    collected_fini(&c);
}

/* Ten sentences about a frob, two records of which another topic has already; and praise. */
Test(suggest, counts_the_records_that_a_rule_would_gain)
{
    ef_buffer text = {0};
    for (int i = 0; i < 8; i++)
        ef_buffer_add_text(&text, "{\"text\":\"A terrible frob, a frob.\"}\n");
    for (int i = 0; i < 2; i++)
        ef_buffer_add_text(&text, "{\"text\":\"A terrible frob. A terrible zorb.\"}\n");
    for (int i = 0; i < 30; i++)
        ef_buffer_add_text(&text, "{\"text\":\"It is lovely here. The frob is great.\"}\n");
    ef_buffer_add_char(&text, '\0');
    collected c;
    collected_init(&c, text.at);
    c.report.ndjson = true;
    char *const got = suggest(&c, "Zorb,zorb\n", 5);
    cr_expect(strstr(got, "{\"term\":\"frob\",") != NULL, "%s", got);
    cr_expect(strstr(got, "\"gain\":8,\"sentences\":10,\"caught_sentences\":0,"
                          "\"other_sentences\":30,\"judges\":false,\"examples\":["
                          "{\"text\":\"A terrible frob") != NULL,
              "%s", got);
    cr_expect(strstr(got, "\"terrible\"") == NULL, "a judgement names nothing: %s", got);
    free(got);
    ef_buffer_fini(&text);
    collected_fini(&c);
}

/* The lexicon has "late" as a complaint and "awful" as one that names nothing. */
Test(suggest, weighs_words_that_judge_by_what_no_topic_has)
{
    ef_buffer text = {0};
    for (int i = 0; i < 6; i++)
        ef_buffer_add_text(&text, "{\"text\":\"An awful late frob.\"}\n");
    for (int i = 0; i < 2; i++)
        ef_buffer_add_text(&text, "{\"text\":\"An awful late zorb.\"}\n");
    for (int i = 0; i < 30; i++)
        ef_buffer_add_text(&text, "{\"text\":\"It is lovely here.\"}\n");
    ef_buffer_add_char(&text, '\0');
    collected c;
    collected_init(&c, text.at);
    c.report.ndjson = true;
    char *const none = suggest(&c, "Other,nothingness\n", 5);
    char *const some = suggest(&c, "Zorb,zorb\n", 5);
    char *const most = suggest(&c, "Frob,frob\n", 5);
    cr_expect(strstr(none, "{\"term\":\"late\",\"keyness\":39.1,\"gain\":8,\"sentences\":8,"
                           "\"caught_sentences\":0,\"other_sentences\":0,\"judges\":true") != NULL,
              "%s", none);
    cr_expect(strstr(some, "{\"term\":\"late\",\"keyness\":16.4,\"gain\":6,\"sentences\":6,"
                           "\"caught_sentences\":2,") != NULL,
              "%s", some);
    cr_expect(strstr(most, "\"late\"") == NULL, "%s", most);
    cr_expect(strstr(none, "\"awful\"") == NULL, "%s", none);
    free(none);
    free(some);
    free(most);
    ef_buffer_fini(&text);
    collected_fini(&c);
}

Test(suggest, refuses_what_can_be_read_only_once)
{
    collected c;
    collected_init(&c, "");
    c.inputs[0] = (earful_input){.name = "-"};
    earful_model *const model = open_with_topics("Other,nothingness\n");
    cr_expect_eq(earful_suggest(model, c.corpus, 5, c.report, &c.err), EARFUL_USAGE);
    cr_expect_str_eq(c.err.path, "-");
    earful_model_close(model);
    collected_fini(&c);
}
