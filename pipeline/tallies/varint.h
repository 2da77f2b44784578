/* Variable-length integers: seven bits a byte, lowest first, the top bit says that more follow.
 * Only the shortest form is accepted, so that every number has exactly one. */
#ifndef EF_VARINT_H
#define EF_VARINT_H

#include "base/buffer.h"

enum { EF_LONGEST_VARINT = 10 };

void ef_varint_add(ef_buffer *out, uint64_t value);

/* Reads at *at and moves it behind. False when the bytes end, when the number does not fit 64 bits
 * or is not in its shortest form; *at is then as it was. */
bool ef_varint_take(ef_span bytes, size_t *at, uint64_t *value);

/* Signed numbers as unsigned ones, small sizes first: 0, -1, 1, -2 ... */
static inline uint64_t ef_zigzag(int64_t value)
{
    return ((uint64_t)value << 1) ^ (value < 0 ? UINT64_MAX : 0);
}

static inline int64_t ef_unzigzag(uint64_t value)
{
    return (int64_t)((value >> 1) ^ (0 - (value & 1)));
}

#endif
