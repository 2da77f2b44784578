/* Which terms of the lexicon stand where in a sentence.
 *
 * Left to right, and at each token the terms with the most words win; the tokens they cover belong
 * to them and start no further term. So "no problem" keeps its "no" from negating what follows, and
 * a stop term keeps any word from doing anything. Terms of the same length share the place, the
 * best one of each lane. Linear in tokens for a given lexicon. */
#ifndef EF_TERM_MATCH_H
#define EF_TERM_MATCH_H

#include "hits/hits.h"

struct ef_evaluator;

typedef struct ef_term_match {
    uint32_t first; /* tokens, both inclusive */
    uint32_t last;
    uint32_t terms[EF_LANE_COUNT]; /* of the lexicon; EF_NONE */
    uint32_t denied_by; /* the last token of a negator behind it, or EF_NONE; shifters.h sets it */
} ef_term_match;

/* One block's texts and what is known of them. */
typedef struct ef_term_matcher {
    const earful_model *model;
    const ef_tokens *tokens;
    const ef_resolved *resolved;
    struct ef_evaluator *evaluator; /* NULL: no condition holds */
    ef_hits *hits;                  /* owns the list of matches */
} ef_term_matcher;

/* Once a block, before the others. False when memory is out, as below. */
bool ef_term_matcher_begin(const ef_term_matcher *matcher);

typedef struct ef_matches {
    size_t count;  /* of hits->matches */
    uint32_t uses; /* ef_meaning.uses of its notable tokens, but for those that go on a match */
} ef_matches;

/* Fills hits->matches with the sentence's matches, ascending. */
bool ef_match_terms(const ef_term_matcher *matcher, uint32_t sentence, ef_matches *found);

#endif
