/* The candidate terms of a sentence: its words and its pairs of neighbouring words.
 *
 * What the lexicon knows as a shifter or a stop term is no candidate. Words with a valence are apart
 * from the others: they made their sentence negative. Some name what is wrong all the same ("late",
 * "refund"); those that praise, or condemn and no more, are no candidates by themselves. All of
 * them and negators count beside a word that is one: "bad signal", "never arrived". */
#ifndef EF_SUGGEST_TERMS_H
#define EF_SUGGEST_TERMS_H

#include "hits/analysis.h"
#include "workbench/word_roles.h"

typedef struct ef_candidate {
    uint64_t hash;
    uint32_t first; /* tokens; the same twice for a word */
    uint32_t last;
} ef_candidate;

/* Goes through the candidates of a sentence, in order. */
typedef struct ef_candidates {
    const ef_analysis *analysis;
    const ef_word_roles *roles;
    uint32_t token;
    uint32_t end;
    bool pair; /* the pair that begins at `token` is next, not its word */
} ef_candidates;

ef_candidates ef_candidates_of(const ef_analysis *analysis, const ef_word_roles *roles,
                               uint32_t sentence);
bool ef_candidates_next(ef_candidates *candidates, ef_candidate *candidate);

bool ef_candidate_negates(const ef_candidates *candidates, uint32_t token);
bool ef_candidate_judges(const ef_candidates *candidates, uint32_t token); /* has a valence */

#endif
