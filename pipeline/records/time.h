/* Points in time as exports write them. Times are seconds since 1970-01-01T00:00:00Z, proleptic
 * Gregorian, no leap seconds. Nothing here asks the environment or the locale. */
#ifndef EF_TIME_H
#define EF_TIME_H

#include <stdint.h>

#include "base/span.h"
#include "records/civil.h"
#include "records/period.h"
#include "records/zone.h"

/* Without an offset: UTC. Fractions of a second are dropped. False when it is none of these:
 *     1549531454, 1368131186.0       seconds; milli-, micro- and nanoseconds by their magnitude
 *     2019-10-15T14:30:36.5Z         ISO 8601, with T or space, also 20191015T143036Z
 *     2015-02-24 11:15:59 -0800      an offset, UTC, GMT, or a zone of RFC 2822 behind any clock
 *     2015-07-20, 2015/07/20
 *     Tue, 31 Oct 2017 22:10:47 GMT  RFC 2822; names of days and months may be longer
 *     Tue Oct 31 22:10:47 +0000 2017
 *     Oct 31, 2017 10:10 PM
 *     31-Jul-18                      years below 69 are of this century
 *     5/25/2019 15:54                month first, always
 *     31.10.2017 22:10               day first, always
 *     09 1, 2016                     month first */
bool ef_time_parse(ef_span text, int64_t *seconds);

#endif
