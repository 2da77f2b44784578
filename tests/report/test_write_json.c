#include <criterion/criterion.h>

#include "support/made_report.h"

static made_report report;

/* Brackets match outside of strings: a cheap test of form. */
static void assert_balanced(const char *text)
{
    char open[32];
    size_t depth = 0;
    bool quoted = false;
    for (; *text != '\0'; text++) {
        if (quoted) {
            if (*text == '\\')
                text++;
            else if (*text == '"')
                quoted = false;
        } else if (*text == '"') {
            quoted = true;
        } else if (*text == '{' || *text == '[') {
            cr_assert_lt(depth, sizeof open);
            open[depth++] = *text;
        } else if (*text == '}' || *text == ']') {
            cr_assert_gt(depth, 0);
            cr_assert_eq(open[--depth], *text == '}' ? '{' : '[');
        } else if (*text == ',') {
            cr_assert_null(strchr("}],", text[1] == '\0' ? ',' : text[1]));
        }
    }
    cr_assert_eq(depth, 0);
    cr_assert_not(quoted);
}

Test(write_ndjson, gives_an_object_a_line_with_null_for_none)
{
    made_report_init(&report, "say \"hi\"");
    ef_write_ndjson(&report.rows, &report.out);
    const char *const text = made_report_text(&report);
    static const char first[] =
        "{\"schema_version\":1,\"channel\":\"chat\",\"period_start\":null,\"period_end\":null,"
        "\"segment_key\":null,\"segment_value\":null,\"role\":\"customer\",\"topic_id\":\"";
    cr_assert_eq(strncmp(text, first, sizeof first - 1), 0, "%s", text);
    cr_assert_not_null(strstr(text, "\"channel\":\"say \\\"hi\\\"\""));
    cr_assert_not_null(strstr(text, "\"share\":0.5000,"));
    cr_assert_not_null(strstr(text, "\"small_n\":true,"));
    size_t lines = 0;
    for (const char *at = text; (at = strchr(at, '\n')) != NULL; at++)
        lines++;
    cr_assert_eq(lines, report.rows.count);
    assert_balanced(text);
    made_report_fini(&report);
}

Test(write_json, is_one_object_of_counts_and_tables)
{
    made_report_init(&report, "review");
    const ef_manifest manifest = {.complete = true, .wall_milliseconds = 4711, .threads = 17};
    ef_write_json(&report.rows, &manifest, &report.out);
    const char *const text = made_report_text(&report);
    assert_balanced(text);
    cr_assert_not_null(
        strstr(text, "\"counts\":{\"records_in\":4,\"scored\":3,\"filtered\":0,\"duplicate\":0,"
                     "\"rejected\":1,\"documents\":4}"));
    cr_assert_not_null(strstr(text, "\"sentiment\":[\n{\"schema_version\":1,\"channel\":\"chat\""));
    cr_assert_not_null(strstr(text, "\"dim_topic\":[\n{\"topic_id\":"));
    cr_assert_null(strstr(text, "4711"), "timings belong into the manifest only");
    made_report_fini(&report);
}

Test(write_manifest, keeps_apart_what_differs_between_runs_over_the_same_data)
{
    made_report_init(&report, "review");
    ef_span arguments[] = {EF_SPAN("earful"), EF_SPAN("run"), EF_SPAN("a b.csv")};
    ef_span warnings[] = {EF_SPAN("something to know")};
    ef_manifest_input inputs[] = {{.name = EF_SPAN("a b.csv"),
                                   .compression = "gzip",
                                   .form = "csv",
                                   .raw_bytes = 10,
                                   .decoded_bytes = 30,
                                   .records = 4,
                                   .damage = EF_SPAN("cut short at byte 9")}};
    const ef_manifest manifest = {.arguments = arguments,
                                  .n_arguments = 3,
                                  .inputs = inputs,
                                  .n_inputs = 1,
                                  .warnings = warnings,
                                  .n_warnings = 1,
                                  .threads = 2,
                                  .wall_milliseconds = 12};
    ef_write_manifest(&report.rows, &manifest, &report.out);
    const char *const text = made_report_text(&report);
    assert_balanced(text);
    cr_assert_not_null(strstr(text, "\"complete\": false"));
    cr_assert_not_null(strstr(text, "\"rejected\": {\n    \"bad_json\": 1\n  }"));
    cr_assert_not_null(strstr(text, "\"mended\": {\n    \"invalid_utf8\": 2\n  }"));
    cr_assert_not_null(strstr(text, "\"filtered\": {}"));
    cr_assert_not_null(strstr(text, "\"model\": \"made by hand\""));
    cr_assert_not_null(strstr(text, "\"model_and_options\": \"00000000000000010000000000000002\""));
    cr_assert_not_null(strstr(text, "\"warnings\": [\n    \"something to know\"\n  ]"));
    cr_assert_not_null(strstr(text, "\"damage\": \"cut short at byte 9\"}"));
    cr_assert_not_null(strstr(text, "\"preset\": null"));
    cr_assert_not_null(strstr(
        text, "\"call\": {\"arguments\": [\"earful\", \"run\", \"a b.csv\"], \"threads\": 2}"));
    cr_assert_not_null(strstr(text, "\"wall_milliseconds\": 12"));
    made_report_fini(&report);
}

Test(write_manifest, repairs_names_that_are_not_utf8)
{
    made_report_init(&report, "review");
    ef_manifest_input input = {.name = EF_SPAN("caf\xe9.csv")};
    const ef_manifest manifest = {.inputs = &input, .n_inputs = 1};
    ef_write_manifest(&report.rows, &manifest, &report.out);
    cr_assert_not_null(strstr(made_report_text(&report), "{\"name\": \"caf\xef\xbf\xbd.csv\","));
    made_report_fini(&report);
}

Test(write_manifest, shows_thresholds_and_the_digest_of_the_result)
{
    made_report_init(&report, "review");
    report.state.settings[2] = made_setting("positive_threshold", "0.0500");
    const ef_manifest manifest = {.complete = true};
    ef_write_manifest(&report.rows, &manifest, &report.out);
    const char *const text = made_report_text(&report);
    cr_assert_not_null(strstr(text, "\"thresholds\": {\n    \"positive_threshold\": \"0.0500\"\n"));
    ef_digest digest = {0};
    char hex[EF_DIGEST_HEX];
    cr_assert_eq(ef_state_payload_digest(&report.state, &digest, NULL), EARFUL_OK);
    ef_digest_hex(digest, hex);
    cr_assert_not_null(strstr(text, hex));
    made_report_fini(&report);
}
