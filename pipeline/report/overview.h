/* An overview: what customers said, summed over periods and segments, for a result in one screen. */
#ifndef EF_OVERVIEW_H
#define EF_OVERVIEW_H

#include "tallies/state.h"

typedef struct ef_overview {
    const ef_state *state;
    ef_cell *channels; /* (total) by string of the state; records == 0 for what is no channel */
    ef_cell *topics;   /* by topic, of all channels */
    int64_t *below;    /* by topic: mentions of the topics right below it */
    ef_cell total;
    ef_cell uncategorised;
    int64_t documents[EF_ROLE_COUNT];
    ef_arena arena;
} ef_overview;

/* A topic and by how many records one side outweighs the other. */
typedef struct ef_ranked {
    int64_t score;
    uint32_t topic;
} ef_ranked;

/* False when memory is out. */
bool ef_overview_make(ef_overview *overview, const ef_state *state);
void ef_overview_fini(ef_overview *overview);

/* The topics that customers blame more than they praise, or the other way round, the most records
 * first; no delight among the one, no pain among the other; at most `most` of them, and *count says how many. A topic that got most of its mentions
 * from topics below it would only repeat them and is left out. NULL when memory is out. */
const ef_ranked *ef_overview_rank(ef_overview *overview, bool blamed, size_t most, size_t *count);

#endif
