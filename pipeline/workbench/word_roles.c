#include "workbench/word_roles.h"

#include <stdlib.h>

/* Words below it say how bad things are, not what is wrong. */
enum { CONDEMNS = -25000 };

static uint8_t judgement_of(int32_t valence)
{
    return valence > 0 || valence <= CONDEMNS ? EF_ROLE_JUDGES | EF_ROLE_NAMES_NOTHING
                                              : EF_ROLE_JUDGES;
}

bool ef_word_roles_init(ef_word_roles *roles, const earful_model *model)
{
    const ef_lexicon *const lexicon = &model->lexicon;
    roles->by_atom = calloc(ef_vocabulary_atoms(model->vocabulary) + 1, sizeof roles->by_atom[0]);
    for (size_t i = 0; i < lexicon->n_terms && roles->by_atom != NULL; i++) {
        const ef_term *const term = &lexicon->terms[i];
        if (term->n_atoms != 1)
            continue;
        if (term->type == EF_TERM_NEGATOR)
            roles->by_atom[term->atoms[0]] |= EF_ROLE_NEGATES;
        else if (term->lane == EF_LANE_OBJECTIVE)
            continue;
        else if (term->lane != EF_LANE_OPINION || term->type == EF_TERM_STOP)
            roles->by_atom[term->atoms[0]] |= EF_ROLE_SHIFTS;
        else if (term->valence != 0)
            roles->by_atom[term->atoms[0]] |= judgement_of(term->valence);
    }
    return roles->by_atom != NULL;
}

void ef_word_roles_fini(ef_word_roles *roles)
{
    free(roles->by_atom);
}

uint8_t ef_word_roles_of(const ef_word_roles *roles, const ef_resolved *resolved, uint32_t token)
{
    const ef_atoms atoms = ef_atoms_of(resolved, token);
    uint8_t all = 0;
    for (uint32_t i = 0; i < atoms.count; i++)
        all |= roles->by_atom[atoms.at[i]];
    return all;
}
