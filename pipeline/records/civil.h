/* Civil dates: days since 1970-01-01 in the proleptic Gregorian calendar, in both directions. */
#ifndef EF_CIVIL_H
#define EF_CIVIL_H

#include <stdbool.h>
#include <stdint.h>

enum { EF_MINUTE_SECONDS = 60, EF_HOUR_SECONDS = 3600, EF_DAY_SECONDS = 86400 };

/* Days since 1970-01-01 of a civil date, and back. */
int64_t ef_days_from_civil(int64_t year, unsigned month, unsigned day);
void ef_civil_from_days(int64_t days, int64_t *year, unsigned *month, unsigned *day);

bool ef_is_leap_year(int64_t year);
unsigned ef_days_of_month(int64_t year, unsigned month); /* month from 1 to 12 */

/* 0 = Sunday. */
unsigned ef_weekday(int64_t days);

/* Division that rounds down, also below zero. */
static inline int64_t ef_floor_divide(int64_t value, int64_t by)
{
    return value / by - (value % by < 0);
}

#endif
