#include "base/sieve.h"

#include <criterion/criterion.h>

enum { BITS = 1024 };

static uint64_t hash_of(uint64_t i)
{
    return i * UINT64_C(0x9E3779B97F4A7C15);
}

Test(sieve, keeps_what_was_added)
{
    uint64_t sieve[BITS / 64] = {0};
    for (uint64_t i = 0; i < 50; i++) {
        ef_sieve_add(sieve, BITS, hash_of(i));
        for (uint64_t j = 0; j <= i; j++)
            cr_assert(ef_sieve_keeps(sieve, BITS, hash_of(j)));
    }
}

Test(sieve, lets_fall_most_of_what_was_not)
{
    uint64_t sieve[BITS / 64] = {0};
    unsigned kept = 0;
    for (uint64_t i = 0; i < 50; i++)
        ef_sieve_add(sieve, BITS, hash_of(i));
    for (uint64_t i = 50; i < 10050; i++)
        kept += ef_sieve_keeps(sieve, BITS, hash_of(i));
    cr_assert_lt(kept, 1000);
    cr_assert_gt(kept, 100);
}

Test(sieve, uses_every_bit_and_no_other)
{
    uint64_t sieve[BITS / 64 + 1] = {0};
    for (uint64_t i = 0; i < 20 * BITS; i++)
        ef_sieve_add(sieve, BITS, hash_of(i));
    for (size_t w = 0; w < BITS / 64; w++)
        cr_assert_eq(sieve[w], UINT64_MAX, "%zu", w);
    cr_assert_eq(sieve[BITS / 64], 0);
}
