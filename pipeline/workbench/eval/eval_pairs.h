/* Pairs: how often two whole numbers came together.
 *
 * Whatever is measured over records (F1, correlations, their intervals) is measured over distinct
 * pairs with a count, so memory follows the values that there are, not the records. Adding and
 * merging commute. */
#ifndef EF_EVAL_PAIRS_H
#define EF_EVAL_PAIRS_H

#include "base/table.h"

typedef struct ef_pair {
    int64_t x;
    int64_t y;
    uint64_t count;
} ef_pair;

typedef struct ef_pairs {
    ef_table keys; /* x and y as bytes */
    uint64_t *counts;
    size_t counts_capacity;
} ef_pairs;

void ef_pairs_init(ef_pairs *pairs);
void ef_pairs_fini(ef_pairs *pairs);

/* False when memory is out, as below. */
bool ef_pairs_add(ef_pairs *pairs, int64_t x, int64_t y, uint64_t count);
bool ef_pairs_merge(ef_pairs *into, const ef_pairs *from);

uint64_t ef_pairs_sum(const ef_pairs *pairs);

/* Ascending by x, then y; to be freed. keys.count of them, and NULL only when memory is out. */
ef_pair *ef_pairs_sorted(const ef_pairs *pairs);

#endif
