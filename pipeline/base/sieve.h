/* A sieve: bits by hash that say of most words that a table does not hold them, without a look at
 * the table. The owner brings the bits, a power of two of them. */
#ifndef EF_SIEVE_H
#define EF_SIEVE_H

#include <stdbool.h>
#include <stdint.h>

/* A table's slots use the low bits of the hash, so the high ones are fresh. */
static inline uint64_t ef_sieve_bit(uint64_t n_bits, uint64_t hash)
{
    return hash >> 20 & (n_bits - 1);
}

static inline void ef_sieve_add(uint64_t *sieve, uint64_t n_bits, uint64_t hash)
{
    const uint64_t bit = ef_sieve_bit(n_bits, hash);
    sieve[bit / 64] |= (uint64_t)1 << bit % 64;
}

/* False: no word of this hash was added. */
static inline bool ef_sieve_keeps(const uint64_t *sieve, uint64_t n_bits, uint64_t hash)
{
    const uint64_t bit = ef_sieve_bit(n_bits, hash);
    return (sieve[bit / 64] >> bit % 64 & 1) != 0;
}

#endif
