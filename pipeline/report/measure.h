/* Measures: what the counts of a cell say, as ratios against the (total) of its group. */
#ifndef EF_MEASURE_H
#define EF_MEASURE_H

#include "report/rows.h"

/* Sets the cell and all measures of a row, from `share` on. total NULL: the cell is the total. */
void ef_row_measure(ef_row *row, const ef_cell *cell, const ef_cell *total);

/* The bounds of the Wilson score interval at 95 % for k of n, n above 0, in ten-thousandths. */
void ef_wilson(int64_t k, int64_t n, int64_t *low, int64_t *high);

/* The one declared scale of a cell's ratings; 0 when there is none, or no single one. */
ef_scale_bit ef_cell_scale(const ef_cell *cell);

#endif
