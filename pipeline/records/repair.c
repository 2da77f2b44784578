#include "records/repair.h"

#include "base/attr.h"

static const char replacement[] = "\xEF\xBF\xBD";
enum { REPLACEMENT_LEN = 3 };

static size_t count_bad(ef_span text)
{
    size_t bad = 0;
    for (size_t i = 0; i < text.len;) {
        i += ef_utf8_valid_len(ef_span_make(text.at + i, text.len - i));
        if (i == text.len)
            break;
        bool valid;
        i += ef_utf8_sequence_len(text.at + i, text.len - i, &valid);
        bad++;
    }
    return bad;
}

ef_span ef_utf8_repair(ef_span text, ef_arena *arena, uint64_t *replaced)
{
    const size_t good = text.len > 0 ? ef_utf8_valid_len(text) : 0;
    if (EF_LIKELY(good == text.len))
        return text;
    const size_t bad = count_bad(ef_span_make(text.at + good, text.len - good));
    /* A bad sequence has at least one byte, so it grows by two at most. */
    char *const out = ef_arena_bytes(arena, text.len + 2 * bad);
    if (out == NULL)
        return (ef_span){0};
    size_t len = 0;
    for (size_t i = 0; i < text.len;) {
        const size_t valid_len = ef_utf8_valid_len(ef_span_make(text.at + i, text.len - i));
        memcpy(out + len, text.at + i, valid_len);
        len += valid_len;
        i += valid_len;
        if (i == text.len)
            break;
        bool valid;
        i += ef_utf8_sequence_len(text.at + i, text.len - i, &valid);
        memcpy(out + len, replacement, REPLACEMENT_LEN);
        len += REPLACEMENT_LEN;
    }
    *replaced += bad;
    return ef_span_make(out, len);
}

size_t ef_utf8_put(uint32_t code_point, char out[4])
{
    if (code_point > 0x10FFFF || (code_point >= 0xD800 && code_point <= 0xDFFF))
        code_point = 0xFFFD;
    if (code_point < 0x80) {
        out[0] = (char)code_point;
        return 1;
    }
    if (code_point < 0x800) {
        out[0] = (char)(0xC0 | code_point >> 6);
        out[1] = (char)(0x80 | (code_point & 0x3F));
        return 2;
    }
    if (code_point < 0x10000) {
        out[0] = (char)(0xE0 | code_point >> 12);
        out[1] = (char)(0x80 | (code_point >> 6 & 0x3F));
        out[2] = (char)(0x80 | (code_point & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | code_point >> 18);
    out[1] = (char)(0x80 | (code_point >> 12 & 0x3F));
    out[2] = (char)(0x80 | (code_point >> 6 & 0x3F));
    out[3] = (char)(0x80 | (code_point & 0x3F));
    return 4;
}
