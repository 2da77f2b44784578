/* A scatter: pairs with weights, ready to be correlated again and again under other weights, as a
 * bootstrap does. Ties share the mean of their ranks. */
#ifndef EF_EVAL_SCATTER_H
#define EF_EVAL_SCATTER_H

#include "workbench/eval/eval_pairs.h"
#include "workbench/metrics.h"

typedef struct ef_scatter {
    ef_pair *pairs; /* ascending by x, then y */
    size_t n_pairs;
    uint32_t *x_place; /* by pair: which of the distinct x, ascending */
    uint32_t *y_place;
    size_t n_x, n_y;
    uint64_t *place_weights; /* scratch */
    double *x_ranks;         /* scratch, by place */
    double *y_ranks;
    ef_point *points; /* scratch, by pair */
} ef_scatter;

/* False when memory is out; fini is due all the same. */
bool ef_scatter_init(ef_scatter *scatter, const ef_pairs *pairs);
void ef_scatter_fini(ef_scatter *scatter);

/* Weights by pair; NULL = their counts. Use the scatter's scratch. */
double ef_scatter_pearson(ef_scatter *scatter, const uint64_t *weights);
double ef_scatter_spearman(ef_scatter *scatter, const uint64_t *weights);

#endif
