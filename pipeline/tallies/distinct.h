/* How many different contents a cell has seen, exactly: their 64-bit hashes, sorted.
 *
 * New hashes are appended and compacted only when room runs out, so that adding is cheap. A
 * collision, one in 2^64 a pair, counts two contents as one. */
#ifndef EF_DISTINCT_H
#define EF_DISTINCT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct ef_distinct {
    uint64_t *hashes;
    size_t count;
    size_t capacity;
    size_t n_sorted; /* the sorted, distinct part; what follows was added since */
} ef_distinct;

void ef_distinct_fini(ef_distinct *distinct);

/* False when memory is out. */
bool ef_distinct_add(ef_distinct *distinct, uint64_t hash);
bool ef_distinct_merge(ef_distinct *into, const ef_distinct *from);

/* Sorts all and drops what is twice. */
void ef_distinct_compact(ef_distinct *distinct);

#endif
