/* Ratios: quotients of integers, rounded half away from zero without floating point, so that every
 * machine prints the same digits. */
#ifndef EF_RATIO_H
#define EF_RATIO_H

#include <stdint.h>

/* Products of two int64_t fit. */
__extension__ typedef __int128 ef_wide;

/* numerator / denominator; the denominator must be above 0. Held at the ends of int64_t, where only
 * a forged state can lead; the lower end is INT64_MIN + 1, so that no quotient looks like EF_NULL. */
int64_t ef_ratio(ef_wide numerator, ef_wide denominator);

/* The square root of a number of 0 to 2^126 - 1, rounded down. */
ef_wide ef_square_root(ef_wide number);

#endif
