#include "workbench/learn/learn_parts.h"

#include <stdlib.h>

#include "base/grow.h"
#include "hits/objectivity.h"

typedef struct parting {
    const earful_model *model;
    ef_parted *all;
} parting;

/* One worker's. */
typedef struct bench {
    const earful_model *model;
    ef_spool spool;
    uint64_t *spoken;
    uint64_t *last_spoken; /* by term: the last record it spoke in */
    ef_hits hits;          /* scratch: what the scorer finds once more */
    ef_trace trace;
    size_t next_step; /* of the trace */
    /* Of the record at hand. */
    uint64_t serial;
    uint32_t n_sentences; /* that hold an opinion, so far */
    ef_part *parts;
    uint32_t *tokens; /* by part: where it stands */
    size_t n_parts;
    size_t parts_capacity;
    size_t tokens_capacity;
} bench;

static void release(bench *self)
{
    ef_spool_fini(&self->spool);
    free(self->spoken);
    free(self->last_spoken);
    ef_hits_fini(&self->hits);
    free(self->trace.steps);
    free(self->parts);
    free(self->tokens);
    free(self);
}

static void *begin(void *context)
{
    const parting *const shared = context;
    const size_t n_terms = shared->model->lexicon.n_terms + 1;
    bench *const self = calloc(1, sizeof *self);
    if (self == NULL)
        return NULL;
    self->model = shared->model;
    ef_hits_init(&self->hits);
    self->spoken = calloc(n_terms, sizeof self->spoken[0]);
    self->last_spoken = calloc(n_terms, sizeof self->last_spoken[0]);
    if (self->spoken != NULL && self->last_spoken != NULL && ef_spool_init(&self->spool))
        return self;
    release(self);
    return NULL;
}

static bool keep_all(const parting *shared, bench *self)
{
    ef_parted *const all = shared->all;
    if (!ef_grow(&all->spools, &all->capacity, all->n_spools + 1, sizeof all->spools[0]))
        return false;
    all->spools[all->n_spools++] = self->spool;
    self->spool = (ef_spool){0};
    for (size_t i = 0; i < shared->model->lexicon.n_terms; i++)
        all->spoken[i] += self->spoken[i];
    return true;
}

static bool finish(void *context, void *state, bool keep)
{
    const bool good = !keep || keep_all(context, state);
    release(state);
    return good;
}

/* ---- a sentence ---- */

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

static bool add_part(bench *self, ef_part part, uint32_t token)
{
    if (!ef_grow(&self->parts, &self->parts_capacity, self->n_parts + 1, sizeof self->parts[0]) ||
        !ef_grow(&self->tokens, &self->tokens_capacity, self->n_parts + 1, sizeof self->tokens[0]))
        return false;
    part.sentence = self->n_sentences & INT32_MAX;
    self->tokens[self->n_parts] = token;
    self->parts[self->n_parts++] = part;
    return true;
}

static void count_term(bench *self, uint32_t term)
{
    self->spoken[term] += self->last_spoken[term] != self->serial;
    self->last_spoken[term] = self->serial;
}

/* What a term said earlier in the sentence no longer counts. */
static void forget(bench *self, size_t first, const ef_trace_step *step)
{
    for (size_t i = first; i < self->n_parts; i++)
        if (self->tokens[i] == step->token && self->parts[i].value / 2 == step->term)
            self->parts[i].factor = 0;
}

/* Exclamation marks repeat a share of the sum: all parts from `first` on gain by it. */
static void exclaim(bench *self, size_t first, double sum, double after)
{
    for (size_t i = first; i < self->n_parts && sum != 0; i++)
        if (!self->parts[i].objective)
            self->parts[i].factor *= 1 + after / sum;
}

/* Takes in the steps of one term at one token, or of what the scorer does to the whole sentence. */
static bool take_steps(bench *self, size_t first_part, const ef_trace_step *steps, size_t n_steps,
                       double *sum)
{
    if (strcmp(steps->what, "objectivity") == 0)
        return true; /* what objective parts do */
    if (strcmp(steps->what, "repetition") == 0) {
        forget(self, first_part, steps);
        *sum -= steps->before;
        return true;
    }
    if (steps->term == EF_NONE) {
        exclaim(self, first_part, *sum, steps->after);
        return true;
    }
    const ef_part part = part_of(self->model, steps, n_steps);
    *sum += part.objective ? 0 : steps[n_steps - 1].after;
    if (part.factor == 0)
        return true;
    count_term(self, steps->term);
    return add_part(self, part, steps->token);
}

/* How many steps from this one on tell of the same term at the same token. */
static size_t count_steps(const ef_trace *trace, size_t first)
{
    const ef_trace_step *const step = &trace->steps[first];
    size_t count = 1;
    while (first + count < trace->count && step[count].token == step->token &&
           step[count].term == step->term && strcmp(step[count].what, "repetition") != 0)
        count++;
    return count;
}

static uint32_t uses_of(const ef_analysis *analysis, uint32_t sentence)
{
    const ef_resolved *const resolved = &analysis->resolved;
    ef_token_bits notables =
        ef_token_bits_of(resolved->notable, &analysis->tokens.sentences[sentence]);
    uint32_t uses = 0;
    uint32_t token = 0;
    while (ef_token_bits_next(&notables, &token))
        uses |= ef_meaning_of(resolved, token)->uses;
    return uses;
}

/* What the form of the sentence says is a value of its own. */
static bool add_form(bench *self, const ef_analysis *analysis, uint32_t sentence)
{
    const int32_t points =
        ef_form_objectivity(self->model, &analysis->tokens, sentence, uses_of(analysis, sentence));
    const ef_part part = {.value = (uint32_t)(2 * self->model->lexicon.n_terms),
                          .objective = 1,
                          .factor = (double)points / EF_UNIT};
    return points == 0 || add_part(self, part, EF_NONE);
}

/* The trace stands at the sentence's first step or before it: sentences of others are passed over. */
static bool add_sentence(bench *self, const ef_analysis *analysis, uint32_t sentence)
{
    const ef_sentence *const range = &analysis->tokens.sentences[sentence];
    const ef_trace *const trace = &self->trace;
    const size_t first_part = self->n_parts;
    double sum = 0;
    while (self->next_step < trace->count &&
           trace->steps[self->next_step].token < range->first_token)
        self->next_step++;
    while (self->next_step < trace->count &&
           trace->steps[self->next_step].token < range->first_token + range->n_tokens) {
        const size_t n_steps = count_steps(trace, self->next_step);
        if (!take_steps(self, first_part, &trace->steps[self->next_step], n_steps, &sum))
            return false;
        self->next_step += n_steps;
    }
    if (self->n_parts == first_part)
        return true;
    const bool good = add_form(self, analysis, sentence);
    self->n_sentences++;
    return good;
}

/* ---- a record ---- */

static bool open_block(void *state, const ef_analysis *analysis)
{
    bench *const self = state;
    self->trace.count = 0;
    self->next_step = 0;
    return ef_score_sentiment(self->model, &analysis->documents, &analysis->tokens,
                              &analysis->resolved, analysis->evaluator, &self->hits, &self->trace);
}

static bool look(void *state, const ef_pupil *pupil)
{
    bench *const self = state;
    ef_speech speech = ef_speech_of(pupil);
    uint32_t sentence = 0;
    self->serial = pupil->serial;
    self->n_parts = 0;
    self->n_sentences = 0;
    while (ef_speech_next(&speech, &sentence))
        if (!add_sentence(self, pupil->analysis, sentence))
            return false;
    const ef_spooled record = {.lesson = pupil->lesson,
                               .n_parts = (uint32_t)self->n_parts,
                               .n_sentences = self->n_sentences};
    return ef_spool_add(&self->spool, &record, self->parts);
}

/* ---- the pass ---- */

earful_status ef_learn_parts(const ef_school *school, const earful_model *model, ef_parted *parted,
                             earful_error *err)
{
    parting self = {.model = model, .all = parted};
    ef_pass pass = {.school = school,
                    .model = model,
                    .context = &self,
                    .begin = begin,
                    .open_block = open_block,
                    .look = look,
                    .finish = finish};
    parted->spoken = calloc(model->lexicon.n_terms + 1, sizeof parted->spoken[0]);
    return parted->spoken != NULL ? ef_pass_run(&pass, err) : ef_fail_memory(err);
}

void ef_parted_fini(ef_parted *parted)
{
    for (size_t i = 0; i < parted->n_spools; i++)
        ef_spool_fini(&parted->spools[i]);
    free(parted->spools);
    free(parted->spoken);
    *parted = (ef_parted){0};
}
