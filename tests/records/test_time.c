#include <criterion/criterion.h>

#include <stdio.h>

#include "base/attr.h"
#include "records/time.h"

typedef struct instant {
    const char *text;
    int64_t seconds;
} instant;

static void check_all(const instant *instants, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        int64_t seconds = INT64_MIN;
        cr_assert(ef_time_parse(ef_span_of(instants[i].text), &seconds), "%s", instants[i].text);
        cr_assert_eq(seconds, instants[i].seconds, "%s: %lld", instants[i].text,
                     (long long)seconds);
    }
}

Test(time, tells_the_units_of_an_epoch_by_their_magnitude)
{
    static const instant INSTANTS[] = {
        {"0", 0},
        {"1549531454", 1549531454},
        {"-86400", -86400},
        {"1368131186.0", 1368131186},
        {"1368131186.999", 1368131186},
        {"-1.5", -2},
        {"-1.0", -1},
        {"-0.25", -1},
        {"99999999999", 99999999999},
        {"1549531454321", 1549531454},
        {"1549531454321.75", 1549531454},
        {"-1549531454321", -1549531455},
        {"1549531454321987", 1549531454},
        {"1549531454321987654", 1549531454},
        {" 1549531454 ", 1549531454},
    };
    check_all(INSTANTS, EF_COUNT(INSTANTS));
}

Test(time, reads_iso_8601)
{
    static const instant INSTANTS[] = {
        {"2015-07-20", 1437350400},
        {"2015/07/20", 1437350400},
        {"2012-11-18T06:53:54Z", 1353221634},
        {"2012-11-18t06:53:54z", 1353221634},
        {"2019-10-15T14:30:36", 1571149836},
        {"2016-07-25 09:38:50", 1469439530},
        {"2016-07-25 09:38", 1469439480},
        {"2016-07-25T09:38:50.123456", 1469439530},
        {"2016-07-25T09:38:50,5+00:00", 1469439530},
        {"2015-02-24 11:15:59 -0800", 1424805359},
        {"2015-02-24T11:15:59-08", 1424805359},
        {"2015-02-25T00:45:59+05:30", 1424805359},
        {"2015-02-24 19:15:59 UTC", 1424805359},
        {"20150224T191559Z", 1424805359},
        {"20150224T191559", 1424805359},
        {"20150224T1115-0800", 1424805300},
        {"2024-02-29", 1709164800},
        {"1969-12-31T23:59:59Z", -1},
        {"1900-01-01", -2208988800},
        {"2016-12-31T23:59:60Z", 1483228800},
        {"2016-12-31T24:00:00Z", 1483228800},
        {"0001-01-01", -62135596800},
        {"9999-12-31T23:59:59Z", 253402300799},
    };
    check_all(INSTANTS, EF_COUNT(INSTANTS));
}

Test(time, reads_dates_with_names)
{
    static const instant INSTANTS[] = {
        {"Tue, 31 Oct 2017 22:10:47 +0000", 1509487847},
        {"Tue, 31 Oct 2017 22:10:47 GMT", 1509487847},
        {"31 Oct 2017 14:10:47 PST", 1509487847},
        {"31 Oct 2017 15:10 PDT", 1509487800},
        {"Tuesday, 31 October 2017 22:10", 1509487800},
        {"Tuesday, 31-Oct-17 22:10:47 GMT", 1509487847},
        {"Tue, 31 Oct 2017 15:10:47 -0700 (PDT)", 1509487847},
        {"Tue Oct 31 22:10:47 +0000 2017", 1509487847},
        {"Mon Dec 01 19:30:03 +0000 2014", 1417462203},
        {"Fri Nov  3 22:10:47 2017", 1509747047},
        {"Tue Oct 31 22:10:47 UTC 2017", 1509487847},
        {"Tue Oct 31 2017 23:10:47 GMT+0100 (Central European Standard Time)", 1509487847},
        {"Oct 31, 2017 10:10 PM", 1509487800},
        {"October 31, 2017", 1509408000},
        {"Sept. 5, 2017", 1504569600},
        {"May 5 2017", 1493942400},
        {"31-Jul-18", 1532995200},
        {"9-Jul-18", 1531094400},
        {"31-JUL-2018", 1532995200},
        {"1-Jan-69", -31536000},
        {"1-Jan-68", 3092601600},
    };
    check_all(INSTANTS, EF_COUNT(INSTANTS));
}

Test(time, reads_dates_of_numbers_only)
{
    static const instant INSTANTS[] = {
        {"5/25/2019 15:54", 1558799640},
        {"5/9/2019 23:00", 1557442800},
        {"12/30/2018 21:31", 1546205460},
        {"5/24/2019 1:02", 1558659720},
        {"05/25/19", 1558742400},
        {"5/25/2019 3:54 PM", 1558799640},
        {"5/25/2019 3:54:10pm", 1558799650},
        {"5/25/2019, 12:54 am", 1558745640},
        {"5/25/2019 12:54 PM", 1558788840},
        {"31.10.2017 22:10", 1509487800},
        {"1.2.2017", 1485907200},
        {"09 1, 2016", 1472688000},
        {"11 14, 2013", 1384387200},
    };
    check_all(INSTANTS, EF_COUNT(INSTANTS));
}

Test(time, says_no_to_what_is_no_time)
{
    static const char *const TEXTS[] = {
        "",
        " ",
        "yesterday",
        "-",
        "1e9",
        "1549531454.",
        "1549531454x",
        "99999999999999999999",
        "2015-13-01",
        "2015-02-29",
        "2015-00-10",
        "0000-00-00",
        "2015-07",
        "2015-07-20T",
        "2015-07/20",
        "2015-07-20 25:00",
        "2015-07-20 24:00:01",
        "2015-07-20 10:60",
        "2015-07-20 10:00:61",
        "2015-07-20 1000",
        "2015-07-20 10:00 CET",
        "2015-07-20 10:00 +2400",
        "2015-07-20 10:00 +0260",
        "2015-07-20 10:00:00.",
        "2015-07-20 13:00 PM",
        "2015-07-20 0:30 AM",
        "2015-07-20 10:00Z trailing",
        "25/5/2019",
        "5/25",
        "31-Foo-18",
        "31-Ju-18",
        "Octopus 31, 2017",
        "Tue",
        "Tue Oct 31",
        "12015-07-20",
    };
    for (size_t i = 0; i < EF_COUNT(TEXTS); i++) {
        int64_t seconds;
        cr_assert_not(ef_time_parse(ef_span_of(TEXTS[i]), &seconds), "%s", TEXTS[i]);
    }
    int64_t seconds;
    cr_assert_not(ef_time_parse((ef_span){0}, &seconds));
}

/* The usual form has a short way of its own, which a space for the T leads past. */
Test(time, reads_the_usual_form_like_all_others)
{
    for (int year = 0; year <= 9999; year += 101) {
        for (int i = 0; i < 1000; i++) {
            char text[2][24];
            int64_t seconds[2] = {0, 0};
            for (int which = 0; which < 2; which++)
                snprintf(text[which], sizeof text[which], "%04d-%02d-%02d%c%02d:%02d:%02dZ", year,
                         i % 14, i % 33, "T "[which], i % 26, i % 62, i % 63);
            const bool good = ef_time_parse(ef_span_of(text[0]), &seconds[0]);
            cr_assert_eq(ef_time_parse(ef_span_of(text[1]), &seconds[1]), good, "%s", text[0]);
            cr_assert_eq(seconds[0], seconds[1], "%s", text[0]);
        }
    }
}
