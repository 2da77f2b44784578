#include "records/json_text.h"

#include "records/repair.h"

static const bool first_byte_is_lowest = __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__;

/* How many bytes of a word stand before its first hit; their top bits are collected. */
static size_t before_first_hit(uint64_t hits, uint64_t tops, uint64_t *seen)
{
    const int bytes = __builtin_ctzll(hits) / 8;
    *seen |= tops & ((UINT64_C(1) << 8 * bytes) - 1);
    return (size_t)bytes;
}

/* Skips eight bytes at a time while none of them is a quote, a backslash or a control byte; *seen
 * collects the bits of all that is skipped. The subtractions may borrow into the byte above a hit,
 * never below it, so "no hit" is exact. */
static const char *skip_plain(const char *at, const char *end, uint64_t *seen)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    const uint64_t tops = UINT64_C(0x8080808080808080);
    for (uint64_t word; end - at >= (ptrdiff_t)sizeof word; at += sizeof word) {
        memcpy(&word, at, sizeof word);
        const uint64_t quote = word ^ ones * '"';
        const uint64_t slash = word ^ ones * '\\';
        const uint64_t hits =
            ((quote - ones) & ~quote) | ((slash - ones) & ~slash) | ((word - ones * 0x20) & ~word);
        if ((hits & tops) != 0 && first_byte_is_lowest)
            return at + before_first_hit(hits & tops, word & tops, seen);
        if ((hits & tops) != 0)
            break;
        *seen |= word & tops;
    }
    for (; at < end && *at != '"' && *at != '\\' && (unsigned char)*at >= 0x20; at++)
        *seen |= (unsigned char)*at & 0x80;
    return at;
}

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

const char *ef_json_string_end(const char *at, const char *end, ef_json_string *string)
{
    const char *const start = at;
    uint64_t seen = 0;
    string->escaped = false;
    for (;;) {
        at = skip_plain(at, end, &seen);
        const size_t escape = at < end && *at == '\\' ? escape_len(at, end) : 0;
        if (escape == 0)
            break;
        string->escaped = true;
        at += escape;
    }
    string->inside = ef_span_make(start, (size_t)(at - start));
    string->ascii = seen == 0;
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
