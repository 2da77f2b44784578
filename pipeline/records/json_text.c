#include "records/json_text.h"

#include "records/repair.h"

static int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

/* The length of the escape at a backslash; 0 when it is none. */
static size_t escape_len(const char *at, const char *end)
{
    if (end - at < 2)
        return 0;
    switch (at[1]) {
    case '"':
    case '\\':
    case '/':
    case 'b':
    case 'f':
    case 'n':
    case 'r':
    case 't': return 2;
    case 'u': break;
    default: return 0;
    }
    if (end - at < 6)
        return 0;
    for (int i = 2; i < 6; i++) {
        if (hex_value(at[i]) < 0)
            return 0;
    }
    return 6;
}

void ef_json_text_begin(ef_json_text *text, ef_span bytes)
{
    if (text->kernels == NULL)
        text->kernels = ef_kernels_choose();
    text->bytes = bytes;
    text->first = text->end = 0;
}

static void mark_from(ef_json_text *text, size_t first)
{
    const size_t left = text->bytes.len - first;
    const size_t len = left < EF_JSON_PIECE ? left : EF_JSON_PIECE;
    text->kernels->mark_json(ef_span_make(text->bytes.at + first, len), text->stops);
    text->stops[len / 64] |= UINT64_C(1) << len % 64; /* where each search ends */
    text->first = first;
    text->end = first + len;
}

/* The place of the first quote, backslash or control byte in [at, end); `end` when there is none. */
static size_t plain_end(ef_json_text *text, size_t at, size_t end)
{
    while (at < end) {
        if (at < text->first || at >= text->end)
            mark_from(text, at);
        size_t word = (at - text->first) / 64;
        uint64_t stops = text->stops[word] & UINT64_MAX << (at - text->first) % 64;
        while (stops == 0)
            stops = text->stops[++word];
        at = text->first + 64 * word + (size_t)__builtin_ctzll(stops);
        if (at < text->end)
            break;
    }
    return at < end ? at : end;
}

const char *ef_json_string_end(ef_json_text *text, const char *start, const char *end,
                               ef_json_string *string)
{
    const char *const bytes = text->bytes.at;
    const char *at = start;
    string->escaped = false;
    for (;;) {
        at = bytes + plain_end(text, (size_t)(at - bytes), (size_t)(end - bytes));
        const size_t escape = at < end && *at == '\\' ? escape_len(at, end) : 0;
        if (escape == 0)
            break;
        string->escaped = true;
        at += escape;
    }
    string->inside = ef_span_make(start, (size_t)(at - start));
    return at;
}

static uint32_t code_unit(const char *digits)
{
    uint32_t unit = 0;
    for (int i = 0; i < 4; i++)
        unit = unit << 4 | (uint32_t)hex_value(digits[i]);
    return unit;
}

/* Decodes the \u escape at `at`, or two of them that are a pair; returns the bytes read. */
static size_t decode_unicode(const char *at, const char *end, uint32_t *code_point)
{
    const uint32_t unit = code_unit(at + 2);
    *code_point = unit;
    if (unit < 0xD800 || unit > 0xDBFF || end - at < 12 || at[6] != '\\' || at[7] != 'u')
        return 6;
    const uint32_t low = code_unit(at + 8);
    if (low < 0xDC00 || low > 0xDFFF)
        return 6;
    *code_point = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
    return 12;
}

static char simple_escape(char c)
{
    switch (c) {
    case 'b': return '\b';
    case 'f': return '\f';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    default: return c;
    }
}

/* Undoes the checked escape at `at`; returns the bytes read. */
static size_t decode_escape(const char *at, const char *end, char *out, size_t *len,
                            uint64_t *replaced)
{
    if (at[1] != 'u') {
        out[0] = simple_escape(at[1]);
        *len = 1;
        return 2;
    }
    uint32_t code_point;
    const size_t taken = decode_unicode(at, end, &code_point);
    *replaced += code_point >= 0xD800 && code_point <= 0xDFFF;
    *len = ef_utf8_put(code_point, out);
    return taken;
}

size_t ef_json_unescape(ef_span raw, char *out, uint64_t *replaced)
{
    const char *at = raw.at;
    const char *const end = raw.at + raw.len;
    size_t len = 0;
    while (at < end) {
        const char *const slash = memchr(at, '\\', (size_t)(end - at));
        const size_t plain = (size_t)((slash != NULL ? slash : end) - at);
        memcpy(out + len, at, plain);
        len += plain;
        at += plain;
        if (slash == NULL)
            break;
        size_t decoded;
        at += decode_escape(at, end, out + len, &decoded, replaced);
        len += decoded;
    }
    return len;
}

size_t ef_json_undo_escape(ef_span text, char out[4], size_t *len)
{
    const char *end = text.at + text.len;
    const size_t first = escape_len(text.at, end);
    if (first == 0)
        return 0;
    /* Half a pair whose other half is wrong stands alone. */
    if (escape_len(text.at + first, end) == 0)
        end = text.at + first;
    uint64_t replaced = 0;
    return decode_escape(text.at, end, out, len, &replaced);
}
