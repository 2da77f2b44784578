/* Time zones: an offset from UTC, fixed or by a table of the system's tz database. The TZ variable
 * and the C library's time functions play no part: the same options mean the same everywhere. */
#ifndef EF_ZONE_H
#define EF_ZONE_H

#include <stdint.h>

#include "base/failure.h"
#include "base/span.h"

typedef struct ef_zone ef_zone;

/* "UTC", "+02:00", "-0530", or a name of the system's tz database, read once here. NULL is UTC.
 * EARFUL_USAGE, EARFUL_MEMORY. */
earful_status ef_zone_open(const char *name, ef_zone **zone, earful_error *err);
void ef_zone_close(ef_zone *zone);
int64_t ef_zone_offset(const ef_zone *zone, int64_t seconds); /* to add to UTC; NULL zone = 0 */

/* A zone from the bytes of a TZif file; what ef_zone_open does with a file. */
earful_status ef_zone_read(ef_span tzif, const char *name, ef_zone **zone, earful_error *err);

#endif
