#include "records/zone.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "records/civil.h"
#include "records/zone_rule.h"

#define DATABASE "/usr/share/zoneinfo/"

enum { MOST_NAME = 64, MOST_FILE = 1 << 20, MOST_TYPES = 256 };

struct ef_zone {
    int64_t *moments; /* at which an offset begins, ascending */
    int32_t *offsets; /* the one that begins there */
    size_t count;
    int32_t first; /* before all of them */
    bool has_rule; /* behind all of them */
    ef_zone_rule rule;
};

/* The counts of a TZif header (RFC 9636, 3.1), in the order in which they stand. */
enum { UTC_FLAGS, STANDARD_FLAGS, LEAPS, MOMENTS, TYPES, CHARS, COUNTS };
enum { HEADER_LEN = 44, COUNTS_AT = 20, TYPE_LEN = 6, MOMENT_LEN = 9 };

static uint64_t big_endian(const char *bytes, size_t len)
{
    uint64_t value = 0;
    for (size_t i = 0; i < len; i++)
        value = value << 8 | (unsigned char)bytes[i];
    return value;
}

static bool cut_bytes(ef_span *rest, size_t len, ef_span *out)
{
    if (rest->len < len)
        return false;
    *out = ef_span_make(rest->at, len);
    *rest = ef_span_make(rest->at + len, rest->len - len);
    return true;
}

static bool cut_header(ef_span *rest, uint64_t counts[COUNTS])
{
    ef_span header;
    if (!cut_bytes(rest, HEADER_LEN, &header) || memcmp(header.at, "TZif", 4) != 0 ||
        header.at[4] < '2')
        return false;
    for (size_t i = 0; i < COUNTS; i++)
        counts[i] = big_endian(header.at + COUNTS_AT + 4 * i, 4);
    return true;
}

/* Counts are 32 bits wide, so these sums cannot overflow. */
static uint64_t len_of_first_block(const uint64_t counts[COUNTS])
{
    return counts[MOMENTS] * 5 + counts[TYPES] * TYPE_LEN + counts[CHARS] + counts[LEAPS] * 8 +
           counts[STANDARD_FLAGS] + counts[UTC_FLAGS];
}

static bool offset_of_type(ef_span types, size_t type, int32_t *offset)
{
    if (type >= types.len / TYPE_LEN)
        return false;
    *offset = (int32_t)(uint32_t)big_endian(types.at + type * TYPE_LEN, 4);
    return *offset > -EF_DAY_SECONDS * 2 && *offset < EF_DAY_SECONDS * 2;
}

static bool fill_table(ef_zone *zone, ef_span moments, ef_span indices, ef_span types)
{
    zone->count = indices.len;
    if (!offset_of_type(types, 0, &zone->first))
        return false;
    for (size_t i = 0; i < zone->count; i++) {
        zone->moments[i] = (int64_t)big_endian(moments.at + 8 * i, 8);
        if (i > 0 && zone->moments[i] <= zone->moments[i - 1])
            return false;
        if (!offset_of_type(types, (unsigned char)indices.at[i], &zone->offsets[i]))
            return false;
    }
    return true;
}

static bool read_footer(ef_zone *zone, ef_span footer)
{
    if (footer.len < 2 || footer.at[0] != '\n' || footer.at[footer.len - 1] != '\n')
        return false;
    const ef_span text = ef_span_make(footer.at + 1, footer.len - 2);
    zone->has_rule = text.len > 0;
    return text.len == 0 || ef_zone_rule_parse(text, &zone->rule);
}

/* The first block, of 32-bit times, is passed over. */
static bool read_tzif(ef_zone *zone, ef_span rest)
{
    uint64_t counts[COUNTS];
    ef_span skipped;
    ef_span moments;
    ef_span indices;
    ef_span types;
    if (!cut_header(&rest, counts) || !cut_bytes(&rest, len_of_first_block(counts), &skipped) ||
        !cut_header(&rest, counts) || counts[LEAPS] != 0 || counts[TYPES] > MOST_TYPES)
        return false;
    if (!cut_bytes(&rest, counts[MOMENTS] * 8, &moments) ||
        !cut_bytes(&rest, counts[MOMENTS], &indices) ||
        !cut_bytes(&rest, counts[TYPES] * TYPE_LEN, &types) ||
        !cut_bytes(&rest, counts[CHARS] + counts[STANDARD_FLAGS] + counts[UTC_FLAGS], &skipped))
        return false;
    return fill_table(zone, moments, indices, types) && read_footer(zone, rest);
}

earful_status ef_zone_read(ef_span tzif, const char *name, ef_zone **zone, earful_error *err)
{
    *zone = NULL;
    ef_zone *const read = calloc(1, sizeof *read);
    if (read == NULL)
        return ef_fail_memory(err);
    const size_t most = tzif.len / MOMENT_LEN + 1; /* a time and the number of its type each */
    read->moments = calloc(most, sizeof *read->moments);
    read->offsets = calloc(most, sizeof *read->offsets);
    if (read->moments == NULL || read->offsets == NULL) {
        ef_zone_close(read);
        return ef_fail_memory(err);
    }
    if (!read_tzif(read, tzif)) {
        ef_zone_close(read);
        return ef_fail(err, EARFUL_USAGE, "the tz database's file of time zone %s cannot be used",
                       name);
    }
    *zone = read;
    return EARFUL_OK;
}

static bool is_name_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == '+' || c == '/';
}

/* No dots and no leading slash: the name stays below the database's folder. */
static bool is_name(const char *name)
{
    const size_t len = strlen(name);
    if (len == 0 || len > MOST_NAME || name[0] == '/')
        return false;
    for (size_t i = 0; i < len; i++)
        if (!is_name_char(name[i]))
            return false;
    return true;
}

/* That the file cannot be read may have another reason than its name. */
static bool is_no_zone(const earful_error *what)
{
    const int number = what->os_error;
    return what->status != EARFUL_MEMORY &&
           (number == 0 || number == ENOENT || number == ENOTDIR || number == EISDIR);
}

static void pass_on(const earful_error *what, earful_error *err)
{
    if (err != NULL)
        *err = *what;
}

static earful_status open_named(const char *name, ef_zone **zone, earful_error *err)
{
    char path[sizeof DATABASE + MOST_NAME];
    ef_buffer bytes = {0};
    earful_status status = EARFUL_USAGE;
    earful_error what = {0};
    if (is_name(name)) {
        snprintf(path, sizeof path, DATABASE "%s", name);
        status = ef_file_read(path, MOST_FILE, &bytes, &what);
    }
    if (status == EARFUL_OK)
        status = ef_zone_read(ef_buffer_span(&bytes), name, zone, err);
    else if (!is_no_zone(&what))
        pass_on(&what, err);
    else
        status = ef_fail(err, EARFUL_USAGE,
                         "unknown time zone %s; known are UTC, offsets such as +02:00 and the "
                         "names in " DATABASE,
                         name);
    ef_buffer_fini(&bytes);
    return status;
}

static bool two_digits(const char *text, int32_t most, int32_t *value)
{
    if (text[0] < '0' || text[0] > '9' || text[1] < '0' || text[1] > '9')
        return false;
    *value = (text[0] - '0') * 10 + (text[1] - '0');
    return *value <= most;
}

/* +hh, +hhmm or +hh:mm */
static bool parse_offset(const char *name, int32_t *offset)
{
    int32_t hours = 0;
    int32_t minutes = 0;
    if ((name[0] != '+' && name[0] != '-') || !two_digits(name + 1, 23, &hours))
        return false;
    const char *const rest = name[3] == ':' ? name + 4 : name + 3;
    if (name[3] != '\0' && (!two_digits(rest, 59, &minutes) || rest[2] != '\0'))
        return false;
    const int32_t sum = hours * EF_HOUR_SECONDS + minutes * EF_MINUTE_SECONDS;
    *offset = name[0] == '-' ? -sum : sum;
    return true;
}

earful_status ef_zone_open(const char *name, ef_zone **zone, earful_error *err)
{
    int32_t offset = 0;
    *zone = NULL;
    if (name != NULL && strcmp(name, "UTC") != 0 && !parse_offset(name, &offset))
        return open_named(name, zone, err);
    *zone = calloc(1, sizeof **zone);
    if (*zone == NULL)
        return ef_fail_memory(err);
    (*zone)->first = offset;
    return EARFUL_OK;
}

void ef_zone_close(ef_zone *zone)
{
    if (zone == NULL)
        return;
    free(zone->moments);
    free(zone->offsets);
    free(zone);
}

/* How many of the table's moments are not after this one. */
static size_t count_until(const ef_zone *zone, int64_t seconds)
{
    size_t low = 0;
    size_t high = zone->count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (zone->moments[middle] <= seconds)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

int64_t ef_zone_offset(const ef_zone *zone, int64_t seconds)
{
    if (zone == NULL)
        return 0;
    const size_t before = count_until(zone, seconds);
    if (before == zone->count && zone->has_rule)
        return ef_zone_rule_offset(&zone->rule, seconds);
    return before == 0 ? zone->first : zone->offsets[before - 1];
}
