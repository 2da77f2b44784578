#include <criterion/criterion.h>
#include <stdio.h>

#include "workbench/snippet.h"

static void offer(ef_snippets *to, uint64_t rank, const char *text)
{
    ef_snippets_offer(to, rank, ef_span_of(text));
}

static void expect(const ef_snippets *snippets, const char *wanted)
{
    ef_buffer got = {0};
    for (size_t i = 0; i < snippets->count; i++)
        ef_buffer_add_span(&got, ef_snippet_text(&snippets->items[i]));
    cr_expect(ef_span_is(ef_buffer_span(&got), wanted), "%.*s, not %s", (int)got.len, got.at,
              wanted);
    ef_buffer_fini(&got);
}

Test(snippet, keeps_the_lowest_ranks_in_their_order)
{
    ef_snippets kept;
    ef_snippets_init(&kept, 3);
    offer(&kept, 9, "d");
    offer(&kept, 4, "b");
    offer(&kept, 5, "c");
    offer(&kept, 1, "a");
    offer(&kept, 8, "e");
    expect(&kept, "abc");
    cr_expect_not(ef_snippets_want(&kept, 6));
    cr_expect(ef_snippets_want(&kept, 5));
    ef_snippets_fini(&kept);
}

Test(snippet, keeps_what_is_equal_once)
{
    ef_snippets kept;
    ef_snippets_init(&kept, 3);
    for (int i = 0; i < 5; i++)
        offer(&kept, 7, "same");
    offer(&kept, 7, "other");
    expect(&kept, "othersame");
    ef_snippets_fini(&kept);
}

Test(snippet, keeps_nothing_when_nothing_is_asked_for)
{
    ef_snippets kept;
    ef_snippets_init(&kept, 0);
    offer(&kept, 0, "a");
    cr_expect_eq(kept.count, 0);
    ef_snippets_fini(&kept);
}

Test(snippet, merges_into_what_one_list_would_have_been)
{
    for (uint64_t split = 1; split < 50; split++) {
        ef_snippets whole;
        ef_snippets parts[2];
        ef_snippets_init(&whole, 7);
        ef_snippets_init(&parts[0], 7);
        ef_snippets_init(&parts[1], 7);
        for (uint64_t i = 0; i < 100; i++) {
            char text[16];
            snprintf(text, sizeof text, "<%u>", (unsigned)(i % 37));
            const uint64_t rank = ef_hash(ef_span_of(text)) % 20;
            offer(&whole, rank, text);
            offer(&parts[i % split == 0], rank, text);
        }
        ef_snippets_merge(&parts[1], &parts[0]);
        ef_buffer wanted = {0};
        for (size_t i = 0; i < whole.count; i++)
            ef_buffer_add_span(&wanted, ef_snippet_text(&whole.items[i]));
        ef_buffer_add_char(&wanted, '\0');
        expect(&parts[1], wanted.at);
        ef_buffer_fini(&wanted);
        ef_snippets_fini(&whole);
        ef_snippets_fini(&parts[0]);
        ef_snippets_fini(&parts[1]);
    }
}

static void expect_shown(const char *text, const ef_mark *marks, size_t n_marks, const char *wanted)
{
    ef_buffer out = {0};
    ef_snippet_show(ef_span_of(text), marks, n_marks, &out);
    cr_expect(ef_span_is(ef_buffer_span(&out), wanted), "`%.*s`, not `%s`", (int)out.len, out.at,
              wanted);
    ef_buffer_fini(&out);
}

Test(snippet, shows_marks_on_one_line_without_control_characters)
{
    const ef_mark marks[] = {{0, 3}, {9, 13}};
    expect_shown("one\n\ttwo\033four", marks, 2, "[[one]] two [[four]]");
    expect_shown("a\u202eb", NULL, 0, "a b");
}

Test(snippet, shows_of_a_long_text_what_is_around_the_first_mark)
{
    char text[1001];
    memset(text, 'x', 1000);
    text[1000] = '\0';
    memcpy(text + 500, "MARK", 4);
    const ef_mark mark = {500, 504};
    ef_buffer out = {0};
    ef_snippet_show(ef_span_of(text), &mark, 1, &out);
    ef_buffer_add_char(&out, '\0');
    cr_expect(strstr(out.at, "x[[MARK]]x") != NULL);
    cr_expect_lt(out.len, 340);
    cr_expect_eq(strncmp(out.at, "\u2026x", 4), 0);
    ef_buffer_reset(&out);
    ef_snippet_add_json(ef_span_of(text), &mark, 1, &out);
    ef_buffer_add_char(&out, '\0');
    cr_expect(strstr(out.at, "\"marks\":[[120,124]]") != NULL, "%s", out.at);
    ef_buffer_fini(&out);
}
