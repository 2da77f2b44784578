/* Periods of the local calendar: which hour, day, week, month or quarter holds a moment. */
#ifndef EF_PERIOD_H
#define EF_PERIOD_H

#include "records/zone.h"

/* The local start of the period that holds a moment, as seconds since 1970 of the local clock.
 * EARFUL_NO_PERIOD: 0. */
int64_t ef_period_start(earful_period period, const ef_zone *zone, int64_t seconds);

/* The start of the next period. */
int64_t ef_period_next(earful_period period, int64_t start);

#endif
