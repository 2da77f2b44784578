/* The rule for daylight saving time that ends a file of the tz database: POSIX's TZ string, with
 * the hours from -167 to 167 that RFC 9636 adds. It speaks of all years past the file's table. */
#ifndef EF_ZONE_RULE_H
#define EF_ZONE_RULE_H

#include <stdint.h>

#include "base/span.h"

typedef enum ef_rule_form {
    EF_RULE_WEEKDAY,    /* M: the week-th weekday of a month; week 5 = the last one */
    EF_RULE_JULIAN,     /* J: day 1 to 365; February 29 is never counted */
    EF_RULE_DAY_OF_YEAR /* day 0 to 365 */
} ef_rule_form;

typedef struct ef_rule_date {
    ef_rule_form form;
    unsigned month, week, weekday;
    unsigned day;
    int32_t seconds; /* after midnight of the local clock that ends at this moment */
} ef_rule_date;

typedef struct ef_zone_rule {
    int32_t standard; /* seconds to add to UTC */
    int32_t daylight;
    bool has_daylight;
    ef_rule_date start;
    ef_rule_date end;
} ef_zone_rule;

bool ef_zone_rule_parse(ef_span text, ef_zone_rule *rule);
int32_t ef_zone_rule_offset(const ef_zone_rule *rule, int64_t seconds);

#endif
