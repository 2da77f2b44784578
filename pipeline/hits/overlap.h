/* Overlapping hits, guarded or not: of those of one topic in one document the longest in tokens
 * stays, then the earliest, then the one of the earlier rule. Hits of different topics overlap
 * freely. */
#ifndef EF_OVERLAP_H
#define EF_OVERLAP_H

#include "hits/hits.h"

/* Leaves hits->topics in its final order. `marks` has room for all tokens of the block. */
void ef_drop_overlaps(ef_hits *hits, uint32_t *marks, size_t n_tokens);

#endif
