/* Where each atom that rules ask for stands in one range of tokens: ascending lists, one an atom.
 * They are made when the range is turned to, because most ranges are never asked about. */
#ifndef EF_POSITIONS_H
#define EF_POSITIONS_H

#include "hits/resolve.h"

/* A token that satisfies the atom, and where the next one is; EF_NONE. */
typedef struct ef_place {
    uint32_t token;
    uint32_t next;
} ef_place;

typedef struct ef_standing {
    uint32_t first; /* of its places */
    uint32_t count; /* EF_EVERYWHERE: about every token satisfies it, and none is listed */
} ef_standing;

#define EF_EVERYWHERE ((uint32_t)UINT32_MAX)

typedef struct ef_positions {
    const ef_resolved *resolved;
    const ef_vocabulary *vocabulary;
    uint8_t *turns; /* by atom: the turn when it stood somewhere last. Nothing is cleared between
                           ranges; and a byte each, because most are only asked whether they do */
    ef_standing *atoms; /* of those that stand in this turn */
    ef_place *places;
    size_t places_capacity;
    uint32_t
        *asked; /* scratch: the tokens of the range that have atoms of some rule, the last first */
    size_t asked_capacity;
    uint8_t turn;
    uint32_t first_token;
    uint32_t end_token;
    bool failed; /* memory ran out; sticky */
} ef_positions;

bool ef_positions_init(ef_positions *positions, const ef_vocabulary *vocabulary);
void ef_positions_fini(ef_positions *positions);

/* Turns to a block, and to none of its tokens. */
void ef_positions_begin(ef_positions *positions, const ef_resolved *resolved);

/* Costs the tokens. */
void ef_positions_list(ef_positions *positions, uint32_t first_token, uint32_t end_token);

/* Nothing to do if it was turned to these tokens last. */
static inline void ef_positions_turn_to(ef_positions *positions, uint32_t first_token,
                                        uint32_t end_token)
{
    if (positions->first_token != first_token || positions->end_token != end_token)
        ef_positions_list(positions, first_token, end_token);
}

static inline bool ef_stands_here(const ef_positions *positions, uint32_t atom)
{
    return positions->turns[atom] == positions->turn;
}

#endif
