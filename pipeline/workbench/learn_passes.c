#include "workbench/learn_passes.h"

#include <math.h>
#include <stdlib.h>

#include "base/grow.h"
#include "engine/engine.h"
#include "engine/worker.h"
#include "hits/objectivity.h"
#include "hits/term_match.h"
#include "workbench/learn_terms.h"

struct pupil;

/* What a pass does with a record that teaches, and with what a worker gathered. */
typedef struct pass {
    const ef_school *school;
    const earful_model *model;
    bool (*look)(struct pupil *pupil, const ef_analysis *analysis, const ef_record_info *record,
                 const ef_lesson *lesson);
    bool tests; /* records that are held back, instead of the others */
    bool retraces;
    ef_word_roles roles;
    ef_lesson_counts counts;
    ef_sketch sketch;
    ef_evidences evidences;
    ef_spool *spools;
    size_t n_spools;
    size_t spools_capacity;
    uint64_t *spoken; /* by term */
    ef_test_result result;
} pass;

/* One worker's. */
typedef struct pupil {
    const pass *about;
    ef_gold_reader *reader;
    uint32_t input; /* of the record at hand */
    uint64_t serial;
    ef_lesson_counts counts;
    ef_sketch sketch;
    ef_evidences evidences;
    ef_spool spool;
    ef_test_result result;
    uint64_t *spoken;      /* by term: records it spoke in */
    uint64_t *last_spoken; /* by term: the last of them */
    ef_hits hits;          /* scratch: what the scorer finds once more */
    ef_trace trace;
    size_t next_step; /* of the trace */
    ef_part *parts;
    size_t parts_capacity;
    ef_buffer text;
    ef_digest digest;
} pupil;

/* ---- a worker comes and goes ---- */

static void release(pupil *self)
{
    ef_gold_reader_free(self->reader);
    ef_lesson_counts_fini(&self->counts);
    ef_sketch_fini(&self->sketch);
    ef_evidences_fini(&self->evidences);
    ef_spool_fini(&self->spool);
    ef_test_result_fini(&self->result);
    free(self->spoken);
    free(self->last_spoken);
    ef_hits_fini(&self->hits);
    free(self->trace.steps);
    free(self->parts);
    ef_buffer_fini(&self->text);
    free(self);
}

static void *begin(void *context)
{
    const pass *const about = context;
    const size_t n_terms = about->model->lexicon.n_terms + 1;
    pupil *const self = calloc(1, sizeof *self);
    if (self == NULL)
        return NULL;
    self->about = about;
    ef_hits_init(&self->hits);
    ef_evidences_init(&self->evidences);
    self->reader = ef_gold_reader_new();
    bool good = self->reader != NULL;
    if (about->retraces) {
        self->spoken = calloc(n_terms, sizeof self->spoken[0]);
        self->last_spoken = calloc(n_terms, sizeof self->last_spoken[0]);
        good = good && self->spoken != NULL && self->last_spoken != NULL &&
               ef_spool_init(&self->spool);
    }
    if (about->sketch.rows[0] != NULL)
        good = good && ef_sketch_init(&self->sketch);
    if (good)
        return self;
    release(self);
    return NULL;
}

static bool test_result_add(ef_test_result *result, uint32_t input, ef_label gold, ef_label said,
                            uint64_t count)
{
    if (!ef_grow(&result->inputs, &result->capacity, (size_t)input + 1, sizeof result->inputs[0]))
        return false;
    for (; result->n_inputs <= input; result->n_inputs++)
        result->inputs[result->n_inputs] = (ef_confusion){0};
    result->inputs[input].counts[gold][said] += count;
    return true;
}

static bool merge_results(ef_test_result *into, const ef_test_result *from)
{
    for (uint32_t i = 0; i < from->n_inputs; i++)
        for (ef_label gold = EF_NEUTRAL; gold <= EF_NEGATIVE; gold++)
            for (ef_label said = EF_NEUTRAL; said <= EF_NEGATIVE; said++)
                if (!test_result_add(into, i, gold, said, from->inputs[i].counts[gold][said]))
                    return false;
    return true;
}

void ef_test_result_fini(ef_test_result *result)
{
    free(result->inputs);
    *result = (ef_test_result){0};
}

static bool merge(pass *about, pupil *self)
{
    if (about->sketch.rows[0] != NULL)
        ef_sketch_merge(&about->sketch, &self->sketch);
    if (about->retraces) {
        for (size_t i = 0; i < about->model->lexicon.n_terms; i++)
            about->spoken[i] += self->spoken[i];
        if (!ef_grow(&about->spools, &about->spools_capacity, about->n_spools + 1,
                     sizeof about->spools[0]))
            return false;
        about->spools[about->n_spools++] = self->spool;
        self->spool = (ef_spool){0};
    }
    return ef_lesson_counts_merge(&about->counts, &self->counts) &&
           ef_evidences_merge(&about->evidences, &self->evidences) &&
           merge_results(&about->result, &self->result);
}

static earful_status finish(void *context, void *state, earful_status so_far, earful_error *err)
{
    pass *const about = context;
    pupil *const self = state;
    const bool good = so_far != EARFUL_OK || merge(about, self);
    release(self);
    return good ? so_far : ef_fail_memory(err);
}

/* ---- which records ---- */

/* Equal texts are in one part, so that no record is tested on what was learned from its copy. */
static bool takes_part(const pass *about, const ef_documents *documents,
                       const ef_record_info *record)
{
    const ef_school *const school = about->school;
    if (school->held == EF_NO_PART)
        return true;
    const ef_span text = documents->items[record->first_document].text;
    const bool held = ef_hash(text) % school->n_parts == school->held;
    return held == about->tests;
}

static ef_lesson lesson_of(const pupil *self, const ef_gold *gold, ef_label label)
{
    const ef_school *const school = self->about->school;
    const double score = (double)gold->score / (double)EF_SCORE_UNIT;
    const double squash = (double)self->about->model->settings.squash / EF_UNIT;
    const bool counted = self->input < school->counts.n_inputs;
    return (ef_lesson){.label = label,
                       .has_score = gold->has_score,
                       .score = score / sqrt(score * score + squash),
                       .weight =
                           counted ? ef_lesson_weight(&school->counts, self->input, label) : 0};
}

static earful_status visit(void *state, const ef_block *block, const ef_analysis *analysis,
                           earful_error *err)
{
    pupil *const self = state;
    const pass *const about = self->about;
    const ef_documents *const documents = &analysis->documents;
    self->input = block->batch->input;
    self->trace.count = 0;
    self->next_step = 0;
    if (about->retraces &&
        !ef_score_sentiment(about->model, documents, &analysis->tokens, &analysis->resolved,
                            analysis->evaluator, &self->hits, &self->trace))
        return ef_fail_memory(err);
    const ef_term_matcher matcher = {about->model, &analysis->tokens, &analysis->resolved,
                                     analysis->evaluator, &self->hits};
    if (!ef_term_matcher_begin(&matcher))
        return ef_fail_memory(err);
    for (size_t i = 0; i < documents->n_records; i++) {
        const ef_record_info *const record = &documents->records[i];
        ef_gold gold;
        ef_label label;
        bool unscaled = false;
        if (record->outcome != EF_SCORED || record->n_documents == 0 ||
            !takes_part(about, documents, record))
            continue;
        if (!ef_gold_read(self->reader, block, documents, i, &gold))
            return ef_fail_memory(err);
        const bool known = ef_lesson_label(&gold, block->batch->plan, about->school->gold_threshold,
                                           &label, &unscaled);
        self->counts.unscaled += unscaled;
        if (!known)
            continue;
        const ef_lesson lesson = lesson_of(self, &gold, label);
        self->serial++;
        if (!about->look(self, analysis, record, &lesson))
            return ef_fail_system(err, NULL, "cannot write a temporary file");
    }
    return EARFUL_OK;
}

static earful_status run(pass *about, earful_error *err)
{
    const earful_corpus *const corpus = &about->school->corpus;
    const ef_visitor visitor = {.context = about,
                                .fields = ef_gold_fields,
                                .n_fields = ef_n_gold_fields,
                                .begin = begin,
                                .visit = visit,
                                .finish = finish};
    ef_run outcome = {0};
    const earful_status status =
        ef_engine_run(about->model, corpus->options, corpus->inputs, corpus->n_inputs,
                      (ef_audience){.visitor = &visitor}, &outcome, err);
    ef_run_fini(&outcome);
    return status;
}

/* Goes through the sentences of those who speak for the record. */
typedef struct sentences {
    const ef_analysis *analysis;
    const ef_record_info *record;
    ef_role speaker;
    uint32_t document; /* of the record, from 0 */
    uint32_t sentence; /* of the document */
} sentences;

static sentences sentences_of(const ef_analysis *analysis, const ef_record_info *record)
{
    return (sentences){.analysis = analysis,
                       .record = record,
                       .speaker = ef_speaker_of(&analysis->documents, record)};
}

static bool next_sentence(sentences *of, uint32_t *sentence)
{
    for (; of->document < of->record->n_documents; of->document++, of->sentence = 0) {
        const uint32_t document = of->record->first_document + of->document;
        const ef_document_tokens *const range = &of->analysis->tokens.documents[document];
        if (!ef_speaks(&of->analysis->documents.items[document], of->speaker) ||
            of->sentence == range->n_sentences)
            continue;
        *sentence = range->first_sentence + of->sentence++;
        return true;
    }
    return false;
}

static ef_score score_of(const pupil *self, const ef_analysis *analysis,
                         const ef_record_info *record)
{
    const ef_documents *const documents = &analysis->documents;
    return ef_score_of(self->about->model, documents, &analysis->tokens, &analysis->hits, record,
                       ef_speaker_of(documents, record));
}

/* ---- the survey ---- */

static bool survey(pupil *self, const ef_analysis *analysis, const ef_record_info *record,
                   const ef_lesson *lesson)
{
    sentences all = sentences_of(analysis, record);
    uint32_t sentence = 0;
    while (next_sentence(&all, &sentence)) {
        ef_offers offers = ef_offers_of(analysis, &self->about->roles, sentence);
        ef_offer offer;
        while (ef_offers_next(&offers, &offer))
            ef_sketch_add(&self->sketch, offer.hash);
    }
    return ef_lesson_counts_add(&self->counts, self->input, lesson->label, 1);
}

earful_status ef_learn_survey(ef_school *school, const earful_model *model, earful_error *err)
{
    pass about = {.school = school, .model = model, .look = survey};
    earful_status status = ef_word_roles_init(&about.roles, model) && ef_sketch_init(&about.sketch)
                               ? EARFUL_OK
                               : ef_fail_memory(err);
    if (status == EARFUL_OK)
        status = run(&about, err);
    school->counts = about.counts;
    school->sketch = about.sketch;
    ef_word_roles_fini(&about.roles);
    return status;
}

/* ---- evidence ---- */

/* What the scorer would make of a term where it stands: the negation factor behind a negator. */
static double factor_at(const pupil *self, const ef_analysis *analysis, size_t n_matches,
                        uint32_t token)
{
    const ef_settings *const settings = &self->about->model->settings;
    const uint32_t *const word = analysis->resolved.word;
    bool negated = false;
    for (size_t i = 0; i < n_matches && self->hits.matches[i].last < token; i++) {
        const ef_term_match *const match = &self->hits.matches[i];
        if (match->terms[EF_LANE_NEGATOR] != EF_NONE &&
            analysis->tokens.clause[match->last] == analysis->tokens.clause[token] &&
            (int32_t)(word[token] - word[match->last]) <= settings->negation_window)
            negated = true;
    }
    return negated ? (double)settings->negation_factor / EF_UNIT : 1;
}

/* How far the record's compound, and its objectivity, move when the sentence's sum does by one point:
 * for a word that says half a point, because the weight of the sentence moves too. */
static void find_reach(const pupil *self, const ef_sentence_score *sentence, int64_t weight,
                       double reach[EF_WAYS])
{
    const double squash = (double)self->about->model->settings.squash / EF_UNIT;
    const double sum = (double)(sentence->positive + sentence->negative) / EF_UNIT;
    const double square = sum * sum + squash;
    const int64_t half_more = sentence->weight + EF_UNIT / 2;
    const double own = (double)(half_more < EF_UNIT ? half_more : EF_UNIT);
    const double all = (double)(weight - sentence->weight) + own;
    reach[EF_AS_OPINION] = own / all * squash / (square * sqrt(square));
    reach[EF_AS_OBJECTIVE] = own / all / sqrt(squash);
}

/* Of all sentences of a record. */
static int64_t weight_of(const ef_analysis *analysis, sentences all)
{
    int64_t weight = 0;
    uint32_t sentence = 0;
    while (next_sentence(&all, &sentence))
        weight += analysis->hits.sentences[sentence].weight;
    return weight;
}

static bool add_evidence(pupil *self, const ef_tokens *tokens, const ef_offer *offer,
                         const ef_loss *loss, const double reach[EF_WAYS], double factor)
{
    ef_offer_text(tokens, offer, &self->text);
    ef_evidence *const sum =
        self->text.failed ? NULL : ef_evidence_at(&self->evidences, ef_buffer_span(&self->text));
    if (sum == NULL)
        return false;
    const double opinion = reach[EF_AS_OPINION] * factor;
    const double objective = reach[EF_AS_OBJECTIVE];
    sum->slope[EF_AS_OPINION] += llround(loss->slope * opinion * EF_EVIDENCE_GRAIN);
    sum->curvature[EF_AS_OPINION] +=
        llround(loss->curvature * opinion * opinion * EF_EVIDENCE_GRAIN);
    sum->slope[EF_AS_OBJECTIVE] += llround(loss->objective_slope * objective * EF_EVIDENCE_GRAIN);
    sum->curvature[EF_AS_OBJECTIVE] +=
        llround(loss->objective_curvature * objective * objective * EF_EVIDENCE_GRAIN);
    sum->places++;
    sum->names += ef_offer_is_name(tokens, offer);
    sum->inputs |= UINT64_C(1) << (self->input % 64);
    sum->records += sum->last_record != self->serial;
    sum->last_record = self->serial;
    return true;
}

static bool weigh(pupil *self, const ef_analysis *analysis, const ef_record_info *record,
                  const ef_lesson *lesson)
{
    const pass *const about = self->about;
    const ef_school *const school = about->school;
    const ef_term_matcher matcher = {about->model, &analysis->tokens, &analysis->resolved,
                                     analysis->evaluator, &self->hits};
    const ef_score score = score_of(self, analysis, record);
    const ef_loss loss =
        ef_loss_of(&about->model->settings, lesson, (double)score.compound / EF_UNIT, 0);
    sentences all = sentences_of(analysis, record);
    const int64_t weight = weight_of(analysis, all);
    uint32_t sentence = 0;
    while (next_sentence(&all, &sentence)) {
        double reach[EF_WAYS];
        ef_matches found;
        find_reach(self, &analysis->hits.sentences[sentence], weight, reach);
        if (!ef_match_terms(&matcher, sentence, &found))
            return false;
        ef_offers offers = ef_offers_of(analysis, &about->roles, sentence);
        ef_offer offer;
        while (ef_offers_next(&offers, &offer)) {
            if (ef_sketch_count(&school->sketch, offer.hash) < school->threshold)
                continue;
            const double factor = factor_at(self, analysis, found.count, offer.first);
            if (!add_evidence(self, &analysis->tokens, &offer, &loss, reach, factor))
                return false;
        }
    }
    return true;
}

earful_status ef_learn_evidence(const ef_school *school, const earful_model *model,
                                ef_evidences *evidences, earful_error *err)
{
    pass about = {.school = school, .model = model, .look = weigh};
    ef_evidences_init(&about.evidences);
    earful_status status =
        ef_word_roles_init(&about.roles, model) ? EARFUL_OK : ef_fail_memory(err);
    if (status == EARFUL_OK)
        status = run(&about, err);
    ef_lesson_counts_fini(&about.counts);
    ef_word_roles_fini(&about.roles);
    *evidences = about.evidences;
    return status;
}

/* ---- spooling ---- */

/* What each value is multiplied by, out of the trace of how a term came to its contribution. */
static ef_part part_of(const earful_model *model, const ef_trace_step *first, size_t n_steps)
{
    const ef_term *const term = &model->lexicon.terms[first->term];
    bool negated = false;
    if (term->lane == EF_LANE_OBJECTIVE)
        return (ef_part){.value = 2 * first->term, .objective = 1, .factor = 1};
    for (size_t i = 0; i < n_steps; i++)
        negated |= strcmp(first[i].what, "negation") == 0;
    const bool own = negated && term->has_negated;
    const double value = own ? term->negated : term->valence;
    const double contribution = first[n_steps - 1].after;
    return (ef_part){.value = 2 * first->term + (own ? 1 : 0),
                     .factor = value != 0 ? contribution / value : 0};
}

static bool add_part(pupil *self, size_t n_parts, ef_part part)
{
    if (!ef_grow(&self->parts, &self->parts_capacity, n_parts + 1, sizeof self->parts[0]))
        return false;
    self->parts[n_parts] = part;
    return true;
}

static void count_term(pupil *self, uint32_t term)
{
    self->spoken[term] += self->last_spoken[term] != self->serial;
    self->last_spoken[term] = self->serial;
}

/* Exclamation marks repeat a share of the sum before them: all parts from `first` on gain by it. */
static void exclaim(pupil *self, size_t first, size_t n_parts, double sum, double after)
{
    for (size_t i = first; i < n_parts && sum != 0; i++)
        self->parts[i].factor *= 1 + after / sum;
}

/* Appends the parts of a sentence; the trace stands at its first step or beyond. */
static bool add_sentence(pupil *self, const ef_sentence *range, uint32_t number, uint32_t *n_parts)
{
    const ef_trace *const trace = &self->trace;
    const uint32_t first_part = *n_parts;
    const uint32_t end = range->first_token + range->n_tokens;
    double sum = 0;
    while (self->next_step < trace->count &&
           trace->steps[self->next_step].token < range->first_token)
        self->next_step++;
    while (self->next_step < trace->count && trace->steps[self->next_step].token < end) {
        const ef_trace_step *const step = &trace->steps[self->next_step];
        size_t n_steps = 1;
        while (self->next_step + n_steps < trace->count && step[n_steps].token == step->token &&
               step[n_steps].term == step->term)
            n_steps++;
        self->next_step += n_steps;
        if (strcmp(step->what, "objectivity") == 0)
            continue;
        if (step->term == EF_NONE) {
            exclaim(self, first_part, *n_parts, sum, step->after);
            continue;
        }
        ef_part part = part_of(self->about->model, step, n_steps);
        part.sentence = number & INT32_MAX;
        sum += part.objective ? 0 : step[n_steps - 1].after;
        if (part.factor == 0)
            continue;
        if (!add_part(self, *n_parts, part))
            return false;
        ++*n_parts;
        count_term(self, step->term);
    }
    return true;
}

/* What the form of the sentence says is a value of its own, which is always 1. */
static bool add_form(pupil *self, const ef_analysis *analysis, uint32_t sentence, uint32_t number,
                     uint32_t *n_parts)
{
    const earful_model *const model = self->about->model;
    const int32_t points = ef_form_objectivity(model, &analysis->tokens, sentence);
    if (points == 0)
        return true;
    const ef_part part = {.value = (uint32_t)(2 * model->lexicon.n_terms),
                          .sentence = number & INT32_MAX,
                          .objective = 1,
                          .factor = (double)points / EF_UNIT};
    return add_part(self, (*n_parts)++, part);
}

static bool spool(pupil *self, const ef_analysis *analysis, const ef_record_info *record,
                  const ef_lesson *lesson)
{
    ef_spooled spooled = {.lesson = *lesson};
    sentences all = sentences_of(analysis, record);
    uint32_t sentence = 0;
    while (next_sentence(&all, &sentence)) {
        const uint32_t before = spooled.n_parts;
        if (!add_sentence(self, &analysis->tokens.sentences[sentence], spooled.n_sentences,
                          &spooled.n_parts) ||
            (spooled.n_parts > before &&
             !add_form(self, analysis, sentence, spooled.n_sentences, &spooled.n_parts)))
            return false;
        spooled.n_sentences += spooled.n_parts > before;
    }
    return ef_spool_add(&self->spool, &spooled, self->parts);
}

earful_status ef_learn_spool(const ef_school *school, const earful_model *model, ef_spool **spools,
                             size_t *n_spools, uint64_t *counts, earful_error *err)
{
    pass about = {
        .school = school, .model = model, .look = spool, .retraces = true, .spoken = counts};
    const earful_status status = run(&about, err);
    ef_lesson_counts_fini(&about.counts);
    *spools = about.spools;
    *n_spools = about.n_spools;
    return status;
}

/* ---- testing ---- */

static bool test(pupil *self, const ef_analysis *analysis, const ef_record_info *record,
                 const ef_lesson *lesson)
{
    const ef_score score = score_of(self, analysis, record);
    return test_result_add(&self->result, self->input, lesson->label, score.label, 1);
}

earful_status ef_learn_test(const ef_school *school, const earful_model *model,
                            ef_test_result *result, earful_error *err)
{
    pass about = {.school = school, .model = model, .look = test, .tests = true, .result = *result};
    const earful_status status = run(&about, err);
    ef_lesson_counts_fini(&about.counts);
    *result = about.result;
    return status;
}
