/* Records as parts: what each says in terms of the model's values, taken from the trace of how the scorer
 * came to its score, so that what is fitted is what a run does.
 *
 * Value 2 * t is the valence of term t, value 2 * t + 1 its valence under negation where it has one of its
 * own; the value behind the last is 1, for what the scorer adds of itself. */
#ifndef EF_LEARN_PARTS_H
#define EF_LEARN_PARTS_H

#include "workbench/learn/learn_pass.h"
#include "workbench/learn/learn_spool.h"

typedef struct ef_parted {
    ef_spool *spools; /* one a worker */
    size_t n_spools;
    size_t capacity;
    uint64_t *spoken; /* by term: in how many records it spoke */
} ef_parted;

/* Parts the records that are not held back. `parted` is zeroed; fini is due after a failure as well. */
earful_status ef_learn_parts(const ef_school *school, const earful_model *model, ef_parted *parted,
                             earful_error *err);
void ef_parted_fini(ef_parted *parted);

#endif
