/* Selection: which of a block's records count. Language, --where, --sample and --drop-duplicates,
 * asked in this order; the first that says no gives the reason. */
#ifndef EF_SELECTION_H
#define EF_SELECTION_H

#include "engine/seen.h"
#include "lexicon/model.h"
#include "records/where.h"

typedef struct ef_selection {
    const earful_model *model;
    bool any_language;     /* what a record's field says of its language is no reason */
    const ef_where *where; /* NULL = all */
    double sample;         /* 1 = all */
    ef_seen *seen;         /* NULL = duplicates stay */
    const char *const *by; /* fields that reach a tally beside those that always do */
    size_t n_by;
} ef_selection;

/* Changes the outcome of records that do not count. False when memory ran out. */
bool ef_select_records(const ef_selection *selection, const ef_plan *plan, ef_documents *documents);

#endif
