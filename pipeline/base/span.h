/* A span: bytes that somebody else owns. The currency of the whole program. Not NUL-terminated. */
#ifndef EF_SPAN_H
#define EF_SPAN_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

typedef struct ef_span {
    const char *at;
    size_t len;
} ef_span;

/* The span of a string literal, usable in constant initialisers. */
#define EF_SPAN(literal)                                                                           \
    {                                                                                              \
        .at = (literal), .len = sizeof(literal) - 1                                                \
    }

/* The same as an expression. */
#define EF_SPAN_TEXT(literal) ((ef_span)EF_SPAN(literal))

static inline ef_span ef_span_make(const char *at, size_t len)
{
    return (ef_span){.at = at, .len = len};
}

/* Of a C string; NULL gives the empty span. */
static inline ef_span ef_span_of(const char *text)
{
    return (ef_span){.at = text, .len = text != NULL ? strlen(text) : 0};
}

static inline bool ef_span_equal(ef_span a, ef_span b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.at, b.at, a.len) == 0);
}

static inline bool ef_span_is(ef_span span, const char *text)
{
    return ef_span_equal(span, ef_span_of(text));
}

static inline bool ef_span_starts_with(ef_span span, ef_span prefix)
{
    return span.len >= prefix.len &&
           (prefix.len == 0 || memcmp(span.at, prefix.at, prefix.len) == 0);
}

/* Letters beyond ASCII stay as they are. */
static inline char ef_ascii_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

/* Whether no byte is above 0x7F. */
bool ef_span_is_ascii(ef_span span);

/* By byte value, a prefix first: the order of every sorted output. */
int ef_span_compare(ef_span a, ef_span b);

/* ASCII letters only. */
bool ef_span_equal_ignoring_case(ef_span a, ef_span b);

/* Without ASCII white space at both ends. */
ef_span ef_span_trim(ef_span span);

/* Cuts the part before the first `separator` off the front of *rest and returns it; with none
 * left, all of it, and *rest becomes empty with at == NULL. */
ef_span ef_span_cut(ef_span *rest, char separator);

/* A decimal integer with optional sign and nothing else; false when it is not one or overflows. */
bool ef_span_to_int(ef_span span, long long *value);

#endif
