/* Overlapping hits, guarded or not: of those of one topic in one document the longest in tokens
 * stays, then the earliest, then the one of the earlier rule. Hits of different topics overlap
 * freely. */
#ifndef EF_OVERLAP_H
#define EF_OVERLAP_H

#include "hits/hits.h"

/* Leaves the hits from `from` on, which are all of a record's, in their final order. `covered` is
 * scratch: a place for each token of the block, whatever stands there. */
void ef_drop_overlaps(ef_hits *hits, size_t from, bool *covered);

#endif
