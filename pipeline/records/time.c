#include "records/time.h"

typedef struct clock_reading {
    unsigned year, month, day;
    unsigned hour, minute, second;
    int32_t offset; /* of the clock above from UTC, in seconds */
} clock_reading;

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Each piece takes what it knows off the front of *rest, or says false. */

static void drop(ef_span *rest, size_t len)
{
    *rest = ef_span_make(rest->at + len, rest->len - len);
}

static bool eat(ef_span *rest, char c)
{
    if (rest->len == 0 || rest->at[0] != c)
        return false;
    drop(rest, 1);
    return true;
}

static void eat_spaces(ef_span *rest)
{
    while (eat(rest, ' ')) {
    }
}

static size_t count_digits(ef_span rest)
{
    size_t len = 0;
    while (len < rest.len && is_digit(rest.at[len]))
        len++;
    return len;
}

/* All the digits there are, if that is `least` to `most` of them; most is 9 at the most. */
static bool take_number(ef_span *rest, size_t least, size_t most, unsigned *value)
{
    const size_t len = count_digits(*rest);
    if (len < least || len > most)
        return false;
    *value = 0;
    for (size_t i = 0; i < len; i++)
        *value = *value * 10 + (unsigned)(rest->at[i] - '0');
    drop(rest, len);
    return true;
}

static ef_span cut_letters(ef_span *rest)
{
    size_t len = 0;
    while (len < rest->len && ef_ascii_lower(rest->at[len]) >= 'a' &&
           ef_ascii_lower(rest->at[len]) <= 'z')
        len++;
    const ef_span word = ef_span_make(rest->at, len);
    drop(rest, len);
    return word;
}

/* Three letters or more of a name. */
static bool take_name(ef_span *rest, const char *const *names, size_t count, unsigned *index)
{
    ef_span after = *rest;
    const ef_span word = cut_letters(&after);
    for (size_t i = 0; word.len >= 3 && i < count; i++) {
        const ef_span full = ef_span_of(names[i]);
        if (word.len <= full.len &&
            ef_span_equal_ignoring_case(word, ef_span_make(full.at, word.len))) {
            eat(&after, '.');
            *rest = after;
            *index = (unsigned)i;
            return true;
        }
    }
    return false;
}

static bool take_month_name(ef_span *rest, unsigned *month)
{
    static const char *const MONTHS[] = {"january",   "february", "march",    "april",
                                         "may",       "june",     "july",     "august",
                                         "september", "october",  "november", "december"};
    if (!take_name(rest, MONTHS, EF_COUNT(MONTHS), month))
        return false;
    ++*month;
    return true;
}

/* Optional, and not checked against the date: the date is the more telling of the two. */
static void eat_weekday(ef_span *rest)
{
    static const char *const DAYS[] = {"monday", "tuesday",  "wednesday", "thursday",
                                       "friday", "saturday", "sunday"};
    unsigned ignored;
    if (take_name(rest, DAYS, EF_COUNT(DAYS), &ignored)) {
        eat(rest, ',');
        eat_spaces(rest);
    }
}

static bool take_year(ef_span *rest, unsigned *year)
{
    if (take_number(rest, 4, 4, year))
        return true;
    if (!take_number(rest, 2, 2, year))
        return false;
    *year += *year < 69 ? 2000 : 1900;
    return true;
}

static bool take_fraction(ef_span *rest)
{
    if (!eat(rest, '.') && !eat(rest, ','))
        return true;
    const size_t len = count_digits(*rest);
    drop(rest, len);
    return len > 0;
}

/* " PM" makes hours 1 to 12 those of the afternoon. */
static bool take_half_of_day(ef_span *rest, clock_reading *reading)
{
    ef_span after = *rest;
    eat_spaces(&after);
    const ef_span word = cut_letters(&after);
    const bool morning = ef_span_equal_ignoring_case(word, EF_SPAN_TEXT("am"));
    if (!morning && !ef_span_equal_ignoring_case(word, EF_SPAN_TEXT("pm")))
        return true;
    if (reading->hour < 1 || reading->hour > 12)
        return false;
    reading->hour = reading->hour % 12 + (morning ? 0 : 12);
    *rest = after;
    return true;
}

static bool take_clock_time(ef_span *rest, clock_reading *reading)
{
    if (!take_number(rest, 1, 2, &reading->hour) || !eat(rest, ':') ||
        !take_number(rest, 2, 2, &reading->minute))
        return false;
    if (eat(rest, ':') && (!take_number(rest, 2, 2, &reading->second) || !take_fraction(rest)))
        return false;
    return take_half_of_day(rest, reading);
}

/* +hh, +hhmm or +hh:mm */
static bool take_offset(ef_span *rest, clock_reading *reading)
{
    const bool west = eat(rest, '-');
    if (!west && !eat(rest, '+'))
        return false;
    unsigned hours = 0;
    unsigned minutes = 0;
    if (take_number(rest, 4, 4, &minutes)) {
        hours = minutes / 100;
        minutes %= 100;
    } else if (!take_number(rest, 2, 2, &hours) ||
               (eat(rest, ':') && !take_number(rest, 2, 2, &minutes))) {
        return false;
    }
    if (hours > 23 || minutes > 59)
        return false;
    const int32_t sum = (int32_t)(hours * EF_HOUR_SECONDS + minutes * EF_MINUTE_SECONDS);
    reading->offset = west ? -sum : sum;
    return true;
}

static bool take_zone_name(ef_span *rest, clock_reading *reading)
{
    static const struct {
        const char *name;
        int hours;
    } ZONES[] = {{"z", 0},    {"utc", 0},  {"gmt", 0},  {"ut", 0},   {"est", -5}, {"edt", -4},
                 {"cst", -6}, {"cdt", -5}, {"mst", -7}, {"mdt", -6}, {"pst", -8}, {"pdt", -7}};
    const ef_span word = cut_letters(rest);
    for (size_t i = 0; i < EF_COUNT(ZONES); i++) {
        if (ef_span_equal_ignoring_case(word, ef_span_of(ZONES[i].name))) {
            reading->offset = ZONES[i].hours * EF_HOUR_SECONDS;
            return ZONES[i].hours != 0 || rest->len == 0 ||
                   (rest->at[0] != '+' && rest->at[0] != '-') || take_offset(rest, reading);
        }
    }
    return false;
}

/* Optional; other names of zones mean different things in different countries. */
static bool take_zone(ef_span *rest, clock_reading *reading)
{
    eat_spaces(rest);
    if (rest->len == 0 || is_digit(rest->at[0]) || rest->at[0] == '(')
        return true;
    return rest->at[0] == '+' || rest->at[0] == '-' ? take_offset(rest, reading)
                                                    : take_zone_name(rest, reading);
}

/* Behind the date: nothing, or a clock and perhaps a zone and a comment in brackets. */
static bool clock_to_end(ef_span rest, clock_reading *reading)
{
    if (rest.len == 0)
        return true;
    eat(&rest, ',');
    if (!eat(&rest, 'T') && !eat(&rest, 't'))
        eat_spaces(&rest);
    if (!take_clock_time(&rest, reading) || !take_zone(&rest, reading))
        return false;
    eat_spaces(&rest);
    return rest.len == 0 || (rest.at[0] == '(' && rest.at[rest.len - 1] == ')');
}

/* The forms. Each is given the whole text. */

/* 2015-02-24 ... and 2015/02/24 ... */
static bool year_first(ef_span rest, clock_reading *reading)
{
    if (!take_number(&rest, 4, 4, &reading->year))
        return false;
    const char separator = rest.len > 0 && rest.at[0] == '/' ? '/' : '-';
    return eat(&rest, separator) && take_number(&rest, 1, 2, &reading->month) &&
           eat(&rest, separator) && take_number(&rest, 1, 2, &reading->day) &&
           clock_to_end(rest, reading);
}

static unsigned two_digits(const char *at)
{
    return (unsigned)(at[0] - '0') * 10 + (unsigned)(at[1] - '0');
}

/* 2015-02-24T11:15:59Z and 2015-02-24 to the letter. Nothing that year_first would not read the same,
 * but it is how most exports write, and then takes 300 instructions less. */
static bool usual(ef_span text, clock_reading *reading)
{
    static const char FORM[] = "0000-00-00T00:00:00Z";
    enum { DATE_LEN = 10, WHOLE_LEN = sizeof FORM - 1 };
    if (text.len != DATE_LEN && text.len != WHOLE_LEN)
        return false;
    for (size_t i = 0; i < text.len; i++) {
        if (FORM[i] == '0' ? !is_digit(text.at[i]) : text.at[i] != FORM[i])
            return false;
    }
    reading->year = two_digits(text.at) * 100 + two_digits(text.at + 2);
    reading->month = two_digits(text.at + 5);
    reading->day = two_digits(text.at + 8);
    if (text.len == DATE_LEN)
        return true;
    reading->hour = two_digits(text.at + 11);
    reading->minute = two_digits(text.at + 14);
    reading->second = two_digits(text.at + 17);
    return true;
}

/* 20150224T111559Z */
static bool compact(ef_span rest, clock_reading *reading)
{
    unsigned date;
    unsigned clock;
    if (!take_number(&rest, 8, 8, &date) || !eat(&rest, 'T'))
        return false;
    if (take_number(&rest, 4, 4, &clock))
        clock *= 100;
    else if (!take_number(&rest, 6, 6, &clock) || !take_fraction(&rest))
        return false;
    reading->year = date / 10000;
    reading->month = date / 100 % 100;
    reading->day = date % 100;
    reading->hour = clock / 10000;
    reading->minute = clock / 100 % 100;
    reading->second = clock % 100;
    return take_zone(&rest, reading) && rest.len == 0;
}

/* 5/25/2019 15:54 and 31.10.2017 22:10 */
static bool numbers_only(ef_span rest, clock_reading *reading)
{
    unsigned first;
    unsigned second;
    if (!take_number(&rest, 1, 2, &first))
        return false;
    const bool dotted = rest.len > 0 && rest.at[0] == '.';
    const char separator = dotted ? '.' : '/';
    if (!eat(&rest, separator) || !take_number(&rest, 1, 2, &second) || !eat(&rest, separator) ||
        !take_year(&rest, &reading->year))
        return false;
    reading->month = dotted ? second : first;
    reading->day = dotted ? first : second;
    return clock_to_end(rest, reading);
}

/* 09 1, 2016 */
static bool month_day_comma(ef_span rest, clock_reading *reading)
{
    if (!take_number(&rest, 1, 2, &reading->month) || !eat(&rest, ' ') ||
        !take_number(&rest, 1, 2, &reading->day) || !eat(&rest, ','))
        return false;
    eat_spaces(&rest);
    return take_number(&rest, 4, 4, &reading->year) && clock_to_end(rest, reading);
}

/* Tue, 31 Oct 2017 ... and 31-Jul-18 */
static bool day_first(ef_span rest, clock_reading *reading)
{
    eat_weekday(&rest);
    if (!take_number(&rest, 1, 2, &reading->day))
        return false;
    const char separator = rest.len > 0 && rest.at[0] == '-' ? '-' : ' ';
    return eat(&rest, separator) && take_month_name(&rest, &reading->month) &&
           eat(&rest, separator) && take_year(&rest, &reading->year) && clock_to_end(rest, reading);
}

/* Tue Oct 31 22:10:47 +0000 2017 and Oct 31, 2017 ... */
static bool month_name_first(ef_span rest, clock_reading *reading)
{
    eat_weekday(&rest);
    if (!take_month_name(&rest, &reading->month))
        return false;
    eat_spaces(&rest);
    if (!take_number(&rest, 1, 2, &reading->day))
        return false;
    eat(&rest, ',');
    eat_spaces(&rest);
    if (take_number(&rest, 4, 4, &reading->year))
        return clock_to_end(rest, reading);
    if (!take_clock_time(&rest, reading) || !take_zone(&rest, reading))
        return false;
    eat_spaces(&rest);
    return take_number(&rest, 4, 4, &reading->year) && rest.len == 0;
}

/* 24:00:00 is the end of a day, and second 60 a leap second, which counts as the next one. */
static bool to_seconds(const clock_reading *reading, int64_t *seconds)
{
    if (reading->year < 1 || reading->month < 1 || reading->month > 12 || reading->day < 1 ||
        reading->day > ef_days_of_month(reading->year, reading->month))
        return false;
    const unsigned clock =
        reading->hour * EF_HOUR_SECONDS + reading->minute * EF_MINUTE_SECONDS + reading->second;
    if (reading->hour > 24 || reading->minute > 59 || reading->second > 60 ||
        clock > EF_DAY_SECONDS)
        return false;
    *seconds = ef_days_from_civil(reading->year, reading->month, reading->day) * EF_DAY_SECONDS +
               clock - reading->offset;
    return true;
}

/* Up to the year 5138 seconds, from 1973 on the finer units, have a magnitude of their own. */
static int64_t unit_of(int64_t magnitude)
{
    if (magnitude < INT64_C(100000000000))
        return 1;
    if (magnitude < INT64_C(100000000000000))
        return 1000;
    return magnitude < INT64_C(100000000000000000) ? 1000000 : 1000000000;
}

static bool epoch(ef_span rest, int64_t *seconds)
{
    const bool negative = eat(&rest, '-');
    const size_t len = count_digits(rest);
    long long value;
    if (len == 0 || !ef_span_to_int(ef_span_make(rest.at, len), &value))
        return false;
    drop(&rest, len);
    bool rounds_down = false;
    if (eat(&rest, '.')) {
        if (rest.len == 0 || count_digits(rest) != rest.len)
            return false;
        for (size_t i = 0; i < rest.len; i++)
            rounds_down |= rest.at[i] != '0';
    } else if (rest.len > 0) {
        return false;
    }
    if (negative)
        value = -value - rounds_down;
    *seconds = ef_floor_divide(value, unit_of(negative ? -value : value));
    return true;
}

bool ef_time_parse(ef_span text, int64_t *seconds)
{
    static bool (*const FORMS[])(ef_span, clock_reading *) = {
        usual, year_first, compact, numbers_only, month_day_comma, day_first, month_name_first,
    };
    text = ef_span_trim(text);
    if (text.len == 0)
        return false;
    if (epoch(text, seconds))
        return true;
    for (size_t i = 0; i < EF_COUNT(FORMS); i++) {
        clock_reading reading = {0};
        if (FORMS[i](text, &reading))
            return to_seconds(&reading, seconds);
    }
    return false;
}
