#include "base/buffer.h"

#include <inttypes.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/grow.h"

void ef_buffer_fini(ef_buffer *buffer)
{
    free(buffer->at);
    *buffer = (ef_buffer){0};
}

void ef_buffer_reset(ef_buffer *buffer)
{
    buffer->len = 0;
    buffer->failed = false;
}

char *ef_buffer_reserve(ef_buffer *buffer, size_t more)
{
    if (buffer->failed || more > SIZE_MAX / 4 ||
        !ef_grow(&buffer->at, &buffer->capacity, buffer->len + (more > 0 ? more : 1), 1)) {
        buffer->failed = true;
        return NULL;
    }
    return buffer->at + buffer->len;
}

void ef_buffer_add(ef_buffer *buffer, const char *bytes, size_t len)
{
    if (len == 0)
        return;
    char *const room = ef_buffer_reserve(buffer, len);
    if (room == NULL)
        return;
    memcpy(room, bytes, len);
    buffer->len += len;
}

void ef_buffer_add_span(ef_buffer *buffer, ef_span span)
{
    ef_buffer_add(buffer, span.at, span.len);
}

void ef_buffer_add_text(ef_buffer *buffer, const char *text)
{
    ef_buffer_add(buffer, text, strlen(text));
}

void ef_buffer_add_char(ef_buffer *buffer, char c)
{
    ef_buffer_add(buffer, &c, 1);
}

void ef_buffer_add_format(ef_buffer *buffer, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const int len = vsnprintf(NULL, 0, format, args);
    va_end(args);
    char *const room = len >= 0 ? ef_buffer_reserve(buffer, (size_t)len + 1) : NULL;
    if (room == NULL)
        return;
    va_start(args, format);
    vsnprintf(room, (size_t)len + 1, format, args);
    va_end(args);
    buffer->len += (size_t)len;
}

void ef_buffer_add_int(ef_buffer *buffer, int64_t value)
{
    ef_buffer_add_format(buffer, "%" PRId64, value);
}

void ef_buffer_add_fixed4(ef_buffer *buffer, int64_t ten_thousandths)
{
    const uint64_t size =
        ten_thousandths < 0 ? 0 - (uint64_t)ten_thousandths : (uint64_t)ten_thousandths;
    ef_buffer_add_format(buffer, "%s%" PRIu64 ".%04" PRIu64, ten_thousandths < 0 ? "-" : "",
                         size / 10000, size % 10000);
}

static void add_json(ef_buffer *buffer, ef_span text, unsigned char first_escaped)
{
    ef_buffer_add_char(buffer, '"');
    size_t plain = 0; /* start of the run that needs no escape */
    for (size_t i = 0; i < text.len; i++) {
        const unsigned char c = (unsigned char)text.at[i];
        if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7f && c < first_escaped)
            continue;
        ef_buffer_add(buffer, text.at + plain, i - plain);
        plain = i + 1;
        switch (c) {
        case '"': ef_buffer_add_text(buffer, "\\\""); break;
        case '\\': ef_buffer_add_text(buffer, "\\\\"); break;
        case '\n': ef_buffer_add_text(buffer, "\\n"); break;
        case '\r': ef_buffer_add_text(buffer, "\\r"); break;
        case '\t': ef_buffer_add_text(buffer, "\\t"); break;
        default: ef_buffer_add_format(buffer, "\\u%04x", c); break;
        }
    }
    if (plain < text.len)
        ef_buffer_add(buffer, text.at + plain, text.len - plain);
    ef_buffer_add_char(buffer, '"');
}

void ef_buffer_add_json(ef_buffer *buffer, ef_span text)
{
    add_json(buffer, text, UCHAR_MAX);
}

void ef_buffer_add_json_bytes(ef_buffer *buffer, ef_span bytes)
{
    add_json(buffer, bytes, 0x80);
}

/* What a spreadsheet takes for the start of a formula, also behind leading white space. */
static bool looks_like_a_formula(ef_span text)
{
    const ef_span trimmed = ef_span_trim(text);
    if (trimmed.len == 0)
        return false;
    return strchr("=+-@", trimmed.at[0]) != NULL || text.at[0] == '\t' || text.at[0] == '\r';
}

void ef_buffer_add_csv(ef_buffer *buffer, ef_span text)
{
    const bool formula = looks_like_a_formula(text);
    bool quoted = false;
    for (size_t i = 0; i < text.len && !quoted; i++)
        quoted = text.at[i] == '"' || text.at[i] == ',' || text.at[i] == '\n' || text.at[i] == '\r';
    if (quoted)
        ef_buffer_add_char(buffer, '"');
    if (formula)
        ef_buffer_add_char(buffer, '\'');
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] == '"')
            ef_buffer_add_char(buffer, '"');
        ef_buffer_add_char(buffer, text.at[i]);
    }
    if (quoted)
        ef_buffer_add_char(buffer, '"');
}
