/* A sketch: roughly how often each of very many terms occurred, in fixed memory.
 *
 * Two rows of counters; a term adds to one of each, and its count is at most the smaller of the two.
 * Sums do not depend on order, and no frequent term is ever lost; a rare one may pass for frequent,
 * which exact counting then finds out. (Count-min, Cormode & Muthukrishnan 2005.) */
#ifndef EF_SKETCH_H
#define EF_SKETCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct ef_sketch {
    uint32_t *rows[2]; /* saturating */
} ef_sketch;

bool ef_sketch_init(ef_sketch *sketch); /* false when memory is out; fini is due all the same */
void ef_sketch_fini(ef_sketch *sketch);
void ef_sketch_add(ef_sketch *sketch, uint64_t hash);
void ef_sketch_merge(ef_sketch *into, const ef_sketch *from);

/* Never less than the true count. */
uint32_t ef_sketch_count(const ef_sketch *sketch, uint64_t hash);

/* The least count, and not below `least`, that about `most` terms at most reach. */
uint32_t ef_sketch_threshold(const ef_sketch *sketch, uint32_t least, size_t most);

#endif
