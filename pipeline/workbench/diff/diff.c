#include "workbench/diff/diff.h"

#include <stdlib.h>

#include "engine/identity.h"
#include "report/figures.h"

typedef struct diff_context {
    const earful_model *a;
    const earful_model *b;
    const earful_options *options;
    earful_report report;
    size_t most;
    ef_both_topics topics;
    ef_tally_options counting; /* of B */
    ef_tally tally;            /* of B, all workers' */
    ef_snippets shown;
    ef_flip_counts counts;
} diff_context;

/* One worker's. */
typedef struct diff_state {
    ef_analysis other;
    ef_tally tally;
    ef_flipper flipper;
} diff_state;

static void release(diff_state *state)
{
    ef_analysis_fini(&state->other);
    ef_tally_fini(&state->tally);
    ef_flipper_fini(&state->flipper);
    free(state);
}

static void *begin(void *context)
{
    const diff_context *const about = context;
    diff_state *const state = calloc(1, sizeof *state);
    if (state == NULL)
        return NULL;
    const bool analyses = ef_analysis_init(&state->other, about->b);
    const bool counts = ef_tally_init(&state->tally, &about->counting);
    const bool flips = ef_flipper_init(&state->flipper, about->a, about->b, &about->topics,
                                       about->most, about->report.ndjson);
    if (analyses && counts && flips)
        return state;
    release(state);
    return NULL;
}

static earful_status visit(void *visitor_state, const ef_block *block, const ef_analysis *analysis,
                           earful_error *err)
{
    diff_state *const state = visitor_state;
    ef_analysis *const other = &state->other;
    const ef_documents *const documents = &analysis->documents;
    const ef_plan *const plan = block->batch->plan;
    if (!ef_analysis_find_in(other, documents, plan, NULL))
        return ef_fail_memory(err);
    const earful_status status =
        ef_tally_add(&state->tally, plan, documents, &other->tokens, &other->hits, err);
    return status == EARFUL_OK ? ef_flipper_look(&state->flipper, block, analysis, other, err)
                               : status;
}

static earful_status gather(diff_context *about, const diff_state *state, earful_error *err)
{
    const ef_flip_counts *const counts = &state->flipper.counts;
    about->counts.checked += counts->checked;
    about->counts.flipped += counts->flipped;
    about->counts.labels += counts->labels;
    about->counts.topics += counts->topics;
    ef_snippets_merge(&about->shown, &state->flipper.shown);
    return about->shown.failed ? ef_fail_memory(err)
                               : ef_tally_merge(&about->tally, &state->tally, err);
}

static earful_status finish(void *context, void *visitor_state, earful_status so_far,
                            earful_error *err)
{
    const earful_status status =
        so_far == EARFUL_OK ? gather(context, visitor_state, err) : EARFUL_OK;
    release(visitor_state);
    return status;
}

static void write_summary(const ef_flip_counts *counts, bool ndjson, ef_buffer *out)
{
    if (ndjson) {
        ef_buffer_add_text(out, "{\"kind\":\"summary\",\"records\":");
        ef_buffer_add_int(out, (int64_t)counts->checked);
        ef_buffer_add_text(out, ",\"flipped\":");
        ef_buffer_add_int(out, (int64_t)counts->flipped);
        ef_buffer_add_text(out, ",\"labels\":");
        ef_buffer_add_int(out, (int64_t)counts->labels);
        ef_buffer_add_text(out, ",\"topic_sets\":");
        ef_buffer_add_int(out, (int64_t)counts->topics);
        ef_buffer_add_text(out, "}\n");
        return;
    }
    ef_buffer_add_text(out, "flipped ");
    ef_figure_count(out, (int64_t)counts->flipped);
    ef_buffer_add_text(out, " of ");
    ef_figure_count(out, (int64_t)counts->checked);
    ef_buffer_add_text(out, " records (");
    ef_figure_percent(out, (int64_t)counts->flipped, (int64_t)counts->checked);
    ef_buffer_add_text(out, "): labels ");
    ef_figure_count(out, (int64_t)counts->labels);
    ef_buffer_add_text(out, ", sets of topics ");
    ef_figure_count(out, (int64_t)counts->topics);
    ef_buffer_add_char(out, '\n');
}

static void write_flips(const diff_context *about, ef_buffer *out)
{
    if (!about->report.ndjson && about->shown.count > 0)
        ef_buffer_add_text(out, "\nFLIPPED RECORDS\n");
    for (size_t i = 0; i < about->shown.count; i++)
        ef_buffer_add_span(out, ef_snippet_text(&about->shown.items[i]));
}

/* Nothing at all when the models agree. */
static void write_all(const diff_context *about, const ef_rows *a, const ef_rows *b, ef_buffer *out)
{
    ef_buffer moved = {0};
    ef_write_moved(a, b, about->report.ndjson, &moved);
    if (moved.failed) {
        out->failed = true;
    } else if (moved.len > 0 || about->counts.flipped > 0) {
        write_summary(&about->counts, about->report.ndjson, out);
        ef_buffer_add_span(out, ef_buffer_span(&moved));
        write_flips(about, out);
    }
    ef_buffer_fini(&moved);
}

/* B's state, as a run with B would have made it. */
static earful_status make_state(diff_context *about, ef_arena *arena, ef_state *state,
                                earful_error *err)
{
    ef_identity identity;
    if (!ef_identity_make(&identity, about->b, about->options, arena))
        return ef_fail_memory(err);
    return ef_state_from_tally(state, &about->tally, identity.digest, identity.settings,
                               identity.n_settings, err);
}

static earful_status write(diff_context *about, ef_run *run, earful_error *err)
{
    ef_state state = {0};
    ef_rows a = {0};
    ef_rows b = {0};
    ef_buffer out = {0};
    earful_status status = make_state(about, &run->arena, &state, err);
    if (status == EARFUL_OK)
        status = ef_rows_make(&a, &run->state, err);
    if (status == EARFUL_OK)
        status = ef_rows_make(&b, &state, err);
    if (status == EARFUL_OK) {
        write_all(about, &a, &b, &out);
        status = out.failed ? ef_fail_memory(err)
                            : ef_sink_write(about->report.sink, ef_buffer_span(&out), err);
    }
    ef_rows_fini(&a);
    ef_rows_fini(&b);
    ef_state_fini(&state);
    ef_buffer_fini(&out);
    return status;
}

static earful_status run_both(diff_context *about, earful_corpus corpus, earful_error *err)
{
    const ef_visitor visitor = {.context = about,
                                .fields = about->b->fields,
                                .n_fields = about->b->n_fields,
                                .begin = begin,
                                .visit = visit,
                                .finish = finish};
    ef_run run = {0};
    if (!ef_both_topics_init(&about->topics, about->a, about->b) ||
        !ef_tally_init(&about->tally, &about->counting))
        return ef_fail_memory(err);
    earful_status status = ef_corpus_run(about->a, corpus, &visitor, &run, err);
    if (status == EARFUL_OK)
        status = write(about, &run, err);
    ef_run_fini(&run);
    return status;
}

/* The languages that a model covers select records, and both models must see the same ones. */
static earful_status check_comparable(const earful_model *a, const earful_model *b,
                                      const earful_options *options, earful_error *err)
{
    if (!ef_span_equal(a->settings.languages, b->settings.languages))
        return ef_fail(err, EARFUL_USAGE,
                       "the models cover different languages, %.*s and %.*s; a diff needs the same",
                       (int)a->settings.languages.len, a->settings.languages.at,
                       (int)b->settings.languages.len, b->settings.languages.at);
    if (options->period != EARFUL_NO_PERIOD || options->n_by > 0 || options->unique)
        return ef_fail(err, EARFUL_USAGE, "a diff takes no periods, segments or unique counts");
    return EARFUL_OK;
}

earful_status earful_diff(const earful_model *a, const earful_model *b, earful_corpus corpus,
                          size_t most, earful_report report, earful_findings *findings,
                          earful_error *err)
{
    diff_context about = {
        .a = a,
        .b = b,
        .options = corpus.options,
        .report = report,
        .most = most,
        .counting = {.model = b, .max_cells = corpus.options->max_cells},
    };
    earful_status status = check_comparable(a, b, corpus.options, err);
    ef_snippets_init(&about.shown, most);
    if (status == EARFUL_OK) {
        status = run_both(&about, corpus, err);
        ef_tally_fini(&about.tally);
        ef_both_topics_fini(&about.topics);
    }
    ef_snippets_fini(&about.shown);
    if (findings != NULL)
        *findings =
            (earful_findings){.warnings = about.counts.flipped, .checked = about.counts.checked};
    return status;
}
