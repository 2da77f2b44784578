/* earful_audit: which terms spoke in which rated records, and beside which others. Terms are matched
 * once more, by the matcher that scored them, because scoring forgets them sentence by sentence; only
 * words that kept their sign count, so a negation is no evidence against the word it negates. */
#include <stdlib.h>

#include "earful_workbench.h"
#include "engine/order.h"
#include "hits/term_match.h"
#include "tallies/tally.h"
#include "workbench/audit/audit_rows.h"
#include "workbench/corpus.h"

/* Larger ratings, in points, are no ratings. */
enum { LARGEST_RATING = 100000 };

typedef struct audit {
    const earful_model *model;
    ef_audit_cells all;
} audit;

/* A term in the sentence at hand, and the last record that it was counted for. */
typedef struct voice {
    uint64_t record; /* from 1 */
    int64_t says;    /* the sum of its contributions */
    uint32_t times;  /* 0: it was counted, or does not speak */
    bool kept;       /* its sign, once at least */
} voice;

typedef struct counting {
    const earful_model *model;
    ef_audit_cells cells;
    ef_hits matches; /* scratch of the matcher */
    voice *voices;   /* by term */
    uint64_t serial;
    uint32_t scale; /* of the record */
    ef_buffer name; /* scratch */
} counting;

static void free_counting(counting *self)
{
    ef_audit_cells_fini(&self->cells);
    ef_hits_fini(&self->matches);
    free(self->voices);
    ef_buffer_fini(&self->name);
    free(self);
}

static void *begin(void *context)
{
    const audit *const shared = context;
    counting *const self = calloc(1, sizeof *self);
    if (self == NULL)
        return NULL;
    self->model = shared->model;
    ef_audit_cells_init(&self->cells);
    ef_hits_init(&self->matches);
    self->voices = calloc(shared->model->lexicon.n_terms + 1, sizeof self->voices[0]);
    if (self->voices != NULL)
        return self;
    free_counting(self);
    return NULL;
}

/* ---- a record ---- */

static bool add_rating(counting *self, uint32_t term, int64_t rating)
{
    ef_audit_cell *const cell = ef_audit_cell_at(&self->cells, term, self->scale);
    if (cell != NULL)
        ef_audit_sum_add(&cell->ratings, term, rating);
    return cell != NULL;
}

static bool add_company(counting *self, uint32_t term, int32_t company)
{
    ef_audit_cell *const all = ef_audit_cell_at(&self->cells, EF_ANY_TERM, self->scale);
    if (all != NULL)
        ef_audit_sum_add(&all->company, EF_ANY_TERM, company);
    ef_audit_cell *const cell = ef_audit_cell_at(&self->cells, term, self->scale);
    if (cell != NULL)
        ef_audit_sum_add(&cell->company, term, company);
    return all != NULL && cell != NULL;
}

static bool kept_its_sign(const ef_term *term, int32_t contribution)
{
    return (term->valence > 0 && contribution > 0) || (term->valence < 0 && contribution < 0);
}

/* Puts what each term says into its voice; what all say together comes back. */
static voice let_speak(counting *self, const int32_t *contributions, size_t n_matches)
{
    voice all = {0};
    for (size_t i = 0; i < n_matches; i++) {
        const ef_term_match *const match = &self->matches.matches[i];
        const uint32_t term = match->terms[EF_LANE_OPINION];
        const int32_t says = contributions[match->first];
        if (term == EF_NONE || says == 0)
            continue;
        voice *const one = &self->voices[term];
        if (one->times == 0)
            *one = (voice){.record = one->record};
        one->times++;
        one->says += says;
        one->kept |= kept_its_sign(&self->model->lexicon.terms[term], says);
        all.times++;
        all.says += says;
    }
    return all;
}

static bool count_voice(counting *self, uint32_t term, const voice *all, int64_t rating)
{
    voice *const one = &self->voices[term];
    const uint32_t times = one->times;
    one->times = 0;
    if (times == 0 || !one->kept)
        return true;
    if (one->record != self->serial && !add_rating(self, term, rating))
        return false;
    one->record = self->serial;
    return all->times == times ||
           add_company(self, term, ef_squash(&self->model->settings, all->says - one->says));
}

static bool count_sentence(counting *self, const ef_term_matcher *matcher,
                           const int32_t *contributions, uint32_t sentence, int64_t rating)
{
    ef_matches found;
    if (!ef_match_terms(matcher, sentence, &found))
        return false;
    const voice all = let_speak(self, contributions, found.count);
    for (size_t i = 0; i < found.count; i++) {
        const uint32_t term = self->matches.matches[i].terms[EF_LANE_OPINION];
        if (term != EF_NONE && !count_voice(self, term, &all, rating))
            return false;
    }
    return true;
}

/* The first rating that those give who speak for the record. */
static bool rating_of(const ef_documents *documents, const ef_record_info *record, ef_role speaker,
                      int64_t *rating)
{
    for (uint32_t i = 0; i < record->n_documents; i++) {
        const ef_document *const document = &documents->items[record->first_document + i];
        *rating = document->rating;
        if (document->has_rating && ef_speaks(document, speaker))
            return *rating <= (int64_t)LARGEST_RATING * EF_UNIT &&
                   *rating >= -(int64_t)LARGEST_RATING * EF_UNIT;
    }
    return false;
}

/* A declared scale is the same everywhere. Others are their channel's in an input: a survey of 0 to
 * 10 may stand in one file with reviews of 1 to 5. */
static bool find_scale(counting *self, const ef_batch *batch, const ef_document *document)
{
    const ef_plan *const plan = batch->plan;
    ef_buffer *const name = &self->name;
    ef_buffer_reset(name);
    if (plan->scale_min != plan->scale_max) {
        ef_buffer_add_int(name, plan->scale_min);
        ef_buffer_add_text(name, " to ");
        ef_buffer_add_int(name, plan->scale_max);
    } else {
        ef_buffer_add_span(name, ef_channel_of(plan, document));
        ef_buffer_add_text(name, " of ");
        ef_buffer_add_text(name, batch->input_name);
    }
    self->scale = name->failed ? EF_NONE : ef_audit_scale(&self->cells, ef_buffer_span(name));
    return self->scale != EF_NONE;
}

static bool count_record(counting *self, const ef_batch *batch, const ef_term_matcher *matcher,
                         const ef_analysis *analysis, const ef_record_info *record)
{
    const ef_documents *const documents = &analysis->documents;
    const ef_role speaker = ef_speaker_of(documents, record);
    int64_t rating = 0;
    self->cells.records++;
    if (!rating_of(documents, record, speaker, &rating))
        return true;
    self->serial++;
    if (!find_scale(self, batch, &documents->items[record->first_document]) ||
        !add_rating(self, EF_ANY_TERM, rating))
        return false;
    for (uint32_t i = 0; i < record->n_documents; i++) {
        const uint32_t document = record->first_document + i;
        const ef_document_tokens *const range = &analysis->tokens.documents[document];
        if (!ef_speaks(&documents->items[document], speaker))
            continue;
        for (uint32_t j = 0; j < range->n_sentences; j++)
            if (!count_sentence(self, matcher, analysis->hits.contributions,
                                range->first_sentence + j, rating))
                return false;
    }
    return true;
}

/* ---- a block ---- */

static earful_status visit(void *state, const ef_block *block, const ef_analysis *analysis,
                           earful_error *err)
{
    counting *const self = state;
    const ef_documents *const documents = &analysis->documents;
    const ef_term_matcher matcher = {.model = self->model,
                                     .tokens = &analysis->tokens,
                                     .resolved = &analysis->resolved,
                                     .evaluator = analysis->evaluator,
                                     .hits = &self->matches};
    if (!ef_term_matcher_begin(&matcher))
        return ef_fail_memory(err);
    for (size_t i = 0; i < documents->n_records; i++)
        if (documents->records[i].outcome == EF_SCORED &&
            !count_record(self, block->batch, &matcher, analysis, &documents->records[i]))
            return ef_fail_memory(err);
    return EARFUL_OK;
}

static earful_status finish(void *context, void *state, earful_status so_far, earful_error *err)
{
    audit *const shared = context;
    counting *const self = state;
    const bool good = so_far != EARFUL_OK || ef_audit_cells_merge(&shared->all, &self->cells);
    free_counting(self);
    return good ? so_far : ef_fail_memory(err);
}

/* ---- the whole ---- */

static earful_status conclude(const audit *self, size_t most, earful_report report,
                              earful_findings *findings, earful_error *err)
{
    ef_audit_rows rows;
    ef_buffer out = {0};
    earful_status status = ef_audit_rows_make(&rows, &self->all, &self->model->lexicon)
                               ? EARFUL_OK
                               : ef_fail_memory(err);
    if (status == EARFUL_OK && rows.rated == 0)
        status = ef_fail(err, EARFUL_USAGE,
                         "no record has a rating; --map rating=FIELD says where one is");
    if (status == EARFUL_OK && report.ndjson)
        ef_write_audit_ndjson(&rows, self->all.records, most, &out);
    else if (status == EARFUL_OK)
        ef_write_audit_text(&rows, self->all.records, most, &out);
    if (status == EARFUL_OK && out.failed)
        status = ef_fail_memory(err);
    if (status == EARFUL_OK)
        status = ef_sink_write(report.sink, ef_buffer_span(&out), err);
    if (findings != NULL)
        *findings = (earful_findings){.warnings = rows.count, .checked = rows.checked};
    ef_buffer_fini(&out);
    ef_audit_rows_fini(&rows);
    return status;
}

earful_status earful_audit(const earful_model *model, earful_corpus corpus, size_t most,
                           earful_report report, earful_findings *findings, earful_error *err)
{
    audit self = {.model = model};
    const ef_visitor visitor = {.context = &self, .begin = begin, .visit = visit, .finish = finish};
    ef_run run = {0};
    ef_audit_cells_init(&self.all);
    earful_status status = ef_corpus_run(model, corpus, &visitor, &run, err);
    ef_run_fini(&run);
    if (status == EARFUL_OK)
        status = conclude(&self, most, report, findings, err);
    ef_audit_cells_fini(&self.all);
    return status;
}
