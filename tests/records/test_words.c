#include <criterion/criterion.h>

#include "base/attr.h"
#include "base/nearest.h"
#include "records/words.h"

Test(words, turn_the_names_of_roles_into_four_and_unknown)
{
    static const ef_role_word own[] = {{EF_SPAN("system"), EF_AGENT}, {{NULL, 0}, EF_CUSTOMER}};
    cr_assert_eq(ef_role_of(EF_SPAN_TEXT(""), NULL), EF_CUSTOMER);
    cr_assert_eq(ef_role_of(EF_SPAN_TEXT(" "), NULL), EF_CUSTOMER);
    cr_assert_eq(ef_role_of(EF_SPAN_TEXT("USER"), NULL), EF_CUSTOMER);
    cr_assert_eq(ef_role_of(EF_SPAN_TEXT("Agent "), NULL), EF_AGENT);
    cr_assert_eq(ef_role_of(EF_SPAN_TEXT("assistant"), NULL), EF_BOT);
    cr_assert_eq(ef_role_of(EF_SPAN_TEXT("SYSTEM"), NULL), EF_SYSTEM);
    cr_assert_eq(ef_role_of(EF_SPAN_TEXT("SYSTEM"), own), EF_AGENT);
    cr_assert_eq(ef_role_of(EF_SPAN_TEXT("agent"), own), EF_AGENT);
    cr_assert_eq(ef_role_of(EF_SPAN_TEXT("True"), NULL), EF_CUSTOMER);
    cr_assert_eq(ef_role_of(EF_SPAN_TEXT("False"), NULL), EF_AGENT);
    cr_assert_eq(ef_role_of(EF_SPAN_TEXT("agent_1"), NULL), EF_UNKNOWN_ROLE);
}

typedef struct language_case {
    const char *text;
    const char *tag;
} language_case;

Test(words, turn_languages_into_primary_subtags)
{
    static const language_case cases[] = {
        {"en", "en"},       {"EN", "en"},
        {"en-US", "en"},    {"pt_BR", "pt"},
        {"english", "en"},  {"German", "de"},
        {"schinese", "zh"}, {"iw", "he"},
        {" de ", "de"},     {"zh-Hans-CN", "zh"},
        {"und", ""},        {"zxx", ""},
        {"n/a", ""},        {"1", ""},
        {"?", ""},          {"x", ""},
        {"", ""},           {"fil", "fil"},
        {"FIL", "fil"},     {"latam", "es"},
    };
    for (size_t i = 0; i < EF_COUNT(cases); i++) {
        ef_arena arena;
        ef_arena_init(&arena, 64);
        const ef_span tag = ef_language_of(ef_span_of(cases[i].text), &arena);
        cr_assert(ef_span_is(tag, cases[i].tag), "%s is %.*s", cases[i].text, (int)tag.len, tag.at);
        ef_arena_fini(&arena);
    }
}

typedef struct rating_case {
    const char *text;
    int64_t rating;
} rating_case;

Test(words, turn_ratings_into_ten_thousandths)
{
    static const rating_case cases[] = {
        {"4", 40000},     {"4.0", 40000},     {"4,5", 45000},     {" 3.25 ", 32500},
        {"-2", -20000},   {"4/5", 40000},     {"true", 10000},    {"False", 0},
        {"good", 10000},  {"bad", 0},         {"3.33333", 33333}, {"3.33335", 33334},
        {"-0.00005", -1}, {"0.99995", 10000}, {"100", 1000000},
    };
    for (size_t i = 0; i < EF_COUNT(cases); i++) {
        int64_t rating = 7;
        cr_assert(ef_rating_of(ef_span_of(cases[i].text), 0, 0, &rating), "%s", cases[i].text);
        cr_assert_eq(rating, cases[i].rating, "%s is %lld", cases[i].text, (long long)rating);
    }
}

Test(words, refuse_ratings_that_are_none)
{
    static const char *const bad[] = {"",   "x",   "4.",         ".5",  "4 stars",
                                      "4/", "/5",  "4/5/6",      "1e3", "1.2.3",
                                      "+4", "--1", "1234567890", "NaN"};
    int64_t rating;
    for (size_t i = 0; i < EF_COUNT(bad); i++)
        cr_assert_not(ef_rating_of(ef_span_of(bad[i]), 0, 0, &rating), "%s", bad[i]);
}

Test(words, refuse_ratings_outside_of_a_declared_scale)
{
    int64_t rating;
    cr_assert(ef_rating_of(EF_SPAN_TEXT("5"), 1, 5, &rating));
    cr_assert(ef_rating_of(EF_SPAN_TEXT("1"), 1, 5, &rating));
    cr_assert_not(ef_rating_of(EF_SPAN_TEXT("0"), 1, 5, &rating));
    cr_assert_not(ef_rating_of(EF_SPAN_TEXT("5.0001"), 1, 5, &rating));
    cr_assert(ef_rating_of(EF_SPAN_TEXT("4/5"), 1, 5, &rating));
    cr_assert_not(ef_rating_of(EF_SPAN_TEXT("4/10"), 1, 5, &rating));
}

Test(words, take_whole_numbers_for_weights)
{
    int64_t weight = 0;
    cr_assert(ef_weight_of(EF_SPAN_TEXT("12"), &weight));
    cr_assert_eq(weight, 12);
    cr_assert(ef_weight_of(EF_SPAN_TEXT("3.0"), &weight));
    cr_assert_eq(weight, 3);
    cr_assert(ef_weight_of(EF_SPAN_TEXT("0"), &weight));
    cr_assert_not(ef_weight_of(EF_SPAN_TEXT("-1"), &weight));
    cr_assert_not(ef_weight_of(EF_SPAN_TEXT("1.5"), &weight));
    cr_assert_not(ef_weight_of(EF_SPAN_TEXT("1000000000001"), &weight));
    cr_assert_not(ef_weight_of(EF_SPAN_TEXT("many"), &weight));
}

Test(nearest, finds_the_name_that_fewest_edits_lead_to)
{
    static const ef_span names[] = {EF_SPAN("Review"), EF_SPAN("Reviewer"), EF_SPAN("stars"),
                                    EF_SPAN("")};
    cr_assert_eq(ef_nearest(EF_SPAN_TEXT("reveiw"), names, 4), &names[0]);
    cr_assert_eq(ef_nearest(EF_SPAN_TEXT("reviewr"), names, 4), &names[0]);
    cr_assert_eq(ef_nearest(EF_SPAN_TEXT("sters"), names, 4), &names[2]);
    cr_assert_null(ef_nearest(EF_SPAN_TEXT("opinion"), names, 4));
    cr_assert_null(ef_nearest(EF_SPAN_TEXT(""), names, 4));
    cr_assert_null(ef_nearest(EF_SPAN_TEXT("x"), names, 0));
}
