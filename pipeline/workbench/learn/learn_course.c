#include "workbench/learn/learn_course.h"

#include <math.h>
#include <stdlib.h>

#include "base/failure.h"
#include "lexicon/model.h"
#include "workbench/learn/learn_evidence.h"
#include "workbench/learn/learn_fit.h"
#include "workbench/learn/learn_parts.h"
#include "workbench/learn/learn_terms.h"

/* A term is taken when the loss falls by this much, in units of one record: little, because many weak
 * signs make a strong one, and stiffness keeps each of them in its place. */
#define LEAST_GAIN 1.0
enum { ROUNDS = 2, VALENCE_GRAIN = 200 /* a fiftieth of a point */ };

earful_status ef_learned_open(const ef_course *course, const ef_learned_rows *rows,
                              earful_model **model, earful_error *err)
{
    ef_buffer sheet = {0};
    ef_learned_write(rows, false, &sheet);
    const earful_status status =
        sheet.failed
            ? ef_fail_memory(err)
            : ef_model_open_with(course->model, (ef_model_extra){.lexicon = ef_buffer_span(&sheet)},
                                 model, err);
    ef_buffer_fini(&sheet);
    return status;
}

/* ---- choosing terms ---- */

typedef struct choice {
    uint32_t number; /* of the evidence */
    double gain;
    ef_span term;
    bool phrase;
    int way;
} choice;

static int by_gain(const void *a, const void *b)
{
    const choice *const left = a;
    const choice *const right = b;
    if (left->gain != right->gain)
        return left->gain < right->gain ? 1 : -1;
    if (left->way != right->way)
        return left->way - right->way;
    return ef_span_compare(left->term, right->term);
}

static unsigned count_bits(uint64_t set)
{
    unsigned count = 0;
    for (; set != 0; set &= set - 1)
        count++;
    return count;
}

/* Terms of the model that speak already are fitted anyway. */
static bool collect_known(const earful_model *model, ef_table *known)
{
    bool good = true;
    for (size_t i = 0; i < model->lexicon.n_terms && good; i++) {
        const ef_term *const term = &model->lexicon.terms[i];
        char room[EF_LEARNED_KEY];
        bool added = false;
        if (term->valence != 0 || term->has_negated)
            good = ef_table_add(known, ef_learned_key(room, term->lane, term->text), &added) !=
                   EF_NONE;
    }
    return good;
}

static bool is_eligible(const ef_course *course, const ef_evidence *evidence)
{
    return evidence->records >= course->wishes.least_records &&
           count_bits(evidence->inputs) >= course->wishes.least_inputs &&
           2 * evidence->names <= evidence->places;
}

static ef_lane lane_of_way(int way)
{
    return way == EF_AS_OBJECTIVE ? EF_LANE_OBJECTIVE : EF_LANE_OPINION;
}

static choice *find_choices(const ef_course *course, const ef_evidences *evidences,
                            const ef_table *known, bool phrases, size_t *n_choices)
{
    const double stiffness = course->wishes.stiffness;
    choice *const all = calloc(EF_WAYS * evidences->terms.count + 1, sizeof all[0]);
    *n_choices = 0;
    for (uint32_t i = 0; i < evidences->terms.count && all != NULL; i++) {
        const ef_evidence *const evidence = &evidences->items[i];
        const ef_span term = ef_table_key(&evidences->terms, i);
        const bool phrase = memchr(term.at, ' ', term.len) != NULL;
        if (!is_eligible(course, evidence) || (phrase && !phrases))
            continue;
        for (int way = 0; way < EF_WAYS; way++) {
            char room[EF_LEARNED_KEY];
            const double gain = ef_evidence_gain(evidence, way, stiffness);
            if (gain >= LEAST_GAIN && (way == EF_AS_OPINION || !phrase) &&
                ef_table_find(known, ef_learned_key(room, lane_of_way(way), term)) == EF_NONE)
                all[(*n_choices)++] = (choice){i, gain, term, phrase, way};
        }
    }
    if (all != NULL)
        qsort(all, *n_choices, sizeof all[0], by_gain);
    return all;
}

/* What the model makes of a phrase that stands alone. */
typedef struct aside {
    const earful_model *model;
    ef_tokens tokens;
    ef_resolved resolved;
    ef_meanings meanings;
    ef_hits hits;
} aside;

static bool open_aside(aside *self, const earful_model *model)
{
    *self = (aside){.model = model};
    ef_tokens_init(&self->tokens);
    ef_resolved_init(&self->resolved);
    ef_hits_init(&self->hits);
    return ef_meanings_init(&self->meanings, model);
}

static void close_aside(aside *self)
{
    ef_tokens_fini(&self->tokens);
    ef_resolved_fini(&self->resolved);
    ef_meanings_fini(&self->meanings);
    ef_hits_fini(&self->hits);
}

static bool ask_aside(aside *self, ef_span text, int32_t *valence, ef_token_kind *kind)
{
    const earful_model *const model = self->model;
    *valence = 0;
    if (!ef_tokenize_text(&model->spelling, text, &self->tokens) ||
        !ef_resolve(&self->meanings, &self->tokens, &self->resolved) ||
        !ef_score_sentiment(model, NULL, &self->tokens, &self->resolved, NULL, &self->hits, NULL))
        return false;
    *kind = self->tokens.count > 0 ? (ef_token_kind)self->tokens.kind[0] : EF_WORD;
    for (size_t i = 0; i < self->tokens.n_sentences; i++)
        *valence += (int32_t)(self->hits.sentences[i].positive + self->hits.sentences[i].negative);
    return true;
}

static int32_t rounded(double points)
{
    const double grains = points * EF_UNIT / VALENCE_GRAIN;
    return (int32_t)lround(grains) * VALENCE_GRAIN;
}

static ef_term_type type_of(ef_token_kind kind, bool phrase)
{
    if (kind == EF_EMOJI)
        return EF_TERM_EMOJI;
    if (kind == EF_EMOTICON)
        return EF_TERM_EMOTICON;
    return phrase ? EF_TERM_PHRASE : EF_TERM_WORD;
}

/* Fitting starts at the value that the evidence asks for, and never at 0, which would say nothing. */
static bool take(const ef_course *course, aside *beside, const choice *chosen,
                 const ef_evidence *evidence, ef_learned_rows *rows)
{
    ef_token_kind kind = EF_WORD;
    int32_t prior = 0;
    bool added = false;
    const bool objective = chosen->way == EF_AS_OBJECTIVE;
    if (!objective && !ask_aside(beside, chosen->term, &prior, &kind))
        return false;
    ef_learned *const row = ef_learned_at(rows, lane_of_way(chosen->way), chosen->term, &added);
    if (row == NULL)
        return false;
    const double value = ef_evidence_value(evidence, chosen->way, course->wishes.stiffness);
    const double start = (double)prior / EF_UNIT + value;
    row->type = objective ? EF_TERM_OBJECTIVE : type_of(kind, chosen->phrase);
    row->prior = prior;
    row->valence = rounded(start > 3 ? 3 : start < -3 ? -3 : start);
    if (row->valence == 0)
        row->valence = value < 0 ? -VALENCE_GRAIN : VALENCE_GRAIN;
    return true;
}

static bool take_best(const ef_course *course, const earful_model *model,
                      const ef_evidences *evidences, bool with_phrases, ef_learned_rows *rows)
{
    const ef_learned_count have = ef_learned_count_of(rows);
    size_t words = course->wishes.words > have.words ? course->wishes.words - have.words : 0;
    size_t phrases =
        course->wishes.phrases > have.phrases ? course->wishes.phrases - have.phrases : 0;
    size_t n_choices = 0;
    ef_table known;
    aside beside;
    ef_table_init(&known);
    bool good = open_aside(&beside, model) && collect_known(model, &known);
    choice *const all =
        good ? find_choices(course, evidences, &known, with_phrases, &n_choices) : NULL;
    good = all != NULL;
    for (size_t i = 0; i < n_choices && good; i++) {
        size_t *const left = all[i].phrase ? &phrases : &words;
        if (*left == 0)
            continue;
        --*left;
        good = take(course, &beside, &all[i], &evidences->items[all[i].number], rows);
    }
    free(all);
    ef_table_fini(&known);
    close_aside(&beside);
    return good;
}

static earful_status add_terms(const ef_course *course, bool with_phrases, ef_learned_rows *rows,
                               earful_error *err)
{
    ef_evidences evidences;
    earful_model *model = NULL;
    ef_evidences_init(&evidences);
    earful_status status = ef_learned_open(course, rows, &model, err);
    if (status == EARFUL_OK)
        status = ef_learn_evidence(course->school, model, &evidences, err);
    if (status == EARFUL_OK && !take_best(course, model, &evidences, with_phrases, rows))
        status = ef_fail_memory(err);
    ef_evidences_fini(&evidences);
    earful_model_close(model);
    return status;
}

/* ---- fitting ---- */

static bool can_learn(const ef_term *term)
{
    return (term->lane == EF_LANE_OPINION || term->lane == EF_LANE_OBJECTIVE) &&
           term->type != EF_TERM_STOP && term->condition == NULL;
}

static void set_values(const earful_model *model, const ef_learned_rows *rows, ef_value *values)
{
    for (size_t i = 0; i < model->lexicon.n_terms; i++) {
        const ef_term *const term = &model->lexicon.terms[i];
        const ef_learned *const row = ef_learned_find(rows, term->lane, term->text);
        const bool fixed = !can_learn(term);
        values[2 * i] = (ef_value){.prior = row != NULL ? row->prior : term->valence,
                                   .value = term->valence,
                                   .fixed = fixed || (term->valence == 0 && row == NULL)};
        values[2 * i + 1] = (ef_value){.prior = row != NULL ? row->prior_negated : term->negated,
                                       .value = term->negated,
                                       .fixed = fixed || !term->has_negated};
        for (size_t j = 2 * i; j < 2 * i + 2; j++) {
            values[j].prior /= EF_UNIT;
            values[j].value /= EF_UNIT;
        }
    }
    values[2 * model->lexicon.n_terms] = (ef_value){.prior = 1, .value = 1, .fixed = true};
}

static bool moved(int32_t from, int32_t to)
{
    return to - from >= 2 * VALENCE_GRAIN || from - to >= 2 * VALENCE_GRAIN;
}

/* Puts what was fitted into the rows, new ones for terms of the model that moved. */
static bool get_values(const ef_course *course, const earful_model *model, const ef_value *values,
                       const uint64_t *counts, ef_learned_rows *rows)
{
    for (size_t i = 0; i < model->lexicon.n_terms; i++) {
        const ef_term *const term = &model->lexicon.terms[i];
        const int32_t valence = values[2 * i].fixed ? term->valence : rounded(values[2 * i].value);
        const int32_t negated =
            values[2 * i + 1].fixed ? term->negated : rounded(values[2 * i + 1].value);
        bool added = false;
        if (!can_learn(term))
            continue;
        if (ef_learned_find(rows, term->lane, term->text) == NULL &&
            (counts[i] < course->wishes.least_records ||
             (!moved(term->valence, valence) && !moved(term->negated, negated))))
            continue;
        ef_learned *const row = ef_learned_at(rows, term->lane, term->text, &added);
        if (row == NULL)
            return false;
        if (added)
            *row = (ef_learned){.type = term->type,
                                .existing = true,
                                .has_negated = term->has_negated,
                                .prior = term->valence,
                                .prior_negated = term->negated};
        row->valence = valence;
        row->negated = negated;
        row->records = counts[i];
    }
    return true;
}

static earful_status fit_model(const ef_course *course, const earful_model *model,
                               ef_learned_rows *rows, earful_error *err)
{
    const size_t n_values = 2 * model->lexicon.n_terms + 1;
    ef_value *const values = calloc(n_values, sizeof values[0]);
    ef_parted parted = {0};
    earful_status status = values != NULL ? EARFUL_OK : ef_fail_memory(err);
    if (status == EARFUL_OK)
        status = ef_learn_parts(course->school, model, &parted, err);
    if (status == EARFUL_OK) {
        const ef_fitting fitting = {.values = values,
                                    .n_values = n_values,
                                    .spools = parted.spools,
                                    .n_spools = parted.n_spools,
                                    .settings = &model->settings,
                                    .stiffness = course->wishes.stiffness};
        set_values(model, rows, values);
        status = ef_fit(&fitting, err);
    }
    if (status == EARFUL_OK && !get_values(course, model, values, parted.spoken, rows))
        status = ef_fail_memory(err);
    ef_parted_fini(&parted);
    free(values);
    return status;
}

static earful_status fit_rows(const ef_course *course, ef_learned_rows *rows, earful_error *err)
{
    earful_model *model = NULL;
    earful_status status = ef_learned_open(course, rows, &model, err);
    if (status == EARFUL_OK)
        status = fit_model(course, model, rows, err);
    earful_model_close(model);
    if (status == EARFUL_OK && !ef_learned_prune(rows))
        status = ef_fail_memory(err);
    return status;
}

earful_status ef_learn(const ef_course *course, ef_learned_rows *rows, earful_error *err)
{
    earful_status status = EARFUL_OK;
    for (int round = 0; round < ROUNDS && status == EARFUL_OK; round++) {
        status = add_terms(course, round > 0, rows, err);
        if (status == EARFUL_OK)
            status = fit_rows(course, rows, err);
    }
    return status == EARFUL_OK ? fit_rows(course, rows, err) : status;
}
