/* Which sentences and records suggestions are for: the negative ones that no topic speaks of. */
#ifndef EF_SUGGEST_PICK_H
#define EF_SUGGEST_PICK_H

#include "hits/analysis.h"

typedef enum ef_pick {
    EF_PICK_NONE,   /* nobody counts it: not a customer's */
    EF_PICK_OTHER,  /* not negative: what words that complain are measured against */
    EF_PICK_CAUGHT, /* negative, and an unguarded hit in it */
    EF_PICK_TARGET  /* negative, and no unguarded hit in it */
} ef_pick;

typedef struct ef_picks {
    uint8_t *sentences; /* ef_pick */
    size_t sentences_capacity;
    bool *records; /* negative, and no unguarded hit in a customer's text */
    size_t records_capacity;
} ef_picks;

void ef_picks_fini(ef_picks *picks); /* of a zeroed one, too */

/* Of a block. False when memory ran out. */
bool ef_picks_make(ef_picks *picks, const ef_analysis *analysis);

#endif
