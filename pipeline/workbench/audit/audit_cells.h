/* How terms of the lexicon and ratings came together: for each term and scale, in how many rated
 * records it spoke, what they were rated, and what else was said in its sentences. Bounded by terms
 * and scales; sums commute. */
#ifndef EF_AUDIT_CELLS_H
#define EF_AUDIT_CELLS_H

#include "base/table.h"
#include "tallies/ratio.h"

/* The term number of all rated records of a scale. */
#define EF_ANY_TERM EF_NONE

typedef struct ef_audit_sum {
    uint64_t count;
    int64_t sum;     /* in ten-thousandths */
    ef_wide squares; /* of the same; only of EF_ANY_TERM */
} ef_audit_sum;

typedef struct ef_audit_cell {
    ef_audit_sum ratings; /* of records in which the term spoke */
    ef_audit_sum company; /* of sentences in which others spoke, too: the squash of what they say */
} ef_audit_cell;

typedef struct ef_audit_cells {
    ef_table scales; /* by name */
    ef_table keys;   /* term and scale, as bytes */
    ef_audit_cell *items;
    size_t capacity;
    uint64_t records; /* rated or not */
} ef_audit_cells;

void ef_audit_cells_init(ef_audit_cells *cells);
void ef_audit_cells_fini(ef_audit_cells *cells);

/* EF_NONE when memory is out. */
uint32_t ef_audit_scale(ef_audit_cells *cells, ef_span name);

/* Made when new; NULL when memory is out. */
ef_audit_cell *ef_audit_cell_at(ef_audit_cells *cells, uint32_t term, uint32_t scale);

/* The cell of number i, 0 .. keys.count - 1. */
const ef_audit_cell *ef_audit_cell_number(const ef_audit_cells *cells, uint32_t number,
                                          uint32_t *term, uint32_t *scale);

/* Adds a value to one of a cell's sums; `term` is the cell's. */
void ef_audit_sum_add(ef_audit_sum *sum, uint32_t term, int64_t value);

/* False when memory is out. */
bool ef_audit_cells_merge(ef_audit_cells *into, const ef_audit_cells *from);

#endif
