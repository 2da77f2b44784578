#include "hits/positions.h"

#include <stdlib.h>

#include "base/grow.h"

bool ef_positions_init(ef_positions *positions, size_t n_atoms)
{
    *positions = (ef_positions){.n_atoms = n_atoms};
    positions->first = calloc(n_atoms + 2, sizeof positions->first[0]);
    positions->here = calloc(n_atoms + 1, sizeof positions->here[0]);
    positions->first_here = calloc(n_atoms + 1, sizeof positions->first_here[0]);
    return positions->first != NULL && positions->here != NULL && positions->first_here != NULL;
}

void ef_positions_fini(ef_positions *positions)
{
    free(positions->first);
    free(positions->at);
    free(positions->places);
    free(positions->here);
    free(positions->first_here);
    *positions = (ef_positions){0};
}

bool ef_positions_begin(ef_positions *positions, const ef_tokens *tokens,
                        const ef_resolved *resolved)
{
    const size_t count = resolved->first[tokens->count];
    uint32_t *const first = positions->first;
    positions->tokens = tokens;
    positions->resolved = resolved;
    positions->sentence = EF_NONE;
    if (!ef_grow(&positions->at, &positions->at_capacity, count + 1, sizeof positions->at[0]) ||
        !ef_grow(&positions->places, &positions->places_capacity, count + 1,
                 sizeof positions->places[0]))
        return false;
    /* Counted two places up and summed, first[a + 1] is where atom a goes next. */
    memset(first, 0, (positions->n_atoms + 2) * sizeof first[0]);
    for (size_t i = 0; i < count; i++)
        first[resolved->atoms[i] + 2]++;
    for (size_t a = 2; a < positions->n_atoms + 2; a++)
        first[a] += first[a - 1];
    for (uint32_t t = 0; t < tokens->count; t++) {
        for (uint32_t i = resolved->first[t]; i < resolved->first[t + 1]; i++) {
            positions->places[i] = first[resolved->atoms[i] + 1]++;
            positions->at[positions->places[i]] = t;
        }
    }
    return true;
}

void ef_positions_turn_to(ef_positions *positions, uint32_t sentence)
{
    const ef_sentence *const range = &positions->tokens->sentences[sentence];
    const ef_resolved *const resolved = positions->resolved;
    if (positions->sentence == sentence)
        return;
    if (++positions->turn == 0) { /* once in 2^32 turns the marks of old would look new */
        memset(positions->here, 0, positions->n_atoms * sizeof positions->here[0]);
        positions->turn = 1;
    }
    positions->sentence = sentence;
    const uint32_t end = resolved->first[range->first_token + range->n_tokens];
    for (uint32_t i = resolved->first[range->first_token]; i < end; i++) {
        const uint32_t atom = resolved->atoms[i];
        if (positions->here[atom] != positions->turn)
            positions->first_here[atom] = positions->places[i];
        positions->here[atom] = positions->turn;
    }
}

uint32_t ef_positions_from(const ef_positions *positions, uint32_t atom, uint32_t begin)
{
    uint32_t low = positions->first[atom];
    for (uint32_t high = positions->first[atom + 1]; low < high;) {
        const uint32_t middle = low + (high - low) / 2;
        if (positions->at[middle] < begin)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}
