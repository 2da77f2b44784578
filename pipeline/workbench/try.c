#include "workbench/try.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/grow.h"
#include "report/figures.h"

enum { MOST_MARKS = 16 }; /* of one sentence; further ones are not shown */

/* What a sentence is to the rule; the greater one counts. */
typedef enum sort { NOTHING, NEAR_MISS, GUARDED, HIT } sort;

typedef struct try_context {
    const ef_trial *trial;
    earful_report report;
    size_t most;
    bool *needed; /* by atom: the rule needs it */
    /* all workers' */
    uint64_t records;
    uint64_t mentions;
    uint64_t guarded;
    ef_snippets hits;
    ef_snippets near;
} try_context;

/* One worker's. */
typedef struct try_state {
    const try_context *context;
    uint64_t records;
    uint64_t mentions;
    uint64_t guarded;
    ef_snippets hits;
    ef_snippets near;
    uint8_t *sorts; /* by sentence of the block */
    size_t sorts_capacity;
    ef_buffer line;
} try_state;

static void *begin(void *context)
{
    const try_context *const about = context;
    try_state *const state = calloc(1, sizeof *state);
    if (state == NULL)
        return NULL;
    state->context = about;
    ef_snippets_init(&state->hits, about->most);
    ef_snippets_init(&state->near, about->most);
    return state;
}

static void release(try_state *state)
{
    ef_snippets_fini(&state->hits);
    ef_snippets_fini(&state->near);
    ef_buffer_fini(&state->line);
    free(state->sorts);
    free(state);
}

static void raise(uint8_t *held, sort found)
{
    if (*held < found)
        *held = (uint8_t)found;
}

static bool is_needed(const try_state *state, const ef_resolved *resolved, size_t token)
{
    const ef_atoms atoms = ef_atoms_of(resolved, (uint32_t)token);
    for (uint32_t i = 0; i < atoms.count; i++) {
        if (state->context->needed[atoms.at[i]])
            return true;
    }
    return false;
}

/* Counts the block and says what each of its sentences is. */
static void sort_sentences(try_state *state, const ef_analysis *analysis)
{
    const ef_hits *const hits = &analysis->hits;
    const ef_tokens *const tokens = &analysis->tokens;
    uint32_t counted = EF_NONE;
    memset(state->sorts, NOTHING, tokens->n_sentences);
    for (size_t t = 0; t < tokens->count; t++) {
        if (is_needed(state, &analysis->resolved, t))
            raise(&state->sorts[tokens->sentence[t]], NEAR_MISS);
    }
    for (size_t i = 0; i < hits->n_topics; i++) {
        const ef_topic_hit *const hit = &hits->topics[i];
        raise(&state->sorts[hit->sentence], hit->guarded ? GUARDED : HIT);
        if (hit->guarded) {
            state->guarded++;
            continue;
        }
        const uint32_t record = analysis->documents.items[hit->document].record;
        state->mentions++;
        state->records += record != counted;
        counted = record;
    }
}

/* False when no more marks are wanted. One that touches the last is part of it. */
static bool add_mark(ef_mark *marks, size_t *n_marks, ef_mark mark)
{
    if (*n_marks > 0 && mark.start <= marks[*n_marks - 1].end) {
        if (mark.end > marks[*n_marks - 1].end)
            marks[*n_marks - 1].end = mark.end;
        return true;
    }
    if (*n_marks == MOST_MARKS)
        return false;
    marks[(*n_marks)++] = mark;
    return true;
}

static size_t mark_hits(const ef_analysis *analysis, size_t first_hit, uint32_t sentence,
                        bool guarded, ef_mark *marks)
{
    const ef_hits *const hits = &analysis->hits;
    size_t n_marks = 0;
    for (size_t i = first_hit; i < hits->n_topics && hits->topics[i].sentence == sentence; i++) {
        const ef_topic_hit *const hit = &hits->topics[i];
        if (hit->guarded == guarded &&
            !add_mark(marks, &n_marks,
                      ef_mark_of_tokens(analysis, hit->first_token, hit->last_token)))
            break;
    }
    return n_marks;
}

static size_t mark_needed(const try_state *state, const ef_analysis *analysis, uint32_t sentence,
                          ef_mark *marks)
{
    const ef_sentence *const range = &analysis->tokens.sentences[sentence];
    size_t n_marks = 0;
    for (uint32_t t = range->first_token; t < range->first_token + range->n_tokens; t++) {
        if (is_needed(state, &analysis->resolved, t) &&
            !add_mark(marks, &n_marks, ef_mark_of_tokens(analysis, t, t)))
            break;
    }
    return n_marks;
}

static void write_line(try_state *state, sort found, ef_span text, const ef_mark *marks,
                       size_t n_marks)
{
    static const char *const kinds[] = {
        [NOTHING] = "", [NEAR_MISS] = "near miss", [GUARDED] = "guarded", [HIT] = "hit"};
    ef_buffer *const line = &state->line;
    ef_buffer_reset(line);
    if (state->context->report.ndjson) {
        ef_buffer_add_format(line, "{\"kind\":\"%s\",", kinds[found]);
        ef_snippet_add_json(text, marks, n_marks, line);
        ef_buffer_add_char(line, '}');
        return;
    }
    ef_buffer_add_text(line, found == GUARDED ? "  guarded: " : "  ");
    ef_snippet_show(text, marks, n_marks, line);
}

static void offer(try_state *state, const ef_analysis *analysis, uint32_t sentence,
                  size_t first_hit)
{
    const sort found = (sort)state->sorts[sentence];
    const ef_span text = ef_sentence_text(analysis, sentence);
    ef_snippets *const list = found == HIT ? &state->hits : &state->near;
    const uint64_t rank = ef_hash(text);
    ef_mark marks[MOST_MARKS];
    if (!ef_snippets_want(list, rank))
        return;
    const size_t n_marks = found == NEAR_MISS
                               ? mark_needed(state, analysis, sentence, marks)
                               : mark_hits(analysis, first_hit, sentence, found == GUARDED, marks);
    write_line(state, found, text, marks, n_marks);
    if (state->line.failed)
        list->failed = true;
    ef_snippets_offer(list, rank, ef_buffer_span(&state->line));
}

static earful_status visit(void *visitor_state, const ef_block *block, const ef_analysis *analysis,
                           earful_error *err)
{
    (void)block;
    try_state *const state = visitor_state;
    const ef_hits *const hits = &analysis->hits;
    const size_t n_sentences = analysis->tokens.n_sentences;
    if (!ef_grow(&state->sorts, &state->sorts_capacity, n_sentences + 1, sizeof state->sorts[0]))
        return ef_fail_memory(err);
    sort_sentences(state, analysis);
    size_t hit = 0;
    for (uint32_t s = 0; s < n_sentences; s++) {
        while (hit < hits->n_topics && hits->topics[hit].sentence < s)
            hit++;
        if (state->sorts[s] != NOTHING)
            offer(state, analysis, s, hit);
    }
    return state->hits.failed || state->near.failed ? ef_fail_memory(err) : EARFUL_OK;
}

static earful_status finish(void *context, void *visitor_state, earful_status so_far,
                            earful_error *err)
{
    try_context *const about = context;
    try_state *const state = visitor_state;
    if (so_far == EARFUL_OK) {
        about->records += state->records;
        about->mentions += state->mentions;
        about->guarded += state->guarded;
        ef_snippets_merge(&about->hits, &state->hits);
        ef_snippets_merge(&about->near, &state->near);
    }
    release(state);
    return about->hits.failed || about->near.failed ? ef_fail_memory(err) : EARFUL_OK;
}

static void write_snippets(const ef_snippets *snippets, ef_buffer *out)
{
    for (size_t i = 0; i < snippets->count; i++) {
        ef_buffer_add_span(out, ef_snippet_text(&snippets->items[i]));
        ef_buffer_add_char(out, '\n');
    }
}

static void write_counts(const try_context *about, uint64_t scored, ef_buffer *out)
{
    ef_buffer_add_text(out, "records ");
    ef_figure_count(out, (int64_t)about->records);
    ef_buffer_add_text(out, " of ");
    ef_figure_count(out, (int64_t)scored);
    ef_buffer_add_text(out, " (");
    ef_figure_percent(out, (int64_t)about->records, (int64_t)scored);
    ef_buffer_add_text(out, ")");
    if (about->trial->one_in > 1)
        ef_buffer_add_format(out, " of a sample of 1 in %" PRIu64, about->trial->one_in);
    ef_buffer_add_text(out, ", mentions ");
    ef_figure_count(out, (int64_t)about->mentions);
    ef_buffer_add_text(out, ", guarded ");
    ef_figure_count(out, (int64_t)about->guarded);
    ef_buffer_add_char(out, '\n');
}

static void write_text(const try_context *about, uint64_t scored, ef_buffer *out)
{
    write_counts(about, scored, out);
    if (about->hits.count > 0)
        ef_buffer_add_text(out, "\nHITS\n");
    write_snippets(&about->hits, out);
    if (about->near.count > 0)
        ef_buffer_add_text(out, "\nNEAR MISSES\n");
    write_snippets(&about->near, out);
}

static void write_ndjson(const try_context *about, uint64_t scored, ef_buffer *out)
{
    ef_buffer_add_format(
        out,
        "{\"kind\":\"summary\",\"records\":%" PRIu64 ",\"of\":%" PRIu64 ",\"mentions\":%" PRIu64
        ",\"guarded\":%" PRIu64 ",\"sample_one_in\":%" PRIu64 "}\n",
        about->records, scored, about->mentions, about->guarded, about->trial->one_in);
    write_snippets(&about->hits, out);
    write_snippets(&about->near, out);
}

static earful_status write(const try_context *about, const ef_run *run, earful_error *err)
{
    ef_buffer out = {0};
    const uint64_t scored = ef_census_sum(&run->state.census, EF_CENSUS_SCORED);
    if (about->report.ndjson)
        write_ndjson(about, scored, &out);
    else
        write_text(about, scored, &out);
    const earful_status status = out.failed
                                     ? ef_fail_memory(err)
                                     : ef_sink_write(about->report.sink, ef_buffer_span(&out), err);
    ef_buffer_fini(&out);
    return status;
}

/* Which atoms the rule needs: a sentence that holds one of them nearly matched. */
static bool find_needed(try_context *about)
{
    const earful_model *const model = about->trial->model;
    const ef_rule *const rule = &model->topics.rules[model->topics.first_tried];
    about->needed = calloc(ef_vocabulary_atoms(model->vocabulary) + 1, sizeof about->needed[0]);
    for (size_t i = 0; i < rule->n_needs && about->needed != NULL; i++)
        about->needed[rule->needs[i]] = true;
    return about->needed != NULL;
}

static earful_status run_trial(try_context *about, earful_corpus corpus, earful_error *err)
{
    const ef_visitor visitor = {.context = about, .begin = begin, .visit = visit, .finish = finish};
    ef_run run = {0};
    if (!find_needed(about))
        return ef_fail_memory(err);
    earful_status status = ef_corpus_run(about->trial->model, corpus, &visitor, &run, err);
    if (status == EARFUL_OK)
        status = write(about, &run, err);
    ef_run_fini(&run);
    return status;
}

earful_status earful_try(const earful_model_options *options, const char *rule,
                         earful_corpus corpus, size_t most, earful_report report, earful_error *err)
{
    ef_trial trial;
    try_context about = {.trial = &trial, .report = report, .most = most};
    ef_snippets_init(&about.hits, most);
    ef_snippets_init(&about.near, most);
    earful_status status = ef_trial_open(&trial, options, rule, corpus, err);
    corpus.options = &trial.options;
    if (status == EARFUL_OK)
        status = run_trial(&about, corpus, err);
    ef_snippets_fini(&about.hits);
    ef_snippets_fini(&about.near);
    free(about.needed);
    ef_trial_close(&trial);
    return status;
}
