#include "workbench/learn/learn_evidence.h"

#include <math.h>
#include <stdlib.h>

#include "base/grow.h"
#include "hits/term_match.h"
#include "workbench/learn/learn_terms.h"

void ef_evidences_init(ef_evidences *all)
{
    *all = (ef_evidences){0};
    ef_table_init(&all->terms);
}

void ef_evidences_fini(ef_evidences *all)
{
    ef_table_fini(&all->terms);
    free(all->items);
    *all = (ef_evidences){0};
}

ef_evidence *ef_evidence_at(ef_evidences *all, ef_span term)
{
    bool added = false;
    const uint32_t number = ef_table_add(&all->terms, term, &added);
    if (number == EF_NONE ||
        !ef_grow(&all->items, &all->capacity, all->terms.count, sizeof all->items[0]))
        return NULL;
    if (added)
        all->items[number] = (ef_evidence){0};
    return &all->items[number];
}

bool ef_evidences_merge(ef_evidences *into, const ef_evidences *from)
{
    for (uint32_t i = 0; i < from->terms.count; i++) {
        const ef_evidence *const more = &from->items[i];
        ef_evidence *const sum = ef_evidence_at(into, ef_table_key(&from->terms, i));
        if (sum == NULL)
            return false;
        for (int way = 0; way < EF_WAYS; way++) {
            sum->slope[way] += more->slope[way];
            sum->curvature[way] += more->curvature[way];
        }
        sum->records += more->records;
        sum->places += more->places;
        sum->names += more->names;
        sum->inputs |= more->inputs;
    }
    return true;
}

double ef_evidence_gain(const ef_evidence *evidence, int way, double stiffness)
{
    const double slope = (double)evidence->slope[way] / EF_EVIDENCE_GRAIN;
    const double curvature = (double)evidence->curvature[way] / EF_EVIDENCE_GRAIN + stiffness;
    return slope * slope / (2 * curvature);
}

double ef_evidence_value(const ef_evidence *evidence, int way, double stiffness)
{
    const double slope = (double)evidence->slope[way] / EF_EVIDENCE_GRAIN;
    const double curvature = (double)evidence->curvature[way] / EF_EVIDENCE_GRAIN + stiffness;
    return -slope / curvature;
}

/* ---- the pass ---- */

typedef struct gathering {
    const ef_school *school;
    const earful_model *model;
    ef_word_roles roles;
    ef_evidences *all;
} gathering;

/* One worker's. */
typedef struct weighing {
    const gathering *shared;
    ef_evidences evidences;
    ef_hits hits; /* scratch: what the matcher finds once more */
    ef_buffer text;
} weighing;

static void release(weighing *self)
{
    ef_evidences_fini(&self->evidences);
    ef_hits_fini(&self->hits);
    ef_buffer_fini(&self->text);
    free(self);
}

static void *begin(void *context)
{
    weighing *const self = calloc(1, sizeof *self);
    if (self == NULL)
        return NULL;
    self->shared = context;
    ef_evidences_init(&self->evidences);
    ef_hits_init(&self->hits);
    return self;
}

static bool finish(void *context, void *state, bool keep)
{
    const gathering *const shared = context;
    weighing *const self = state;
    const bool good = !keep || ef_evidences_merge(shared->all, &self->evidences);
    release(self);
    return good;
}

static ef_term_matcher matcher_of(weighing *self, const ef_analysis *analysis)
{
    return (ef_term_matcher){self->shared->model, &analysis->tokens, &analysis->resolved,
                             analysis->evaluator, &self->hits};
}

static bool open_block(void *state, const ef_analysis *analysis)
{
    const ef_term_matcher matcher = matcher_of(state, analysis);
    return ef_term_matcher_begin(&matcher);
}

/* What the scorer would make of a term where it stands: the negation factor behind a negator. */
static double factor_at(const weighing *self, const ef_analysis *analysis, size_t n_matches,
                        uint32_t token)
{
    const ef_settings *const settings = &self->shared->model->settings;
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
static void find_reach(const weighing *self, const ef_sentence_score *sentence, int64_t weight,
                       double reach[EF_WAYS])
{
    const double squash = (double)self->shared->model->settings.squash / EF_UNIT;
    const double sum = (double)(sentence->positive + sentence->negative) / EF_UNIT;
    const double square = sum * sum + squash;
    const int64_t half_more = sentence->weight + EF_UNIT / 2;
    const double own = (double)(half_more < EF_UNIT ? half_more : EF_UNIT);
    const double all = (double)(weight - sentence->weight) + own;
    reach[EF_AS_OPINION] = own / all * squash / (square * sqrt(square));
    reach[EF_AS_OBJECTIVE] = own / all / sqrt(squash);
}

/* Of all sentences of a record. */
static int64_t weight_of(ef_speech speech)
{
    int64_t weight = 0;
    uint32_t sentence = 0;
    while (ef_speech_next(&speech, &sentence))
        weight += speech.analysis->hits.sentences[sentence].weight;
    return weight;
}

static bool add_evidence(weighing *self, const ef_pupil *pupil, const ef_offer *offer,
                         const ef_loss *loss, const double reach[EF_WAYS], double factor)
{
    const ef_tokens *const tokens = &pupil->analysis->tokens;
    ef_tokens_join(tokens, offer->first, offer->last, &self->text);
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
    sum->inputs |= UINT64_C(1) << (pupil->input % 64);
    sum->records += sum->last_record != pupil->serial;
    sum->last_record = pupil->serial;
    return true;
}

static bool look(void *state, const ef_pupil *pupil)
{
    weighing *const self = state;
    const ef_analysis *const analysis = pupil->analysis;
    const ef_school *const school = self->shared->school;
    const ef_term_matcher matcher = matcher_of(self, analysis);
    const double compound = (double)ef_pupil_score(pupil).compound / EF_UNIT;
    const ef_loss loss = ef_loss_of(&self->shared->model->settings, &pupil->lesson, compound, 0);
    ef_speech speech = ef_speech_of(pupil);
    const int64_t weight = weight_of(speech);
    uint32_t sentence = 0;
    while (ef_speech_next(&speech, &sentence)) {
        double reach[EF_WAYS];
        ef_matches found;
        find_reach(self, &analysis->hits.sentences[sentence], weight, reach);
        if (!ef_match_terms(&matcher, sentence, &found))
            return false;
        ef_offers offers = ef_offers_of(analysis, &self->shared->roles, sentence);
        ef_offer offer;
        while (ef_offers_next(&offers, &offer)) {
            if (ef_sketch_count(&school->sketch, offer.hash) < school->threshold)
                continue;
            const double factor = factor_at(self, analysis, found.count, offer.first);
            if (!add_evidence(self, pupil, &offer, &loss, reach, factor))
                return false;
        }
    }
    return true;
}

earful_status ef_learn_evidence(const ef_school *school, const earful_model *model,
                                ef_evidences *evidences, earful_error *err)
{
    gathering self = {.school = school, .model = model, .all = evidences};
    ef_pass pass = {.school = school,
                    .model = model,
                    .context = &self,
                    .begin = begin,
                    .open_block = open_block,
                    .look = look,
                    .finish = finish};
    earful_status status = ef_word_roles_init(&self.roles, model) ? EARFUL_OK : ef_fail_memory(err);
    if (status == EARFUL_OK)
        status = ef_pass_run(&pass, err);
    ef_word_roles_fini(&self.roles);
    return status;
}
