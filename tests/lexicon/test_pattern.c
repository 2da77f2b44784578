#include <criterion/criterion.h>

#include "lexicon/pattern.h"

#include <stdlib.h>

typedef struct found {
    ef_match match;
    size_t start;
    size_t end;
} found;

static found find(const char *expression, bool whole, ef_span subject, size_t from)
{
    earful_error err = {0};
    ef_pattern *pattern = NULL;
    cr_assert_eq(ef_pattern_compile(ef_span_of(expression), whole, "t.csv", 1, 1, &pattern, &err),
                 EARFUL_OK, "%s", err.message);
    ef_pattern_scratch *const scratch = ef_pattern_scratch_new();
    found result = {0};
    result.match = ef_pattern_find(pattern, scratch, subject, from, &result.start, &result.end);
    ef_pattern_scratch_free(scratch);
    ef_pattern_free(pattern);
    return result;
}

Test(pattern, finds_the_first_match_from_a_place_on)
{
    const found first = find("late", false, EF_SPAN_TEXT("late, later, latest"), 0);
    cr_assert_eq(first.match, EF_MATCH);
    cr_assert_eq(first.start, 0);
    cr_assert_eq(first.end, 4);
    const found second = find("late", false, EF_SPAN_TEXT("late, later, latest"), 1);
    cr_assert_eq(second.start, 6);
    cr_assert_eq(find("late", false, EF_SPAN_TEXT("late"), 1).match, EF_NO_MATCH);
}

Test(pattern, ignores_case_unless_told_otherwise)
{
    cr_assert_eq(find("größe", false, EF_SPAN_TEXT("die GRÖßE"), 0).match, EF_MATCH);
    cr_assert_eq(find("(?-i)us", false, EF_SPAN_TEXT("US"), 0).match, EF_NO_MATCH);
}

Test(pattern, knows_words_of_any_script)
{
    cr_assert_eq(find("^\\w+$", false, EF_SPAN_TEXT("öl"), 0).match, EF_MATCH);
    cr_assert_eq(find("\\bl", false, EF_SPAN_TEXT("öl"), 0).match, EF_NO_MATCH);
}

Test(pattern, matches_whole_subjects_when_asked)
{
    cr_assert_eq(find("ab|abc", true, EF_SPAN_TEXT("abc"), 0).match, EF_MATCH);
    cr_assert_eq(find("ab", true, EF_SPAN_TEXT("abc"), 0).match, EF_NO_MATCH);
    cr_assert_eq(find("bc", true, EF_SPAN_TEXT("abc"), 0).match, EF_NO_MATCH);
}

Test(pattern, matches_nothing_in_an_empty_subject_without_bytes)
{
    cr_assert_eq(find("a", false, (ef_span){0}, 0).match, EF_NO_MATCH);
    cr_assert_eq(find("a*", false, (ef_span){0}, 0).match, EF_MATCH);
}

Test(pattern, never_gives_an_end_before_its_start)
{
    const found odd = find("(?(DEFINE)(?<k>b\\K))(?=a(?&k))", false, EF_SPAN_TEXT("ab"), 0);
    cr_assert_eq(odd.match, EF_MATCH);
    cr_assert_leq(odd.start, odd.end);
}

Test(pattern, gives_up_on_a_runaway_and_says_so)
{
    enum { LEN = 100 * 1000 };
    char *const text = malloc(LEN);
    memset(text, 'a', LEN);
    text[LEN - 1] = 'b';
    cr_assert_eq(find("(a+)+$", false, ef_span_make(text, LEN), 0).match, EF_RAN_AWAY);
    cr_assert_eq(find("^(?:a|aa)+$", false, ef_span_make(text, LEN), 0).match, EF_RAN_AWAY);
    cr_assert_eq(find("ab", false, ef_span_make(text, LEN), 0).match, EF_MATCH);
    free(text);
}

/* The compiled code runs out of its stack of a mebibyte here, the interpreter stays inside its limits. */
Test(pattern, leaves_to_the_interpreter_what_the_compiled_code_gives_up)
{
    enum { LEN = 28 * 1000 };
    char *const text = malloc(LEN + 1);
    for (size_t i = 0; i < LEN; i++)
        text[i] = i % 2 == 0 ? 'a' : 'b';
    text[LEN] = 'c';
    const found all = find("(?:(a)|(b))*c", false, ef_span_make(text, LEN + 1), 0);
    cr_assert_eq(all.match, EF_MATCH);
    cr_assert_eq(all.end, LEN + 1);
    free(text);
}

static void expect_mistake(const char *expression, uint32_t column, const char *reason)
{
    earful_error err = {0};
    ef_pattern *pattern = NULL;
    cr_assert_eq(
        ef_pattern_compile(ef_span_of(expression), false, "topics.csv", 7, 20, &pattern, &err),
        EARFUL_MODEL);
    cr_assert_null(pattern);
    cr_assert_str_eq(err.path, "topics.csv");
    cr_assert_eq(err.line, 7);
    cr_assert_eq(err.column, column, "%s: column %u", expression, err.column);
    cr_assert_not_null(strstr(err.message, reason), "%s", err.message);
}

Test(pattern, says_where_a_mistake_is)
{
    expect_mistake("ab(c", 20 + 4, "missing closing parenthesis");
    expect_mistake("ab)c", 20 + 2, "unmatched closing parenthesis");
    expect_mistake("a**+*", 20 + 2, "quantifier does not follow");
    expect_mistake("a\\C", 20 + 3, "\\C");
}
