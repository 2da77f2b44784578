#include <criterion/criterion.h>

#include "cutting.h"

#define EVERY                                                                                      \
    {                                                                                              \
        .every = true                                                                              \
    }
#define KEY(name)                                                                                  \
    {                                                                                              \
        .key = EF_SPAN(name)                                                                       \
    }

static ef_step each[] = {EVERY};
static ef_step data_each[] = {KEY("data"), EVERY};
static ef_step deep[] = {EVERY, KEY("a"), KEY("b"), EVERY, EVERY};
static ef_step only_key[] = {KEY("data")};

#define PLAN(form_, steps_)                                                                        \
    {                                                                                              \
        .form = (form_), .records = {.steps = (steps_), .n_steps = EF_COUNT(steps_) }              \
    }

static const ef_plan top = {.form = EF_JSON};
static const ef_plan elements = PLAN(EF_JSON, each);
static const ef_plan below_data = PLAN(EF_JSON, data_each);
static const ef_plan far_below = PLAN(EF_JSON, deep);
static const ef_plan at_data = PLAN(EF_JSON, only_key);
static const ef_plan by_line = PLAN(EF_NDJSON, data_each);

static void expect(const ef_plan *plan, const char *input, const char *expected)
{
    expect_cuts(plan, ef_span_of(input), EF_ENDED, 0, expected);
}

Test(split_json, takes_each_value_at_the_top_for_a_record_when_there_is_no_path)
{
    expect(&top, "{\"a\":1}{\"b\":\n 2}\n\n[3]\t\"x\" 12 null", //
           "0<{\"a\":1}>7<{\"b\":\n 2}>18<[3]>22<\"x\">26<12>29<null>");
    expect(&top, "", "");
    expect(&top, " \n", "");
}

Test(split_json, is_not_misled_by_brackets_and_quotes_inside_strings)
{
    expect(&top, "{\"}\":\"\\\"}\",\"\\\\\":\"{\"}[\"]\"]",
           "0<{\"}\":\"\\\"}\",\"\\\\\":\"{\"}>20<[\"]\"]>");
}

Test(split_json, gives_each_element_of_an_array)
{
    expect(&elements, "[{\"a\":[1]}, [2],\n3 ,\"x\",null]",
           "1<{\"a\":[1]}>12<[2]>17<3>20<\"x\">24<null>");
    expect(&elements, "[]", "");
    expect(&elements, " [ ] ", "");
}

Test(split_json, gives_each_value_of_an_object)
{
    expect(&elements, "{\"a\":{\"x\":1},\"b\" : 2 }", "5<{\"x\":1}>19<2>");
    expect(&elements, "{ }", "");
}

Test(split_json, walks_along_keys_and_passes_over_the_rest)
{
    expect(&below_data, "{\"meta\":{\"data\":[1]},\"data\":[{\"data\":2},3],\"n\":NaN}",
           "29<{\"data\":2}>40<3>");
    expect(&far_below, "[{\"b\":[[1]],\"a\":{\"a\":0,\"b\":[[2,3],{\"c\":4},5]}}]",
           "29<2>31<3>39<4>");
    expect(&at_data, "{\"data\":{\"x\":[]}}{\"data\":7}", "8<{\"x\":[]}>25<7>");
}

Test(split_json, does_not_look_for_keys_in_arrays_nor_for_elements_in_scalars)
{
    expect(&at_data, "[{\"data\":1}]", "");
    expect(&below_data, "{\"data\":\"[1]\"}", "");
    expect(&elements, "1 \"x\" null", "");
}

Test(split_json, compares_keys_with_their_escapes_undone)
{
    expect(&below_data,
           "{\"d\\u0061ta\":[1],\"\\u0064\\u0061\\u0074\\u0061\":[2],\"data\\\\\":[3]}",
           "14<1>45<2>");
}

Test(split_json, walks_every_document_of_several)
{
    expect(&elements, "[1]\n[2]{\"a\":3}", "1<1>5<2>12<3>");
}

Test(split_json, skips_a_byte_order_mark)
{
    expect(&elements, "\xef\xbb\xbf[1]", "4<1>");
}

Test(split_json, passes_over_a_long_value_off_the_path_without_holding_it)
{
    ef_splitter splitter;
    ef_splitter_init(&splitter, &below_data);
    const char *const pieces[] = {"{\"x\":[\"", "aaaaaaaaaa", "bbbbbbbbbb", "\"],\"data\":[1"};
    ef_cut cut;
    for (size_t i = 0; i < 3; i++) {
        const ef_span window = ef_span_of(pieces[i]);
        cr_assert_not(ef_splitter_next(&splitter, window, EF_GOES_ON, &cut));
        cr_assert_eq(splitter.start, window.len);
        ef_splitter_drop(&splitter, splitter.start);
    }
    cr_assert_not(ef_splitter_next(&splitter, ef_span_of(pieces[3]), EF_GOES_ON, &cut));
    cr_assert_eq(splitter.start, 11);
}

Test(split_json, says_where_a_comma_is_missing_and_lets_earlier_elements_stand)
{
    expect(&elements, "[{\"a\":1} {\"b\":2},3]", "1<{\"a\":1}>9!bad_json@0<>");
    expect(&elements, "{\"a\":1 \"b\":2}", "5<1>7!bad_json@0<>");
}

Test(split_json, says_where_other_damage_between_elements_is)
{
    expect(&elements, "[1,,2]", "1<1>3!bad_json@0<>");
    expect(&elements, "[1,]", "1<1>3!bad_json@0<>");
    expect(&elements, "[1}", "1<1>2!bad_json@0<>");
    expect(&elements, "{\"a\":1]", "5<1>6!bad_json@0<>");
    expect(&elements, "{\"a\" 1}", "5!bad_json@0<>");
    expect(&elements, "{1:2}", "1!bad_json@0<>");
    expect(&elements, "{\"a\":1,}", "5<1>7!bad_json@0<>");
    expect(&elements, "{\"a\":}", "5!bad_json@0<>");
    expect(&elements, "[1]]", "1<1>3!bad_json@0<>");
    expect(&elements, "[1] junk junk", "1<1>4!bad_json@0<>");
}

Test(split_json, says_that_closing_brackets_are_missing_at_the_end)
{
    expect(&elements, "[1,{\"a\":2}", "1<1>3<{\"a\":2}>10!cut_short@0<>");
    expect(&elements, "[1, ", "1<1>4!cut_short@0<>");
    expect(&elements, "{\"a", "3!cut_short@0<>");
    expect(&below_data, "{\"x\":[1", "7!cut_short@0<>");
}

Test(split_json, rejects_a_record_that_the_end_cuts_short)
{
    expect(&elements, "[1,{\"a\":", "1<1>3!cut_short@0<{\"a\":>");
    expect(&elements, "[1,23", "1<1>3!cut_short@0<23>");
    expect(&top, "{\"a\":\"", "0!cut_short@0<{\"a\":\">");
    expect(&top, "\"a\\\"", "0!cut_short@0<\"a\\\">");
}

Test(split_json, adds_nothing_between_records_when_the_input_broke_off)
{
    expect_cuts(&elements, EF_SPAN_TEXT("[1,"), EF_BROKE_OFF, 0, "1<1>");
    expect_cuts(&elements, EF_SPAN_TEXT("[1,2"), EF_BROKE_OFF, 0, "1<1>3!cut_short@0<2>");
    expect_cuts(&top, EF_SPAN_TEXT("1 2"), EF_BROKE_OFF, 0, "0<1>2!cut_short@0<2>");
}

Test(split_json, resumes_at_the_next_document_that_begins_a_line)
{
    expect(&below_data, "{\"data\":[1 2]}\n {\"data\":[3]}\n[4]\n{\"data\":[5]}",
           "9<1>11!bad_json@0<>42<5>");
    expect(&elements, "[1\n[2]", "1<1>3!bad_json@0<>4<2>");
    expect(&elements, "junk\n[2]", "0!bad_json@0<>6<2>");
}

Test(split_json, gives_the_rest_up_when_lines_inside_documents_began_like_documents)
{
    expect(&top, "{\"a\":\n{}}\n}\n{\"b\":1}", "0<{\"a\":\n{}}>10!bad_json@0<>");
}

Test(split_json, keeps_to_the_lines_of_ndjson)
{
    expect(
        &by_line,
        "{\"data\":[1,{\"x\":\n{\"data\":[2]}\n{\"data\":[3\n\n{\"data\":[4 5]}\n{\"data\":[6]}\n",
        "9<1>11!cut_short@0<{\"x\":>26<2>39<3>40!cut_short@0<>51<4>53!bad_json@0<>66<6>");
    expect(&by_line, "{\"data\":[\"x\n{\"da\n{\"data\":[2]}",
           "9!cut_short@0<\"x>13!cut_short@0<>26<2>");
    expect(&by_line, "{\"x\":\"\n{\"data\":[2]}", "6!cut_short@0<>16<2>");
}

Test(split_json, rejects_an_element_above_the_limit_and_goes_on_with_the_next)
{
    expect_cuts(&elements, EF_SPAN_TEXT("[\"1234\",\"12345\",{\"a\":[1,\"]\"]},7]"), EF_ENDED, 6,
                "1<\"1234\">8!too_long@0<>16!too_long@0<>30<7>");
    expect_cuts(&elements, EF_SPAN_TEXT("[\"12345"), EF_ENDED, 4, "1!too_long@0<>");
    expect_cuts(&by_line, EF_SPAN_TEXT("{\"data\":[\"1234567\n{\"data\":[2]}"), EF_ENDED, 6,
                "9!too_long@0<>27<2>");
}

Test(split_json, walks_nesting_of_any_depth)
{
    enum { DEPTH = 100000 };
    ef_buffer input = {0};
    ef_buffer log = {0};
    for (size_t i = 0; i < DEPTH; i++)
        ef_buffer_add_text(&input, "[");
    for (size_t i = 0; i < DEPTH; i++)
        ef_buffer_add_text(&input, "]");
    cut_in_slices(&elements, ef_buffer_span(&input), EF_ENDED, 0, (slicing){.size = 1000}, &log);
    cr_assert_eq(log.len, 2 * DEPTH - 2 + 3);
    ef_buffer_fini(&input);
    ef_buffer_fini(&log);
}

/* The twin of a walk: it writes the document and notes where its records lie. */
typedef struct scribe {
    const ef_path *path;
    unsigned random;
    ef_buffer document;
    ef_buffer log;
} scribe;

static void write_value(scribe *author, uint32_t level, bool on_path, int depth)
{
    static const char *const scalars[] = {"1", "-2.5e3", "null", "\"\"", "\"]}\"", "\"\\\"[\\\\\""};
    static const char *const keys[] = {"data", "a", "b", "d\\u0061ta", "\\\\"};
    static const char *const meant[] = {"data", "a", "b", "data", "\\"};
    static const char *const spaces[] = {"", "", " ", "\n ", "\r\n\t"};
    const size_t start = author->document.len;
    const bool record = on_path && level == author->path->n_steps;
    const size_t kind = draw(&author->random, depth > 0 ? 4 : 1);
    const ef_step *const step = on_path && !record ? &author->path->steps[level] : NULL;
    if (kind == 0)
        ef_buffer_add_text(&author->document, scalars[draw(&author->random, 6)]);
    else
        ef_buffer_add_char(&author->document, kind == 1 ? '[' : '{');
    const size_t count = kind == 0 ? 0 : draw(&author->random, 4);
    for (size_t i = 0; i < count; i++) {
        const size_t key = draw(&author->random, 5);
        ef_buffer_add_text(&author->document, spaces[draw(&author->random, 5)]);
        if (kind != 1)
            ef_buffer_add_format(&author->document, "\"%s\"%s:", keys[key],
                                 spaces[draw(&author->random, 5)]);
        const bool follows =
            step != NULL && (step->every || (kind != 1 && ef_span_is(step->key, meant[key])));
        write_value(author, level + 1, follows, depth - 1);
        ef_buffer_add_text(&author->document, spaces[draw(&author->random, 5)]);
        if (i + 1 < count)
            ef_buffer_add_char(&author->document, ',');
    }
    if (kind != 0)
        ef_buffer_add_char(&author->document, kind == 1 ? ']' : '}');
    if (!record)
        return;
    ef_buffer_add_format(&author->log, "%zu<", start);
    ef_buffer_add(&author->log, author->document.at + start, author->document.len - start);
    ef_buffer_add_char(&author->log, '>');
}

Test(split_json, finds_all_records_of_generated_documents_for_any_slices)
{
    const ef_plan *const plans[] = {&top, &elements, &below_data, &far_below, &at_data};
    unsigned random = 3;
    for (int round = 0; round < 5000; round++) {
        const ef_plan *const plan = plans[draw(&random, EF_COUNT(plans))];
        scribe author = {.path = &plan->records, .random = random};
        for (size_t documents = draw(&author.random, 4); documents > 0; documents--) {
            write_value(&author, 0, true, 6);
            ef_buffer_add_char(&author.document, '\n');
        }
        random = author.random;
        ef_buffer log = {0};
        const ef_span input = ef_span_make(author.document.at, author.document.len);
        cut_in_slices(plan, input, EF_ENDED, 0, (slicing){1 + draw(&random, 40), random}, &log);
        cr_assert(ef_span_equal(ef_buffer_span(&log), ef_buffer_span(&author.log)),
                  "%.*s\n%.*s\nnot\n%.*s", (int)input.len, input.at, (int)log.len, log.at,
                  (int)author.log.len, author.log.at);
        ef_buffer_fini(&log);
        ef_buffer_fini(&author.document);
        ef_buffer_fini(&author.log);
    }
}

Test(split_json, cuts_damaged_input_the_same_for_any_slices)
{
    const ef_plan *const plans[] = {&top, &elements, &below_data, &at_data, &by_line};
    unsigned random = 5;
    for (int round = 0; round < 20000; round++) {
        static const char *const pieces[] = {"{",        "}",      "[",   "]",  ",", ":",
                                             "\"data\"", "\"",     "\\",  "1",  "x", " ",
                                             "\n",       "\"a\":", "\n[", "\n{"};
        const ef_plan *const plan = plans[draw(&random, EF_COUNT(plans))];
        ef_buffer input = {0};
        for (size_t count = draw(&random, 24); count > 0; count--)
            ef_buffer_add_text(&input, pieces[draw(&random, EF_COUNT(pieces))]);
        const size_t limit = 2 + draw(&random, 20);
        const ef_end end = draw(&random, 2) ? EF_ENDED : EF_BROKE_OFF;
        ef_buffer whole = {0};
        ef_buffer log = {0};
        const ef_span bytes = ef_span_make(input.at, input.len);
        cut_in_slices(plan, bytes, end, limit, (slicing){.size = bytes.len + 1}, &whole);
        cut_in_slices(plan, bytes, end, limit, (slicing){1 + draw(&random, 8), random}, &log);
        cr_assert(ef_span_equal(ef_buffer_span(&log), ef_buffer_span(&whole)),
                  "%.*s\n%.*s\nnot\n%.*s", (int)input.len, input.at, (int)log.len, log.at,
                  (int)whole.len, whole.at);
        ef_buffer_fini(&input);
        ef_buffer_fini(&whole);
        ef_buffer_fini(&log);
    }
}
