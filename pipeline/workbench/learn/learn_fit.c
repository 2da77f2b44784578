#include "workbench/learn/learn_fit.h"

#include <math.h>
#include <stdlib.h>

#include "base/failure.h"
#include "base/grow.h"

enum { STEPS = 60 };

/* Valences and what is summed of them, in whole numbers: at most some thousand a record. */
#define GRAIN       1048576.0 /* 2^20 */
#define MOST_POINTS 4.0

/* Of one value, over all records. */
typedef struct sums_of_value {
    int64_t slope;
    int64_t curvature;
} sums_of_value;

/* A sentence of the record at hand. */
typedef struct remark {
    double sum;
    double said;      /* of both signs, and objective points */
    double objective; /* points */
    double weight;    /* in the record's mean */
    double by_sum;    /* what the record's compound changes by, a point of the sum */
    double by_said;
    double by_objective; /* what its objectivity changes by, an objective point */
} remark;

typedef struct descent {
    const ef_fitting *fitting;
    sums_of_value *sums;
    double *at; /* where the slope is taken: beyond the last value, in the direction it came */
    remark *remarks;
    size_t remarks_capacity;
} descent;

static double said_by(const descent *self, const ef_part *part)
{
    return part->factor * self->at[part->value];
}

static void read_remarks(descent *self, const ef_spooled *record, const ef_part *parts)
{
    memset(self->remarks, 0, record->n_sentences * sizeof self->remarks[0]);
    for (uint32_t i = 0; i < record->n_parts; i++) {
        remark *const here = &self->remarks[parts[i].sentence];
        const double said = said_by(self, &parts[i]);
        if (parts[i].objective) {
            here->objective += said;
        } else {
            here->sum += said;
            here->said += fabs(said);
        }
    }
    for (uint32_t i = 0; i < record->n_sentences; i++) {
        remark *const here = &self->remarks[i];
        here->said += here->objective > 0 ? here->objective : 0;
        here->weight = here->said < 1 ? here->said : 1;
    }
}

/* The record's compound before it is grounded, its objectivity, and what they change by. The scorer
 * takes objective points off a sentence's sum; where labels turn, sums are small and the squash is
 * nearly a straight line, so that comes to a wider neutral band. */
static void weigh_remarks(descent *self, const ef_spooled *record, double *compound,
                          double *objectivity)
{
    const double squash = (double)self->fitting->settings->squash / EF_UNIT;
    double weight = 0;
    *compound = *objectivity = 0;
    for (uint32_t i = 0; i < record->n_sentences; i++) {
        const remark *const here = &self->remarks[i];
        weight += here->weight;
        *compound += here->weight * here->sum / sqrt(here->sum * here->sum + squash);
        *objectivity += here->weight * here->objective / sqrt(squash);
    }
    if (weight == 0)
        return;
    *compound /= weight;
    *objectivity /= weight;
    for (uint32_t i = 0; i < record->n_sentences; i++) {
        remark *const here = &self->remarks[i];
        const double square = here->sum * here->sum + squash;
        here->by_sum = here->weight * squash / (square * sqrt(square) * weight);
        here->by_said = here->said < 1 ? (here->sum / sqrt(square) - *compound) / weight : 0;
        here->by_objective = here->weight / (sqrt(squash) * weight);
    }
}

/* What the compound, or the objectivity, changes by, a point of the part's value. */
static double reach_of(const descent *self, const ef_part *part)
{
    const remark *const here = &self->remarks[part->sentence];
    const double said = said_by(self, part);
    const double sign = said > 0 ? 1 : said < 0 ? -1 : 0;
    return part->factor *
           (part->objective ? here->by_objective : here->by_sum + sign * here->by_said);
}

static void add_record(descent *self, const ef_spooled *record, const ef_part *parts)
{
    double compound = 0;
    double objectivity = 0;
    double all[2] = {0}; /* by which they move when all values move by one */
    read_remarks(self, record, parts);
    weigh_remarks(self, record, &compound, &objectivity);
    const ef_loss loss =
        ef_loss_of(self->fitting->settings, &record->lesson, compound, objectivity);
    for (uint32_t i = 0; i < record->n_parts; i++)
        all[parts[i].objective] += fabs(reach_of(self, &parts[i]));
    for (uint32_t i = 0; i < record->n_parts; i++) {
        const bool objective = parts[i].objective;
        const double reach = reach_of(self, &parts[i]);
        const double slope = objective ? loss.objective_slope : loss.slope;
        const double curvature = objective ? loss.objective_curvature : loss.curvature;
        sums_of_value *const sums = &self->sums[parts[i].value];
        sums->slope += llround(slope * reach * GRAIN);
        sums->curvature += llround(curvature * fabs(reach) * all[objective] * GRAIN);
    }
}

static earful_status add_spools(descent *self, earful_error *err)
{
    const ef_fitting *const fitting = self->fitting;
    for (size_t i = 0; i < fitting->n_spools; i++) {
        ef_spooled record;
        const ef_part *parts = NULL;
        ef_spool_rewind(&fitting->spools[i]);
        while (ef_spool_next(&fitting->spools[i], &record, &parts)) {
            if (!ef_grow(&self->remarks, &self->remarks_capacity, record.n_sentences + 1,
                         sizeof self->remarks[0]))
                return ef_fail_memory(err);
            add_record(self, &record, parts);
        }
        if (ef_spool_failed(&fitting->spools[i]))
            return ef_fail_system(err, NULL, "cannot read a temporary file");
    }
    return EARFUL_OK;
}

static double bounded(double value)
{
    return value > MOST_POINTS ? MOST_POINTS : value < -MOST_POINTS ? -MOST_POINTS : value;
}

/* One step for every value; `weight` is how far beyond it the next slope is taken. */
static void move(descent *self, double weight)
{
    const ef_fitting *const fitting = self->fitting;
    for (size_t i = 0; i < fitting->n_values; i++) {
        ef_value *const value = &fitting->values[i];
        if (value->fixed)
            continue;
        const double slope =
            (double)self->sums[i].slope / GRAIN + fitting->stiffness * (self->at[i] - value->prior);
        const double curvature = (double)self->sums[i].curvature / GRAIN + fitting->stiffness;
        const double next = bounded(self->at[i] - slope / curvature);
        self->at[i] = next + weight * (next - value->value);
        value->value = next;
    }
}

earful_status ef_fit(const ef_fitting *fitting, earful_error *err)
{
    descent self = {.fitting = fitting,
                    .sums = calloc(fitting->n_values + 1, sizeof self.sums[0]),
                    .at = calloc(fitting->n_values + 1, sizeof self.at[0])};
    earful_status status = self.sums != NULL && self.at != NULL ? EARFUL_OK : ef_fail_memory(err);
    for (size_t i = 0; i < fitting->n_values && status == EARFUL_OK; i++)
        self.at[i] = fitting->values[i].value;
    for (int step = 1; step <= STEPS && status == EARFUL_OK; step++) {
        memset(self.sums, 0, fitting->n_values * sizeof self.sums[0]);
        status = add_spools(&self, err);
        if (status == EARFUL_OK)
            move(&self, step < STEPS ? (step - 1.0) / (step + 2.0) : 0);
    }
    free(self.sums);
    free(self.at);
    free(self.remarks);
    return status;
}
