/* Times as exports write them, and files of the tz database. A time that is read lies in the years
 * that can be written; every offset of a zone is less than a week, at any moment. */
#include <stdlib.h>

#include "records/time.h"
#include "records/zone_rule.h"

enum { WEEK = 7 * EF_DAY_SECONDS };

static void demand(bool holds)
{
    if (!holds)
        abort();
}

static void check_zone(const ef_zone *zone)
{
    for (int64_t at = INT64_C(-100000000000); at < INT64_C(300000000000); at += 7777777777) {
        const int64_t offset = ef_zone_offset(zone, at);
        demand(offset > -WEEK && offset < WEEK);
        const int64_t start = ef_period_start(EARFUL_QUARTER, zone, at);
        demand(start <= at + offset && at + offset < ef_period_next(EARFUL_QUARTER, start));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const ef_span text = ef_span_make((const char *)data, size);
    int64_t seconds = 0;
    if (ef_time_parse(text, &seconds)) {
        demand(seconds > INT64_C(-100000000000) && seconds < INT64_C(300000000000));
        int64_t year;
        unsigned month;
        unsigned day;
        const int64_t days = ef_floor_divide(seconds, EF_DAY_SECONDS);
        ef_civil_from_days(days, &year, &month, &day);
        demand(ef_days_from_civil(year, month, day) == days);
    }
    ef_zone_rule rule;
    if (ef_zone_rule_parse(text, &rule))
        demand(abs(ef_zone_rule_offset(&rule, 1706702400)) < WEEK + EF_HOUR_SECONDS);
    ef_zone *zone = NULL;
    if (ef_zone_read(text, "fuzz", &zone, NULL) == EARFUL_OK)
        check_zone(zone);
    ef_zone_close(zone);
    return 0;
}
