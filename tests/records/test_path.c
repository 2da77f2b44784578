#include <criterion/criterion.h>

#include <stdio.h>

#include "base/attr.h"
#include "records/path.h"

static void parses(const char *text, size_t n_steps, const char *const *keys)
{
    ef_arena arena;
    ef_path path;
    earful_error err = {0};
    ef_arena_init(&arena, 256);
    cr_assert_eq(ef_path_parse("--map text=...", ef_span_of(text), &arena, &path, &err), EARFUL_OK,
                 "%s: %s", text, err.message);
    cr_assert_eq(path.n_steps, n_steps, "%s has %u steps", text, path.n_steps);
    cr_assert(ef_span_is(path.text, text));
    cr_assert_eq(path.place, EF_NONE);
    for (size_t i = 0; i < n_steps; i++) {
        cr_assert_eq(path.steps[i].every, keys[i] == NULL, "step %zu of %s", i, text);
        if (keys[i] != NULL)
            cr_assert(ef_span_is(path.steps[i].key, keys[i]), "step %zu of %s", i, text);
    }
    ef_arena_fini(&arena);
}

#define PARSES(text, ...)                                                                          \
    parses(text, EF_COUNT(((const char *const[]){__VA_ARGS__})), (const char *const[]){__VA_ARGS__})

Test(path, is_keys_divided_by_dots)
{
    PARSES("text", "text");
    PARSES("a.b.c", "a", "b", "c");
    PARSES("im:rating.label", "im:rating", "label");
    PARSES("review/text", "review/text");
    PARSES("two words", "two words");
}

Test(path, has_brackets_for_every_element)
{
    PARSES("[]", NULL);
    PARSES("reviews[]", "reviews", NULL);
    PARSES("a[].b[][].c", "a", NULL, "b", NULL, NULL, "c");
    PARSES("[].text", NULL, "text");
}

Test(path, quotes_a_key_that_holds_a_dot_or_bracket)
{
    PARSES("\"a.b\".c", "a.b", "c");
    PARSES("x.\"[]\"[]", "x", "[]", NULL);
    PARSES("\"\"", "");
}

typedef struct bad_case {
    const char *text;
    const char *why;
} bad_case;

Test(path, says_what_is_wrong_with_it_and_what_to_write)
{
    static const bad_case bad[] = {
        {"", "the path is empty"},
        {".a", "a key is empty"},
        {"a.", "a key is empty"},
        {"a..b", "a key is empty"},
        {"a.[]", "a key is empty"},
        {"a[0]", "only [] may stand in brackets"},
        {"a[*].b", "only [] may stand in brackets"},
        {"a[", "only [] may stand in brackets"},
        {"a]", "a ] has no [ before it"},
        {"a[]b", "a dot is missing between two steps"},
        {"\"a\"b", "a dot is missing between two steps"},
        {"\"a", "a quote is never closed"},
        {"$.a", "a path starts with a key, not with $"},
    };
    for (size_t i = 0; i < EF_COUNT(bad); i++) {
        ef_arena arena;
        ef_path path;
        earful_error err = {0};
        char expected[200];
        ef_arena_init(&arena, 256);
        cr_assert_eq(ef_path_parse("--map x", ef_span_of(bad[i].text), &arena, &path, &err),
                     EARFUL_USAGE, "%s", bad[i].text);
        snprintf(expected, sizeof expected,
                 "--map x: %s; write keys divided by dots, and [] for every element, such as "
                 "reviews[].text",
                 bad[i].why);
        cr_assert_str_eq(err.message, expected, "%s", bad[i].text);
        ef_arena_fini(&arena);
    }
}

Test(path, has_32_steps_at_most)
{
    ef_arena arena;
    ef_path path;
    char text[2 * (EF_MAX_STEPS + 1)];
    ef_arena_init(&arena, 256);
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = i % 2 == 0 ? 'k' : '.';
    const ef_span longest = ef_span_make(text, 2 * EF_MAX_STEPS - 1);
    cr_assert_eq(ef_path_parse("x", longest, &arena, &path, NULL), EARFUL_OK);
    cr_assert_eq(path.n_steps, EF_MAX_STEPS);
    const ef_span longer = ef_span_make(text, 2 * EF_MAX_STEPS + 1);
    cr_assert_eq(ef_path_parse("x", longer, &arena, &path, NULL), EARFUL_USAGE);
    ef_arena_fini(&arena);
}

static bool below(const char *text, const char *prefix, const char *expected)
{
    ef_arena arena;
    ef_path path, above, rest = {0};
    ef_arena_init(&arena, 256);
    ef_path_parse("x", ef_span_of(text), &arena, &path, NULL);
    ef_path_parse("x", ef_span_of(prefix), &arena, &above, NULL);
    const bool is_below = ef_path_below(&path, &above, &rest);
    if (is_below && expected != NULL)
        cr_assert(ef_span_is(rest.steps[0].key, expected));
    if (is_below && expected == NULL)
        cr_assert_eq(rest.n_steps, 0);
    ef_arena_fini(&arena);
    return is_below;
}

Test(path, knows_what_lies_below_another)
{
    cr_assert(below("a[].b", "a[]", "b"));
    cr_assert(below("a[]", "a[]", NULL));
    cr_assert_not(below("a.b", "a[]", NULL));
    cr_assert_not(below("a", "a[]", NULL));
    cr_assert_not(below("aa[].b", "a[]", NULL));
}
