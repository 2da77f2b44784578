#include <criterion/criterion.h>

#include "base/attr.h"
#include "records/time.h"

static int64_t at(const char *text)
{
    int64_t seconds = 0;
    cr_assert(ef_time_parse(ef_span_of(text), &seconds), "%s", text);
    return seconds;
}

typedef struct period_case {
    earful_period period;
    const char *moment, *start, *next;
} period_case;

Test(period, starts_where_the_calendar_says)
{
    static const period_case CASES[] = {
        {EARFUL_HOUR, "2021-03-28 01:59:59", "2021-03-28 01:00", "2021-03-28 02:00"},
        {EARFUL_HOUR, "1969-12-31 23:59:59", "1969-12-31 23:00", "1970-01-01"},
        {EARFUL_DAY, "2024-02-29 12:00", "2024-02-29", "2024-03-01"},
        {EARFUL_DAY, "1969-12-31 00:00", "1969-12-31", "1970-01-01"},
        {EARFUL_WEEK, "2021-01-03 23:59:59", "2020-12-28", "2021-01-04"},
        {EARFUL_WEEK, "2021-01-04", "2021-01-04", "2021-01-11"},
        {EARFUL_WEEK, "2019-12-31", "2019-12-30", "2020-01-06"},
        {EARFUL_WEEK, "1970-01-01", "1969-12-29", "1970-01-05"},
        {EARFUL_WEEK, "1900-01-01", "1900-01-01", "1900-01-08"},
        {EARFUL_MONTH, "2020-12-31 23:59:59", "2020-12-01", "2021-01-01"},
        {EARFUL_MONTH, "1968-02-29", "1968-02-01", "1968-03-01"},
        {EARFUL_QUARTER, "2021-03-31", "2021-01-01", "2021-04-01"},
        {EARFUL_QUARTER, "2021-04-01", "2021-04-01", "2021-07-01"},
        {EARFUL_QUARTER, "1969-11-11", "1969-10-01", "1970-01-01"},
    };
    for (size_t i = 0; i < EF_COUNT(CASES); i++) {
        const period_case *const c = &CASES[i];
        const int64_t start = ef_period_start(c->period, NULL, at(c->moment));
        cr_assert_eq(start, at(c->start), "%s", c->moment);
        cr_assert_eq(ef_period_next(c->period, start), at(c->next), "%s", c->moment);
    }
}

Test(period, follows_the_clock_on_the_wall)
{
    ef_zone *zone = NULL;
    cr_assert_eq(ef_zone_open("Europe/Berlin", &zone, NULL), EARFUL_OK);
    /* 23:30 UTC is half past midnight, or half past one in summer. */
    cr_assert_eq(ef_period_start(EARFUL_DAY, zone, at("2020-12-31 23:30")), at("2021-01-01"));
    cr_assert_eq(ef_period_start(EARFUL_MONTH, zone, at("2021-06-30 22:30")), at("2021-07-01"));
    cr_assert_eq(ef_period_start(EARFUL_MONTH, zone, at("2021-06-30 21:30")), at("2021-06-01"));
    /* Two o'clock does not exist on March 28th: three follows one. */
    cr_assert_eq(ef_period_start(EARFUL_HOUR, zone, at("2021-03-28 00:59")),
                 at("2021-03-28 01:00"));
    cr_assert_eq(ef_period_start(EARFUL_HOUR, zone, at("2021-03-28 01:00")),
                 at("2021-03-28 03:00"));
    ef_zone_close(zone);
}

Test(period, is_one_for_all_without_a_period)
{
    cr_assert_eq(ef_period_start(EARFUL_NO_PERIOD, NULL, 1234567890), 0);
    cr_assert_eq(ef_period_next(EARFUL_NO_PERIOD, 0), 0);
}
