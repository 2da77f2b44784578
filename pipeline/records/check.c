/* Whether the head of an input bears its plan out. A wrong name would otherwise be found only at
 * the end of a long run, as a table of nothing. */
#include "records/compile.h"

#include "base/attr.h"
#include "base/nearest.h"
#include "records/path.h"
#include "records/recognise.h"
#include "records/wanted.h"

enum { ARENA_CHUNK = 16 * 1024, LISTED = 320 };

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

static bool is_seen(const ef_mapping *mapping)
{
    for (uint32_t i = 0; i < mapping->n_paths; i++) {
        if (mapping->paths[i].seen)
            return true;
    }
    return false;
}

static earful_status check_table(ef_plan *plan, const ef_plan_options *options,
                                 const char *input_name, const ef_guess *guess, ef_arena *arena,
                                 earful_error *err)
{
    for (uint32_t field = 0; field < plan->n_fields; field++) {
        ef_mapping *const mapping = &plan->fields[field];
        for (uint32_t i = 0; i < mapping->n_paths; i++)
            mapping->paths[i].seen = mapping->paths[i].place != EF_NONE;
        const ef_path *const missing = missing_column(mapping);
        if (missing != NULL && is_mapped(options, mapping->name))
            return fail_missing(input_name, mapping->name, missing->text, guess->columns,
                                guess->n_columns, arena, err);
    }
    if (is_seen(&plan->fields[EF_TEXT]))
        return EARFUL_OK;
    return fail_no_text(input_name, guess->columns, guess->n_columns, arena, err);
}

/* A look at a JSON input, whose root is the document's and not the record's. */
typedef struct json_look {
    const ef_head *head;
    ef_form form;
    ef_wanted *wanted;
    ef_table keys; /* of the objects at the node looked at last */
    unsigned char *seen;
    ef_arena *arena;
    uint32_t top; /* the document, or its elements when it is an array */
    uint32_t record;
    uint32_t turn;
    uint32_t nodes[EF_MAX_FIELDS][EF_MAX_PATHS][2]; /* by field and path: of the record, the turn */
} json_look;

/* What a place of the plan is in the document: the same steps below another node. */
static uint32_t find_again(const ef_plan *plan, ef_wanted *wanted, uint32_t from, uint32_t place)
{
    ef_step steps[2 * EF_MAX_STEPS];
    uint32_t n_steps = 0;
    for (uint32_t node = place; node != 0; node = plan->wanted->nodes[node].parent) {
        const ef_wanted_node *const each = &plan->wanted->nodes[node];
        steps[EF_COUNT(steps) - ++n_steps] =
            (ef_step){.key = each->key, .every = plan->wanted->nodes[each->parent].every == node};
    }
    return ef_wanted_add(wanted, from, steps + EF_COUNT(steps) - n_steps, n_steps);
}

static bool find_paths(const ef_plan *plan, const ef_mapping *mapping, json_look *look,
                       uint32_t (*nodes)[2])
{
    bool good = true;
    for (uint32_t i = 0; i < mapping->n_paths && good; i++) {
        const uint32_t places[2] = {mapping->paths[i].place, mapping->paths[i].turn_place};
        for (int which = 0; which < 2 && good; which++) {
            nodes[i][which] = EF_NONE;
            if (places[which] == EF_NONE)
                continue;
            nodes[i][which] = find_again(plan, look->wanted, look->record, places[which]);
            good = nodes[i][which] != EF_NONE;
        }
    }
    return good;
}

static bool prepare_look(const ef_plan *plan, const ef_guess *guess, json_look *look)
{
    static const ef_step every = {.every = true};
    look->wanted = ef_wanted_new();
    if (look->wanted == NULL)
        return false;
    look->top = guess->array ? ef_wanted_add(look->wanted, 0, &every, 1) : 0;
    look->record = ef_wanted_add(look->wanted, 0, plan->records.steps, plan->records.n_steps);
    if (look->top == EF_NONE || look->record == EF_NONE)
        return false;
    look->turn = ef_wanted_add(look->wanted, look->record, plan->turns.steps, plan->turns.n_steps);
    bool good = look->turn != EF_NONE;
    for (uint32_t i = 0; i < plan->n_fields && good; i++)
        good = find_paths(plan, &plan->fields[i], look, look->nodes[i]);
    return good;
}

/* Looks for the wanted nodes and for the keys of the objects at `keys_of`. */
static bool look_at(json_look *look, uint32_t keys_of)
{
    ef_table_reset(&look->keys);
    look->seen = ef_arena_array(look->arena, look->wanted->n_nodes, sizeof *look->seen);
    return look->seen != NULL &&
           ef_look_at_json(look->head, look->form, look->wanted, keys_of, &look->keys, look->seen);
}

static const ef_span *names_of(const json_look *look)
{
    ef_span *const names = ef_arena_array(look->arena, look->keys.count, sizeof *names);
    for (uint32_t i = 0; i < look->keys.count && names != NULL; i++)
        names[i] = ef_table_key(&look->keys, i);
    return names;
}

static void note_seen(ef_plan *plan, const json_look *look)
{
    for (uint32_t field = 0; field < plan->n_fields; field++) {
        for (uint32_t i = 0; i < plan->fields[field].n_paths; i++) {
            for (int which = 0; which < 2; which++) {
                const uint32_t node = look->nodes[field][i][which];
                if (node != EF_NONE && (look->seen[node] & EF_SEEN_VALUE) != 0)
                    plan->fields[field].paths[i].seen = true;
            }
        }
    }
}

/* What an option says to take apart must be there, even if it is empty. */
static earful_status check_list(const char *input_name, const char *option, const char *text,
                                const ef_path *path, uint32_t from, uint32_t keys_of,
                                json_look *look, earful_error *err)
{
    const uint32_t list = ef_wanted_add(look->wanted, from, path->steps, path->n_steps - 1);
    if (list == EF_NONE || !look_at(look, keys_of))
        return ef_fail_memory(err);
    if (look->seen[list] != 0 || look->keys.count == 0)
        return EARFUL_OK;
    return ef_fail_at(err, EARFUL_USAGE, input_name, 0, 0,
                      "%s %.128s: there is no such list; the fields are: %s", option, text,
                      list_names(names_of(look), look->keys.count, look->arena));
}

static earful_status check_lists(const ef_plan *plan, const ef_plan_options *options,
                                 const char *input_name, json_look *look, earful_error *err)
{
    /* The list of an unfinished document may be still to come. */
    if (plan->form == EF_JSON && !look->head->whole)
        return EARFUL_OK;
    earful_status status = EARFUL_OK;
    if (options->records != NULL)
        status = check_list(input_name, "--records", options->records, &plan->records, 0, look->top,
                            look, err);
    if (status == EARFUL_OK && options->turns != NULL)
        status = check_list(input_name, "--turns", options->turns, &plan->turns, look->record,
                            look->record, look, err);
    return status;
}

static earful_status check_json(ef_plan *plan, const ef_plan_options *options,
                                const char *input_name, const ef_guess *guess, json_look *look,
                                earful_error *err)
{
    if (!prepare_look(plan, guess, look) || !look_at(look, look->turn))
        return ef_fail_memory(err);
    note_seen(plan, look);
    const ef_mapping *const text = &plan->fields[EF_TEXT];
    if (is_seen(text))
        return EARFUL_OK;
    /* Without a record in sight there is nothing to be right or wrong about. */
    if (look->keys.count == 0)
        return check_lists(plan, options, input_name, look, err);
    const ef_span *const names = names_of(look);
    if (names == NULL)
        return ef_fail_memory(err);
    if (is_mapped(options, text->name))
        return fail_missing(input_name, text->name, text->paths[0].text, names, look->keys.count,
                            look->arena, err);
    return fail_no_text(input_name, names, look->keys.count, look->arena, err);
}

static earful_status check_lines(ef_plan *plan, const ef_plan_options *options,
                                 const char *input_name, const ef_head *head, earful_error *err)
{
    plan->fields[EF_TEXT].paths[0].seen = true;
    if (options->n_maps == 0 || ef_span_trim(head->text).len == 0)
        return EARFUL_OK;
    return ef_fail_at(err, EARFUL_USAGE, input_name, 0, 0,
                      "--map %.128s: the input is plain lines, which have no fields",
                      options->maps[0]);
}

earful_status ef_plan_check(ef_plan *plan, const ef_plan_options *options, const char *input_name,
                            const ef_head *head, const ef_guess *guess, earful_error *err)
{
    earful_status status = EARFUL_OK;
    ef_arena arena;
    ef_arena_init(&arena, ARENA_CHUNK);
    if (plan->form == EF_CSV || plan->form == EF_TSV) {
        status = check_table(plan, options, input_name, guess, &arena, err);
    } else if (plan->form == EF_LINES) {
        status = check_lines(plan, options, input_name, head, err);
    } else {
        json_look *const look = ef_arena_alloc(&arena, sizeof *look);
        if (look == NULL) {
            status = ef_fail_memory(err);
        } else {
            look->head = head;
            look->form = plan->form;
            look->arena = &arena;
            ef_table_init(&look->keys);
            status = check_json(plan, options, input_name, guess, look, err);
            ef_table_fini(&look->keys);
            ef_wanted_free(look->wanted);
        }
    }
    ef_arena_fini(&arena);
    return status;
}
