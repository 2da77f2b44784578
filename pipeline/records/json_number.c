#include "records/json_number.h"

static bool next_is(const char *at, const char *end, char c)
{
    return at < end && *at == c;
}

static bool read_digits(const char **at, const char *end)
{
    const char *const start = *at;
    while (*at < end && **at >= '0' && **at <= '9')
        ++*at;
    return *at > start;
}

bool ef_json_number_read(const char **at, const char *end)
{
    *at += next_is(*at, end, '-');
    if (next_is(*at, end, '0'))
        ++*at;
    else if (!read_digits(at, end))
        return false;
    if (next_is(*at, end, '.')) {
        ++*at;
        if (!read_digits(at, end))
            return false;
    }
    if (next_is(*at, end, 'e') || next_is(*at, end, 'E')) {
        ++*at;
        *at += next_is(*at, end, '+') || next_is(*at, end, '-');
        return read_digits(at, end);
    }
    return true;
}
