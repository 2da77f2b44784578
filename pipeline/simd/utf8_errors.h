/* What may be wrong of two neighbours in UTF-8, looked up by the left one's halves and the right
 * one's upper half; an error is a bit that all three have. That a third or fourth byte is due, and is
 * there, is seen by two continuation bytes in a row standing exactly behind a lead byte that wants
 * them. Keiser and Lemire, "Validating UTF-8 in less than one instruction per byte". */
#ifndef EF_UTF8_ERRORS_H
#define EF_UTF8_ERRORS_H

#include <stdint.h>

enum {
    TOO_SHORT = 1,       /* a lead byte, then no continuation */
    TOO_LONG = 2,        /* ASCII, then a continuation */
    OVERLONG_3 = 4,      /* E0 80 to E0 9F */
    TOO_LARGE = 8,       /* F4 90 and above */
    SURROGATE = 16,      /* ED A0 to ED BF */
    OVERLONG_2 = 32,     /* C0 and C1 */
    OVERLONG_4 = 64,     /* F0 80 to F0 8F; also F5 80 and above */
    CONTINUATIONS = 128, /* two in a row */
    ALWAYS = TOO_SHORT | TOO_LONG | CONTINUATIONS
};

static const uint8_t ef_utf8_by_upper_left[16] = {
    TOO_LONG,
    TOO_LONG,
    TOO_LONG,
    TOO_LONG,
    TOO_LONG,
    TOO_LONG,
    TOO_LONG,
    TOO_LONG,
    CONTINUATIONS,
    CONTINUATIONS,
    CONTINUATIONS,
    CONTINUATIONS,
    TOO_SHORT | OVERLONG_2,
    TOO_SHORT,
    TOO_SHORT | OVERLONG_3 | SURROGATE,
    TOO_SHORT | TOO_LARGE | OVERLONG_4,
};

enum { LARGE = ALWAYS | TOO_LARGE | OVERLONG_4 };
static const uint8_t ef_utf8_by_lower_left[16] = {
    ALWAYS | OVERLONG_2 | OVERLONG_3 | OVERLONG_4,
    ALWAYS | OVERLONG_2,
    ALWAYS,
    ALWAYS,
    ALWAYS | TOO_LARGE,
    LARGE,
    LARGE,
    LARGE,
    LARGE,
    LARGE,
    LARGE,
    LARGE,
    LARGE,
    LARGE | SURROGATE,
    LARGE,
    LARGE,
};

enum { MIDDLE = TOO_LONG | CONTINUATIONS | OVERLONG_2 };
static const uint8_t ef_utf8_by_upper_right[16] = {
    TOO_SHORT,
    TOO_SHORT,
    TOO_SHORT,
    TOO_SHORT,
    TOO_SHORT,
    TOO_SHORT,
    TOO_SHORT,
    TOO_SHORT,
    MIDDLE | OVERLONG_3 | OVERLONG_4,
    MIDDLE | OVERLONG_3 | TOO_LARGE,
    MIDDLE | SURROGATE | TOO_LARGE,
    MIDDLE | SURROGATE | TOO_LARGE,
    TOO_SHORT,
    TOO_SHORT,
    TOO_SHORT,
    TOO_SHORT,
};

#endif
