#include "hits/positions.h"

#include <stdlib.h>

#include "base/grow.h"

bool ef_positions_init(ef_positions *positions, const ef_vocabulary *vocabulary)
{
    *positions = (ef_positions){.vocabulary = vocabulary};
    positions->turns = calloc(ef_vocabulary_atoms(vocabulary) + 1, sizeof positions->turns[0]);
    positions->atoms = calloc(ef_vocabulary_atoms(vocabulary) + 1, sizeof positions->atoms[0]);
    return positions->turns != NULL && positions->atoms != NULL;
}

void ef_positions_fini(ef_positions *positions)
{
    free(positions->turns);
    free(positions->atoms);
    free(positions->places);
    *positions = (ef_positions){0};
}

void ef_positions_begin(ef_positions *positions, const ef_resolved *resolved)
{
    positions->resolved = resolved;
    positions->first_token = 0;
    positions->end_token = 0;
}

static void next_turn(ef_positions *positions)
{
    if (++positions->turn == 0) { /* once in 256 turns the marks of old would look new */
        const size_t n_atoms = ef_vocabulary_atoms(positions->vocabulary);
        memset(positions->turns, 0, n_atoms * sizeof positions->turns[0]);
        positions->turn = 1;
    }
    size_t n_any = 0;
    const uint32_t *const any = ef_vocabulary_any(positions->vocabulary, &n_any);
    for (size_t i = 0; i < n_any; i++) {
        positions->turns[any[i]] = positions->turn;
        positions->atoms[any[i]] = (ef_standing){.first = EF_NONE, .count = EF_EVERYWHERE};
    }
}

void ef_positions_list(ef_positions *positions, uint32_t first_token, uint32_t end_token)
{
    positions->first_token = first_token;
    positions->end_token = end_token;
    next_turn(positions);
    uint32_t n_places = 0;
    for (uint32_t token = end_token; token-- > first_token;) { /* so that the first comes last */
        const ef_atoms atoms = ef_asked_atoms_of(positions->resolved, token);
        if (atoms.count == 0)
            continue;
        const size_t needed = n_places + (size_t)atoms.count;
        if (needed > positions->places_capacity &&
            !ef_grow(&positions->places, &positions->places_capacity, needed,
                     sizeof positions->places[0])) {
            positions->failed = true;
            return;
        }
        for (uint32_t i = 0; i < atoms.count; i++) {
            ef_standing *const standing = &positions->atoms[atoms.at[i]];
            if (!ef_stands_here(positions, atoms.at[i]))
                *standing = (ef_standing){.first = EF_NONE};
            positions->turns[atoms.at[i]] = positions->turn;
            positions->places[n_places] = (ef_place){.token = token, .next = standing->first};
            standing->first = n_places++;
            standing->count++;
        }
    }
}
