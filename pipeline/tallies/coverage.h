/* Coverage: which bytes a result has counted, as intervals of inputs known by their content. It
 * stands outside the payload's digest, so that merging twice changes nothing. */
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
    ef_covered *items; /* sorted by digest, then start; distinct */
    size_t count;
    size_t capacity;
} ef_coverage;

typedef enum ef_overlap { EF_DISJOINT, EF_CONTAINED, EF_PARTIAL } ef_overlap;

void ef_coverage_fini(ef_coverage *coverage);

/* Keeps the order; the same interval again adds to its `times`. False when memory is out. */
bool ef_coverage_add(ef_coverage *coverage, ef_covered covered);

/* How `other` lies to `coverage`: nothing in common, all of it in there already, or in part. */
ef_overlap ef_coverage_compare(const ef_coverage *coverage, const ef_coverage *other);

/* Whether the whole of an input with this digest is covered. */
bool ef_coverage_holds(const ef_coverage *coverage, ef_digest digest);

#endif
