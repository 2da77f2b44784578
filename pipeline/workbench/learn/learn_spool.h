/* A spool: what each record of a pass says in terms of the lexicon's values, kept in a temporary file,
 * so that fitting goes over it as often as it must in the memory of one record.
 *
 * A sentence's sum is a sum of parts, value * factor; the record's compound is the mean of its
 * sentences' squashed sums, exactly as the scorer has it. */
#ifndef EF_LEARN_SPOOL_H
#define EF_LEARN_SPOOL_H

#include <stdio.h>

#include "workbench/learn/learn_loss.h"

typedef struct ef_part {
    uint32_t value;         /* which of the values that are fitted */
    uint32_t sentence : 31; /* of the record, from 0, ascending */
    uint32_t objective : 1; /* it takes from the sum, whichever sign that has */
    double factor;          /* what negation, boosters, contrast and so on make of it */
} ef_part;

typedef struct ef_spooled {
    ef_lesson lesson;
    uint32_t n_parts;
    uint32_t n_sentences; /* that hold an opinion */
} ef_spooled;

typedef struct ef_spool {
    FILE *file; /* nameless; gone when closed */
    ef_part *parts;
    size_t capacity;
} ef_spool;

/* False when the system refuses; errno says why. fini is due all the same. */
bool ef_spool_init(ef_spool *spool);
void ef_spool_fini(ef_spool *spool);

bool ef_spool_add(ef_spool *spool, const ef_spooled *record, const ef_part *parts);

/* Goes through the records; *parts is valid until the next call. next is false at the end and when
 * reading fails: ef_spool_failed tells. */
void ef_spool_rewind(ef_spool *spool);
bool ef_spool_next(ef_spool *spool, ef_spooled *record, const ef_part **parts);
bool ef_spool_failed(const ef_spool *spool);

#endif
