#include "records/mapping.h"

#include "records/path.h"
#include "records/preset.h"

static bool is_field_name(ef_span name)
{
    for (size_t i = 0; i < name.len; i++) {
        const char c = name.at[i];
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
              c == '_' || c == '-'))
            return false;
    }
    return name.len > 0;
}

static earful_status read_map(const char *text, ef_arena *arena, ef_map *out, earful_error *err)
{
    const char *const equals = strchr(text, '=');
    out->what = ef_arena_format(arena, "--map %s", text);
    if (out->what == NULL)
        return ef_fail_memory(err);
    if (equals == NULL || equals[1] == '\0' ||
        !is_field_name(ef_span_make(text, (size_t)(equals - text))))
        return ef_fail(err, EARFUL_USAGE, "%s: write FIELD=PATH, such as text=body or rating=stars",
                       out->what);
    out->field = ef_arena_span(arena, ef_span_make(text, (size_t)(equals - text)));
    out->path = ef_arena_span(arena, ef_span_of(equals + 1));
    return EARFUL_OK;
}

earful_status ef_read_maps(const ef_plan_options *options, ef_arena *arena, ef_map **maps,
                           earful_error *err)
{
    *maps = ef_arena_array(arena, options->n_maps, sizeof **maps);
    if (*maps == NULL)
        return ef_fail_memory(err);
    for (size_t i = 0; i < options->n_maps; i++) {
        const earful_status status = read_map(options->maps[i], arena, &(*maps)[i], err);
        if (status != EARFUL_OK)
            return status;
    }
    return EARFUL_OK;
}

static bool is_json(const ef_plan *plan)
{
    return plan->form == EF_NDJSON || plan->form == EF_JSON;
}

static earful_status add_field(ef_plan *plan, ef_span name, uint32_t *field, earful_error *err)
{
    *field = ef_plan_field(plan, name);
    if (*field != EF_NONE)
        return EARFUL_OK;
    if (plan->n_fields == EF_MAX_FIELDS)
        return ef_fail(err, EARFUL_USAGE, "more than %d fields; %.*s is one too many",
                       EF_MAX_FIELDS, (int)name.len, name.at);
    *field = plan->n_fields++;
    plan->fields[*field] = (ef_mapping){.name = ef_arena_span(&plan->arena, name)};
    return EARFUL_OK;
}

/* Appends a path to a field. In a table the whole of it is a column's name. */
static earful_status add_path(ef_plan *plan, uint32_t field, const char *what, ef_span text,
                              earful_error *err)
{
    ef_mapping *const mapping = &plan->fields[field];
    if (mapping->n_paths == EF_MAX_PATHS)
        return ef_fail(err, EARFUL_USAGE, "%s: more than %d paths for one field", what,
                       EF_MAX_PATHS);
    ef_path *const path = &mapping->paths[mapping->n_paths++];
    if (is_json(plan))
        return ef_path_parse(what, text, &plan->arena, path, err);
    *path = (ef_path){
        .text = ef_arena_span(&plan->arena, text), .place = EF_NONE, .turn_place = EF_NONE};
    return EARFUL_OK;
}

static earful_status add_keep(ef_plan *plan, ef_span text, earful_error *err)
{
    ef_span word = text;
    const ef_span path = ef_span_cut(&word, '=');
    ef_keep *const keep = &plan->keeps[plan->n_keeps++];
    keep->word = word;
    return ef_path_parse(plan->preset, path, &plan->arena, &keep->path, err);
}

/* Who asked, and what counts: only JSON has presets that say so. */
static earful_status add_conditions(ef_plan *plan, earful_error *err)
{
    const ef_preset *const preset = plan->known;
    earful_status status = EARFUL_OK;
    plan->requester = EF_NONE;
    if (preset->requester != NULL) {
        status = add_field(plan, EF_SPAN_TEXT("requester"), &plan->requester, err);
        if (status == EARFUL_OK)
            status =
                add_path(plan, plan->requester, preset->name, ef_span_of(preset->requester), err);
    }
    ef_span rest = ef_span_of(is_json(plan) ? preset->keeps : NULL);
    while (status == EARFUL_OK && rest.len > 0 && plan->n_keeps < EF_MAX_KEEPS)
        status = add_keep(plan, ef_span_cut(&rest, '|'), err);
    return status;
}

static earful_status add_preset_fields(ef_plan *plan, earful_error *err)
{
    const ef_preset *const preset = plan->known;
    for (size_t i = 0; i < preset->n_fields; i++) {
        const ef_preset_field *const each = &preset->fields[i];
        plan->fields[each->field].joined = each->joined;
        ef_span rest = ef_span_of(each->paths);
        while (rest.len > 0) {
            const earful_status status =
                add_path(plan, each->field, preset->name, ef_span_cut(&rest, '|'), err);
            if (status != EARFUL_OK)
                return status;
        }
    }
    return add_conditions(plan, err);
}

/* What the user maps replaces what the preset says of that field. */
static earful_status add_user_fields(ef_plan *plan, const ef_map *maps, size_t n_maps,
                                     earful_error *err)
{
    bool mapped[EF_MAX_FIELDS] = {false};
    for (size_t i = 0; i < n_maps; i++) {
        uint32_t field;
        earful_status status = add_field(plan, maps[i].field, &field, err);
        if (status != EARFUL_OK)
            return status;
        if (!mapped[field]) {
            plan->fields[field].n_paths = 0;
            plan->fields[field].joined = field == EF_TEXT;
            mapped[field] = true;
        }
        status = add_path(plan, field, maps[i].what, maps[i].path, err);
        if (status != EARFUL_OK)
            return status;
    }
    if (mapped[EF_RATING])
        plan->scale_min = plan->scale_max = 0;
    return EARFUL_OK;
}

/* Fields that somebody asks for and nothing has mapped are looked for under their own name. */
static earful_status add_extra_fields(ef_plan *plan, const ef_plan_options *options,
                                      earful_error *err)
{
    for (size_t i = 0; i < options->n_extra; i++) {
        uint32_t field;
        const ef_span name = ef_span_of(options->extra[i]);
        earful_status status = add_field(plan, name, &field, err);
        if (status == EARFUL_OK && plan->fields[field].n_paths == 0)
            status = add_path(plan, field, options->extra[i], name, err);
        if (status != EARFUL_OK)
            return status;
    }
    return EARFUL_OK;
}

earful_status ef_map_fields(ef_plan *plan, const ef_plan_options *options, const ef_map *maps,
                            earful_error *err)
{
    plan->n_fields = EF_FIRST_EXTRA_FIELD;
    for (uint32_t i = 0; i < EF_FIRST_EXTRA_FIELD; i++)
        plan->fields[i] = (ef_mapping){.name = ef_span_of(ef_field_names[i])};
    earful_status status = add_preset_fields(plan, err);
    if (status == EARFUL_OK)
        status = add_user_fields(plan, maps, options->n_maps, err);
    if (status == EARFUL_OK)
        status = add_extra_fields(plan, options, err);
    return status;
}
