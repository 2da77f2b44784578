/* Bytes that grow. Zero-initialised is empty. Failure is sticky, as in an arena: after one failed
 * allocation all appends do nothing, and the owner checks `failed` once at the end. */
#ifndef EF_BUFFER_H
#define EF_BUFFER_H

#include <stdint.h>

#include "base/attr.h"
#include "base/span.h"

typedef struct ef_buffer {
    char *at;
    size_t len;
    size_t capacity;
    bool failed;
} ef_buffer;

void ef_buffer_fini(ef_buffer *buffer);
void ef_buffer_reset(ef_buffer *buffer); /* keeps the memory, forgets a failure */

/* Room for `more` bytes behind len; returns where they go, or NULL. The caller then adds to len. */
char *ef_buffer_reserve(ef_buffer *buffer, size_t more);

void ef_buffer_add(ef_buffer *buffer, const char *bytes, size_t len);
void ef_buffer_add_span(ef_buffer *buffer, ef_span span);
void ef_buffer_add_text(ef_buffer *buffer, const char *text);
void ef_buffer_add_char(ef_buffer *buffer, char c);
void ef_buffer_add_format(ef_buffer *buffer, const char *format, ...) EF_PRINTF(2, 3);
void ef_buffer_add_int(ef_buffer *buffer, int64_t value);

/* A count of ten-thousandths as a decimal number with exactly four digits after the dot. Never
 * through printf, whose decimal point follows the locale. */
void ef_buffer_add_fixed4(ef_buffer *buffer, int64_t ten_thousandths);

/* A JSON string with its quotes. Input must be UTF-8; control bytes are escaped. */
void ef_buffer_add_json(ef_buffer *buffer, ef_span text);

/* The same of bytes that may be anything: those that are no ASCII text are escaped as \u00XX. */
void ef_buffer_add_json_bytes(ef_buffer *buffer, ef_span bytes);

/* A CSV cell, quoted when it must be; a text that a spreadsheet would run as a formula gets a
 * leading apostrophe. */
void ef_buffer_add_csv(ef_buffer *buffer, ef_span text);

static inline ef_span ef_buffer_span(const ef_buffer *buffer)
{
    return ef_span_make(buffer->at, buffer->len);
}

#endif
