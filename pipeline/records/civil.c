#include "records/civil.h"

/* Both directions count in years that begin in March, so that the leap day comes last, and in
 * eras of 400 years, after which the calendar repeats. */
enum { DAYS_OF_ERA = 146097, DAYS_BEFORE_1970 = 719468 };

int64_t ef_days_from_civil(int64_t year, unsigned month, unsigned day)
{
    const int64_t shifted = month <= 2 ? year - 1 : year;
    const int64_t era = ef_floor_divide(shifted, 400);
    const int64_t year_of_era = shifted - era * 400;
    const unsigned month_from_march = (month + 9) % 12;
    const int64_t day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
    const int64_t day_of_era =
        year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * DAYS_OF_ERA + day_of_era - DAYS_BEFORE_1970;
}

void ef_civil_from_days(int64_t days, int64_t *year, unsigned *month, unsigned *day)
{
    const int64_t shifted = days + DAYS_BEFORE_1970;
    const int64_t era = ef_floor_divide(shifted, DAYS_OF_ERA);
    const int64_t day_of_era = shifted - era * DAYS_OF_ERA;
    const int64_t leap_days = day_of_era / 1460 - day_of_era / 36524 + day_of_era / 146096;
    const int64_t year_of_era = (day_of_era - leap_days) / 365;
    const int64_t day_of_year =
        day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const unsigned month_from_march = (unsigned)((5 * day_of_year + 2) / 153);
    *day = (unsigned)day_of_year - (153 * month_from_march + 2) / 5 + 1;
    *month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
    *year = year_of_era + era * 400 + (*month <= 2);
}

bool ef_is_leap_year(int64_t year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

unsigned ef_days_of_month(int64_t year, unsigned month)
{
    static const unsigned char DAYS[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && ef_is_leap_year(year) ? 29 : DAYS[month - 1];
}

unsigned ef_weekday(int64_t days)
{
    const int64_t since_sunday = days + 4; /* 1970-01-01 was a Thursday */
    return (unsigned)(since_sunday - ef_floor_divide(since_sunday, 7) * 7);
}
