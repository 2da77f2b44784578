/* Metrics: numbers that say how well two columns agree. Plain functions of counts.
 *
 * This is where the workbench computes in floating point: always over sorted cells and in one
 * thread, so the digits do not depend on how records came. */
#ifndef EF_METRICS_H
#define EF_METRICS_H

#include <math.h>

#include "hits/hits.h"

/* A number that there is none of: a correlation with a constant, a share of nothing. */
#define EF_UNDEFINED ((double)NAN)

typedef struct ef_rates {
    double precision;
    double recall;
    double f1;
} ef_rates;

/* hit: said and true; wrong: said and not true; missed: true and not said. 0 where nothing is. */
ef_rates ef_rates_of(uint64_t hit, uint64_t wrong, uint64_t missed);

/* part / whole; undefined of nothing. */
double ef_share(uint64_t part, uint64_t whole);

/* Rounded half to even as printf does, EF_NULL when undefined: how numbers are written. */
int64_t ef_ten_thousandths(double value);

/* Labels that there are, and one column more for records that got none. */
enum { EF_CLASSES = 3, EF_UNLABELLED = 3, EF_ANSWERS = 4 };

typedef struct ef_confusion {
    uint64_t counts[EF_CLASSES][EF_ANSWERS]; /* gold, said; by ef_label */
} ef_confusion;

typedef struct ef_agreement {
    uint64_t records;
    uint64_t gold[EF_CLASSES];
    double accuracy;
    ef_rates classes[EF_CLASSES];
    ef_rates macro;    /* means over the classes that some record has */
    ef_rates weighted; /* means weighted by the records of a class */
} ef_agreement;

ef_agreement ef_agreement_of(const ef_confusion *confusion);

/* A weighted point; what correlations are made of. */
typedef struct ef_point {
    double x;
    double y;
    double weight;
} ef_point;

double ef_pearson(const ef_point *points, size_t n_points);

#endif
