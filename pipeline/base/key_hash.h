/* The hash of keys and words in tables of this process: a quarter of the cost of ef_hash for up to
 * 16 bytes, which is nearly every word. It is never written anywhere, because machines of another
 * byte order may see another number. Like ef_hash it is no defence: tables compare whole keys. */
#ifndef EF_KEY_HASH_H
#define EF_KEY_HASH_H

#include "base/hash.h"

enum { EF_KEY_PADDING = 16 };

/* Mixes the first and the second eight bytes of a key, zeroes where it has none. The upper half of
 * the product folds back the bits that the lower one lost. No text has bytes of 0xF8 and above, so
 * none makes a factor zero. */
static inline uint64_t ef_key_mix(uint64_t first, uint64_t second, size_t len)
{
    __extension__ typedef unsigned __int128 wide;
    const wide product = (wide)(first ^ UINT64_C(0xF9A5C3E8FB1D47FF)) *
                         (second ^ UINT64_C(0xFD93B1E6F8C2A5F9) ^ (uint64_t)len << 32);
    return (uint64_t)(product >> 64) ^ (uint64_t)product;
}

/* By length: what of the sixteen bytes is the key's, in the order of this machine's bytes. */
extern const uint64_t ef_key_masks[EF_KEY_PADDING + 1][2];

static inline uint64_t ef_key_eight(const char *at)
{
    uint64_t word;
    memcpy(&word, at, sizeof word);
    return word;
}

static inline uint64_t ef_key_four(const char *at)
{
    uint32_t word;
    memcpy(&word, at, sizeof word);
    return word;
}

/* Loads overlap where a key is no multiple of them; what both read is the same. */
static inline uint64_t ef_key_hash(ef_span key)
{
    const char *const at = key.at;
    const size_t len = key.len;
    if (len > EF_KEY_PADDING)
        return ef_hash(key);
    if (len > 8)
        return ef_key_mix(ef_key_eight(at), ef_key_eight(at + len - 8) >> 8 * (16 - len), len);
    if (len >= 4)
        return ef_key_mix(ef_key_four(at) | ef_key_four(at + len - 4) << 8 * (len - 4), 0, len);
    uint64_t word = 0;
    for (size_t i = 0; i < len; i++)
        word |= (uint64_t)(unsigned char)at[i] << 8 * i;
    return ef_key_mix(word, 0, len);
}

/* The same of a key with EF_KEY_PADDING readable bytes behind its start, of any value: no branch on
 * a length, which words make hard to foresee. */
static inline uint64_t ef_key_hash_padded(ef_span key)
{
    static const bool first_byte_is_lowest = __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__;
    const size_t len = key.len;
    if (!first_byte_is_lowest || len == 0 || len > EF_KEY_PADDING)
        return ef_key_hash(key);
    const uint64_t *const mask = ef_key_masks[len];
    return ef_key_mix(ef_key_eight(key.at) & mask[0], ef_key_eight(key.at + 8) & mask[1], len);
}

#endif
