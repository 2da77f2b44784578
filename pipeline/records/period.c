#include "records/period.h"

#include "records/civil.h"

static int64_t start_of_months(int64_t days, unsigned months)
{
    int64_t year;
    unsigned month;
    unsigned day;
    ef_civil_from_days(days, &year, &month, &day);
    return ef_days_from_civil(year, month - (month - 1) % months, 1);
}

static int64_t add_months(int64_t days, unsigned months)
{
    int64_t year;
    unsigned month;
    unsigned day;
    ef_civil_from_days(days, &year, &month, &day);
    month += months;
    return month > 12 ? ef_days_from_civil(year + 1, month - 12, day)
                      : ef_days_from_civil(year, month, day);
}

static int64_t start_of_week(int64_t days)
{
    return days - (ef_weekday(days) + 6) % 7;
}

int64_t ef_period_start(earful_period period, const ef_zone *zone, int64_t seconds)
{
    const int64_t local = seconds + ef_zone_offset(zone, seconds);
    const int64_t days = ef_floor_divide(local, EF_DAY_SECONDS);
    switch (period) {
    case EARFUL_NO_PERIOD: return 0;
    case EARFUL_HOUR: return ef_floor_divide(local, EF_HOUR_SECONDS) * EF_HOUR_SECONDS;
    case EARFUL_DAY: return days * EF_DAY_SECONDS;
    case EARFUL_WEEK: return start_of_week(days) * EF_DAY_SECONDS;
    case EARFUL_MONTH: return start_of_months(days, 1) * EF_DAY_SECONDS;
    case EARFUL_QUARTER: return start_of_months(days, 3) * EF_DAY_SECONDS;
    }
    return 0;
}

int64_t ef_period_next(earful_period period, int64_t start)
{
    const int64_t days = ef_floor_divide(start, EF_DAY_SECONDS);
    switch (period) {
    case EARFUL_NO_PERIOD: return 0;
    case EARFUL_HOUR: return start + EF_HOUR_SECONDS;
    case EARFUL_DAY: return start + EF_DAY_SECONDS;
    case EARFUL_WEEK: return start + 7 * EF_DAY_SECONDS;
    case EARFUL_MONTH: return add_months(days, 1) * EF_DAY_SECONDS;
    case EARFUL_QUARTER: return add_months(days, 3) * EF_DAY_SECONDS;
    }
    return 0;
}
