/* What each token of a block means to the model. */
#ifndef EF_RESOLVE_H
#define EF_RESOLVE_H

#include "hits/meaning.h"
#include "tokens/tokens.h"

typedef struct ef_resolved {
    const ef_meanings *meanings;
    const ef_meaning *items; /* of the meanings */
    uint32_t *meaning;       /* by token: its number in the items */
    size_t meaning_capacity;
    uint32_t *word; /* how many words (kinds WORD, NUMBER, HASHTAG) stand before token t in the
                       block: what NEAR and negation windows count in; tokens + 1 of them */
    size_t word_capacity;
    bool failed;
} ef_resolved;

void ef_resolved_init(ef_resolved *resolved);
void ef_resolved_fini(ef_resolved *resolved);

/* URLs, e-mail addresses, handles and punctuation have no atoms: they never score and never match.
 * An elongated word is also tried with every letter once ("greatt" as "great"); the spelling whose
 * best atom is more specific counts (ef_vocabulary_rank), the written one when they are equal. */
bool ef_resolve(ef_meanings *meanings, const ef_tokens *tokens, ef_resolved *resolved);

static inline const ef_meaning *ef_meaning_of(const ef_resolved *resolved, uint32_t token)
{
    return &resolved->items[resolved->meaning[token]];
}

/* The atoms that a token satisfies, ascending. */
typedef struct ef_atoms {
    const uint32_t *at;
    uint32_t count;
} ef_atoms;

static inline ef_atoms ef_atoms_of(const ef_resolved *resolved, uint32_t token)
{
    const ef_meaning *const meaning = ef_meaning_of(resolved, token);
    return (ef_atoms){resolved->meanings->atoms + meaning->atoms, meaning->n_atoms};
}

/* Those that some rule or condition asks for and not every word has. */
static inline ef_atoms ef_asked_atoms_of(const ef_resolved *resolved, uint32_t token)
{
    const ef_meaning *const meaning = ef_meaning_of(resolved, token);
    return (ef_atoms){resolved->meanings->atoms + meaning->atoms + meaning->n_atoms,
                      meaning->n_asked};
}

static inline bool ef_has_atom(const ef_resolved *resolved, uint32_t token, uint32_t atom)
{
    const ef_atoms atoms = ef_atoms_of(resolved, token);
    for (uint32_t i = 0; i < atoms.count; i++)
        if (atoms.at[i] == atom)
            return true;
    return false;
}

#endif
