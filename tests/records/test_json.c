#include <criterion/criterion.h>

#include <stdio.h>
#include <stdlib.h>

#include "records/json.h"
#include "records/path.h"

/* One value read for some paths; the bytes lie in memory of exactly their size. */
typedef struct view {
    ef_json *json;
    ef_wanted *wanted;
    ef_found found;
    ef_arena arena;
    char *bytes;
    ef_reason reason;
    size_t at;
    size_t end;
} view;

static void look_at(view *look, const char *text, size_t len, bool more, const char *const *paths,
                    uint32_t *nodes)
{
    memset(look, 0, sizeof *look);
    ef_arena_init(&look->arena, 256);
    look->json = calloc(1, sizeof *look->json);
    look->wanted = ef_wanted_new();
    for (size_t i = 0; paths[i] != NULL; i++) {
        ef_path path;
        cr_assert_eq(ef_path_parse("test", ef_span_of(paths[i]), &look->arena, &path, NULL),
                     EARFUL_OK);
        nodes[i] = ef_wanted_add(look->wanted, 0, path.steps, path.n_steps);
    }
    look->bytes = malloc(len > 0 ? len : 1);
    memcpy(look->bytes, text, len);
    ef_found_reset(&look->found, look->wanted->n_nodes);
    look->reason = ef_json_read(look->json, look->wanted, ef_span_make(look->bytes, len), more,
                                &look->found, &look->at, &look->end);
    for (uint32_t i = 0; i < look->found.count; i++) {
        if (look->found.raws[i].place != EF_NONE)
            ef_found_link(&look->found, i);
    }
}

static void look_away(view *look)
{
    ef_json_fini(look->json);
    free(look->json);
    ef_wanted_free(look->wanted);
    ef_found_fini(&look->found);
    ef_arena_fini(&look->arena);
    free(look->bytes);
}

static ef_reason judge(const char *text, size_t len, size_t *at)
{
    view look;
    uint32_t node;
    look_at(&look, text, len, false, (const char *const[]){NULL}, &node);
    *at = look.at;
    look_away(&look);
    return look.reason;
}

Test(json, accepts_what_rfc_8259_accepts)
{
    static const char *const good[] = {
        "{}",
        "[]",
        " \t\r\n{ } \t\r\n",
        "{\"a\":1}",
        "{\"a\" : 1 , \"b\" : [ 1 , 2 ] }",
        "[[[[]]],{}]",
        "\"text\"",
        "0",
        "-0",
        "12.5e+10",
        "1E400",
        "-0.001e-7",
        "123456789012345678901234567890",
        "true",
        "false",
        "null",
        "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\"",
        "\"\\uD83D\\uDE00\"",
        "\"\\uD83D\"",
        "\"\\uDE00\\uD83D\"",
        "\"\\u0000\"",
        "\"\x7f\"",
        "\"\xff\xfe\"",
        "\"\xe2\x80\xa8\"",
        "{\"\":\"\"}",
        "{\"a\":1,\"a\":2}",
    };
    for (size_t i = 0; i < EF_COUNT(good); i++) {
        size_t at;
        cr_assert_eq(judge(good[i], strlen(good[i]), &at), EF_REASON_NONE, "%s at %zu", good[i],
                     at);
    }
}

typedef struct bad_case {
    const char *text;
    size_t at; /* the byte that is wrong */
} bad_case;

Test(json, rejects_all_else_at_the_byte_that_is_wrong)
{
    static const bad_case bad[] = {
        /* nothing, and too little */
        {"", 0},
        {"  ", 2},
        {"{", 1},
        {"[", 1},
        {"[1", 2},
        {"[1,", 3},
        {"{\"a", 3},
        {"{\"a\"", 4},
        {"{\"a\":", 5},
        {"{\"a\":1", 6},
        {"{\"a\":1,", 7},
        {"\"abc", 4},
        {"tru", 3},
        {"-", 1},
        {"1.", 2},
        {"1e", 2},
        {"1e+", 3},
        /* too much */
        {"{} {}", 3},
        {"{}x", 2},
        {"1 2", 2},
        {"[]]", 2},
        {"\"a\"\"b\"", 3},
        {"truetrue", 4},
        /* commas and colons */
        {"[1,]", 3},
        {"[,1]", 1},
        {"[1,,2]", 3},
        {"{\"a\":1,}", 7},
        {"{,}", 1},
        {"{\"a\" 1}", 5},
        {"{\"a\",1}", 4},
        {"{\"a\"::1}", 5},
        {"[1:2]", 2},
        {"[1 2]", 3},
        /* brackets */
        {"[1}", 2},
        {"{\"a\":1]", 6},
        {"]", 0},
        {"}", 0},
        /* keys */
        {"{1:2}", 1},
        {"{a:1}", 1},
        {"{'a':1}", 1},
        {"{null:1}", 1},
        /* words */
        {"True", 0},
        {"NULL", 0},
        {"nul!", 3},
        {"undefined", 0},
        {"NaN", 0},
        {"Infinity", 0},
        {"-Infinity", 1},
        /* numbers */
        {"01", 1},
        {"-01", 2},
        {"+1", 0},
        {".5", 0},
        {"1.e5", 2},
        {"0x10", 1},
        {"1_000", 1},
        {"--1", 1},
        {"1e5.5", 3},
        /* strings */
        {"'a'", 0},
        {"\"a\nb\"", 2},
        {"\"a\tb\"", 2},
        {"\"\x1f\"", 1},
        {"\"ab\\x\"", 3},
        {"\"\\u12\"", 1},
        {"\"\\u12G4\"", 1},
        {"\"\\u\"", 1},
        {"\"\\u123", 1},
        {"\"\\u1234", 7},
        {"\"\\", 1},
        {"\"\\'\"", 1},
        /* comments and other white space */
        {"{/*c*/}", 1},
        {"[1]//c", 3},
        {"#\n{}", 0},
        {"\x0b[]", 0},
        {"\xc2\xa0[]", 0},
        {"\xef\xbb\xbf{}", 0},
        {"{\"a\":\xe2\x80\x9cq\xe2\x80\x9d}", 5},
    };
    for (size_t i = 0; i < EF_COUNT(bad); i++) {
        size_t at;
        cr_assert_eq(judge(bad[i].text, strlen(bad[i].text), &at), EF_BAD_JSON, "%s", bad[i].text);
        cr_assert_eq(at, bad[i].at, "%s: at %zu, not %zu", bad[i].text, at, bad[i].at);
    }
}

Test(json, takes_a_zero_byte_for_no_white_space)
{
    size_t at;
    cr_assert_eq(judge("{}\0", 3, &at), EF_BAD_JSON);
    cr_assert_eq(at, 2);
    cr_assert_eq(judge("\"a\0b\"", 5, &at), EF_BAD_JSON);
    cr_assert_eq(at, 2);
}

Test(json, nests_1024_levels_and_no_more)
{
    char text[2 * EF_MAX_DEPTH + 2];
    size_t at;
    memset(text, '[', EF_MAX_DEPTH);
    memset(text + EF_MAX_DEPTH, ']', EF_MAX_DEPTH);
    cr_assert_eq(judge(text, sizeof text - 2, &at), EF_REASON_NONE);
    memset(text, '[', EF_MAX_DEPTH + 1);
    memset(text + EF_MAX_DEPTH + 1, ']', EF_MAX_DEPTH + 1);
    cr_assert_eq(judge(text, sizeof text, &at), EF_TOO_DEEP);
    cr_assert_eq(at, EF_MAX_DEPTH);
}

/* What stands at the first path, its values divided by |; "-" for a null or nothing. */
static void finds(const char *text, const char *path, const char *expected, uint64_t duplicates)
{
    view look;
    uint32_t node;
    ef_buffer got = {0};
    look_at(&look, text, strlen(text), false, (const char *const[]){path, NULL}, &node);
    cr_assert_eq(look.reason, EF_REASON_NONE, "%s at %zu", text, look.at);
    for (const ef_raw *raw = ef_found_at(&look.found, node); raw != NULL;
         raw = ef_found_after(&look.found, raw)) {
        if (got.len > 0)
            ef_buffer_add_char(&got, '|');
        ef_buffer_add_span(&got, raw->bytes);
    }
    if (got.len == 0)
        ef_buffer_add_char(&got, '-');
    ef_buffer_add(&got, "", 1);
    cr_assert_str_eq(got.at, expected, "%s of %s", path, text);
    cr_assert_eq(look.json->duplicate_keys, duplicates, "%s", text);
    ef_buffer_fini(&got);
    look_away(&look);
}

Test(json, finds_values_at_paths)
{
    finds("{\"b\":2,\"a\":\"x\"}", "a", "x", 0);
    finds("{\"a\":{\"b\":{\"c\":-1.5e3}}}", "a.b.c", "-1.5e3", 0);
    finds("{\"a\":[1,\"two\",true,null,[3],{}]}", "a[]", "1|two|true", 0);
    finds("{\"r\":{\"17\":{\"t\":\"x\"},\"18\":{\"t\":\"y\"}}}", "r[].t", "x|y", 0);
    finds("[{\"t\":1},{\"t\":2},{\"u\":3}]", "[].t", "1|2", 0);
    finds("[[1,2],[3]]", "[][]", "1|2|3", 0);
    finds("{\"a.b\":1,\"a\":{\"b\":2}}", "\"a.b\"", "1", 0);
    finds("{\"a\":null}", "a", "-", 0);
    finds("{\"a\":{\"b\":1}}", "a", "-", 0);
    finds("{\"aa\":{\"a\":1},\"b\":{\"a\":2}}", "a", "-", 0);
    finds("{\"a\":[{\"b\":1}]}", "a.b", "-", 0);
    finds("{\"\":{\"a\":1},\"a\":\"x\"}", "a", "x", 0);
}

Test(json, finds_keys_that_are_written_with_escapes)
{
    finds("{\"te\\u0078t\":1}", "text", "1", 0);
    finds("{\"a\\/b\":1}", "a/b", "1", 0);
    finds("{\"\\ud83d\\ude00\":1}", "\xF0\x9F\x98\x80", "1", 0);
    finds("{\"te\\\\u0078t\":1}", "text", "-", 0);
}

Test(json, lets_the_last_of_equal_keys_win)
{
    finds("{\"a\":1,\"a\":2}", "a", "2", 1);
    finds("{\"a\":1,\"\\u0061\":2,\"a\":3}", "a", "3", 2);
    finds("{\"a\":{\"b\":1},\"a\":{\"c\":2}}", "a.b", "-", 1);
    finds("{\"a\":{\"b\":1},\"a\":null}", "a.b", "-", 1);
    finds("{\"a\":[1,2],\"x\":0,\"a\":[3]}", "a[]", "3", 1);
    finds("{\"a\":[{\"b\":1},{\"b\":2}]}", "a[].b", "1|2", 0);
    finds("{\"a\":[{\"b\":1,\"b\":2},{\"b\":3}]}", "a[].b", "2|3", 1);
    finds("{\"x\":1,\"x\":2,\"a\":3}", "a", "3", 0);
}

Test(json, keeps_what_other_paths_found_when_a_key_comes_twice)
{
    view look;
    uint32_t nodes[2];
    look_at(&look, "{\"a\":1,\"b\":2,\"a\":3}", 19, false, (const char *const[]){"a", "b", NULL},
            nodes);
    cr_assert(ef_span_is(ef_found_at(&look.found, nodes[0])->bytes, "3"));
    cr_assert(ef_span_is(ef_found_at(&look.found, nodes[1])->bytes, "2"));
    look_away(&look);
}

Test(json, stops_behind_a_value_when_more_may_follow)
{
    view look;
    uint32_t node;
    look_at(&look, "{\"a\":1} {\"a\":2}", 15, true, (const char *const[]){"a", NULL}, &node);
    cr_assert_eq(look.reason, EF_REASON_NONE);
    cr_assert_eq(look.end, 7);
    cr_assert(ef_span_is(ef_found_at(&look.found, node)->bytes, "1"));
    look_away(&look);
}

Test(json, keeps_what_it_found_before_damage)
{
    view look;
    uint32_t node;
    look_at(&look, "{\"a\":1,\"b\":", 11, false, (const char *const[]){"a", NULL}, &node);
    cr_assert_eq(look.reason, EF_BAD_JSON);
    cr_assert_eq(look.at, 11);
    cr_assert(ef_span_is(ef_found_at(&look.found, node)->bytes, "1"));
    look_away(&look);
}
