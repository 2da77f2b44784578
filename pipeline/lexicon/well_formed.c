#include "lexicon/well_formed.h"

#include "records/repair.h"

earful_status ef_check_utf8(const char *name, ef_span bytes, earful_error *err)
{
    const size_t valid = ef_utf8_valid_len(bytes);
    if (valid == bytes.len)
        return EARFUL_OK;
    uint32_t line = 1;
    size_t line_start = 0;
    for (size_t i = 0; i < valid; i++)
        if (bytes.at[i] == '\n') {
            line++;
            line_start = i + 1;
        }
    return ef_fail_at(err, EARFUL_MODEL, name, line, (uint32_t)(valid - line_start + 1),
                      "byte 0x%02x is not UTF-8; save the file as UTF-8",
                      (unsigned char)bytes.at[valid]);
}

ef_span ef_skip_byte_order_mark(ef_span bytes)
{
    if (ef_span_starts_with(bytes, EF_SPAN_TEXT("\xef\xbb\xbf")))
        return ef_span_make(bytes.at + 3, bytes.len - 3);
    return bytes;
}
