#include "workbench/eval_calibrate.h"

#include <stdlib.h>

#include "workbench/eval_set.h"

enum { STEP = EF_UNIT / 200, STEPS = 200 };

/* By label: the records at least so many steps above 0, or below it. */
typedef struct tails {
    uint64_t above[EF_CLASSES][STEPS + 1];
    uint64_t below[EF_CLASSES][STEPS + 1];
    uint64_t answered[EF_CLASSES];
    uint64_t missing[EF_CLASSES];
} tails;

static void add_pair(tails *all, const ef_pair *pair)
{
    if (pair->x == EF_NO_COMPOUND) {
        all->missing[pair->y] += pair->count;
        return;
    }
    all->answered[pair->y] += pair->count;
    if (pair->x >= 0)
        all->above[pair->y][pair->x / STEP] += pair->count;
    else
        all->below[pair->y][-pair->x / STEP] += pair->count;
}

static void sum_tails(tails *all)
{
    for (size_t label = 0; label < EF_CLASSES; label++)
        for (size_t i = STEPS; i-- > 0;) {
            all->above[label][i] += all->above[label][i + 1];
            all->below[label][i] += all->below[label][i + 1];
        }
}

static double macro_f1(const tails *all, size_t positive, size_t negative)
{
    ef_confusion confusion = {0};
    for (size_t label = 0; label < EF_CLASSES; label++) {
        uint64_t *const said = confusion.counts[label];
        said[EF_POSITIVE] = all->above[label][positive];
        said[EF_NEGATIVE] = all->below[label][negative];
        said[EF_NEUTRAL] = all->answered[label] - said[EF_POSITIVE] - said[EF_NEGATIVE];
        said[EF_UNLABELLED] = all->missing[label];
    }
    return ef_agreement_of(&confusion).macro.f1;
}

bool ef_calibrate(const ef_pairs *labels, ef_band *best)
{
    ef_pair *const pairs = ef_pairs_sorted(labels);
    tails *const all = calloc(1, sizeof *all);
    const bool good = pairs != NULL && all != NULL;
    *best = (ef_band){.macro_f1 = -1};
    for (size_t i = 0; i < labels->keys.count && good; i++)
        add_pair(all, &pairs[i]);
    if (good)
        sum_tails(all);
    for (size_t positive = 1; positive <= STEPS && good; positive++)
        for (size_t negative = 1; negative <= STEPS; negative++) {
            const double f1 = macro_f1(all, positive, negative);
            if (f1 > best->macro_f1)
                *best = (ef_band){.positive = (int32_t)(positive * STEP),
                                  .negative = -(int32_t)(negative * STEP),
                                  .macro_f1 = f1};
        }
    free(pairs);
    free(all);
    return good;
}
