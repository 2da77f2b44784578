/* Bootstrap: how much a number would move with other records of the same kind.
 *
 * Each replicate weighs every record anew by a Poisson(1) draw. The draws come from a counter, not
 * from a sequence: the hash of what a record counts as, its number among its equals, and the
 * replicate. Records that count as the same are exchangeable, so intervals are a function of the
 * counts alone: no seed, no order, no threads. */
#ifndef EF_EVAL_BOOTSTRAP_H
#define EF_EVAL_BOOTSTRAP_H

#include "workbench/eval/eval_pairs.h"
#include "workbench/metrics.h"

enum { EF_MAX_MEASURES = 4 };

typedef struct ef_interval {
    double low; /* undefined when the number was never defined */
    double high;
} ef_interval;

/* Fills one number a measure, EF_UNDEFINED where there is none, for the pairs under these weights. */
typedef void ef_statistic(void *context, const uint64_t *weights, double *out);

/* The middle 95 % of each measure over the replicates. False when memory is out. */
bool ef_bootstrap(const ef_pair *pairs, size_t n_pairs, unsigned replicates, ef_statistic *measure,
                  void *context, size_t n_measures, ef_interval *intervals);

#endif
