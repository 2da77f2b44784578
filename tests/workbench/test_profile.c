#include <criterion/criterion.h>
#include <stdlib.h>

#include "workbench/collected.h"

Test(profile, ranks_a_slow_expression_first)
{
    ef_buffer many = {0};
    for (int i = 0; i < 60; i++) /* each costs a run-away some milliseconds */
        ef_buffer_add_text(&many, "{\"text\":\"The courier near the window is awful.\"}\n");
    ef_buffer_add_char(&many, '\0');
    collected c;
    collected_init(&c, many.at);
    c.report.ndjson = true;
    earful_model *const model = open_with_topics("Slow,/([a-z ]+)+[0-9]/\nFast,courier\n");
    cr_assert_eq(earful_profile(model, c.corpus, c.report, &c.err), EARFUL_OK);
    char *const got = strdup(collected_text(&c));
    cr_expect_eq(strncmp(got, "{\"topic\":\"Slow\",", 16), 0, "%.300s", got);
    cr_expect(strstr(got, "\"runaways\":0}") > strstr(got, "\n"), "it ran away: %.300s", got);
    c.options.threads = 3;
    cr_assert_eq(earful_profile(model, c.corpus, c.report, &c.err), EARFUL_OK);
    cr_expect_str_eq(collected_text(&c), got);
    free(got);
    earful_model_close(model);
    ef_buffer_fini(&many);
    collected_fini(&c);
}

Test(profile, counts_tries_and_matches)
{
    collected c;
    collected_init(&c, "{\"text\":\"A zorb and a frob. A zorb alone.\"}\n{\"text\":\"Nobody.\"}\n");
    c.report.ndjson = true;
    earful_model *const model = open_with_topics("Zorb,zorb NEAR/3 frob\nYes,zorb\nNever,blurb\n");
    cr_assert_eq(earful_profile(model, c.corpus, c.report, &c.err), EARFUL_OK);
    const char *const got = collected_text(&c);
    cr_expect(strstr(got, "\"line\":3,\"tries\":2,\"matches\":2,") != NULL, "%.600s", got);
    cr_expect(strstr(got, "\"line\":2,\"tries\":2,\"matches\":1,") != NULL, "%.600s", got);
    cr_expect(strstr(got, "\"line\":4,\"tries\":0,\"matches\":0,\"steps\":0,") != NULL, "%.600s",
              got);
    earful_model_close(model);
    collected_fini(&c);
}
