#include "mend_json.h"

#include <stdlib.h>
#include <string.h>

/* The bytes of the UTF-8 sequence at `at`; 0 - n when its first n bytes begin one that breaks off. */
static int sequence(const unsigned char *at, size_t left)
{
    const unsigned char first = at[0];
    const int len = first < 0x80 ? 1 : first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    if (len == 0 || first > 0xF4)
        return -1;
    for (int i = 1; i < len; i++) {
        const unsigned char low = i > 1 ? 0x80 : first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
        const unsigned char high = i > 1           ? 0xBF
                                   : first == 0xED ? 0x9F
                                   : first == 0xF4 ? 0x8F
                                                   : 0xBF;
        if ((size_t)i >= left || at[i] < low || at[i] > high)
            return -i;
    }
    return len;
}

/* The value of a \uXXXX at `at`, or -1. */
static long escape_unit(ef_span line, size_t at)
{
    char digits[5] = {0};
    if (at + 6 > line.len || line.at[at] != '\\' || line.at[at + 1] != 'u')
        return -1;
    memcpy(digits, line.at + at + 2, 4);
    return strspn(digits, "0123456789abcdefABCDEF") == 4 ? strtol(digits, NULL, 16) : -1;
}

static bool is_high(long unit)
{
    return unit >= 0xD800 && unit <= 0xDBFF;
}

static bool is_low(long unit)
{
    return unit >= 0xDC00 && unit <= 0xDFFF;
}

/* Copies the escape at *at, both halves of a pair, and U+FFFD for half a pair alone. */
static void copy_escape(ef_span line, size_t *at, ef_buffer *out)
{
    const long unit = escape_unit(line, *at);
    size_t len = unit >= 0 ? 6 : line.len - *at < 2 ? 1 : 2;
    if (len == 2 && (line.at[*at + 1] & 0x80) != 0)
        len = 1; /* the byte behind it is the next sequence's */
    if (is_high(unit) && is_low(escape_unit(line, *at + 6)))
        len = 12;
    if (len == 6 && (is_high(unit) || is_low(unit)))
        ef_buffer_add_text(out, "\\uFFFD");
    else
        ef_buffer_add(out, line.at + *at, len);
    *at += len;
}

void mend_json_line(ef_span line, ef_buffer *out)
{
    ef_buffer_reset(out);
    for (size_t at = 0; at < line.len;) {
        if (line.at[at] == '\\') {
            copy_escape(line, &at, out);
            continue;
        }
        const int len = sequence((const unsigned char *)line.at + at, line.len - at);
        if (len > 0)
            ef_buffer_add(out, line.at + at, (size_t)len);
        else
            ef_buffer_add_text(out, "\xEF\xBF\xBD");
        at += (size_t)abs(len);
    }
}

bool json_has_wide_number(ef_span line)
{
    for (size_t at = 0, run = 0, exponent = 0; at < line.len; at++) {
        const char c = line.at[at];
        const bool digit = c >= '0' && c <= '9';
        exponent = c == 'e' || c == 'E'                  ? 1
                   : exponent > 0 && (digit || c == '+') ? exponent + digit
                                                         : 0;
        run = digit || c == '.' || c == 'e' || c == 'E' || c == '+' || c == '-' ? run + 1 : 0;
        if (run >= 19 || exponent >= 4)
            return true;
    }
    return false;
}
