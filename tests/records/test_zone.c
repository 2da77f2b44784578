#include <criterion/criterion.h>

#include <stdlib.h>
#include <time.h>

#include "base/attr.h"
#include "records/civil.h"
#include "records/zone.h"
#include "records/zone_rule.h"

static int64_t offset_in(const char *name, int64_t seconds)
{
    ef_zone *zone = NULL;
    earful_error err = {0};
    cr_assert_eq(ef_zone_open(name, &zone, &err), EARFUL_OK, "%s", err.message);
    const int64_t offset = ef_zone_offset(zone, seconds);
    ef_zone_close(zone);
    return offset;
}

Test(zone, is_utc_without_a_zone_and_without_a_name)
{
    cr_assert_eq(ef_zone_offset(NULL, 12345), 0);
    cr_assert_eq(offset_in(NULL, 12345), 0);
    cr_assert_eq(offset_in("UTC", 12345), 0);
}

Test(zone, takes_fixed_offsets)
{
    static const struct {
        const char *name;
        int64_t offset;
    } CASES[] = {{"+02:00", 7200}, {"-0530", -19800}, {"+14", 50400}, {"-00:30", -1800}};
    for (size_t i = 0; i < EF_COUNT(CASES); i++)
        cr_assert_eq(offset_in(CASES[i].name, 0), CASES[i].offset, "%s", CASES[i].name);
}

Test(zone, knows_the_edges_of_daylight_saving_time)
{
    static const struct {
        const char *name;
        int64_t seconds; /* of the first moment with `after` */
        int64_t before, after;
    } CASES[] = {
        {"Europe/Berlin", 1616893200, 3600, 7200},        /* 2021-03-28 01:00 UTC */
        {"Europe/Berlin", 1635642000, 7200, 3600},        /* 2021-10-31 01:00 UTC */
        {"America/New_York", 1615705200, -18000, -14400}, /* 2021-03-14 07:00 UTC */
        {"America/New_York", 1636264800, -14400, -18000}, /* 2021-11-07 06:00 UTC */
        {"Europe/Berlin", 2563405200, 3600, 7200},        /* 2051-03-26, past the table */
        {"Europe/Berlin", 2582154000, 7200, 3600},        /* 2051-10-29 01:00 UTC */
    };
    for (size_t i = 0; i < EF_COUNT(CASES); i++) {
        cr_assert_eq(offset_in(CASES[i].name, CASES[i].seconds - 1), CASES[i].before, "%zu", i);
        cr_assert_eq(offset_in(CASES[i].name, CASES[i].seconds), CASES[i].after, "%zu", i);
    }
}

/* The C library reads the same database by itself. */
static int64_t offset_of_libc(time_t seconds)
{
    struct tm local;
    localtime_r(&seconds, &local);
    const int64_t days = ef_days_from_civil(local.tm_year + 1900, (unsigned)local.tm_mon + 1,
                                            (unsigned)local.tm_mday);
    return days * EF_DAY_SECONDS + local.tm_hour * EF_HOUR_SECONDS +
           local.tm_min * EF_MINUTE_SECONDS + local.tm_sec - seconds;
}

Test(zone, agrees_with_the_c_library_from_1850_to_2200)
{
    static const char *const NAMES[] = {
        "Europe/Berlin",    "Europe/Dublin",       "America/New_York", "America/Sao_Paulo",
        "America/St_Johns", "Asia/Kolkata",        "Asia/Gaza",        "Africa/Casablanca",
        "America/Nuuk",     "Australia/Lord_Howe", "Pacific/Chatham",  "Pacific/Easter",
        "Asia/Jerusalem",   "Africa/Cairo",        "Etc/GMT+5",        "Antarctica/Troll",
    };
    for (size_t i = 0; i < EF_COUNT(NAMES); i++) {
        ef_zone *zone = NULL;
        cr_assert_eq(ef_zone_open(NAMES[i], &zone, NULL), EARFUL_OK, "%s", NAMES[i]);
        setenv("TZ", NAMES[i], 1);
        tzset();
        for (int64_t at = -3786825600; at < 7258118400; at += 90061 * 3)
            cr_assert_eq(ef_zone_offset(zone, at), offset_of_libc(at), "%s at %lld", NAMES[i],
                         (long long)at);
        ef_zone_close(zone);
    }
}

Test(zone, ignores_the_environment)
{
    setenv("TZ", "Asia/Tokyo", 1);
    tzset();
    cr_assert_eq(offset_in("UTC", 0), 0);
    cr_assert_eq(offset_in("Europe/Berlin", 1609459200), 3600);
}

Test(zone, refuses_names_that_it_does_not_know_or_that_leave_the_database)
{
    static const char *const NAMES[] = {
        "",
        "Mars/Olympus",
        "/etc/passwd",
        "../../../etc/passwd",
        "Europe/../Europe/Paris",
        "Europe",
        "+24:00",
        "+02:60",
        "+2",
        "+02:0",
        "+02:000",
        "zone.tab",
        "Europe/Berlin\n",
    };
    for (size_t i = 0; i < EF_COUNT(NAMES); i++) {
        ef_zone *zone = NULL;
        earful_error err = {0};
        cr_assert_eq(ef_zone_open(NAMES[i], &zone, &err), EARFUL_USAGE, "%s", NAMES[i]);
        cr_assert_null(zone);
        cr_assert_not_null(strstr(err.message, "time zone"), "%s", err.message);
    }
}

/* An empty first block, then: one moment, two types (0 and +3600), and a footer. */
#define COUNTS_NONE "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1\0\0\0\1"
#define COUNTS_ONE  "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1\0\0\0\2\0\0\0\1"
#define START       "TZif2\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
#define FIRST       START COUNTS_NONE "\0\0\0\0\0\0\0"
#define SECOND                                                                                     \
    START COUNTS_ONE "\0\0\0\0\0\0\x03\xe8\1"                                                      \
                     "\0\0\0\0\0\0"                                                                \
                     "\0\0\x0e\x10\0\0"                                                            \
                     "\0"

Test(zone, reads_a_file_up_to_its_footer)
{
    ef_zone *zone = NULL;
    cr_assert_eq(ef_zone_read(EF_SPAN_TEXT(FIRST SECOND "\nABC-2\n"), "test", &zone, NULL),
                 EARFUL_OK);
    cr_assert_eq(ef_zone_offset(zone, 999), 0);
    cr_assert_eq(ef_zone_offset(zone, 1000), 7200);
    ef_zone_close(zone);
    cr_assert_eq(ef_zone_read(EF_SPAN_TEXT(FIRST SECOND "\n\n"), "test", &zone, NULL), EARFUL_OK);
    cr_assert_eq(ef_zone_offset(zone, 1000), 3600);
    ef_zone_close(zone);
}

Test(zone, refuses_a_file_cut_at_any_byte)
{
    const ef_span whole = EF_SPAN_TEXT(FIRST SECOND "\nABC-2\n");
    for (size_t cut = 0; cut < whole.len; cut++) {
        ef_zone *zone = NULL;
        char *const copy = malloc(cut + 1);
        memcpy(copy, whole.at, cut);
        cr_assert_eq(ef_zone_read(ef_span_make(copy, cut), "test", &zone, NULL), EARFUL_USAGE,
                     "cut at %zu", cut);
        free(copy);
    }
}

static int32_t rule_offset(const char *text, int64_t seconds)
{
    ef_zone_rule rule;
    cr_assert(ef_zone_rule_parse(ef_span_of(text), &rule), "%s", text);
    return ef_zone_rule_offset(&rule, seconds);
}

Test(zone_rule, reads_every_form_of_date)
{
    enum { DAY = EF_DAY_SECONDS };
    const int64_t year_2023 = 1672531200;
    const int64_t year_2024 = 1704067200;
    /* J60 is March 1st of every year; 59, counted from 0, is February 29th of a leap year. */
    cr_assert_eq(rule_offset("STD0DST,J60/0,J300", year_2024 + 60 * DAY - 1), 0);
    cr_assert_eq(rule_offset("STD0DST,J60/0,J300", year_2024 + 60 * DAY), 3600);
    cr_assert_eq(rule_offset("STD0DST,J60/0,J300", year_2023 + 59 * DAY - 1), 0);
    cr_assert_eq(rule_offset("STD0DST,J60/0,J300", year_2023 + 59 * DAY), 3600);
    cr_assert_eq(rule_offset("STD0DST,59/0,J300", year_2024 + 59 * DAY - 1), 0);
    cr_assert_eq(rule_offset("STD0DST,59/0,J300", year_2024 + 59 * DAY), 3600);
    /* The first Sunday of October 2023 is the 1st, its last Sunday the 29th. */
    cr_assert_eq(rule_offset("STD0DST,M10.1.0,M12.1.0", year_2023 + 273 * DAY + 7199), 0);
    cr_assert_eq(rule_offset("STD0DST,M10.1.0,M12.1.0", year_2023 + 273 * DAY + 7200), 3600);
    cr_assert_eq(rule_offset("STD0DST,M10.5.0/-1,M12.1.0", year_2023 + 301 * DAY - 3601), 0);
    cr_assert_eq(rule_offset("STD0DST,M10.5.0/-1,M12.1.0", year_2023 + 301 * DAY - 3600), 3600);
}

Test(zone_rule, may_be_daylight_saving_time_over_the_new_year_or_all_year)
{
    cr_assert_eq(rule_offset("<+10>-10<+11>,M10.1.0,M4.1.0/3", 1704067200), 39600);
    cr_assert_eq(rule_offset("<+10>-10<+11>,M10.1.0,M4.1.0/3", 1719792000), 36000);
    for (int64_t at = 1672531200; at < 1735689600; at += 3600)
        cr_assert_eq(rule_offset("EST5EDT,0/0,J365/25", at), -14400);
}

Test(zone_rule, refuses_what_is_none)
{
    static const char *const TEXTS[] = {
        "",
        "A3",
        "ABC",
        "ABC168",
        "ABC1:60",
        "ABC3DEF",
        "ABC3DEF,J1",
        "ABC3D,J1,J2",
        "ABC3DEF,J0,J2",
        "ABC3DEF,J1,366",
        "<ABC3",
        "ABC3DEF,M0.1.0,J1",
        "ABC3DEF,M1.6.0,J1",
        "ABC3DEF,M1.1.7,J1",
        "ABC3DEF,M1.1,J1",
        "ABC3DEF,J1,J2x",
        "ABC3DEF,J1/,J2",
        "ABC3x",
    };
    for (size_t i = 0; i < EF_COUNT(TEXTS); i++) {
        ef_zone_rule rule;
        cr_assert_not(ef_zone_rule_parse(ef_span_of(TEXTS[i]), &rule), "%s", TEXTS[i]);
    }
}
