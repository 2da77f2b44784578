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
    free(positions->asked);
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

/* Fills `asked` and makes room for all places. Without a branch on the words, one in four of which
 * is asked for. How many they are. */
static size_t find_asked(ef_positions *positions)
{
    const size_t n_tokens = positions->end_token - positions->first_token;
    if (!ef_grow(&positions->asked, &positions->asked_capacity, n_tokens,
                 sizeof positions->asked[0])) {
        positions->failed = true;
        return 0;
    }
    size_t n_asked = 0;
    size_t n_places = 0;
    for (uint32_t token = positions->end_token; token-- > positions->first_token;) {
        const uint32_t n_atoms = ef_asked_atoms_of(positions->resolved, token).count;
        positions->asked[n_asked] = token;
        n_asked += n_atoms > 0;
        n_places += n_atoms;
    }
    positions->failed |= !ef_grow(&positions->places, &positions->places_capacity, n_places,
                                  sizeof positions->places[0]);
    return positions->failed ? 0 : n_asked;
}

void ef_positions_list(ef_positions *positions, uint32_t first_token, uint32_t end_token)
{
    positions->first_token = first_token;
    positions->end_token = end_token;
    next_turn(positions);
    const size_t n_asked = find_asked(positions);
    uint32_t n_places = 0;
    for (size_t a = 0; a < n_asked; a++) {
        const uint32_t token = positions->asked[a];
        const ef_atoms atoms = ef_asked_atoms_of(positions->resolved, token);
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
