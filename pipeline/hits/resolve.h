/* What each token of a block means to the model: its atoms, copied out of the vocabulary. */
#ifndef EF_RESOLVE_H
#define EF_RESOLVE_H

#include "lexicon/model.h"
#include "tokens/tokens.h"

typedef struct ef_resolved {
    uint32_t *first; /* tokens + 1 of them: the atoms of token t are atoms[first[t]..first[t+1]) */
    size_t first_capacity;
    uint32_t *atoms;
    size_t atoms_capacity;
    uint32_t *word; /* how many words (kinds WORD, NUMBER, HASHTAG) stand before token t in the
                       block: what NEAR and negation windows count in */
    size_t word_capacity;
    bool failed;
} ef_resolved;

void ef_resolved_init(ef_resolved *resolved);
void ef_resolved_fini(ef_resolved *resolved);

/* URLs, e-mail addresses, handles and punctuation have no atoms: they never score and never match.
 * An elongated word is also tried with every letter once ("greatt" as "great"); the spelling whose
 * best atom is more specific counts (ef_vocabulary_rank), the written one when they are equal. */
bool ef_resolve(const earful_model *model, ef_vocabulary_cache *cache, const ef_tokens *tokens,
                ef_resolved *resolved);

#endif
