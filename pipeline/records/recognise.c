#include "records/recognise.h"

#include <stdlib.h>

#include "records/json.h"
#include "records/path.h"

enum { LONGEST_SIGNATURE = 8 };

static ef_span behind(ef_span text, size_t len)
{
    return ef_span_make(text.at + len, text.len - len);
}

static void note_seen(const ef_found *found, unsigned char *seen)
{
    for (size_t i = 0; i < found->count; i++) {
        const ef_raw *const raw = &found->raws[i];
        if (raw->place != EF_NONE)
            seen[raw->place] |= raw->kind == EF_RAW_NESTED ? EF_SEEN_NESTED : EF_SEEN_VALUE;
    }
}

bool ef_look_at_json(const ef_head *head, ef_form form, const ef_wanted *wanted, uint32_t keys_of,
                     ef_table *keys, unsigned char *seen)
{
    ef_json *const json = calloc(1, sizeof *json);
    ef_found found = {0};
    ef_span rest = head->text;
    if (json == NULL)
        return false;
    json->keys = keys;
    json->keys_of = keys_of;
    found.failed = !ef_json_begin(json, wanted, rest);
    while (rest.len > 0 && !found.failed) {
        ef_span value = rest;
        if (form == EF_NDJSON)
            value = ef_span_cut(&rest, '\n');
        if (ef_span_trim(value).len == 0)
            continue;
        size_t at, end;
        ef_found_reset(&found, 1);
        const ef_reason reason = ef_json_next(json, value, form == EF_JSON, &found, &at, &end);
        note_seen(&found, seen);
        if (form == EF_JSON) {
            if (reason != EF_REASON_NONE)
                break;
            rest = ef_span_trim(behind(rest, end));
        }
    }
    const bool good = !found.failed && (keys == NULL || !keys->failed);
    ef_found_fini(&found);
    ef_json_fini(json);
    free(json);
    return good;
}

/* A signature's paths as nodes of what is looked for. */
typedef struct signature {
    uint32_t nodes[LONGEST_SIGNATURE];
    uint32_t count;
} signature;

typedef struct candidate {
    const ef_preset *preset;
    signature inside; /* with the preset's records path before it */
    signature plain;
    uint32_t list; /* what holds the records; EF_NONE without a records path */
} candidate;

/* The node of a path of the table, which is known to be well-formed; EF_NONE, and a failed arena,
 * when memory is out. */
static uint32_t add_path(ef_wanted *wanted, uint32_t from, ef_span text, ef_arena *arena)
{
    ef_path path = {0};
    uint32_t node = EF_NONE;
    if (ef_path_parse("preset", text, arena, &path, NULL) == EARFUL_OK)
        node = ef_wanted_add(wanted, from, path.steps, path.n_steps);
    if (node == EF_NONE)
        arena->failed = true;
    return node;
}

static signature add_signature(ef_wanted *wanted, uint32_t from, const char *paths, ef_arena *arena)
{
    signature result = {.count = 0};
    ef_span rest = ef_span_of(paths);
    while (rest.len > 0 && result.count < LONGEST_SIGNATURE)
        result.nodes[result.count++] = add_path(wanted, from, ef_span_cut(&rest, '|'), arena);
    return result;
}

static bool occurs(const signature *paths, const unsigned char *seen)
{
    for (uint32_t i = 0; i < paths->count; i++) {
        if ((seen[paths->nodes[i]] & EF_SEEN_VALUE) == 0)
            return false;
    }
    return paths->count > 0;
}

static bool add_candidates(const ef_guess *guess, ef_wanted *wanted, candidate *candidates,
                           ef_arena *arena)
{
    static const ef_step every = {.every = true};
    const uint32_t root = guess->array ? ef_wanted_add(wanted, 0, &every, 1) : 0;
    for (size_t i = 0; i < ef_n_presets && root != EF_NONE; i++) {
        const ef_preset *const preset = &ef_presets[i];
        candidate *const each = &candidates[i];
        *each = (candidate){.preset = preset, .list = EF_NONE};
        each->plain = add_signature(wanted, root, preset->signature, arena);
        if (preset->records == NULL)
            continue;
        each->list = add_path(wanted, root, ef_span_of(preset->records), arena);
        if (each->list == EF_NONE)
            return false;
        each->inside = add_signature(wanted, each->list, preset->signature, arena);
    }
    return root != EF_NONE && !arena->failed;
}

static ef_match best_match(const candidate *candidates, const char *name, const unsigned char *seen)
{
    for (size_t i = 0; i < ef_n_presets; i++) {
        const candidate *const each = &candidates[i];
        if (name != NULL && strcmp(each->preset->name, name) != 0)
            continue;
        if (occurs(&each->inside, seen))
            return (ef_match){each->preset, true};
        if (occurs(&each->plain, seen))
            return (ef_match){each->preset, false};
    }
    return (ef_match){ef_preset_named(name != NULL ? name : "generic"), false};
}

static ef_match match_json(const ef_head *head, const ef_guess *guess, const char *name,
                           ef_arena *arena)
{
    ef_match match = {0};
    ef_wanted *const wanted = ef_wanted_new();
    candidate *const candidates = ef_arena_array(arena, ef_n_presets, sizeof *candidates);
    if (wanted != NULL && candidates != NULL && add_candidates(guess, wanted, candidates, arena)) {
        unsigned char *const seen = ef_arena_array(arena, wanted->n_nodes, sizeof *seen);
        if (seen != NULL && ef_look_at_json(head, guess->form, wanted, EF_NONE, NULL, seen))
            match = best_match(candidates, name, seen);
    }
    ef_wanted_free(wanted);
    return match;
}

static bool has_columns(const ef_guess *guess, const char *columns)
{
    ef_span rest = ef_span_of(columns);
    while (rest.len > 0) {
        if (ef_find_column(guess->columns, guess->n_columns, ef_span_cut(&rest, '|')) == EF_NONE)
            return false;
    }
    return columns != NULL;
}

static ef_match match_table(const ef_guess *guess, const char *name)
{
    for (size_t i = 0; i < ef_n_presets && name == NULL; i++) {
        if (has_columns(guess, ef_presets[i].signature))
            return (ef_match){&ef_presets[i], false};
    }
    return (ef_match){ef_preset_named(name != NULL ? name : "generic"), false};
}

ef_match ef_recognise(const ef_head *head, const ef_guess *guess, const char *name, ef_arena *arena)
{
    if (guess->form == EF_NDJSON || guess->form == EF_JSON)
        return match_json(head, guess, name, arena);
    return match_table(guess, name);
}
