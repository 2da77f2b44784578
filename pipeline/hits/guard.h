/* The negation guard: whether a hit is denied by a negator that its rule did not ask for.
 *
 * A negator denies a hit from before its first word, within the negation window of words, or
 * from the gap before its last words, within twice the window; either way from the same clause
 * as the word it denies, so a comma or a "but" ends its reach. A negator whose first word is
 * matched by a word that the rule asks for, anywhere in the sentence, belongs to the rule and
 * denies nothing. Nor does one inside a phrase of the lexicon ("not only"): there the phrase's
 * valence speaks, and denies what it contradicts: "can not fault the staff" leaves praise of them
 * alone, and "no problem with" denies a problem. Negators are the lexicon's business. */
#ifndef EF_GUARD_H
#define EF_GUARD_H

#include "hits/evaluate.h"
#include "hits/term_match.h"

typedef struct ef_guard {
    const earful_model *model;
    const ef_tokens *tokens;
    const ef_resolved *resolved;
    ef_evaluator *evaluator;
    ef_hits *hits;    /* whose matches are those of the sentence `matched` */
    uint32_t matched; /* EF_NONE at first */
    size_t n_matches;
    const ef_rule *rule; /* turned to last, and in which sentence; NULL at first */
    uint32_t sentence;
    bool has_leaves; /* its words there are found, if they were asked for: */
    ef_spans *leaves;
    uint32_t searched;      /* the sentence whose words were looked at last; EF_NONE at first */
    uint32_t first_negator; /* of them, the first that may begin a negator; or the sentence's end */
} ef_guard;

/* Cheap where no negator is near; otherwise the rule's words are looked up once a sentence, so hits
 * should come by rule and sentence. Uses the evaluator. */
bool ef_guard_denies(ef_guard *guard, const ef_rule *rule, ef_token_span hit);

#endif
