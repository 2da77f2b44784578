#include "lexicon/well_formed.h"

#include <stdint.h>

/* The length of the well-formed sequence at `at`, or 0 (Unicode 15, table 3-7). */
static size_t sequence_length(const unsigned char *at, size_t left)
{
    const unsigned char lead = at[0];
    if (lead < 0x80)
        return 1;
    if (lead < 0xc2 || lead > 0xf4)
        return 0;
    const size_t len = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    if (left < len)
        return 0;
    const unsigned char low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
    const unsigned char high = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
    if (at[1] < low || at[1] > high)
        return 0;
    for (size_t i = 2; i < len; i++)
        if ((at[i] & 0xc0) != 0x80)
            return 0;
    return len;
}

earful_status ef_check_utf8(const char *name, ef_span bytes, earful_error *err)
{
    const unsigned char *const at = (const unsigned char *)bytes.at;
    uint32_t line = 1;
    size_t line_start = 0;
    for (size_t i = 0; i < bytes.len;) {
        const size_t len = sequence_length(at + i, bytes.len - i);
        if (len == 0)
            return ef_fail_at(err, EARFUL_MODEL, name, line, (uint32_t)(i - line_start + 1),
                              "byte 0x%02x is not UTF-8; save the file as UTF-8", at[i]);
        if (at[i] == '\n') {
            line++;
            line_start = i + 1;
        }
        i += len;
    }
    return EARFUL_OK;
}

ef_span ef_skip_byte_order_mark(ef_span bytes)
{
    if (ef_span_starts_with(bytes, EF_SPAN_TEXT("\xef\xbb\xbf")))
        return ef_span_make(bytes.at + 3, bytes.len - 3);
    return bytes;
}
