/* What the lexicon makes of a word by itself, before any context. */
#ifndef EF_WORD_ROLES_H
#define EF_WORD_ROLES_H

#include "hits/resolve.h"

/* What single-word terms of the lexicon make of a word, a set: boost, dampen, contrast, ask or stop; negate;
 * have a valence. */
enum { EF_ROLE_SHIFTS = 1, EF_ROLE_NEGATES = 2, EF_ROLE_JUDGES = 4, EF_ROLE_NAMES_NOTHING = 8 };

/* By atom. */
typedef struct ef_word_roles {
    uint8_t *by_atom;
} ef_word_roles;

bool ef_word_roles_init(ef_word_roles *roles, const earful_model *model);
void ef_word_roles_fini(ef_word_roles *roles);

/* Of a token, a set of the above. */
uint8_t ef_word_roles_of(const ef_word_roles *roles, const ef_resolved *resolved, uint32_t token);

#endif
