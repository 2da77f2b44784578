/* Keyness: how surely a term is at home in one group of sentences rather than in another, by the
 * log-likelihood ratio of its two by two table (Dunning 1993). */
#ifndef EF_KEYNESS_H
#define EF_KEYNESS_H

#include <stdint.h>

/* In tenths: `with` of `all` sentences of the group hold the term, other_with of other_all outside.
 * Negative when it is rarer in the group. 3.8 would be significant at 5 % if one term were asked
 * about. Floating point, rounded once from counts, so the same for any order of counting. */
int64_t ef_keyness(uint64_t with, uint64_t all, uint64_t other_with, uint64_t other_all);

#endif
