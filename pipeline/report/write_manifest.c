/* The manifest: what was counted, with which model and options, and how the run went. What may
 * differ between runs over the same data stands in sections of its own: inputs, call, timings. */
#include <inttypes.h>

#include "records/repair.h"
#include "report/json_rows.h"
#include "report/report.h"

/* A text from outside of the data, such as a path, which need not be UTF-8. */
static void add_foreign(ef_buffer *out, ef_span text)
{
    ef_arena scratch;
    uint64_t replaced = 0;
    ef_arena_init(&scratch, 256);
    ef_buffer_add_json(out, ef_utf8_repair(text, &scratch, &replaced));
    out->failed |= scratch.failed;
    ef_arena_fini(&scratch);
}

/* Begins a member of the outermost object. */
static void begin(ef_buffer *out, const char *name)
{
    ef_buffer_add_text(out, ",\n  ");
    ef_json_key(out, name);
    ef_buffer_add_char(out, ' ');
}

static void add_member(ef_buffer *out, bool *first, ef_span name)
{
    ef_buffer_add_text(out, *first ? "\n    " : ",\n    ");
    ef_buffer_add_json(out, name);
    ef_buffer_add_text(out, ": ");
    *first = false;
}

static void end(ef_buffer *out, bool empty, char bracket)
{
    if (!empty)
        ef_buffer_add_text(out, "\n  ");
    ef_buffer_add_char(out, bracket);
}

static void write_census(ef_buffer *out, const char *name, const ef_census *census,
                         const uint32_t *order, ef_census_kind kind)
{
    bool first = true;
    begin(out, name);
    ef_buffer_add_char(out, '{');
    for (size_t i = 0; i < census->names.count; i++) {
        if (ef_census_kind_of(census, order[i]) != kind)
            continue;
        add_member(out, &first, ef_census_name(census, order[i]));
        ef_buffer_add_format(out, "%" PRIu64, census->counts[order[i]]);
    }
    end(out, first, '}');
}

static void write_all_census(ef_buffer *out, const ef_census *census)
{
    ef_arena scratch;
    ef_arena_init(&scratch, 4096);
    uint32_t *const order = ef_arena_array(&scratch, census->names.count, sizeof order[0]);
    if (order != NULL && ef_census_sorted(census, order)) {
        write_census(out, "filtered", census, order, EF_CENSUS_FILTERED);
        write_census(out, "rejected", census, order, EF_CENSUS_REJECTED);
        write_census(out, "mended", census, order, EF_CENSUS_MENDED);
    } else {
        out->failed = true;
    }
    ef_arena_fini(&scratch);
}

static void write_digests(ef_buffer *out, const ef_state *state)
{
    char payload[EF_DIGEST_HEX];
    char model[EF_DIGEST_HEX];
    ef_digest digest = {0};
    if (ef_state_payload_digest(state, &digest, NULL) != EARFUL_OK) {
        out->failed = true;
        return;
    }
    ef_digest_hex(digest, payload);
    ef_digest_hex(state->digest, model);
    begin(out, "digests");
    ef_buffer_add_format(out, "{\n    \"result\": \"%s\",\n    \"model_and_options\": \"%s\"\n  }",
                         payload, model);
}

static bool is_threshold(ef_span name)
{
    static const char suffix[] = "_threshold";
    const size_t len = sizeof suffix - 1;
    return name.len >= len && memcmp(name.at + name.len - len, suffix, len) == 0;
}

static void write_settings(ef_buffer *out, const char *name, const ef_state *state, bool thresholds)
{
    bool first = true;
    begin(out, name);
    ef_buffer_add_char(out, '{');
    for (size_t i = 0; i < state->n_settings; i++) {
        if (is_threshold(state->settings[i].name) != thresholds)
            continue;
        add_member(out, &first, state->settings[i].name);
        ef_buffer_add_json(out, state->settings[i].value);
    }
    end(out, first, '}');
}

static void write_list(ef_buffer *out, const char *name, const ef_span *texts, size_t count,
                       const ef_span *more, size_t n_more)
{
    begin(out, name);
    ef_buffer_add_char(out, '[');
    for (size_t i = 0; i < count + n_more; i++) {
        ef_buffer_add_text(out, i == 0 ? "\n    " : ",\n    ");
        add_foreign(out, i < count ? texts[i] : more[i - count]);
    }
    end(out, count + n_more == 0, ']');
}

static void add_name(ef_buffer *out, const char *name, const char *value)
{
    ef_buffer_add_text(out, ", ");
    ef_json_key(out, name);
    ef_buffer_add_char(out, ' ');
    if (value != NULL)
        ef_buffer_add_json(out, ef_span_of(value));
    else
        ef_buffer_add_text(out, "null");
}

static void write_input(ef_buffer *out, const ef_manifest_input *input)
{
    char digest[EF_DIGEST_HEX];
    ef_digest_hex(input->digest, digest);
    ef_buffer_add_text(out, "{\"name\": ");
    add_foreign(out, input->name);
    add_name(out, "compression", input->compression);
    add_name(out, "form", input->form);
    add_name(out, "preset", input->preset);
    ef_buffer_add_format(out,
                         ", \"raw_bytes\": %" PRIu64 ", \"decoded_bytes\": %" PRIu64
                         ", \"records\": %" PRIu64 ", \"digest\": \"%s\", \"skipped\": %s",
                         input->raw_bytes, input->decoded_bytes, input->records, digest,
                         input->skipped ? "true" : "false");
    ef_buffer_add_text(out, ", \"damage\": ");
    if (input->damage.len > 0)
        add_foreign(out, input->damage);
    else
        ef_buffer_add_text(out, "null");
    ef_buffer_add_char(out, '}');
}

static void write_inputs(ef_buffer *out, const ef_manifest *manifest)
{
    begin(out, "inputs");
    ef_buffer_add_char(out, '[');
    for (size_t i = 0; i < manifest->n_inputs; i++) {
        ef_buffer_add_text(out, i == 0 ? "\n    " : ",\n    ");
        write_input(out, &manifest->inputs[i]);
    }
    end(out, manifest->n_inputs == 0, ']');
}

static void write_call(ef_buffer *out, const ef_manifest *manifest)
{
    begin(out, "call");
    ef_buffer_add_text(out, "{\"arguments\": [");
    for (size_t i = 0; i < manifest->n_arguments; i++) {
        if (i > 0)
            ef_buffer_add_text(out, ", ");
        add_foreign(out, manifest->arguments[i]);
    }
    ef_buffer_add_format(out, "], \"threads\": %u}", manifest->threads);
    begin(out, "timings");
    ef_buffer_add_format(out,
                         "{\"wall_milliseconds\": %" PRId64 ", \"cpu_milliseconds\": %" PRId64 "}",
                         manifest->wall_milliseconds, manifest->cpu_milliseconds);
}

void ef_write_manifest(const ef_rows *rows, const ef_manifest *manifest, ef_buffer *out)
{
    const ef_state *const state = rows->state;
    ef_buffer_add_format(out, "{\n  \"schema_version\": %d", EF_SCHEMA_VERSION);
    begin(out, "tool");
    ef_buffer_add_format(out, "{\"name\": \"earful\", \"version\": \"%s\"}", EARFUL_VERSION);
    begin(out, "complete");
    ef_buffer_add_text(out, manifest->complete ? "true" : "false");
    begin(out, "counts");
    ef_json_counts(out, &state->census);
    write_all_census(out, &state->census);
    write_digests(out, state);
    write_settings(out, "settings", state, false);
    write_settings(out, "thresholds", state, true);
    write_list(out, "model_sources", manifest->sources, manifest->n_sources, NULL, 0);
    write_list(out, "warnings", rows->warnings, rows->n_warnings, manifest->warnings,
               manifest->n_warnings);
    write_inputs(out, manifest);
    write_call(out, manifest);
    ef_buffer_add_text(out, "\n}\n");
}
