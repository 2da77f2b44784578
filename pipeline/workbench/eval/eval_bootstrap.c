#include "workbench/eval/eval_bootstrap.h"

#include <stdlib.h>

#include "base/attr.h"
#include "base/hash.h"

/* 65,536 times the chance that a Poisson(1) variable is at most 0, 1, 2 ... */
static const uint16_t poisson[] = {24109, 48219, 60273, 64292, 65296, 65497, 65531, 65535};

static unsigned draw(uint64_t bits)
{
    const uint16_t chance = (uint16_t)bits;
    unsigned events = 0;
    while (events < EF_COUNT(poisson) && chance >= poisson[events])
        events++;
    return events;
}

/* The finalizer of SplitMix64 (Steele, Lea and Flood 2014). */
static uint64_t mix(uint64_t z)
{
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

/* The weight of all records of a pair; one number of 64 bits serves four of them. */
static uint64_t weigh(const ef_pair *pair, uint64_t replicate)
{
    const uint64_t key[3] = {(uint64_t)pair->x, (uint64_t)pair->y, replicate};
    uint64_t counter = ef_hash(ef_span_make((const char *)key, sizeof key));
    uint64_t bits = 0;
    uint64_t weight = 0;
    for (uint64_t i = 0; i < pair->count; i++, bits >>= 16) {
        if (i % 4 == 0)
            bits = mix(counter += UINT64_C(0x9E3779B97F4A7C15));
        weight += draw(bits);
    }
    return weight;
}

static int by_size(const void *a, const void *b)
{
    const double left = *(const double *)a;
    const double right = *(const double *)b;
    return left < right ? -1 : left > right;
}

/* Sorts, with what is undefined left out. */
static ef_interval interval_of(double *values, size_t n_values)
{
    size_t kept = 0;
    for (size_t i = 0; i < n_values; i++)
        if (!isnan(values[i]))
            values[kept++] = values[i];
    if (kept == 0)
        return (ef_interval){.low = EF_UNDEFINED, .high = EF_UNDEFINED};
    qsort(values, kept, sizeof values[0], by_size);
    const size_t outside = kept / 40;
    return (ef_interval){.low = values[outside], .high = values[kept - 1 - outside]};
}

bool ef_bootstrap(const ef_pair *pairs, size_t n_pairs, unsigned replicates, ef_statistic *measure,
                  void *context, size_t n_measures, ef_interval *intervals)
{
    uint64_t *const weights = calloc(n_pairs + 1, sizeof weights[0]);
    double *const values = calloc((size_t)replicates * n_measures + 1, sizeof values[0]);
    const bool good = weights != NULL && values != NULL;
    for (unsigned replicate = 0; replicate < replicates && good; replicate++) {
        double measured[EF_MAX_MEASURES];
        for (size_t i = 0; i < n_pairs; i++)
            weights[i] = weigh(&pairs[i], replicate);
        measure(context, weights, measured);
        for (size_t i = 0; i < n_measures; i++)
            values[i * replicates + replicate] = measured[i];
    }
    for (size_t i = 0; i < n_measures && good; i++)
        intervals[i] = interval_of(values + i * replicates, replicates);
    free(weights);
    free(values);
    return good;
}
