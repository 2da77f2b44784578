#include "records/repair.h"

#include "base/attr.h"

static const char replacement[] = "\xEF\xBF\xBD";
enum { REPLACEMENT_LEN = 3 };

static size_t ascii_len(const char *at, size_t len)
{
    size_t i = 0;
    for (uint64_t word; i + sizeof word <= len; i += sizeof word) {
        memcpy(&word, at + i, sizeof word);
        if ((word & UINT64_C(0x8080808080808080)) != 0)
            break;
    }
    while (i < len && (unsigned char)at[i] < 0x80)
        i++;
    return i;
}

/* What may follow a lead byte: how many bytes, and the bounds of the first of them. The others are
 * always 0x80 to 0xBF. A length of 0 means that no sequence starts with this byte. */
typedef struct lead {
    unsigned char more;
    unsigned char low;
    unsigned char high;
} lead;

static lead lead_of(unsigned char c)
{
    if (c < 0xC2 || c > 0xF4)
        return (lead){0, 0, 0};
    if (c < 0xE0)
        return (lead){1, 0x80, 0xBF};
    if (c < 0xF0)
        return (lead){2, c == 0xE0 ? 0xA0 : 0x80, c == 0xED ? 0x9F : 0xBF};
    return (lead){3, c == 0xF0 ? 0x90 : 0x80, c == 0xF4 ? 0x8F : 0xBF};
}

/* The length of the sequence at a byte that is not ASCII, or of the maximal subpart of one. */
static size_t sequence_len(const char *at, size_t len, bool *valid)
{
    const lead first = lead_of((unsigned char)at[0]);
    size_t used = 1;
    while (used <= first.more && used < len) {
        const unsigned char c = (unsigned char)at[used];
        const unsigned char low = used == 1 ? first.low : 0x80;
        const unsigned char high = used == 1 ? first.high : 0xBF;
        if (c < low || c > high)
            break;
        used++;
    }
    *valid = first.more > 0 && used == (size_t)first.more + 1;
    return used;
}

size_t ef_utf8_valid_len(ef_span text)
{
    size_t i = 0;
    for (;;) {
        i += ascii_len(text.at + i, text.len - i);
        if (i == text.len)
            return i;
        bool valid;
        const size_t len = sequence_len(text.at + i, text.len - i, &valid);
        if (!valid)
            return i;
        i += len;
    }
}

static size_t count_bad(ef_span text)
{
    size_t bad = 0;
    for (size_t i = 0; i < text.len;) {
        i += ef_utf8_valid_len(ef_span_make(text.at + i, text.len - i));
        if (i == text.len)
            break;
        bool valid;
        i += sequence_len(text.at + i, text.len - i, &valid);
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
        i += sequence_len(text.at + i, text.len - i, &valid);
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
