/* The profile: what each rule costs the matcher. Every block is tagged once more by an evaluator
 * that counts, so that a normal run knows nothing of it; costs add up and their order is fixed. */
#include <inttypes.h>
#include <stdlib.h>

#include "earful_workbench.h"
#include "report/figures.h"
#include "workbench/corpus.h"

typedef struct profile_context {
    const earful_model *model;
    ef_rule_cost *costs; /* by rule, all workers' */
} profile_context;

/* One worker's. */
typedef struct profile_state {
    const earful_model *model;
    ef_evaluator *evaluator;
    ef_hits hits;
    ef_rule_cost *costs;
} profile_state;

static ef_rule_cost *new_costs(const earful_model *model)
{
    return calloc(model->topics.n_rules + 1, sizeof(ef_rule_cost));
}

static void release(profile_state *state)
{
    ef_evaluator_free(state->evaluator);
    ef_hits_fini(&state->hits);
    free(state->costs);
    free(state);
}

static void *begin(void *context)
{
    const profile_context *const about = context;
    profile_state *const state = calloc(1, sizeof *state);
    if (state == NULL)
        return NULL;
    state->model = about->model;
    state->costs = new_costs(about->model);
    state->evaluator = ef_evaluator_new(about->model);
    ef_hits_init(&state->hits);
    if (state->costs == NULL || state->evaluator == NULL) {
        release(state);
        return NULL;
    }
    ef_evaluator_scratch(state->evaluator)->costs = state->costs;
    return state;
}

static earful_status visit(void *visitor_state, const ef_block *block, const ef_analysis *analysis,
                           earful_error *err)
{
    profile_state *const state = visitor_state;
    const ef_documents *const documents = &analysis->documents;
    const ef_tokens *const tokens = &analysis->tokens;
    const ef_resolved *const resolved = &analysis->resolved;
    const bool good =
        ef_evaluator_begin(state->evaluator, block->batch->plan, documents, tokens, resolved) &&
        ef_score_sentiment(state->model, documents, tokens, resolved, state->evaluator,
                           &state->hits, NULL) &&
        ef_tag_topics(state->model, state->evaluator, documents, tokens, resolved, &state->hits);
    return good ? EARFUL_OK : ef_fail_memory(err);
}

static earful_status finish(void *context, void *visitor_state, earful_status so_far,
                            earful_error *err)
{
    (void)err;
    (void)so_far;
    profile_context *const about = context;
    profile_state *const state = visitor_state;
    for (size_t i = 0; i < about->model->topics.n_rules; i++) {
        about->costs[i].tries += state->costs[i].tries;
        about->costs[i].matches += state->costs[i].matches;
        about->costs[i].steps += state->costs[i].steps;
        about->costs[i].runaways += state->costs[i].runaways;
    }
    release(state);
    return EARFUL_OK;
}

typedef struct profile_row {
    const ef_rule *rule;
    ef_span topic;
    ef_rule_cost cost;
    size_t number;
} profile_row;

static int by_cost(const void *a, const void *b)
{
    const profile_row *const one = a;
    const profile_row *const other = b;
    if (one->cost.steps != other->cost.steps)
        return one->cost.steps > other->cost.steps ? -1 : 1;
    return one->number < other->number ? -1 : one->number > other->number;
}

static profile_row *make_rows(const profile_context *about, ef_rule_cost *sum)
{
    const ef_topics *const topics = &about->model->topics;
    profile_row *const rows = calloc(topics->n_rules + 1, sizeof rows[0]);
    for (size_t i = 0; i < topics->n_rules && rows != NULL; i++) {
        const ef_rule *const rule = &topics->rules[i];
        rows[i] = (profile_row){rule, topics->items[rule->topic].path, about->costs[i], i};
        sum->tries += about->costs[i].tries;
        sum->matches += about->costs[i].matches;
        sum->steps += about->costs[i].steps;
        sum->runaways += about->costs[i].runaways;
    }
    if (rows != NULL)
        qsort(rows, topics->n_rules, sizeof rows[0], by_cost);
    return rows;
}

static void add_count(ef_buffer *out, uint64_t count, size_t width)
{
    const size_t start = out->len;
    ef_figure_count(out, (int64_t)count);
    ef_figure_align_right(out, start, width);
}

static void write_text_row(const ef_rule_cost *cost, const ef_rule_cost *sum, ef_buffer *out)
{
    const size_t start = out->len;
    ef_figure_percent(out, (int64_t)cost->steps, (int64_t)sum->steps);
    ef_figure_align_right(out, start, 6);
    add_count(out, cost->steps, 14);
    add_count(out, cost->tries, 11);
    add_count(out, cost->matches, 10);
    add_count(out, cost->runaways, 9);
}

static void write_text(const profile_row *rows, size_t n_rows, const ef_rule_cost *sum,
                       ef_buffer *out)
{
    ef_buffer_add_text(out, " SHARE         STEPS      TRIES   MATCHES RUNAWAYS  RULE\n");
    for (size_t i = 0; i < n_rows; i++) {
        write_text_row(&rows[i].cost, sum, out);
        ef_buffer_add_format(out, "  %s:%" PRIu32 " ", rows[i].rule->file, rows[i].rule->line);
        ef_buffer_add_span(out, rows[i].topic);
        ef_buffer_add_char(out, '\n');
    }
    write_text_row(sum, sum, out);
    ef_buffer_add_text(out, "  all rules\n");
}

static void write_ndjson(const profile_row *rows, size_t n_rows, const ef_rule_cost *sum,
                         ef_buffer *out)
{
    for (size_t i = 0; i < n_rows; i++) {
        const ef_rule_cost *const cost = &rows[i].cost;
        ef_buffer_add_text(out, "{\"topic\":");
        ef_buffer_add_json(out, rows[i].topic);
        ef_buffer_add_text(out, ",\"file\":");
        ef_buffer_add_json(out, ef_span_of(rows[i].rule->file));
        ef_buffer_add_format(out,
                             ",\"line\":%" PRIu32 ",\"tries\":%" PRIu64 ",\"matches\":%" PRIu64
                             ",\"steps\":%" PRIu64 ",\"of_steps\":%" PRIu64 ",\"runaways\":%" PRIu64
                             "}\n",
                             rows[i].rule->line, cost->tries, cost->matches, cost->steps,
                             sum->steps, cost->runaways);
    }
}

static earful_status write(const profile_context *about, earful_report report, earful_error *err)
{
    ef_buffer out = {0};
    ef_rule_cost sum = {0};
    profile_row *const rows = make_rows(about, &sum);
    const size_t n_rows = about->model->topics.n_rules;
    if (rows != NULL && report.ndjson)
        write_ndjson(rows, n_rows, &sum, &out);
    else if (rows != NULL)
        write_text(rows, n_rows, &sum, &out);
    const earful_status status = rows == NULL || out.failed
                                     ? ef_fail_memory(err)
                                     : ef_sink_write(report.sink, ef_buffer_span(&out), err);
    free(rows);
    ef_buffer_fini(&out);
    return status;
}

earful_status earful_profile(const earful_model *model, earful_corpus corpus, earful_report report,
                             earful_error *err)
{
    profile_context about = {.model = model, .costs = new_costs(model)};
    const ef_visitor visitor = {
        .context = &about, .begin = begin, .visit = visit, .finish = finish};
    ef_run run = {0};
    if (about.costs == NULL)
        return ef_fail_memory(err);
    earful_status status = ef_corpus_run(model, corpus, &visitor, &run, err);
    if (status == EARFUL_OK)
        status = write(&about, report, err);
    ef_run_fini(&run);
    free(about.costs);
    return status;
}
