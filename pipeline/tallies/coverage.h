/* Coverage: which bytes a result has counted, as intervals of inputs known by their content. It
 * stands outside the payload's digest, so that merging twice changes nothing.
 *
 * Kept in one normal form: intervals of an input do not overlap (where they would they are split
 * and their `times` add up), and neighbours that agree in all else are one. So the same bytes
 * covered in another order, or in other pieces, are the same coverage. */
#ifndef EF_COVERAGE_H
#define EF_COVERAGE_H

#include "base/failure.h"
#include "base/hash.h"

typedef struct ef_covered {
    ef_digest digest; /* of the input's raw bytes */
    uint64_t size;    /* of the whole input, raw */
    uint64_t start;   /* [start, end) of its raw bytes */
    uint64_t end;
    uint64_t times;   /* 2 when --allow-repeat counted it twice */
    uint64_t damaged; /* 1: decoding stopped before its end */
} ef_covered;

typedef struct ef_coverage {
    ef_covered *items; /* sorted by digest, then start */
    size_t count;
    size_t capacity;
} ef_coverage;

typedef enum ef_overlap { EF_DISJOINT, EF_CONTAINED, EF_PARTIAL } ef_overlap;

void ef_coverage_fini(ef_coverage *coverage);

/* Keeps the normal form; the same interval again adds to its `times`. An input of size 0 is covered
 * by [0, 0). False when memory is out. */
bool ef_coverage_add(ef_coverage *coverage, ef_covered covered);

/* All of `from`, which must be disjoint. False when memory is out; `into` is then as it was. */
bool ef_coverage_merge(ef_coverage *into, const ef_coverage *from);

/* How `other` lies to `coverage`: nothing in common, all of it in there already, or in part. */
ef_overlap ef_coverage_compare(const ef_coverage *coverage, const ef_coverage *other);

/* Whether the whole of an input with this digest is covered. */
bool ef_coverage_holds(const ef_coverage *coverage, ef_digest digest);

/* Whether it is in its normal form. */
bool ef_coverage_check(const ef_coverage *coverage);

#endif
