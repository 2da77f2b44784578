#include "workbench/learn/learn_lessons.h"

#include <math.h>
#include <stdlib.h>

#include "base/grow.h"

/* Between counting every record alike (0) and every input alike (1), and the same for the labels of an
 * input. Tried on sets that were not learned from. */
#define INPUTS_ALIKE 0.5
#define LABELS_ALIKE 0.75

void ef_lesson_counts_fini(ef_lesson_counts *counts)
{
    free(counts->by_label);
    *counts = (ef_lesson_counts){0};
}

bool ef_lesson_counts_add(ef_lesson_counts *counts, uint32_t input, ef_label label, uint64_t count)
{
    if (!ef_grow(&counts->by_label, &counts->capacity, (size_t)input + 1,
                 sizeof counts->by_label[0]))
        return false;
    for (; counts->n_inputs <= input; counts->n_inputs++)
        memset(counts->by_label[counts->n_inputs], 0, sizeof counts->by_label[0]);
    counts->by_label[input][label] += count;
    return true;
}

bool ef_lesson_counts_merge(ef_lesson_counts *into, const ef_lesson_counts *from)
{
    for (uint32_t i = 0; i < from->n_inputs; i++)
        for (ef_label label = EF_NEUTRAL; label <= EF_NEGATIVE; label++)
            if (!ef_lesson_counts_add(into, i, label, from->by_label[i][label]))
                return false;
    into->unscaled += from->unscaled;
    return true;
}

static uint64_t sum_of(const uint64_t by_label[3])
{
    return by_label[0] + by_label[1] + by_label[2];
}

uint64_t ef_lesson_counts_sum(const ef_lesson_counts *counts)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < counts->n_inputs; i++)
        sum += sum_of(counts->by_label[i]);
    return sum;
}

double ef_lesson_weight(const ef_lesson_counts *counts, uint32_t input, ef_label label)
{
    const uint64_t *const here = counts->by_label[input];
    const double records = (double)sum_of(here);
    const double mean = (double)ef_lesson_counts_sum(counts) / (double)counts->n_inputs;
    double labels = 0;
    for (int i = 0; i < 3; i++)
        labels += here[i] > 0;
    return pow(mean / records, INPUTS_ALIKE) *
           pow(records / (labels * (double)here[label]), LABELS_ALIKE);
}

/* On a scale of 0 to 4: 0 and 1 are negative, 3 and 4 positive. */
static ef_label label_of_rating(int64_t rating, const ef_plan *plan)
{
    const int64_t above = 4 * (rating - plan->scale_min * EF_UNIT);
    const int64_t range = (plan->scale_max - plan->scale_min) * EF_UNIT;
    if (2 * above <= 3 * range)
        return EF_NEGATIVE;
    return 2 * above >= 5 * range ? EF_POSITIVE : EF_NEUTRAL;
}

bool ef_lesson_label(const ef_gold *gold, const ef_plan *plan, int64_t gold_threshold,
                     ef_label *label, bool *unscaled)
{
    *unscaled = false;
    if (ef_gold_label(gold, gold_threshold, label))
        return true;
    if (!gold->has_rating)
        return false;
    *unscaled = plan->scale_min == plan->scale_max;
    if (*unscaled)
        return false;
    *label = label_of_rating(gold->rating, plan);
    return true;
}
