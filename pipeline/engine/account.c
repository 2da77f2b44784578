#include "engine/account.h"

static void describe_input(const ef_intake_input *from, ef_arena *arena, ef_manifest_input *to)
{
    *to = (ef_manifest_input){.name = ef_arena_span(arena, ef_span_of(from->input->name)),
                              .compression =
                                  from->finished ? ef_compression_name(from->compression) : NULL,
                              .form = from->finished ? ef_form_name(from->form) : NULL,
                              .preset = from->preset,
                              .raw_bytes = from->raw_bytes,
                              .decoded_bytes = from->decoded_bytes,
                              .records = from->records,
                              .digest = from->digest,
                              .skipped = from->skipped};
    if (from->damage != NULL)
        to->damage = ef_arena_span(arena, ef_span_of(from->damage));
}

static void add_warning(ef_run *run, char *text)
{
    if (text != NULL)
        run->manifest.warnings[run->manifest.n_warnings++] = ef_span_of(text);
}

static void describe_inputs(ef_run *run, const ef_intake *intake)
{
    for (size_t i = 0; i < intake->n_inputs; i++) {
        const ef_intake_input *const input = &intake->inputs[i];
        describe_input(input, &run->arena, &run->manifest.inputs[run->manifest.n_inputs++]);
        run->inputs_skipped += input->skipped;
        run->inputs_damaged += input->damage != NULL;
        if (input->damage != NULL)
            add_warning(run,
                        ef_arena_format(&run->arena, "%s: %s", input->input->name, input->damage));
    }
    if (intake->interrupted)
        add_warning(run, ef_arena_format(&run->arena, "interrupted: the result is incomplete"));
}

static void describe_sources(ef_run *run, const earful_model *model)
{
    for (size_t i = 0; i < model->n_sources; i++)
        run->manifest.sources[run->manifest.n_sources++] =
            ef_arena_span(&run->arena, model->sources[i]);
}

earful_status ef_account_make(ef_run *run, const ef_intake *intake, const earful_model *model,
                              unsigned threads, earful_error *err)
{
    ef_manifest *const manifest = &run->manifest;
    ef_arena *const arena = &run->arena;
    manifest->inputs = ef_arena_array(arena, intake->n_inputs + 1, sizeof manifest->inputs[0]);
    /* One warning an input at most, and one of the interruption. */
    manifest->warnings = ef_arena_array(arena, intake->n_inputs + 1, sizeof manifest->warnings[0]);
    manifest->sources = ef_arena_array(arena, model->n_sources + 1, sizeof manifest->sources[0]);
    if (arena->failed)
        return ef_fail_memory(err);
    manifest->complete = !intake->interrupted;
    manifest->threads = threads;
    describe_inputs(run, intake);
    describe_sources(run, model);
    return arena->failed ? ef_fail_memory(err) : EARFUL_OK;
}
