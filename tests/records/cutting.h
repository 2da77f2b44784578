/* Runs a splitter over an input that comes in slices and writes down what it cut. */
#ifndef CUTTING_H
#define CUTTING_H

#include "base/buffer.h"
#include "records/split.h"

/* Slices of one size; with `random` not 0, of changing sizes from 1 to that size. After each slice
 * whatever is no longer needed is dropped. */
typedef struct slicing {
    size_t size;
    unsigned random;
} slicing;

/* Appends "OFFSET<bytes>" for a record and "OFFSET!reason@at<bytes>" for a reject. limit 0 is the
 * usual one. */
void cut_in_slices(const ef_plan *plan, ef_span input, ef_end end, size_t limit, slicing slices,
                   ef_buffer *log);

/* Asserts what is cut, for the whole and for slices of every size up to 9. */
void expect_cuts(const ef_plan *plan, ef_span input, ef_end end, size_t limit,
                 const char *expected);

/* A number below `below` from a sequence that is the same everywhere. */
size_t draw(unsigned *random, size_t below);

#endif
