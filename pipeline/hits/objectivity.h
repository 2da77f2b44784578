/* Objectivity: how far a sentence speaks of a plain fact rather than of an opinion.
 *
 * Objective terms ("wondering", "booked"), a question mark and a link each ask for some points. Together
 * these bring the sentence's sum so much nearer to 0, whichever sign it has: every contribution loses
 * the same share, all of it at the most. Terms may ask for less than nothing, which widens the sum, to
 * twice of it at the most. */
#ifndef EF_OBJECTIVITY_H
#define EF_OBJECTIVITY_H

#include "hits/sentiment.h"
#include "hits/term_match.h"

/* Points that the sentence's form asks for, in ten-thousandths: that of a question, and a link. `uses`
 * are ef_meaning.uses of its notable tokens. */
int32_t ef_form_objectivity(const earful_model *model, const ef_tokens *tokens, uint32_t sentence,
                            uint32_t uses);

/* Changes the contributions of a sentence, whose matches, contributions and sums are in the matcher's
 * hits, and sets its weight: by what it says before the change, so that a plain fact is a neutral
 * remark and not none. Traced as it goes. */
void ef_ground(const ef_term_matcher *matcher, uint32_t sentence, const ef_matches *found,
               ef_trace *trace);

#endif
