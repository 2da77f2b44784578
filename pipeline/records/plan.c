#include "records/plan.h"

#include <stdlib.h>

#include "base/attr.h"
#include "base/nearest.h"
#include "records/compile.h"
#include "records/mapping.h"
#include "records/path.h"
#include "records/preset.h"
#include "records/recognise.h"
#include "records/sniff_form.h"
#include "records/wanted.h"

enum { ARENA_CHUNK = 16 * 1024 };

const char *ef_form_name(ef_form form)
{
    switch (form) {
    case EF_NDJSON: return "ndjson";
    case EF_JSON: return "json";
    case EF_CSV: return "csv";
    case EF_TSV: return "tsv";
    case EF_LINES: break;
    }
    return "lines";
}

void ef_plan_free(ef_plan *plan)
{
    if (plan == NULL)
        return;
    ef_wanted_free(plan->wanted);
    ef_arena_fini(&plan->arena);
    free(plan);
}

const char *const ef_field_names[EF_FIRST_EXTRA_FIELD] = {
    [EF_ID] = "id",           [EF_CHANNEL] = "channel",
    [EF_TEXT] = "text",       [EF_TIME] = "time",
    [EF_RATING] = "rating",   [EF_ROLE] = "role",
    [EF_PRODUCT] = "product", [EF_LANG] = "lang",
    [EF_AUTHOR] = "author",   [EF_CONVERSATION] = "conversation",
    [EF_WEIGHT] = "weight",   [EF_REPLY] = "reply",
};

uint32_t ef_plan_field(const ef_plan *plan, ef_span name)
{
    const uint32_t n_fields = plan != NULL ? plan->n_fields : EF_FIRST_EXTRA_FIELD;
    for (uint32_t i = 0; i < n_fields; i++) {
        const ef_span known = plan != NULL ? plan->fields[i].name : ef_span_of(ef_field_names[i]);
        if (ef_span_equal(known, name))
            return i;
    }
    return EF_NONE;
}

/* ---- options ---- */

static earful_status check_preset(const char *name, ef_arena *arena, earful_error *err)
{
    ef_span *const names = ef_arena_array(arena, ef_n_presets, sizeof *names);
    if (names == NULL)
        return ef_fail_memory(err);
    for (size_t i = 0; i < ef_n_presets; i++)
        names[i] = ef_span_of(ef_presets[i].name);
    if (ef_preset_named(name) != NULL)
        return EARFUL_OK;
    const ef_span *const near = ef_nearest(ef_span_of(name), names, ef_n_presets);
    return ef_fail(err, EARFUL_USAGE, "--preset %.64s: no such preset%s%s; there are: %s", name,
                   near != NULL ? "; did you mean " : "", near != NULL ? near->at : "",
                   ef_preset_names(arena));
}

/* MIN-MAX: the dash between them is the first that is no sign. */
static earful_status read_scale(const char *text, ef_plan *plan, earful_error *err)
{
    const char *const dash = text[0] != '\0' ? strchr(text + 1, '-') : NULL;
    long long min, max;
    if (dash == NULL || !ef_span_to_int(ef_span_make(text, (size_t)(dash - text)), &min) ||
        !ef_span_to_int(ef_span_of(dash + 1), &max) || min >= max || min < -1000000 ||
        max > 1000000)
        return ef_fail(err, EARFUL_USAGE,
                       "--scale %.64s: write MIN-MAX in whole numbers, such as 1-5 or 0-10", text);
    plan->scale_min = min;
    plan->scale_max = max;
    return EARFUL_OK;
}

/* ---- records and turns ---- */

/* The path of an option or a preset that leads to elements: it must end in []. */
static earful_status read_elements(const char *option, const char *text, ef_plan *plan,
                                   ef_path *path, earful_error *err)
{
    const char *const what = ef_arena_format(&plan->arena, "%s %.256s", option, text);
    if (what == NULL)
        return ef_fail_memory(err);
    if (plan->form != EF_NDJSON && plan->form != EF_JSON)
        return ef_fail(err, EARFUL_USAGE, "%s: that is for JSON, and the input is %s", what,
                       ef_form_name(plan->form));
    const earful_status status = ef_path_parse(what, ef_span_of(text), &plan->arena, path, err);
    if (status == EARFUL_OK && !path->steps[path->n_steps - 1].every)
        return ef_fail(err, EARFUL_USAGE, "%s: the path must end in [], such as %s[]", what, text);
    return status;
}

/* Puts [] before the records path, where the document itself is an array. */
static earful_status prepend_every(ef_plan *plan, earful_error *err)
{
    ef_path *const records = &plan->records;
    if (records->n_steps > 0 && records->steps[0].every)
        return EARFUL_OK;
    ef_step *const steps = ef_arena_array(&plan->arena, records->n_steps + 1, sizeof *steps);
    if (steps == NULL)
        return ef_fail_memory(err);
    steps[0].every = true;
    if (records->n_steps > 0)
        memcpy(steps + 1, records->steps, records->n_steps * sizeof *steps);
    const char *const text =
        ef_arena_format(&plan->arena, "[]%s%s", records->n_steps > 0 ? "." : "",
                        records->n_steps > 0 ? records->text.at : "");
    if (text == NULL)
        return ef_fail_memory(err);
    records->text = ef_span_of(text);
    records->steps = steps;
    records->n_steps++;
    return EARFUL_OK;
}

static earful_status add_elements(ef_plan *plan, const ef_plan_options *options,
                                  const ef_match *match, bool array, earful_error *err)
{
    const ef_preset *const preset = plan->known;
    earful_status status = EARFUL_OK;
    if (options->records != NULL)
        status = read_elements("--records", options->records, plan, &plan->records, err);
    else if (match->records)
        status = read_elements(preset->name, preset->records, plan, &plan->records, err);
    if (status == EARFUL_OK && options->turns != NULL)
        status = read_elements("--turns", options->turns, plan, &plan->turns, err);
    else if (status == EARFUL_OK && preset->turns != NULL)
        status = read_elements(preset->name, preset->turns, plan, &plan->turns, err);
    if (status == EARFUL_OK && array)
        status = prepend_every(plan, err);
    return status;
}

/* ---- the whole ---- */

typedef struct known_columns {
    const ef_map *maps;
    size_t n_maps;
} known_columns;

static bool is_among(const char *names, ef_span name)
{
    ef_span rest = ef_span_of(names);
    while (rest.len > 0) {
        if (ef_span_equal_ignoring_case(ef_span_cut(&rest, '|'), name))
            return true;
    }
    return false;
}

/* Whether a table has this column: the user maps it, or it is where some preset finds a text. */
static bool is_known_column(const void *context, ef_span name)
{
    const known_columns *const known = context;
    for (size_t i = 0; i < known->n_maps; i++) {
        if (ef_span_equal_ignoring_case(known->maps[i].path, name))
            return true;
    }
    for (size_t i = 0; i < ef_n_presets; i++) {
        for (size_t j = 0; j < ef_presets[i].n_fields; j++) {
            if (ef_presets[i].fields[j].field == EF_TEXT &&
                is_among(ef_presets[i].fields[j].paths, name))
                return true;
        }
    }
    return false;
}

static void take_guess(ef_plan *plan, const ef_head *head, const ef_guess *guess)
{
    plan->form = guess->form;
    plan->utf16_le = head->utf16_le;
    plan->utf16_be = head->utf16_be;
    plan->delimiter = guess->delimiter;
    plan->n_columns = (uint32_t)guess->n_columns;
    plan->header_rows = guess->header_rows;
}

static earful_status fill(ef_plan *plan, const ef_plan_options *options, const char *input_name,
                          const ef_head *head, const ef_map *maps, ef_arena *scratch,
                          earful_error *err)
{
    const known_columns known = {maps, options->n_maps};
    const ef_guess guess = ef_sniff_form(head, is_known_column, &known, scratch);
    const ef_match match = ef_recognise(head, &guess, options->preset, scratch);
    if (match.preset == NULL || scratch->failed)
        return ef_fail_memory(err);
    take_guess(plan, head, &guess);
    plan->known = match.preset;
    plan->preset = match.preset->name;
    plan->scale_min = match.preset->scale_min;
    plan->scale_max = match.preset->scale_max;
    const char *const channel = options->channel != NULL ? options->channel : match.preset->channel;
    if (channel != NULL)
        plan->channel = ef_arena_span(&plan->arena, ef_span_of(channel));
    earful_status status = add_elements(plan, options, &match, guess.array, err);
    /* One endless line is read as lines as long as its value is the record. */
    if (guess.one_line && plan->records.n_steps == 0)
        plan->form = EF_NDJSON;
    if (status == EARFUL_OK)
        status = ef_map_fields(plan, options, maps, err);
    if (status == EARFUL_OK && options->scale != NULL)
        status = read_scale(options->scale, plan, err);
    if (status == EARFUL_OK)
        status = ef_plan_compile(plan, &guess, err);
    if (status == EARFUL_OK)
        status = ef_plan_check(plan, options, input_name, head, &guess, err);
    return status;
}

earful_status ef_plan_make(const ef_plan_options *options, const char *input_name, ef_span head,
                           bool whole, ef_plan **plan, earful_error *err)
{
    ef_map *maps = NULL;
    ef_arena scratch;
    *plan = NULL;
    ef_plan *const made = calloc(1, sizeof *made);
    if (made == NULL)
        return ef_fail_memory(err);
    ef_arena_init(&made->arena, ARENA_CHUNK);
    ef_arena_init(&scratch, ARENA_CHUNK);
    earful_status status = ef_read_maps(options, &scratch, &maps, err);
    if (status == EARFUL_OK && options->preset != NULL)
        status = check_preset(options->preset, &scratch, err);
    if (status == EARFUL_OK) {
        const ef_head ready = ef_head_of(head, whole, &scratch);
        status = fill(made, options, input_name, &ready, maps, &scratch, err);
    }
    if (status == EARFUL_OK && made->arena.failed)
        status = ef_fail_memory(err);
    ef_arena_fini(&scratch);
    if (status == EARFUL_OK)
        *plan = made;
    else
        ef_plan_free(made);
    return status;
}
