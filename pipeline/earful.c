/* The public API (include/earful.h) over the engine and the report writers. Nothing is decided
 * here: each function checks what the caller promised, calls one stage, and translates. */
#include "earful.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "engine/engine.h"
#include "engine/order.h"
#include "lexicon/builtin.h"
#include "report/explain.h"
#include "report/sniff.h"

enum { MAX_STATE_BYTES = 1 << 30, DEFAULT_MAX_CELLS = 1000000 };

struct earful_result {
    ef_run run;
    const char **warnings;
    size_t n_warnings;
};

const char *earful_version(void)
{
    return EARFUL_VERSION;
}

void earful_options_init(earful_options *options)
{
    *options = (earful_options){.sample = 1, .max_cells = DEFAULT_MAX_CELLS};
}

static earful_result *new_result(void)
{
    earful_result *const result = calloc(1, sizeof *result);
    if (result != NULL)
        ef_arena_init(&result->run.arena, 4096);
    return result;
}

void earful_result_close(earful_result *result)
{
    if (result == NULL)
        return;
    ef_run_fini(&result->run);
    free(result);
}

/* Everything a caller should be warned of: what the run met, and what the rows say of ratings. */
static earful_status collect_warnings(earful_result *result, earful_error *err)
{
    const ef_manifest *const manifest = &result->run.manifest;
    ef_arena *const arena = &result->run.arena;
    ef_rows rows = {0};
    const earful_status status = ef_rows_make(&rows, &result->run.state, err);
    const size_t most = manifest->n_warnings + rows.n_warnings;
    result->n_warnings = 0;
    result->warnings = ef_arena_array(arena, most + 1, sizeof result->warnings[0]);
    for (size_t i = 0; i < most && result->warnings != NULL; i++) {
        const ef_span text = i < manifest->n_warnings ? manifest->warnings[i]
                                                      : rows.warnings[i - manifest->n_warnings];
        result->warnings[result->n_warnings++] = ef_arena_span(arena, text).at;
    }
    ef_rows_fini(&rows);
    return status == EARFUL_OK && arena->failed ? ef_fail_memory(err) : status;
}

earful_status earful_run(const earful_model *model, const earful_options *options,
                         const earful_input *inputs, size_t n_inputs, earful_result **result,
                         earful_error *err)
{
    *result = NULL;
    earful_result *const made = calloc(1, sizeof *made);
    if (made == NULL)
        return ef_fail_memory(err);
    earful_status status =
        ef_engine_run(model, options, inputs, n_inputs, (ef_audience){0}, &made->run, err);
    if (status == EARFUL_OK || status == EARFUL_INTERRUPTED) {
        const earful_status collected = collect_warnings(made, err);
        status = collected == EARFUL_OK ? status : collected;
    }
    if (status != EARFUL_OK && status != EARFUL_INTERRUPTED)
        earful_result_close(made);
    else
        *result = made;
    return status;
}

earful_counts earful_result_counts(const earful_result *result)
{
    earful_counts counts = ef_run_counts(&result->run);
    counts.warnings = result->n_warnings;
    return counts;
}

const char *earful_result_warning(const earful_result *result, size_t index)
{
    return index < result->n_warnings ? result->warnings[index] : NULL;
}

static void write_rows(const ef_rows *rows, const ef_manifest *manifest, earful_format format,
                       ef_buffer *out)
{
    switch (format) {
    case EARFUL_TABLE: ef_write_table(rows, manifest, out); break;
    case EARFUL_TOPICS_CSV: ef_write_topics_csv(rows, out); break;
    case EARFUL_SENTIMENT_CSV: ef_write_sentiment_csv(rows, out); break;
    case EARFUL_DIM_TOPIC_CSV: ef_write_dim_topic_csv(rows, out); break;
    case EARFUL_NDJSON: ef_write_ndjson(rows, out); break;
    case EARFUL_JSON: ef_write_json(rows, manifest, out); break;
    case EARFUL_MANIFEST: ef_write_manifest(rows, manifest, out); break;
    case EARFUL_STATE: break;
    }
}

static earful_status format_result(const earful_result *result, earful_format format,
                                   ef_buffer *out, earful_error *err)
{
    if (format == EARFUL_STATE)
        return ef_state_write(&result->run.state, out, err);
    ef_rows rows = {0};
    const earful_status status = ef_rows_make(&rows, &result->run.state, err);
    if (status == EARFUL_OK)
        write_rows(&rows, &result->run.manifest, format, out);
    ef_rows_fini(&rows);
    return status == EARFUL_OK && out->failed ? ef_fail_memory(err) : status;
}

static earful_status pass_on(ef_buffer *bytes, earful_status status, const earful_sink *sink,
                             earful_error *err)
{
    if (status == EARFUL_OK)
        status = ef_sink_write(sink, ef_buffer_span(bytes), err);
    ef_buffer_fini(bytes);
    return status;
}

earful_status earful_result_write(const earful_result *result, earful_format format,
                                  const earful_sink *sink, earful_error *err)
{
    ef_buffer bytes = {0};
    const earful_status status = format_result(result, format, &bytes, err);
    return pass_on(&bytes, status, sink, err);
}

earful_status earful_result_write_file(const earful_result *result, earful_format format,
                                       const char *path, earful_error *err)
{
    ef_buffer bytes = {0};
    earful_status status = format_result(result, format, &bytes, err);
    if (status == EARFUL_OK)
        status = ef_file_write(path, ef_buffer_span(&bytes), err);
    ef_buffer_fini(&bytes);
    return status;
}

earful_status earful_result_write_directory(const earful_result *result, const char *path,
                                            bool force, earful_error *err)
{
    static const struct {
        const char *name;
        earful_format format;
    } files[] = {{"topics.csv", EARFUL_TOPICS_CSV},
                 {"sentiment.csv", EARFUL_SENTIMENT_CSV},
                 {"dim_topic.csv", EARFUL_DIM_TOPIC_CSV},
                 {"state.earful", EARFUL_STATE},
                 {"manifest.json", EARFUL_MANIFEST}}; /* last: its presence says all is there */
    earful_status status = ef_directory_make(path, force, err);
    for (size_t i = 0; i < EF_COUNT(files) && status == EARFUL_OK; i++) {
        char name[4096];
        if ((size_t)snprintf(name, sizeof name, "%s/%s", path, files[i].name) >= sizeof name)
            return ef_fail_at(err, EARFUL_USAGE, path, 0, 0, "the path is too long");
        status = earful_result_write_file(result, files[i].format, name, err);
    }
    return status;
}

earful_status earful_result_note_arguments(earful_result *result, int argc, const char *const *argv,
                                           earful_error *err)
{
    ef_run *const run = &result->run;
    ef_span *const arguments = ef_arena_array(&run->arena, (size_t)argc + 1, sizeof arguments[0]);
    for (int i = 0; i < argc && arguments != NULL; i++)
        arguments[i] = ef_arena_span(&run->arena, ef_span_of(argv[i]));
    if (run->arena.failed)
        return ef_fail_memory(err);
    run->manifest.arguments = arguments;
    run->manifest.n_arguments = (size_t)argc;
    return EARFUL_OK;
}

/* An interrupted run says so in the census of its state. */
static bool is_complete(const ef_state *state)
{
    return ef_census_count(&state->census, EF_CENSUS_MENDED, EF_SPAN_TEXT("interrupted")) == 0;
}

earful_status earful_result_open(const char *path, earful_result **result, earful_error *err)
{
    *result = NULL;
    ef_buffer bytes = {0};
    earful_result *const made = new_result();
    earful_status status =
        made == NULL ? ef_fail_memory(err) : ef_file_read(path, MAX_STATE_BYTES, &bytes, err);
    if (status == EARFUL_OK)
        status = ef_state_read(&made->run.state, path, ef_buffer_span(&bytes), err);
    if (status == EARFUL_OK)
        status = collect_warnings(made, err);
    ef_buffer_fini(&bytes);
    if (status != EARFUL_OK) {
        earful_result_close(made);
        return status;
    }
    made->run.manifest.complete = is_complete(&made->run.state);
    *result = made;
    return EARFUL_OK;
}

earful_status earful_result_merge(earful_result *into, const earful_result *other, bool *added,
                                  earful_error *err)
{
    *added = false;
    const earful_status status = ef_state_merge(&into->run.state, &other->run.state, added, err);
    if (status != EARFUL_OK)
        return status;
    into->run.manifest.complete = is_complete(&into->run.state);
    return collect_warnings(into, err);
}

earful_status earful_score(const earful_model *model, const earful_options *options,
                           const earful_input *inputs, size_t n_inputs, const earful_sink *sink,
                           earful_counts *counts, earful_error *err)
{
    ef_run run = {0};
    const earful_status status =
        ef_engine_run(model, options, inputs, n_inputs, (ef_audience){.lines = sink}, &run, err);
    if (counts != NULL)
        *counts = ef_run_counts(&run);
    ef_run_fini(&run);
    return status;
}

earful_status earful_explain(const earful_model *model, const char *text, size_t len, bool json,
                             const earful_sink *sink, earful_error *err)
{
    ef_buffer bytes = {0};
    const earful_status status = ef_explain(model, ef_span_make(text, len), json, &bytes, err);
    return pass_on(&bytes, status, sink, err);
}

earful_status earful_sniff(const earful_options *options, const earful_input *input, bool json,
                           const earful_sink *sink, earful_error *err)
{
    ef_buffer bytes = {0};
    const ef_reader_options reading = ef_reading_options(options);
    const earful_status status = ef_sniff(input, &reading, json, &bytes, err);
    return pass_on(&bytes, status, sink, err);
}

bool earful_demo_input(size_t index, earful_input *input)
{
    static const char *const files[] = {"demo/calls.ndjson",  "demo/chats.ndjson",
                                        "demo/email.ndjson",  "demo/reviews.ndjson",
                                        "demo/social.ndjson", "demo/survey.csv"};
    if (index >= EF_COUNT(files))
        return false;
    const ef_span bytes = ef_builtin_file(files[index]);
    *input = (earful_input){.name = files[index], .data = bytes.at, .size = bytes.len};
    return true;
}
