#include "records/compile.h"

#include "base/attr.h"
#include "records/nearest.h"
#include "records/path.h"
#include "records/recognise.h"
#include "records/wanted.h"

static bool is_json(const ef_plan *plan)
{
    return plan->form == EF_NDJSON || plan->form == EF_JSON;
}

/* ---- places ---- */

static bool is_text_field(uint32_t field)
{
    return field == EF_TEXT || field == EF_REPLY;
}

/* A path may be written from the record on, or from where the record itself was found. */
static uint32_t add_node(ef_plan *plan, uint32_t from, const ef_path *path)
{
    return ef_wanted_add(plan->wanted, from, path->steps, path->n_steps);
}

/* A field's value may stand in the turn or in the record around it; a text only in the turn. */
static bool place_path(ef_plan *plan, uint32_t field, ef_path *path)
{
    ef_path rest;
    if (ef_path_below(path, &plan->records, &rest)) {
        path->steps = rest.steps;
        path->n_steps = rest.n_steps;
    }
    if (plan->turn == EF_NONE) {
        path->place = add_node(plan, 0, path);
        return path->place != EF_NONE;
    }
    if (ef_path_below(path, &plan->turns, &rest)) {
        path->turn_place = add_node(plan, plan->turn, &rest);
        return path->turn_place != EF_NONE;
    }
    path->turn_place = add_node(plan, plan->turn, path);
    if (!is_text_field(field))
        path->place = add_node(plan, 0, path);
    return path->turn_place != EF_NONE && (is_text_field(field) || path->place != EF_NONE);
}

/* A record or turn may be a bare string, which then is its text. */
static void place_bare_text(ef_plan *plan)
{
    ef_mapping *const text = &plan->fields[EF_TEXT];
    if (text->n_paths == EF_MAX_PATHS)
        return;
    text->paths[text->n_paths++] = (ef_path){
        .text = text->name,
        .place = plan->turn == EF_NONE ? 0 : EF_NONE,
        .turn_place = plan->turn,
    };
}

static earful_status compile_json(ef_plan *plan, earful_error *err)
{
    bool good = true;
    plan->wanted = ef_wanted_new();
    if (plan->wanted == NULL)
        return ef_fail_memory(err);
    if (plan->turns.n_steps > 0) {
        const ef_path *const turns = &plan->turns;
        plan->turn_list = ef_wanted_add(plan->wanted, 0, turns->steps, turns->n_steps - 1);
        plan->turn = add_node(plan, 0, turns);
        good = plan->turn_list != EF_NONE && plan->turn != EF_NONE;
    }
    for (uint32_t field = 0; field < plan->n_fields && good; field++) {
        for (uint32_t i = 0; i < plan->fields[field].n_paths && good; i++)
            good = place_path(plan, field, &plan->fields[field].paths[i]);
    }
    if (!good)
        return ef_fail_memory(err);
    place_bare_text(plan);
    plan->n_places = (uint32_t)plan->wanted->n_nodes;
    return EARFUL_OK;
}

static void compile_table(ef_plan *plan, const ef_guess *guess)
{
    for (uint32_t field = 0; field < plan->n_fields; field++) {
        for (uint32_t i = 0; i < plan->fields[field].n_paths; i++) {
            ef_path *const path = &plan->fields[field].paths[i];
            path->place = ef_find_column(guess->columns, guess->n_columns, path->text);
        }
    }
    plan->n_places = plan->n_columns;
}

static void compile_lines(ef_plan *plan)
{
    ef_mapping *const text = &plan->fields[EF_TEXT];
    text->n_paths = 1;
    text->paths[0] = (ef_path){.text = text->name, .place = 0, .turn_place = EF_NONE};
    plan->n_places = 1;
}

earful_status ef_plan_compile(ef_plan *plan, const ef_guess *guess, earful_error *err)
{
    plan->turn = EF_NONE;
    plan->turn_list = EF_NONE;
    if (is_json(plan))
        return compile_json(plan, err);
    if (plan->form == EF_LINES)
        compile_lines(plan);
    else
        compile_table(plan, guess);
    return EARFUL_OK;
}

/* ---- is it there? ---- */

enum { LISTED = 320 };

/* The names, as many as fit into a message. */
static const char *list_names(const ef_span *names, size_t count, ef_arena *arena)
{
    const char *list = "";
    for (size_t i = 0; i < count && list != NULL; i++) {
        if (strlen(list) + names[i].len > LISTED)
            return ef_arena_format(arena, "%s and %zu more", list, count - i);
        list = ef_arena_format(arena, "%s%s%.*s", list, i > 0 ? ", " : "", (int)names[i].len,
                               names[i].len > 0 ? names[i].at : "");
    }
    return list != NULL ? list : "";
}

/* Says that something mapped is not there, and what is. */
static earful_status fail_missing(const char *input_name, ef_span field, ef_span path,
                                  const ef_span *names, size_t count, ef_arena *arena,
                                  earful_error *err)
{
    const ef_span *const near = ef_nearest(path, names, count);
    return ef_fail_at(err, EARFUL_USAGE, input_name, 0, 0,
                      "--map %.*s=%.*s: there is no such field%s%.*s%s; the fields are: %s",
                      (int)field.len, field.at, (int)path.len, path.at,
                      near != NULL ? "; did you mean \"" : "", near != NULL ? (int)near->len : 0,
                      near != NULL ? near->at : "", near != NULL ? "\"" : "",
                      list_names(names, count, arena));
}

static earful_status fail_no_text(const char *input_name, const ef_span *names, size_t count,
                                  ef_arena *arena, earful_error *err)
{
    return ef_fail_at(err, EARFUL_USAGE, input_name, 0, 0,
                      "no field is known to hold a text; name it with --map text=FIELD; the "
                      "fields are: %s",
                      list_names(names, count, arena));
}

static bool is_mapped(const ef_plan_options *options, ef_span field)
{
    for (size_t i = 0; i < options->n_maps; i++) {
        const ef_span map = ef_span_of(options->maps[i]);
        if (ef_span_starts_with(map, field) && map.at[field.len] == '=')
            return true;
    }
    return false;
}

/* Of joined columns all must be there, of others one. */
static const ef_path *missing_column(const ef_mapping *mapping)
{
    for (uint32_t i = 0; i < mapping->n_paths; i++) {
        const bool there = mapping->paths[i].place != EF_NONE;
        if (mapping->joined && !there)
            return &mapping->paths[i];
        if (!mapping->joined && there)
            return NULL;
    }
    return mapping->joined || mapping->n_paths == 0 ? NULL : &mapping->paths[0];
}

static bool has_text_column(const ef_plan *plan)
{
    const ef_mapping *const text = &plan->fields[EF_TEXT];
    for (uint32_t i = 0; i < text->n_paths; i++) {
        if (text->paths[i].place != EF_NONE)
            return true;
    }
    return false;
}

static earful_status check_table(const ef_plan *plan, const ef_plan_options *options,
                                 const char *input_name, const ef_guess *guess, ef_arena *arena,
                                 earful_error *err)
{
    for (uint32_t field = 0; field < plan->n_fields; field++) {
        const ef_mapping *const mapping = &plan->fields[field];
        const ef_path *const missing = missing_column(mapping);
        if (missing != NULL && is_mapped(options, mapping->name))
            return fail_missing(input_name, mapping->name, missing->text, guess->columns,
                                guess->n_columns, arena, err);
    }
    if (has_text_column(plan))
        return EARFUL_OK;
    return fail_no_text(input_name, guess->columns, guess->n_columns, arena, err);
}

/* What a look at the head of a JSON input needs: the text paths from the document's root on. */
typedef struct json_check {
    ef_wanted *wanted;
    uint32_t record;
    uint32_t holder; /* of the fields: the record, or its turn */
    uint32_t texts[EF_MAX_PATHS];
    uint32_t n_texts;
} json_check;

static bool prepare_check(const ef_plan *plan, json_check *check)
{
    const ef_mapping *const text = &plan->fields[EF_TEXT];
    const bool turns = plan->turn != EF_NONE;
    ef_wanted *const wanted = check->wanted;
    check->record = ef_wanted_add(wanted, 0, plan->records.steps, plan->records.n_steps);
    if (check->record == EF_NONE)
        return false;
    check->holder = ef_wanted_add(wanted, check->record, plan->turns.steps, plan->turns.n_steps);
    if (check->holder == EF_NONE)
        return false;
    for (uint32_t i = 0; i < text->n_paths; i++) {
        const ef_path *path = &text->paths[i];
        ef_path rest = *path;
        if (turns)
            ef_path_below(path, &plan->turns, &rest);
        const uint32_t node = ef_wanted_add(wanted, check->holder, rest.steps, rest.n_steps);
        if (node == EF_NONE)
            return false;
        check->texts[check->n_texts++] = node;
    }
    return true;
}

static earful_status check_json(const ef_plan *plan, const ef_plan_options *options,
                                const char *input_name, const ef_head *head, ef_arena *arena,
                                ef_table *keys, json_check *check, earful_error *err)
{
    if (!prepare_check(plan, check))
        return ef_fail_memory(err);
    bool *const seen = ef_arena_array(arena, check->wanted->n_nodes, sizeof *seen);
    if (seen == NULL ||
        !ef_look_at_json(head, plan->form, check->wanted, check->holder, keys, seen))
        return ef_fail_memory(err);
    for (uint32_t i = 0; i < check->n_texts; i++) {
        if (seen[check->texts[i]])
            return EARFUL_OK;
    }
    if (keys->count == 0)
        return EARFUL_OK; /* no record in sight: nothing to be right or wrong about */
    ef_span *const names = ef_arena_array(arena, keys->count, sizeof *names);
    if (names == NULL)
        return ef_fail_memory(err);
    for (uint32_t i = 0; i < keys->count; i++)
        names[i] = ef_table_key(keys, i);
    const ef_mapping *const text = &plan->fields[EF_TEXT];
    if (is_mapped(options, text->name))
        return fail_missing(input_name, text->name, text->paths[0].text, names, keys->count, arena,
                            err);
    return fail_no_text(input_name, names, keys->count, arena, err);
}

earful_status ef_plan_check(const ef_plan *plan, const ef_plan_options *options,
                            const char *input_name, const ef_head *head, const ef_guess *guess,
                            earful_error *err)
{
    earful_status status = EARFUL_OK;
    ef_arena arena;
    ef_arena_init(&arena, 4096);
    if (plan->form == EF_CSV || plan->form == EF_TSV) {
        status = check_table(plan, options, input_name, guess, &arena, err);
    } else if (is_json(plan)) {
        ef_table keys;
        json_check check = {.wanted = ef_wanted_new()};
        ef_table_init(&keys);
        status = check.wanted == NULL
                     ? ef_fail_memory(err)
                     : check_json(plan, options, input_name, head, &arena, &keys, &check, err);
        ef_table_fini(&keys);
        ef_wanted_free(check.wanted);
    }
    ef_arena_fini(&arena);
    return status;
}
