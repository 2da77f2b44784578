#include "records/zone_rule.h"

#include "records/civil.h"

static bool eat(ef_span *rest, char c)
{
    if (rest->len == 0 || rest->at[0] != c)
        return false;
    *rest = ef_span_make(rest->at + 1, rest->len - 1);
    return true;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool number(ef_span *rest, unsigned least, unsigned most, unsigned *value)
{
    const size_t len = rest->len;
    *value = 0;
    while (rest->len > 0 && is_digit(rest->at[0]) && *value <= most) {
        *value = *value * 10 + (unsigned)(rest->at[0] - '0');
        eat(rest, rest->at[0]);
    }
    return rest->len < len && *value >= least && *value <= most;
}

/* Three letters or more, or anything in angle brackets. The name itself is of no use here. */
static bool name(ef_span *rest)
{
    if (eat(rest, '<')) {
        ef_span_cut(rest, '>');
        return rest->at != NULL;
    }
    size_t len = 0;
    while (len < rest->len && ((rest->at[len] | 0x20) >= 'a' && (rest->at[len] | 0x20) <= 'z'))
        len++;
    *rest = ef_span_make(rest->at + len, rest->len - len);
    return len >= 3;
}

static bool clock_time(ef_span *rest, int32_t *seconds)
{
    unsigned hours = 0;
    unsigned minutes = 0;
    unsigned rest_seconds = 0;
    const bool negative = eat(rest, '-');
    if (!negative)
        eat(rest, '+');
    if (!number(rest, 0, 167, &hours))
        return false;
    if (eat(rest, ':') && !number(rest, 0, 59, &minutes))
        return false;
    if (eat(rest, ':') && !number(rest, 0, 59, &rest_seconds))
        return false;
    const int32_t sum =
        (int32_t)(hours * EF_HOUR_SECONDS + minutes * EF_MINUTE_SECONDS + rest_seconds);
    *seconds = negative ? -sum : sum;
    return true;
}

static bool rule_date(ef_span *rest, ef_rule_date *date)
{
    bool good = true;
    if (eat(rest, 'M')) {
        date->form = EF_RULE_WEEKDAY;
        good = number(rest, 1, 12, &date->month) && eat(rest, '.') &&
               number(rest, 1, 5, &date->week) && eat(rest, '.') &&
               number(rest, 0, 6, &date->weekday);
    } else if (eat(rest, 'J')) {
        date->form = EF_RULE_JULIAN;
        good = number(rest, 1, 365, &date->day);
    } else {
        date->form = EF_RULE_DAY_OF_YEAR;
        good = number(rest, 0, 365, &date->day);
    }
    date->seconds = 2 * EF_HOUR_SECONDS;
    return good && (!eat(rest, '/') || clock_time(rest, &date->seconds));
}

bool ef_zone_rule_parse(ef_span text, ef_zone_rule *rule)
{
    *rule = (ef_zone_rule){0};
    if (!name(&text) || !clock_time(&text, &rule->standard))
        return false;
    rule->standard = -rule->standard; /* POSIX counts west of Greenwich as positive */
    if (text.len == 0)
        return true;
    rule->has_daylight = true;
    rule->daylight = rule->standard + EF_HOUR_SECONDS;
    if (!name(&text))
        return false;
    if (text.len > 0 && text.at[0] != ',') {
        if (!clock_time(&text, &rule->daylight))
            return false;
        rule->daylight = -rule->daylight;
    }
    return eat(&text, ',') && rule_date(&text, &rule->start) && eat(&text, ',') &&
           rule_date(&text, &rule->end) && text.len == 0;
}

static int64_t weekday_of_month(const ef_rule_date *date, int64_t year)
{
    const int64_t first = ef_days_from_civil(year, date->month, 1);
    unsigned day = (date->weekday + 7 - ef_weekday(first)) % 7 + (date->week - 1) * 7;
    while (day >= ef_days_of_month(year, date->month))
        day -= 7;
    return first + day;
}

/* The moment in the local clock that ends there. */
static int64_t moment_of(const ef_rule_date *date, int64_t year)
{
    enum { LAST_OF_FEBRUARY = 59 };
    int64_t days = ef_days_from_civil(year, 1, 1) + date->day;
    if (date->form == EF_RULE_WEEKDAY)
        days = weekday_of_month(date, year);
    else if (date->form == EF_RULE_JULIAN)
        days -= date->day <= LAST_OF_FEBRUARY || !ef_is_leap_year(year);
    return days * EF_DAY_SECONDS + date->seconds;
}

int32_t ef_zone_rule_offset(const ef_zone_rule *rule, int64_t seconds)
{
    if (!rule->has_daylight)
        return rule->standard;
    int64_t year;
    unsigned month;
    unsigned day;
    ef_civil_from_days(ef_floor_divide(seconds + rule->standard, EF_DAY_SECONDS), &year, &month,
                       &day);
    const int64_t start = moment_of(&rule->start, year) - rule->standard;
    const int64_t end = moment_of(&rule->end, year) - rule->daylight;
    const bool daylight =
        start < end ? seconds >= start && seconds < end : seconds >= start || seconds < end;
    return daylight ? rule->daylight : rule->standard;
}
