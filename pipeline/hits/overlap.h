/* Overlapping hits, guarded or not: of those of one topic in one document the longest in tokens
 * stays, then the earliest, then the one of the earlier rule. Hits of different topics overlap
 * freely. */
#ifndef EF_OVERLAP_H
#define EF_OVERLAP_H

#include "hits/hits.h"

/* Which topic's hit covers a token, by token of the block: zeros when the block begins. */
typedef struct ef_cover {
    uint32_t *by;
    uint32_t serial; /* of the topic in hand */
} ef_cover;

/* Leaves the hits from `from` on, which are all of a record's, in their final order. */
void ef_drop_overlaps(ef_hits *hits, size_t from, ef_cover *cover);

#endif
