#include <criterion/criterion.h>

#include <stdlib.h>

#include "base/attr.h"
#include "base/buffer.h"
#include "records/where.h"

enum { PRODUCT = EF_FIRST_EXTRA_FIELD, VOTES, N_FIELDS };

static ef_plan make_plan(void)
{
    static const char *const NAMES[] = {
        "id",   "channel", "text",         "time",   "rating", "role",         "product",
        "lang", "author",  "conversation", "weight", "reply",  "product line", "votes"};
    ef_plan plan = {.n_fields = N_FIELDS};
    for (size_t i = 0; i < EF_COUNT(NAMES); i++)
        plan.fields[i].name = ef_span_of(NAMES[i]);
    return plan;
}

/* A review of five stars, of 2024-01-31 noon, without language and author. */
static ef_document make_document(void)
{
    ef_document document = {.role = EF_CUSTOMER,
                            .text = EF_SPAN("Arrived late, broken"),
                            .has_time = true,
                            .time = 1706702400,
                            .has_rating = true,
                            .rating = 45000,
                            .weight = 3};
    document.values[EF_CHANNEL] = EF_SPAN_TEXT("Review");
    document.values[PRODUCT] = EF_SPAN_TEXT("Echo Dot (3rd)");
    document.values[VOTES] = EF_SPAN_TEXT("12");
    document.values[EF_ID] = EF_SPAN_TEXT("123456789012345678901234567890");
    document.values[EF_CONVERSATION] = EF_SPAN_TEXT("");
    document.values[EF_ROLE] = EF_SPAN_TEXT("USER");
    return document;
}

static bool holds_for(const char *expression, const ef_plan *plan, const ef_document *document)
{
    ef_where *where = NULL;
    earful_error err = {0};
    cr_assert_eq(ef_where_parse(expression, &where, &err), EARFUL_OK, "%s: %s", expression,
                 err.message);
    const bool holds = ef_where_holds(where, plan, document);
    ef_where_free(where);
    return holds;
}

static bool holds(const char *expression)
{
    const ef_plan plan = make_plan();
    const ef_document document = make_document();
    return holds_for(expression, &plan, &document);
}

static void check_all(const char *const *expressions, size_t count, bool expected)
{
    for (size_t i = 0; i < count; i++)
        cr_assert_eq(holds(expressions[i]), expected, "%s", expressions[i]);
}

#define CHECK_TRUE(...)                                                                            \
    do {                                                                                           \
        static const char *const EXPRESSIONS[] = {__VA_ARGS__};                                    \
        check_all(EXPRESSIONS, EF_COUNT(EXPRESSIONS), true);                                       \
    } while (0)

#define CHECK_FALSE(...)                                                                           \
    do {                                                                                           \
        static const char *const EXPRESSIONS[] = {__VA_ARGS__};                                    \
        check_all(EXPRESSIONS, EF_COUNT(EXPRESSIONS), false);                                      \
    } while (0)

Test(where, lets_everything_pass_when_there_is_none)
{
    ef_where *where = (ef_where *)1;
    const char *const *names = NULL;
    cr_assert_eq(ef_where_parse(NULL, &where, NULL), EARFUL_OK);
    cr_assert_null(where);
    cr_assert(ef_where_holds(NULL, NULL, NULL));
    cr_assert_eq(ef_where_fields(NULL, &names), 0);
    ef_where_free(NULL);
}

Test(where, binds_not_before_and_before_or)
{
    /* votes = 12 is true, votes = 1 is false. */
    CHECK_TRUE("votes=12 OR votes=1 AND votes=1", "votes=1 AND votes=1 OR votes=12",
               "NOT votes=1 AND votes=12", "NOT votes=12 OR votes=12", "NOT (votes=1 AND votes=12)",
               "votes=1 OR votes=1 OR votes=12", "votes=12 and (votes=1 or votes=12)",
               "not votes=1", "(((votes=12)))", "votes=12 OR votes=12 AND votes=1 OR votes=1");
    CHECK_FALSE("(votes=12 OR votes=1) AND votes=1", "NOT (votes=12 OR votes=1)",
                "NOT votes=12 AND votes=12", "votes=12 AND votes=12 AND votes=1",
                "votes=1 OR votes=12 AND votes=1", "NOT votes=1 AND votes=1");
}

/* All expressions of three terms agree with C's own operators. */
Test(where, agrees_with_c_on_every_mix_of_three_terms)
{
    for (unsigned mix = 0; mix < 1u << 8; mix++) {
        const bool a = mix & 1, b = mix & 2, c = mix & 4;
        const bool not_a = mix & 8, not_b = mix & 16, not_c = mix & 32;
        const bool first_or = mix & 64, second_or = mix & 128;
        ef_buffer text = {0};
        ef_buffer_add_format(&text, "%svotes=%d %s %svotes=%d %s %svotes=%d", not_a ? "NOT " : "",
                             a ? 12 : 1, first_or ? "OR" : "AND", not_b ? "NOT " : "", b ? 12 : 1,
                             second_or ? "OR" : "AND", not_c ? "NOT " : "", c ? 12 : 1);
        ef_buffer_add_char(&text, '\0');
        const bool x = a != not_a, y = b != not_b, z = c != not_c;
        bool expected = first_or ? x || y : x && y;
        if (first_or && !second_or)
            expected = x || (y && z);
        else
            expected = second_or ? expected || z : expected && z;
        cr_assert_eq(holds(text.at), expected, "%s", text.at);
        ef_buffer_fini(&text);
    }
}

Test(where, compares_text_without_regard_to_case)
{
    CHECK_TRUE("channel = review", "channel=\"REVIEW\"", "channel != chat", "channel < social",
               "channel >= chat", "channel > revie", "\"product line\" = \"echo dot (3rd)\"",
               "text ~ *LATE*", "channel <= review");
    CHECK_FALSE("channel = revie", "channel < review", "channel > reviews", "channel != REVIEW");
}

Test(where, compares_numbers_as_numbers_when_both_sides_are)
{
    CHECK_TRUE("votes > 9", "votes = 12.0", "votes = +012", "votes < 100", "votes > -13",
               "votes >= 12", "id > 99999", "id = 123456789012345678901234567890.0",
               "id < 123456789012345678901234567891", "votes < 9x", "votes < 12.01");
    CHECK_FALSE("votes < 9", "votes = 12.5", "id = 123456789012345678901234567891");
}

Test(where, compares_rating_time_and_weight_by_their_meaning)
{
    CHECK_TRUE("rating = 4.5", "rating > 4.4999", "rating < 4.5001", "rating >= 4.50",
               "rating > -1", "time > 2024-01-31", "time < 2024-02-01", "time = 1706702400",
               "time = \"2024-01-31 12:00\"", "time <= 2024-01-31T13:00:00+01:00", "weight = 3",
               "weight > 2.5", "weight < 3.5", "weight > -0.5");
    CHECK_FALSE("rating < 4.5", "time < 2024-01-31", "weight != 3", "weight = 3.5", "weight > 3");
}

Test(where, makes_every_comparison_with_a_missing_field_false_but_one)
{
    CHECK_FALSE("lang = en", "lang < en", "lang <= en", "lang > en", "lang >= en", "lang ~ *",
                "nowhere = 1", "lang = \"\"");
    CHECK_TRUE("lang != en", "nowhere != 1", "NOT lang = en", "conversation = \"\"",
               "conversation ~ *");
    const ef_plan plan = make_plan();
    ef_document document = make_document();
    document.has_rating = false;
    document.has_time = false;
    cr_assert_not(holds_for("rating > -100", &plan, &document));
    cr_assert(holds_for("rating != 5", &plan, &document));
    cr_assert_not(holds_for("time > 0", &plan, &document));
    cr_assert(holds_for("time != 0", &plan, &document));
}

Test(where, names_roles_and_channels_as_the_tables_do)
{
    ef_plan plan = make_plan();
    ef_document document = make_document();
    cr_assert(holds_for("role = customer", &plan, &document));
    cr_assert_not(holds_for("role = USER", &plan, &document));
    document.values[EF_CHANNEL] = (ef_span){0};
    cr_assert(holds_for("channel = unknown", &plan, &document));
    plan.channel = EF_SPAN_TEXT("survey");
    cr_assert(holds_for("channel = survey", &plan, &document));
}

Test(where, matches_wildcards_against_the_whole_value)
{
    CHECK_TRUE("channel ~ rev*", "channel ~ *view", "channel ~ r?v?ew", "channel ~ *",
               "channel ~ REVIEW", "\"product line\" ~ \"*dot (3*)\"", "rating != 1",
               "text ~ \"*late*broken\"");
    CHECK_FALSE("channel ~ view", "channel ~ rev", "channel ~ ?", "channel ~ review?",
                "text ~ late");
}

Test(where, keeps_escapes_apart)
{
    const ef_plan plan = make_plan();
    ef_document document = make_document();
    document.values[PRODUCT] = EF_SPAN_TEXT("a\"b\\c*d");
    cr_assert(holds_for("\"product line\" = \"a\\\"b\\\\c*d\"", &plan, &document));
    cr_assert(holds_for("\"product line\" ~ \"*c\\*d\"", &plan, &document));
    cr_assert_not(holds_for("\"product line\" ~ \"*\\?d\"", &plan, &document));
}

Test(where, names_each_field_once)
{
    ef_where *where = NULL;
    const char *const *names = NULL;
    cr_assert_eq(ef_where_parse("a=1 AND (b=2 OR a=3) AND \"c d\"=4", &where, NULL), EARFUL_OK);
    cr_assert_eq(ef_where_fields(where, &names), 3);
    cr_assert_str_eq(names[0], "a");
    cr_assert_str_eq(names[1], "b");
    cr_assert_str_eq(names[2], "c d");
    ef_where_free(where);
}

Test(where, says_what_is_wrong_and_in_which_column)
{
    static const struct {
        const char *expression;
        uint32_t column;
        const char *message;
    } CASES[] = {
        {"", 1, "--where, column 1: a field is due, and the expression ends"},
        {"  ", 3, "--where, column 3: a field is due, and the expression ends"},
        {"= 5", 1, "--where, column 1: a field is due, not \"=\""},
        {"\"\" = 5", 1, "--where, column 1: a field is due, not \"\""},
        {"votes", 6, "--where, column 6: one of = != < <= > >= ~ is due, and the expression ends"},
        {"votes 5", 7, "--where, column 7: one of = != < <= > >= ~ is due, not \"5\""},
        {"votes ! 5", 7, "--where, column 7: one of = != < <= > >= ~ is due, not \"!\""},
        {"votes == 5", 8, "--where, column 8: a value is due, not \"=\""},
        {"votes =", 8, "--where, column 8: a value is due, and the expression ends"},
        {"votes = )", 9, "--where, column 9: a value is due, not \")\""},
        {"votes = \"5", 9, "--where, column 9: the closing quote is missing"},
        {"votes = \"5\\\"", 9, "--where, column 9: the closing quote is missing"},
        {"votes=5 votes=6", 9, "--where, column 9: AND or OR is due, not \"votes\""},
        {"votes=5)", 8, "--where, column 8: AND or OR is due, not \")\""},
        {"(votes=5", 9,
         "--where, column 9: AND, OR or a closing bracket is due, and the expression ends"},
        {"votes=5 AND", 12, "--where, column 12: a field is due, and the expression ends"},
        {"votes=5 OR OR votes=6", 15,
         "--where, column 15: one of = != < <= > >= ~ is due, not "
         "\"votes\""},
        {"rating > good", 10, "--where, column 10: a number is due, not \"good\""},
        {"rating > 123456789012345", 10,
         "--where, column 10: a number is due, not \"123456789012345\""},
        {"weight = 1e3", 10, "--where, column 10: a number is due, not \"1e3\""},
        {"time < soon", 8, "--where, column 8: a time such as 2024-01-31 is due, not \"soon\""},
    };
    for (size_t i = 0; i < EF_COUNT(CASES); i++) {
        ef_where *where = (ef_where *)1;
        earful_error err = {0};
        cr_assert_eq(ef_where_parse(CASES[i].expression, &where, &err), EARFUL_USAGE, "%s",
                     CASES[i].expression);
        cr_assert_null(where);
        cr_assert_str_eq(err.message, CASES[i].message);
        cr_assert_eq(err.column, CASES[i].column, "%s", CASES[i].expression);
    }
}

static earful_status status_of_brackets(unsigned depth, earful_error *err)
{
    ef_buffer text = {0};
    for (unsigned i = 0; i < depth; i++)
        ef_buffer_add_char(&text, '(');
    ef_buffer_add_text(&text, "votes=12");
    for (unsigned i = 0; i < depth; i++)
        ef_buffer_add_char(&text, ')');
    ef_buffer_add_char(&text, '\0');
    ef_where *where = NULL;
    const earful_status status = ef_where_parse(text.at, &where, err);
    ef_where_free(where);
    ef_buffer_fini(&text);
    return status;
}

Test(where, nests_brackets_64_deep_and_no_deeper)
{
    earful_error err = {0};
    cr_assert_eq(status_of_brackets(64, &err), EARFUL_OK);
    cr_assert_eq(status_of_brackets(65, &err), EARFUL_USAGE);
    cr_assert_str_eq(err.message, "--where, column 65: brackets are nested deeper than 64");
    cr_assert_eq(status_of_brackets(100000, NULL), EARFUL_USAGE);
}

Test(where, takes_very_many_terms)
{
    ef_buffer text = {0};
    for (int i = 0; i < 20000; i++)
        ef_buffer_add_text(&text, i % 2 == 0 ? "(votes=1) OR " : "votes=12 AND votes=1 OR ");
    ef_buffer_add(&text, "votes=12", 9);
    cr_assert(holds(text.at));
    ef_buffer_fini(&text);
}
