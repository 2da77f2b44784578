#include <criterion/criterion.h>

#include "made_input.h"

/* What a plan cannot be made of, and what the user is told. */
static void fails(const char *text, const char *message, const char *const *arguments)
{
    sample s;
    sample_read(&s, text, strlen(text), arguments);
    cr_assert_eq(s.status, EARFUL_USAGE, "%s", message);
    cr_assert_null(s.plan);
    cr_assert_str_eq(s.err.message, message);
    sample_fini(&s);
}

#define FAILS(text, message, ...) fails(text, message, (const char *const[]){__VA_ARGS__})

static void has_form(const char *text, size_t len, ef_form form, const char *records)
{
    sample s;
    sample_read(&s, text, len, (const char *const[]){NULL});
    cr_assert_eq(s.status, EARFUL_OK, "%s: %s", text, s.err.message);
    cr_assert_eq(s.plan->form, form, "%s is %s", text, ef_form_name(s.plan->form));
    cr_assert(ef_span_is(s.plan->records.text, records), "%s", text);
    sample_fini(&s);
}

#define HAS_FORM(text, form, records) has_form(text, sizeof(text) - 1, form, records)

Test(plan, knows_ndjson)
{
    HAS_FORM("{\"text\":\"a\"}\n{\"text\":\"b\"}\n", EF_NDJSON, "");
    HAS_FORM("{\"text\":\"a\"}", EF_NDJSON, "");
    HAS_FORM("\xEF\xBB\xBF\n  {\"text\":\"a\"}\r\n", EF_NDJSON, "");
    HAS_FORM("{\"text\":\"a\n{\"text\":\"b\"}\n{\"text\":\"c\"}\n", EF_NDJSON, "");
    HAS_FORM("log started\n{\"text\":\"b\"}\n{\"text\":\"c\"}\n", EF_NDJSON, "");
    HAS_FORM("\"one\"\n\"two\"\n", EF_NDJSON, "");
}

Test(plan, knows_json)
{
    HAS_FORM("[{\"text\":\"a\"},{\"text\":\"b\"}]", EF_JSON, "[]");
    HAS_FORM("[\n  {\n    \"text\": \"a\"\n  }\n]\n", EF_JSON, "[]");
    HAS_FORM("[\"a\",\"b\"]", EF_JSON, "[]");
    HAS_FORM("[]", EF_JSON, "[]");
    HAS_FORM("{\n \"text\": \"a\"\n}\n{\n \"text\": \"b\"\n}\n", EF_JSON, "");
    HAS_FORM("{\"text\":\"a\"} {\"text\":\"b\"}", EF_JSON, "");
}

Test(plan, knows_tables_by_their_header)
{
    HAS_FORM("id,text\n1,a\n", EF_CSV, "");
    HAS_FORM("id\ttext\n1\ta\n", EF_TSV, "");
    HAS_FORM("id;Comment;x\r\n1;a,b;2\r\n", EF_CSV, "");
    HAS_FORM("id|Review\n1|a\n", EF_CSV, "");
    HAS_FORM("\"id\",\"te\"\"xt\",\"text\"\n1,\"a\nb\",c\n", EF_CSV, "");
    HAS_FORM("text\ngood\nbad\n", EF_CSV, "");
    HAS_FORM("id,text\n", EF_CSV, "");
}

Test(plan, takes_what_is_nothing_else_for_lines)
{
    HAS_FORM("", EF_LINES, "");
    HAS_FORM("\n\n", EF_LINES, "");
    HAS_FORM("Good text, really\nbad\n", EF_LINES, "");
    HAS_FORM("So, text\nno comma here\n", EF_LINES, "");
    HAS_FORM("[5 stars] great\n[1 star] awful\n", EF_LINES, "");
    HAS_FORM("[\"quoted\" from them] no\n", EF_LINES, "");
    HAS_FORM("{curly} start\n", EF_LINES, "");
    HAS_FORM("One, two, three.\nFour, five, six and more, seven.\n", EF_LINES, "");
    HAS_FORM("\"quoted,\" she said\nplain\n", EF_LINES, "");
}

Test(plan, reads_utf16_with_a_byte_order_mark)
{
    static const char le[] = "\xFF\xFEi\0d\0,\0t\0e\0x\0t\0\n\0"
                             "1\0,\0\xE9\0\n\0";
    sample s;
    sample_read(&s, le, sizeof le - 1, (const char *const[]){NULL});
    cr_assert_eq(s.status, EARFUL_OK, "%s", s.err.message);
    cr_assert_eq(s.plan->form, EF_CSV);
    cr_assert(s.plan->utf16_le);
    cr_assert_not(s.plan->utf16_be);
    cr_assert_str_eq(sample_text(&s, 0), "\xC3\xA9");
    sample_fini(&s);
}

Test(plan, heeds_the_line_in_which_a_spreadsheet_names_its_delimiter)
{
    SAMPLE(s, "sep=;\r\nid;text\r\n1;a, b\r\n", NULL);
    cr_assert_eq(s.plan->form, EF_CSV);
    cr_assert_eq(s.documents.n_records, 1);
    cr_assert_str_eq(sample_text(&s, 0), "a, b");
    sample_fini(&s);
}

Test(plan, finds_columns_in_any_case_the_exact_one_first)
{
    SAMPLE(s, "ID,TEXT,Text\n1,loud,quiet\n", "--map", "text=Text", NULL);
    cr_assert_str_eq(sample_text(&s, 0), "quiet");
    cr_assert_str_eq(sample_value(&s, 0, "id"), "1");
    sample_fini(&s);
}

Test(plan, joins_the_texts_that_a_user_maps_and_takes_the_first_of_others)
{
    SAMPLE(s, "a,b,c,d\none,two,,4\n", "--map", "text=a", "--map", "text=b", "--map", "rating=c",
           "--map", "rating=d", NULL);
    cr_assert_str_eq(sample_text(&s, 0), "one\ntwo");
    cr_assert_eq(s.documents.items[0].rating, 40000);
    sample_fini(&s);
}

Test(plan, adds_the_fields_that_others_ask_for)
{
    SAMPLE(s, "{\"text\":\"a\",\"geo\":{\"city\":\"Bonn\"},\"tier\":\"gold\",\"lang\":\"EN\"}",
           "--map", "city=geo.city", "--extra", "tier", "--extra", "lang", "--extra", "nowhere",
           NULL);
    cr_assert_str_eq(sample_value(&s, 0, "city"), "Bonn");
    cr_assert_str_eq(sample_value(&s, 0, "tier"), "gold");
    cr_assert_str_eq(sample_value(&s, 0, "lang"), "en");
    cr_assert_null(sample_value(&s, 0, "nowhere"));
    cr_assert_eq(ef_plan_field(s.plan, EF_SPAN_TEXT("geo")), EF_NONE);
    sample_fini(&s);
}

Test(plan, explodes_records_out_of_what_holds_them)
{
    SAMPLE(s, "{\"page\":1,\"items\":{\"7\":{\"text\":\"a\"},\"8\":{\"text\":\"b\"}}}", "--records",
           "items[]", "--map", "text=items[].text", NULL);
    cr_assert_eq(s.status, EARFUL_OK, "%s", s.err.message);
    cr_assert_eq(s.documents.count, 2);
    cr_assert_str_eq(sample_text(&s, 1), "b");
    sample_fini(&s);
    SAMPLE(t, "[{\"items\":[{\"t\":\"a\"}]},{\"items\":[{\"t\":\"b\"}]}]", "--records", "items[]",
           "--map", "text=items[].t", NULL);
    cr_assert_eq(t.status, EARFUL_OK, "%s", t.err.message);
    cr_assert(ef_span_is(t.plan->records.text, "[].items[]"));
    cr_assert_eq(t.documents.count, 2);
    sample_fini(&t);
}

Test(plan, lets_the_user_win_over_the_preset)
{
    SAMPLE(s,
           "{\"review_id\":\"r\",\"business_id\":\"b\",\"stars\":4,\"text\":\"t\",\"tip\":\"u\"}",
           "--map", "text=tip", "--channel", "tips", "--map", "rating=stars", NULL);
    cr_assert_str_eq(s.plan->preset, "yelp");
    cr_assert_str_eq(sample_text(&s, 0), "u");
    cr_assert(ef_span_is(s.plan->channel, "tips"));
    /* Whoever maps the rating declares its scale, too. */
    cr_assert_eq(s.plan->scale_max, 0);
    sample_fini(&s);
}

Test(plan, reads_scales)
{
    SAMPLE(s, "{\"text\":\"t\",\"rating\":-3}", "--scale", "-5-5", NULL);
    cr_assert_eq(s.plan->scale_min, -5);
    cr_assert_eq(s.plan->scale_max, 5);
    cr_assert_eq(s.documents.items[0].rating, -30000);
    sample_fini(&s);
}

Test(plan, has_no_scale_of_its_own)
{
    SAMPLE(s, "{\"text\":\"t\",\"rating\":87}", NULL);
    cr_assert_eq(s.plan->scale_min, 0);
    cr_assert_eq(s.plan->scale_max, 0);
    cr_assert_eq(s.documents.items[0].rating, 870000);
    sample_fini(&s);
}

Test(plan, lists_the_fields_when_none_is_known_to_hold_a_text)
{
    FAILS("{\"a\":1,\"b\":\"x\"}\n",
          "no field is known to hold a text; name it with --map text=FIELD; the fields are: a, b",
          NULL);
    FAILS("id,when,what\n1,2,3\n4,5,6\n7,8,9\n",
          "no field is known to hold a text; name it with --map text=FIELD; the fields are: id, "
          "when, what",
          NULL);
}

Test(plan, asks_whether_a_near_name_was_meant)
{
    FAILS("id,Opinion,stars\n1,a,2\n",
          "--map text=opinoin: there is no such field; did you mean \"Opinion\"; the fields are: "
          "id, Opinion, stars",
          "--map", "text=opinoin", "--map", "rating=stars", NULL);
    FAILS("{\"opinion\":\"a\"}",
          "--map text=opinions: there is no such field; did you mean \"opinion\"; the fields "
          "are: opinion",
          "--map", "text=opinions", NULL);
    FAILS("{\"text\":\"a\"}",
          "--preset yepl: no such preset; did you mean yelp; there are: google-play-scraper, "
          "google-play-api, google-play-csv, app-store-rss, app-store-api, trustpilot, steam, "
          "amazon-2018, amazon-2023, yelp, bluesky, x-v2, twcs, reddit-comments, reddit-posts, "
          "zendesk, intercom, contact-lens, sgd, taskmaster, druglib, qualtrics-csv, slack, "
          "messages, turns, generic",
          "--preset", "yepl", NULL);
}

Test(plan, says_what_a_mistaken_option_should_be)
{
    FAILS("", "--map text: write FIELD=PATH, such as text=body or rating=stars", "--map", "text",
          NULL);
    FAILS("", "--map =x: write FIELD=PATH, such as text=body or rating=stars", "--map", "=x", NULL);
    FAILS("", "--map a b=x: write FIELD=PATH, such as text=body or rating=stars", "--map", "a b=x",
          NULL);
    FAILS("{\"text\":\"a\"}",
          "--map text=a[0]: only [] may stand in brackets; write keys divided by dots, and [] for "
          "every element, such as reviews[].text",
          "--map", "text=a[0]", NULL);
    FAILS("{\"text\":\"a\"}", "--scale 5: write MIN-MAX in whole numbers, such as 1-5 or 0-10",
          "--scale", "5", NULL);
    FAILS("{\"text\":\"a\"}", "--scale 5-1: write MIN-MAX in whole numbers, such as 1-5 or 0-10",
          "--scale", "5-1", NULL);
    FAILS("{\"text\":\"a\"}", "--turns t: the path must end in [], such as t[]", "--turns", "t",
          NULL);
    FAILS("just words\nmore\n",
          "--map rating=stars: the input is plain lines, which have no fields", "--map",
          "rating=stars", NULL);
    FAILS("text\na\n", "--records r[]: that is for JSON, and the input is csv", "--records", "r[]",
          NULL);
    FAILS("{\"messages\":[{\"text\":\"a\"}]}",
          "--turns message[]: there is no such list; the fields are: messages", "--turns",
          "message[]", NULL);
    FAILS("{\"review\":[{\"text\":\"a\"}]}",
          "--records reviews[]: there is no such list; the fields are: review", "--records",
          "reviews[]", NULL);
}

Test(plan, cuts_a_long_list_of_fields)
{
    ef_buffer text = {0};
    for (int i = 0; i < 200; i++)
        ef_buffer_add_format(&text, "column%d,", i);
    ef_buffer_add(&text, "z\n", 3);
    sample s;
    ef_buffer rows = {0};
    ef_buffer_add_text(&rows, text.at);
    for (int i = 0; i < 3 * 201; i++)
        ef_buffer_add_text(&rows, i % 201 == 200 ? "1\n" : "1,");
    sample_read(&s, rows.at, rows.len, (const char *const[]){NULL});
    cr_assert_eq(s.status, EARFUL_USAGE);
    cr_assert_not_null(strstr(s.err.message, "column0, column1, "));
    cr_assert_not_null(strstr(s.err.message, " more"));
    cr_assert_lt(strlen(s.err.message), sizeof s.err.message - 1);
    sample_fini(&s);
    ef_buffer_fini(&text);
    ef_buffer_fini(&rows);
}

Test(plan, describes_itself)
{
    SAMPLE(s, "{\"review_id\":\"r\",\"business_id\":\"b\",\"stars\":4,\"text\":\"t\"}", NULL);
    ef_buffer out = {0};
    ef_plan_describe(s.plan, true, &out);
    cr_assert(ef_span_is(ef_buffer_span(&out),
                         "\"form\":\"ndjson\",\"encoding\":\"utf-8\",\"preset\":\"yelp\","
                         "\"records\":null,\"turns\":null,\"channel\":\"review\",\"scale\":\"1-5\","
                         "\"fields\":{\"id\":[\"review_id\"],\"text\":[\"text\"],\"rating\":"
                         "[\"stars\"],\"product\":[\"business_id\"]}"),
              "%.*s", (int)out.len, out.at);
    ef_buffer_reset(&out);
    ef_plan_describe(s.plan, false, &out);
    cr_assert(ef_span_starts_with(ef_buffer_span(&out), EF_SPAN_TEXT("form      ndjson\n")));
    ef_buffer_fini(&out);
    sample_fini(&s);
}
