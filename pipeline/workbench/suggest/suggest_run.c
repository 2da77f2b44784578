/* Suggesting terms, in two passes over the inputs. The first sketches how often each word and pair
 * occurs in the sentences of interest; the second counts exactly what the sketch lets pass. So memory
 * is bounded whatever the inputs hold, no frequent term is lost, and nothing depends on the order in
 * which threads come by. Inputs that can be read only once are refused. */
#include <stdlib.h>

#include "workbench/corpus.h"
#include "workbench/sketch.h"
#include "workbench/suggest/suggest_list.h"
#include "workbench/suggest/suggest_pick.h"
#include "workbench/suggest/suggest_terms.h"

/* Candidates that are counted exactly; the threshold follows from it. */
enum { MOST_COUNTED = 1 << 14 };

typedef struct suggest_context {
    const earful_model *model;
    bool ndjson;
    ef_word_roles roles;
    ef_sketch sketch;   /* of all workers, once the first pass is over */
    uint32_t threshold; /* 0 in the first pass */
    ef_term_counts counts;
    earful_options again; /* of the second pass */
} suggest_context;

/* One worker's, in either pass. */
typedef struct suggest_state {
    const suggest_context *about;
    ef_picks picks;
    ef_sketch sketch;      /* first pass */
    ef_term_counts counts; /* second pass */
    uint64_t sentence;     /* numbers from 1, of this worker */
    uint64_t record;
    ef_buffer term;
    ef_buffer line;
} suggest_state;

static void release(suggest_state *state)
{
    ef_picks_fini(&state->picks);
    ef_sketch_fini(&state->sketch);
    ef_term_counts_fini(&state->counts);
    ef_buffer_fini(&state->term);
    ef_buffer_fini(&state->line);
    free(state);
}

static void *begin(void *context)
{
    const suggest_context *const about = context;
    suggest_state *const state = calloc(1, sizeof *state);
    if (state == NULL)
        return NULL;
    state->about = about;
    ef_term_counts_init(&state->counts);
    if (about->threshold > 0 || ef_sketch_init(&state->sketch))
        return state;
    release(state);
    return NULL;
}

static earful_status sketch_block(void *visitor_state, const ef_block *block,
                                  const ef_analysis *analysis, earful_error *err)
{
    (void)block;
    suggest_state *const state = visitor_state;
    if (!ef_picks_make(&state->picks, analysis))
        return ef_fail_memory(err);
    for (uint32_t s = 0; s < analysis->tokens.n_sentences; s++) {
        if (state->picks.sentences[s] != EF_PICK_TARGET)
            continue;
        ef_candidates all = ef_candidates_of(analysis, &state->about->roles, s);
        ef_candidate one;
        while (ef_candidates_next(&all, &one))
            ef_sketch_add(&state->sketch, one.hash);
    }
    return EARFUL_OK;
}

static void offer_snippet(suggest_state *state, const ef_analysis *analysis, uint32_t sentence,
                          const ef_candidate *candidate, ef_term_count *count)
{
    const ef_sentence *const range = &analysis->tokens.sentences[sentence];
    const ef_document *const document = &analysis->documents.items[range->document];
    const ef_span text = ef_span_make(document->text.at + range->start, range->len);
    const uint64_t rank = ef_hash(text);
    if (!ef_snippets_want(&count->snippets, rank))
        return;
    const uint32_t start = analysis->tokens.start[candidate->first];
    const uint32_t end =
        analysis->tokens.start[candidate->last] + analysis->tokens.len[candidate->last];
    const ef_mark mark = {start - range->start, end - range->start};
    ef_buffer_reset(&state->line);
    if (state->about->ndjson) {
        ef_buffer_add_char(&state->line, '{');
        ef_snippet_add_json(text, &mark, 1, &state->line);
        ef_buffer_add_char(&state->line, '}');
    } else {
        ef_snippet_show(text, &mark, 1, &state->line);
    }
    ef_snippets_offer(&count->snippets, rank, ef_buffer_span(&state->line));
    state->counts.failed = state->counts.failed || state->line.failed || count->snippets.failed;
}

static void count_candidate(suggest_state *state, const ef_candidates *from,
                            const ef_candidate *candidate, uint32_t sentence)
{
    const ef_analysis *const analysis = from->analysis;
    const ef_sentence *const range = &analysis->tokens.sentences[sentence];
    const uint32_t record = analysis->documents.items[range->document].record;
    ef_tokens_join(&analysis->tokens, candidate->first, candidate->last, &state->term);
    ef_term_count *const count = ef_term_counts_add(&state->counts, ef_buffer_span(&state->term));
    if (count == NULL || count->last_sentence == state->sentence)
        return;
    count->last_sentence = state->sentence;
    if (candidate->last != candidate->first)
        count->negators = (uint8_t)((ef_candidate_negates(from, candidate->first) ? 1 : 0) |
                                    (ef_candidate_negates(from, candidate->last) ? 2 : 0));
    else
        count->judges = ef_candidate_judges(from, candidate->first);
    if (state->picks.records[record] && count->last_record != state->record) {
        count->last_record = state->record;
        count->gain++;
    }
    const uint8_t pick = state->picks.sentences[sentence];
    if (pick == EF_PICK_TARGET)
        offer_snippet(state, analysis, sentence, candidate, count);
    count->target += pick == EF_PICK_TARGET;
    count->caught += pick == EF_PICK_CAUGHT;
    count->other += pick == EF_PICK_OTHER;
}

static void count_sentence(suggest_state *state, const ef_analysis *analysis, uint32_t sentence)
{
    const suggest_context *const about = state->about;
    ef_candidates all = ef_candidates_of(analysis, &about->roles, sentence);
    ef_candidate one;
    state->sentence++;
    const uint8_t pick = state->picks.sentences[sentence];
    state->counts.target_sentences += pick == EF_PICK_TARGET;
    state->counts.caught_sentences += pick == EF_PICK_CAUGHT;
    state->counts.other_sentences += pick == EF_PICK_OTHER;
    while (ef_candidates_next(&all, &one)) {
        if (ef_sketch_count(&about->sketch, one.hash) >= about->threshold)
            count_candidate(state, &all, &one, sentence);
    }
}

static earful_status count_block(void *visitor_state, const ef_block *block,
                                 const ef_analysis *analysis, earful_error *err)
{
    (void)block;
    suggest_state *const state = visitor_state;
    const ef_tokens *const tokens = &analysis->tokens;
    uint32_t last_record = EF_NONE;
    if (!ef_picks_make(&state->picks, analysis))
        return ef_fail_memory(err);
    for (uint32_t s = 0; s < tokens->n_sentences && !state->counts.failed; s++) {
        const uint32_t record = analysis->documents.items[tokens->sentences[s].document].record;
        state->record += s == 0 || record != last_record;
        last_record = record;
        if (state->picks.sentences[s] != EF_PICK_NONE)
            count_sentence(state, analysis, s);
    }
    return state->counts.failed || state->term.failed ? ef_fail_memory(err) : EARFUL_OK;
}

static earful_status finish_sketch(void *context, void *visitor_state, earful_status so_far,
                                   earful_error *err)
{
    (void)err;
    suggest_context *const about = context;
    suggest_state *const state = visitor_state;
    if (so_far == EARFUL_OK)
        ef_sketch_merge(&about->sketch, &state->sketch);
    release(state);
    return EARFUL_OK;
}

static earful_status finish_counts(void *context, void *visitor_state, earful_status so_far,
                                   earful_error *err)
{
    suggest_context *const about = context;
    suggest_state *const state = visitor_state;
    if (so_far == EARFUL_OK)
        ef_term_counts_merge(&about->counts, &state->counts);
    release(state);
    return about->counts.failed ? ef_fail_memory(err) : EARFUL_OK;
}

static earful_status pass(suggest_context *about, const ef_visitor *visitor, earful_corpus corpus,
                          earful_error *err)
{
    ef_run run = {0};
    const earful_status status = ef_corpus_run(about->model, corpus, visitor, &run, err);
    ef_run_fini(&run);
    return status;
}

static earful_status run_passes(suggest_context *about, earful_corpus corpus, earful_error *err)
{
    const ef_visitor first = {
        .context = about, .begin = begin, .visit = sketch_block, .finish = finish_sketch};
    const ef_visitor second = {
        .context = about, .begin = begin, .visit = count_block, .finish = finish_counts};
    if (!ef_word_roles_init(&about->roles, about->model) || !ef_sketch_init(&about->sketch))
        return ef_fail_memory(err);
    earful_status status = pass(about, &first, corpus, err);
    if (status != EARFUL_OK)
        return status;
    ef_corpus_again(&corpus, &about->again);
    about->threshold = ef_sketch_threshold(&about->sketch, EF_LEAST_SENTENCES, MOST_COUNTED);
    status = pass(about, &second, corpus, err);
    if (status == EARFUL_OK && about->counts.full)
        status = ef_fail(err, EARFUL_LIMIT,
                         "more than %d candidate terms; suggest terms for a sample (--sample)",
                         EF_MOST_SUGGESTED_TERMS);
    return status;
}

earful_status earful_suggest(const earful_model *model, earful_corpus corpus, size_t most,
                             earful_report report, earful_error *err)
{
    suggest_context about = {.model = model, .ndjson = report.ndjson};
    ef_buffer out = {0};
    ef_term_counts_init(&about.counts);
    earful_status status = ef_check_rereadable(corpus, err);
    if (status == EARFUL_OK)
        status = run_passes(&about, corpus, err);
    if (status == EARFUL_OK && !ef_suggest_write(&about.counts, most, report.ndjson, &out))
        status = ef_fail_memory(err);
    if (status == EARFUL_OK)
        status = ef_sink_write(report.sink, ef_buffer_span(&out), err);
    ef_term_counts_fini(&about.counts);
    ef_word_roles_fini(&about.roles);
    ef_sketch_fini(&about.sketch);
    ef_buffer_fini(&out);
    return status;
}
