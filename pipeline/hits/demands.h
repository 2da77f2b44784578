/* Whether the choices of topic rules are worth a try: what each demands must stand in the sentence,
 * near enough to the token that it is tried for. Of a hundred choices that are tried five are. */
#ifndef EF_DEMANDS_H
#define EF_DEMANDS_H

#include "hits/resolve.h"

/* All that the words of a sentence meet. Without a branch on the words, half of which meet some. */
ef_demand_set ef_demands_met(const ef_resolved *resolved, const ef_sentence *sentence);

/* Whether a choice that demands something may find it in a sentence that meets `met`: bits are
 * shared. */
static inline bool ef_demands_may_stand(const ef_demand_set *met, const ef_choice *choice)
{
    return ef_demand_set_has(met, choice->bits[0]) && ef_demand_set_has(met, choice->bits[1]);
}

/* Whether all that it demands stands within its reach of the token, by the words themselves. In a
 * sentence that is longer than any, what may stand far away counts as there, so that the cost of a
 * sentence is linear. */
bool ef_demands_stand(const ef_resolved *resolved, const ef_sentence *sentence,
                      const ef_choice *choice, uint32_t token);

#endif
