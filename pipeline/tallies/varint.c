#include "tallies/varint.h"

void ef_varint_add(ef_buffer *out, uint64_t value)
{
    char bytes[EF_LONGEST_VARINT];
    size_t len = 0;
    for (; value >= 0x80; value >>= 7)
        bytes[len++] = (char)(value | 0x80);
    bytes[len++] = (char)value;
    ef_buffer_add(out, bytes, len);
}

bool ef_varint_take(ef_span bytes, size_t *at, uint64_t *value)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < EF_LONGEST_VARINT && i < bytes.len - *at; i++) {
        const uint64_t byte = (unsigned char)bytes.at[*at + i];
        if (i == EF_LONGEST_VARINT - 1 && byte > 1)
            return false;
        sum |= (byte & 0x7f) << (7 * i);
        if (byte >= 0x80)
            continue;
        if (byte == 0 && i > 0)
            return false;
        *at += i + 1;
        *value = sum;
        return true;
    }
    return false;
}
