#include "base/utf8_valid.h"

#include <stdint.h>

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

size_t ef_utf8_sequence_len(const char *at, size_t len, bool *valid)
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
    while (i < text.len) {
        i += ascii_len(text.at + i, text.len - i);
        if (i == text.len)
            break;
        bool valid;
        const size_t len = ef_utf8_sequence_len(text.at + i, text.len - i, &valid);
        if (!valid)
            break;
        i += len;
    }
    return i;
}
