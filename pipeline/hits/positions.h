/* Where each atom of the model stands in a block: ascending lists of tokens, one an atom, made by a
 * counting sort. Besides, what stands in the one sentence turned to last is known at a glance,
 * because most terms do not stand in most sentences. */
#ifndef EF_POSITIONS_H
#define EF_POSITIONS_H

#include "hits/resolve.h"

typedef struct ef_positions {
    const ef_tokens *tokens;
    const ef_resolved *resolved;
    size_t n_atoms;
    /* The tokens that satisfy atom a: at[first[a]] .. at[first[a + 1]). */
    uint32_t *first;
    uint32_t *at;
    size_t at_capacity;
    uint32_t *places; /* by place in resolved->atoms: where `at` has it */
    size_t places_capacity;
    /* first_here[a] is where `at` has the first token of the sentence that satisfies atom a, if
     * here[a] == turn. */
    uint32_t *here;
    uint32_t *first_here;
    uint32_t turn;
    uint32_t sentence;
} ef_positions;

bool ef_positions_init(ef_positions *positions, size_t n_atoms);
void ef_positions_fini(ef_positions *positions);

/* Turns to a block. False when memory ran out. */
bool ef_positions_begin(ef_positions *positions, const ef_tokens *tokens,
                        const ef_resolved *resolved);

/* Costs the sentence's tokens unless it was turned to last. */
void ef_positions_turn_to(ef_positions *positions, uint32_t sentence);

static inline bool ef_stands_here(const ef_positions *positions, uint32_t atom)
{
    return positions->here[atom] == positions->turn;
}

static inline uint32_t ef_position_count(const ef_positions *positions, uint32_t atom)
{
    return positions->first[atom + 1] - positions->first[atom];
}

/* Where `at` has the first token at or behind `begin` that satisfies the atom. */
uint32_t ef_positions_from(const ef_positions *positions, uint32_t atom, uint32_t begin);

#endif
