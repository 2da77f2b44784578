/* JSON values one behind the other: what is known of the one before must change nothing. */
#include <criterion/criterion.h>

#include <stdio.h>
#include <stdlib.h>

#include "records/json.h"
#include "records/path.h"

/* Reads values that stand between newlines one behind the other, so that leads are known, and each
 * alone, and demands the same of both. */
static void agrees(const char *const *paths, const char *lines)
{
    ef_arena arena;
    ef_arena_init(&arena, 256);
    ef_wanted *const wanted = ef_wanted_new();
    for (size_t i = 0; paths[i] != NULL; i++) {
        ef_path path;
        ef_path_parse("test", ef_span_of(paths[i]), &arena, &path, NULL);
        ef_wanted_add(wanted, 0, path.steps, path.n_steps);
    }
    ef_json *const together = calloc(1, sizeof *together), *const alone = calloc(1, sizeof *alone);
    ef_found found[2] = {{0}, {0}};
    ef_span rest = ef_span_of(lines);
    cr_assert(ef_json_begin(together, wanted, rest));
    while (rest.len > 0) {
        const ef_span value = ef_span_cut(&rest, '\n');
        size_t at[2], end[2];
        ef_found_reset(&found[0], wanted->n_nodes);
        ef_found_reset(&found[1], wanted->n_nodes);
        const ef_reason got = ef_json_next(together, value, false, &found[0], &at[0], &end[0]);
        const ef_reason is = ef_json_read(alone, wanted, value, false, &found[1], &at[1], &end[1]);
        cr_assert(got == is && at[0] == at[1] && end[0] == end[1] &&
                      found[0].count == found[1].count,
                  "%.*s\nof\n%s", (int)value.len, value.at, lines);
        for (size_t i = 0; i < found[0].count; i++) {
            const ef_raw *const a = &found[0].raws[i], *const b = &found[1].raws[i];
            cr_assert(a->place == b->place && a->kind == b->kind && a->bytes.at == b->bytes.at &&
                          a->bytes.len == b->bytes.len,
                      "value %zu of %.*s\nof\n%s", i, (int)value.len, value.at, lines);
        }
        cr_assert_eq(together->duplicate_keys, alone->duplicate_keys, "%s", lines);
    }
    for (int i = 0; i < 2; i++)
        ef_found_fini(&found[i]);
    ef_json_fini(together);
    ef_json_fini(alone);
    free(together);
    free(alone);
    ef_wanted_free(wanted);
    ef_arena_fini(&arena);
}

static const char *const some_paths[] = {"id",    "text",      "n", "turns[].text",
                                         "map[]", "deep.er.x", NULL};

Test(json_sequence, reads_a_value_behind_others_as_if_it_stood_alone)
{
    static const char known[] = "{\"id\": \"1\", \"text\": \"good\", \"n\": 5}\n";
    static const char *const then[] = {
        "{\"id\": \"2\", \"text\": \"bad\", \"n\": 6}",
        "{\"id\": \"2\", \"n\": 6}",
        "{\"text\": \"bad\"}",
        "{, \"text\": \"bad\"}",
        "{\"id\": \"2\"\"text\": \"bad\"}",
        "{\"id\": \"2\", \"text\": \"a\", \"text\": \"b\"}",
        "{\"id\": \"2\", \"id\": \"3\", \"n\": 7}",
        "{\"id\": 01, \"text\": 1.5e3, \"n\": 5x}",
        "{\"id\": 1.5, \"text\": -1, \"n\": 0}",
        "{\"id\": 0, \"text\": 12e, \"n\": 0}",
        "{\"id\": 0, \"text\": [1, {\"id\": \"2\", \"text\": \"x\"}], \"n\": {}}",
        "{\"id\": {\"id\": \"1\", \"text\": \"good\", \"n\": 5}}",
        "{\"id\": null, \"text\": true, \"n\": false }",
        "{\"id\":\"2\",\"text\":\"bad\",\"n\":6}",
        "{\"id\":  \"2\" , \"text\": \"bad\", \"n\":  6 }",
        "{\"id\": \"2\", \"text\": \"a\\\"b\\u00e9\", \"n\": \"\\x\"}",
        "{\"id\": \"2\", \"text\": \"\xC3\xA9\", \"n\": \"\t\"}",
        "{\"id\": \"2\", \"text\": \"",
        "{\"id\": \"2\", \"text\": ",
        "{\"id\": \"2\", \"text\": 5",
        "{\"id\": \"2\", \"te",
        "{\"id\": \"2\", ",
        "{\"id\": \"2\",}",
        "[\"id\": \"2\"]",
    };
    char lines[400];
    for (size_t i = 0; i < EF_COUNT(then); i++) {
        snprintf(lines, sizeof lines, "%s%s\n%s%s", known, then[i], known, then[i]);
        agrees(some_paths, lines);
    }
}

/* Pieces of objects put together by chance, most of them well. */
Test(json_sequence, reads_many_values_as_if_each_stood_alone)
{
    static const char *const pieces[] = {
        "\"id\":",
        "\"id\": ",
        "\"text\": ",
        "\"te\\u0078t\": ",
        "\"n\": ",
        "\"a name that is not wanted\": ",
        "\"turns\": [",
        "{\"text\": \"x\"}",
        "]",
        "\"map\": {",
        "\"deep\": {\"er\": ",
        "{\"x\": ",
        "}",
        "\"a text\"",
        "\"\"",
        "\"a \\n text\"",
        "12",
        "-0.5",
        "null",
        "{",
        ", ",
        ", ",
        ",",
        " ",
    };
    unsigned seed = 1;
    for (int round = 0; round < 3000; round++) {
        ef_buffer lines = {0};
        for (int line = 0; line < 12; line++) {
            ef_buffer_add_char(&lines, '{');
            for (unsigned i = 0; i < 4; i++) {
                seed = seed * 1103515245u + 12345u;
                const unsigned chance = seed >> 8;
                const char *const value = pieces[13 + chance / 64 % 5];
                const unsigned key = chance % 7 < 6 ? chance % 7 : 9;
                if (chance / 1024 % 4 == 0)
                    continue;
                ef_buffer_add_format(&lines, "%s%s%s", i > 0 ? ", " : "", pieces[key], value);
                if (chance / 4096 % 16 == 0)
                    ef_buffer_add_format(&lines, "%s", pieces[chance / 65536 % EF_COUNT(pieces)]);
            }
            ef_buffer_add_format(&lines, "}\n");
        }
        ef_buffer_add(&lines, "", 1);
        agrees(some_paths, lines.at);
        ef_buffer_fini(&lines);
    }
}

/* More leads than are kept, longer ones, and objects that lack most of them. */
Test(json_sequence, reads_on_when_leads_are_too_many)
{
    ef_buffer lines = {0};
    for (int line = 0; line < 40; line++) {
        ef_buffer_add_char(&lines, '{');
        for (int i = line % 7; i < 90; i += 1 + line % 5)
            ef_buffer_add_format(&lines, "%s\"%.*skey %d\": %d", i > line % 7 ? ", " : "",
                                 i % 3 == 0 ? 50 : 0,
                                 "a name of more bytes than are kept of any, fifty and some", i, i);
        ef_buffer_add_format(&lines, ", \"text\": \"%d\"}\n", line);
    }
    ef_buffer_add(&lines, "", 1);
    agrees(some_paths, lines.at);
    ef_buffer_fini(&lines);
}
