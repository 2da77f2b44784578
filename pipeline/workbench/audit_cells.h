/* How terms of the lexicon and ratings came together: for each term and scale, in how many rated
 * records it spoke and what they were rated. Bounded by terms and scales; sums commute. */
#ifndef EF_AUDIT_CELLS_H
#define EF_AUDIT_CELLS_H

#include "base/table.h"
#include "tallies/ratio.h"

/* The term number of all rated records of a scale. */
#define EF_ANY_TERM EF_NONE

typedef struct ef_audit_cell {
    uint64_t records;
    int64_t sum;     /* of ratings, in ten-thousandths */
    ef_wide squares; /* of the same; only of EF_ANY_TERM */
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

/* False when memory is out. */
bool ef_audit_cells_merge(ef_audit_cells *into, const ef_audit_cells *from);

#endif
