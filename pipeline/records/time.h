/* Points in time as exports write them, and the calendar of periods. Times are seconds since
 * 1970-01-01T00:00:00Z, proleptic Gregorian, no leap seconds. Nothing here asks the environment. */
#ifndef EF_TIME_H
#define EF_TIME_H

#include <stdint.h>

#include "base/failure.h"
#include "base/span.h"

/* Epoch seconds, milli- and microseconds (also with a fraction), ISO 8601 with T or space and an
 * optional offset, RFC 2822, "Tue Oct 31 22:10:47 +0000 2017", "5/25/2019 15:54" (month first),
 * "31-Jul-18", "09 1, 2016", "2015-07-20". Without an offset: UTC. False when it is none of them. */
bool ef_time_parse(ef_span text, int64_t *seconds);

/* Days since 1970-01-01 of a civil date, and back. */
int64_t ef_days_from_civil(int64_t year, unsigned month, unsigned day);
void ef_civil_from_days(int64_t days, int64_t *year, unsigned *month, unsigned *day);

typedef struct ef_zone ef_zone;

/* "UTC", "+02:00", "-0530", or a name of the system's tz database, read once here. EARFUL_USAGE. */
earful_status ef_zone_open(const char *name, ef_zone **zone, earful_error *err);
void ef_zone_close(ef_zone *zone);
int64_t ef_zone_offset(const ef_zone *zone, int64_t seconds); /* to add to UTC; NULL zone = 0 */

/* The local start of the period that holds a moment, as seconds since 1970 of the local clock. */
int64_t ef_period_start(earful_period period, const ef_zone *zone, int64_t seconds);

/* The start of the next period. */
int64_t ef_period_next(earful_period period, int64_t start);

#endif
