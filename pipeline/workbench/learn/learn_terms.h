/* The terms that a sentence offers for learning: its words, and its runs of two and three words in one
 * clause.
 *
 * What the lexicon knows as a shifter is none by itself, and a phrase neither begins nor ends with one,
 * except that it may begin with a negator ("never again"): the scorer has rules for those. A number is
 * part of phrases only, and a long one of none. */
#ifndef EF_LEARN_TERMS_H
#define EF_LEARN_TERMS_H

#include "hits/analysis.h"
#include "workbench/word_roles.h"

enum { EF_LONGEST_LEARNED = 3 };

typedef struct ef_offer {
    uint32_t first; /* tokens, both inclusive */
    uint32_t last;
    uint64_t hash; /* of the whole term */
} ef_offer;

typedef struct ef_offers {
    const ef_tokens *tokens;
    const ef_resolved *resolved;
    const ef_word_roles *roles;
    uint32_t first;
    uint32_t last;
    uint32_t end;
    uint64_t hash;
} ef_offers;

ef_offers ef_offers_of(const ef_analysis *analysis, const ef_word_roles *roles, uint32_t sentence);
bool ef_offers_next(ef_offers *offers, ef_offer *offer);

/* Written with a capital, where the sentence gives no reason for one: not at its beginning, and not all
 * of it. */
bool ef_offer_is_name(const ef_tokens *tokens, const ef_offer *offer);

#endif
