#include "base/span.h"

#include <limits.h>
#include <stdint.h>

bool ef_span_is_ascii(ef_span span)
{
    uint64_t bits = 0;
    size_t at = 0;
    for (; at + sizeof bits <= span.len; at += sizeof bits) {
        uint64_t eight;
        memcpy(&eight, span.at + at, sizeof eight);
        bits |= eight;
    }
    for (; at < span.len; at++)
        bits |= (unsigned char)span.at[at];
    return (bits & UINT64_C(0x8080808080808080)) == 0;
}

int ef_span_compare(ef_span a, ef_span b)
{
    const size_t shorter = a.len < b.len ? a.len : b.len;
    const int order = shorter == 0 ? 0 : memcmp(a.at, b.at, shorter);
    if (order != 0)
        return order;
    return a.len < b.len ? -1 : a.len > b.len;
}

bool ef_span_equal_ignoring_case(ef_span a, ef_span b)
{
    if (a.len != b.len)
        return false;
    for (size_t i = 0; i < a.len; i++)
        if (ef_ascii_lower(a.at[i]) != ef_ascii_lower(b.at[i]))
            return false;
    return true;
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

ef_span ef_span_trim(ef_span span)
{
    while (span.len > 0 && is_space(span.at[0])) {
        span.at++;
        span.len--;
    }
    while (span.len > 0 && is_space(span.at[span.len - 1]))
        span.len--;
    return span;
}

ef_span ef_span_cut(ef_span *rest, char separator)
{
    const char *found = rest->len > 0 ? memchr(rest->at, separator, rest->len) : NULL;
    if (found == NULL) {
        const ef_span all = *rest;
        *rest = (ef_span){0};
        return all;
    }
    const ef_span head = ef_span_make(rest->at, (size_t)(found - rest->at));
    *rest = ef_span_make(found + 1, rest->len - head.len - 1);
    return head;
}

bool ef_span_to_int(ef_span span, long long *value)
{
    const bool negative = span.len > 0 && span.at[0] == '-';
    if (negative || (span.len > 0 && span.at[0] == '+'))
        span = ef_span_make(span.at + 1, span.len - 1);
    if (span.len == 0)
        return false;
    long long sum = 0; /* kept negative, where there is room for one more */
    for (size_t i = 0; i < span.len; i++) {
        const int digit = span.at[i] - '0';
        if (digit < 0 || digit > 9 || __builtin_mul_overflow(sum, 10, &sum) ||
            __builtin_sub_overflow(sum, digit, &sum))
            return false;
    }
    if (!negative && sum == LLONG_MIN)
        return false;
    *value = negative ? sum : -sum;
    return true;
}
