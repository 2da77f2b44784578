#include "workbench/eval/eval_calibrate.h"

#include <stdlib.h>

#include "workbench/eval/eval_set.h"

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

static bool make_tails(const ef_pairs *labels, tails *all)
{
    ef_pair *const pairs = ef_pairs_sorted(labels);
    for (size_t i = 0; i < labels->keys.count && pairs != NULL; i++)
        add_pair(all, &pairs[i]);
    sum_tails(all);
    free(pairs);
    return pairs != NULL;
}

static double mean_macro_f1(const tails *sets, size_t n_sets, size_t positive, size_t negative)
{
    double sum = 0;
    for (size_t i = 0; i < n_sets; i++)
        sum += macro_f1(&sets[i], positive, negative);
    return sum / (double)n_sets;
}

bool ef_calibrate(const ef_pairs *const *sets, size_t n_sets, ef_band *best)
{
    tails *const all = calloc(n_sets + 1, sizeof *all);
    size_t n_labelled = 0;
    bool good = all != NULL;
    *best = (ef_band){.macro_f1 = -1};
    for (size_t i = 0; i < n_sets && good; i++)
        if (sets[i]->keys.count > 0)
            good = make_tails(sets[i], &all[n_labelled++]);
    for (size_t positive = 1; positive <= STEPS && good && n_labelled > 0; positive++)
        for (size_t negative = 1; negative <= STEPS; negative++) {
            const double f1 = mean_macro_f1(all, n_labelled, positive, negative);
            if (f1 > best->macro_f1)
                *best = (ef_band){.positive = (int32_t)(positive * STEP),
                                  .negative = -(int32_t)(negative * STEP),
                                  .macro_f1 = f1};
        }
    free(all);
    return good;
}
