/* Ratings: which scale they are on, and what a rating is worth on it. */
#ifndef EF_RATING_H
#define EF_RATING_H

#include "records/plan.h"
#include "tallies/cell.h"

ef_scale_bit ef_rating_scale(const ef_plan *plan);

/* Adds one rating, in ten-thousandths, to the rating fields of a cell. */
void ef_rating_add(ef_cell *cell, ef_scale_bit scale, int64_t rating);

/* "1-5" and so on; the name of one bit. */
const char *ef_scale_name(ef_scale_bit scale);

#endif
