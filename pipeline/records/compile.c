#include "records/compile.h"

#include "records/path.h"
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

static uint32_t add_node(ef_plan *plan, uint32_t from, const ef_path *path)
{
    return ef_wanted_add(plan->wanted, from, path->steps, path->n_steps);
}

/* A path may be written from the record on, or from the document that holds the records; there,
 * the elements of a document that is an array need not be mentioned. */
static void start_at_record(const ef_plan *plan, ef_path *path)
{
    ef_path above = plan->records;
    ef_path rest;
    bool below = ef_path_below(path, &above, &rest);
    if (!below && above.n_steps > 1 && above.steps[0].every) {
        above.steps++;
        above.n_steps--;
        below = ef_path_below(path, &above, &rest);
    }
    if (below) {
        path->steps = rest.steps;
        path->n_steps = rest.n_steps;
    }
}

/* A field's value may stand in the turn or in the record around it; a text only in the turn. */
static bool place_path(ef_plan *plan, uint32_t field, ef_path *path)
{
    ef_path rest;
    start_at_record(plan, path);
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
    for (uint32_t i = 0; i < plan->n_keeps && good; i++)
        good = place_path(plan, EF_ID, &plan->keeps[i].path);
    if (!good)
        return ef_fail_memory(err);
    place_bare_text(plan);
    for (uint32_t i = 0; i < plan->wanted->n_nodes && plan->turn != EF_NONE; i++)
        plan->wanted->nodes[i].in_turn = ef_wanted_within(plan->wanted, i, plan->turn);
    plan->n_places = (uint32_t)plan->wanted->n_nodes;
    return EARFUL_OK;
}

static earful_status compile_table(ef_plan *plan, const ef_guess *guess, earful_error *err)
{
    bool *const wanted = ef_arena_array(&plan->arena, guess->n_columns, sizeof *wanted);
    uint32_t *const used = ef_arena_array(&plan->arena, guess->n_columns, sizeof *used);
    if (wanted == NULL || used == NULL)
        return ef_fail_memory(err);
    for (uint32_t field = 0; field < plan->n_fields; field++) {
        for (uint32_t i = 0; i < plan->fields[field].n_paths; i++) {
            ef_path *const path = &plan->fields[field].paths[i];
            path->place = ef_find_column(guess->columns, guess->n_columns, path->text);
            if (path->place != EF_NONE)
                wanted[path->place] = true;
        }
    }
    for (uint32_t column = 0; column < guess->n_columns; column++) {
        if (wanted[column])
            used[plan->n_used++] = column;
    }
    plan->used = used;
    plan->n_places = plan->n_columns;
    return EARFUL_OK;
}

static void compile_lines(ef_plan *plan)
{
    ef_mapping *const text = &plan->fields[EF_TEXT];
    text->n_paths = 1;
    text->paths[0] = (ef_path){.text = text->name, .place = 0, .turn_place = EF_NONE};
    plan->n_places = 1;
}

/* ---- uses ---- */

static void count_uses(const ef_plan *plan, uint32_t *counts)
{
    for (uint32_t field = 0; field < plan->n_fields; field++) {
        for (uint32_t i = 0; i < plan->fields[field].n_paths && !is_text_field(field); i++) {
            const ef_path *const path = &plan->fields[field].paths[i];
            if (path->place != EF_NONE)
                counts[path->place]++;
            if (path->turn_place != EF_NONE)
                counts[path->turn_place]++;
        }
    }
}

static void put_use(ef_use *uses, uint32_t *next, uint32_t place, uint32_t field, uint32_t rank)
{
    if (place != EF_NONE)
        uses[next[place]++] = (ef_use){.field = (uint16_t)field, .rank = (uint16_t)rank};
}

/* Sorts the uses of all paths by place, by counting. */
static earful_status collect_uses(ef_plan *plan, earful_error *err)
{
    const size_t n_places = plan->n_places;
    uint32_t *const first = ef_arena_array(&plan->arena, n_places + 1, sizeof *first);
    uint32_t *const next = ef_arena_array(&plan->arena, n_places + 1, sizeof *next);
    ef_use *const uses =
        ef_arena_array(&plan->arena, 2 * EF_MAX_FIELDS * EF_MAX_PATHS, sizeof *uses);
    if (first == NULL || next == NULL || uses == NULL)
        return ef_fail_memory(err);
    count_uses(plan, next);
    for (size_t i = 0; i < n_places; i++) {
        first[i + 1] = first[i] + next[i];
        next[i] = first[i];
    }
    for (uint32_t field = 0; field < plan->n_fields; field++) {
        for (uint32_t i = 0; i < plan->fields[field].n_paths && !is_text_field(field); i++) {
            put_use(uses, next, plan->fields[field].paths[i].place, field, i);
            put_use(uses, next, plan->fields[field].paths[i].turn_place, field, i);
        }
    }
    plan->uses = uses;
    plan->first_use = first;
    return EARFUL_OK;
}

earful_status ef_plan_compile(ef_plan *plan, const ef_guess *guess, earful_error *err)
{
    plan->turn = EF_NONE;
    plan->turn_list = EF_NONE;
    earful_status status = EARFUL_OK;
    if (is_json(plan))
        status = compile_json(plan, err);
    else if (plan->form == EF_LINES)
        compile_lines(plan);
    else
        status = compile_table(plan, guess, err);
    return status == EARFUL_OK ? collect_uses(plan, err) : status;
}
