#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "base/key_hash.h"

Test(key_hash, is_the_same_with_padding_of_any_value)
{
    char keys[2][64];
    memset(keys[1], 0xff, sizeof keys[1]);
    for (size_t i = 0; i < sizeof keys[0]; i++)
        keys[0][i] = (char)(i * 37 % 251);
    for (size_t len = 0; len <= 40; len++) {
        memcpy(keys[1], keys[0], len);
        const uint64_t hash = ef_key_hash(ef_span_make(keys[0], len));
        cr_assert_eq(ef_key_hash_padded(ef_span_make(keys[1], len)), hash, "%zu bytes", len);
    }
}

/* In the bits that tables use, about as many pairs meet as meet by chance: 60,000 keys in 2^24. */
Test(key_hash, spreads_short_keys)
{
    static unsigned char seen[(1 << 24) / 8];
    for (unsigned shift = 0; shift <= 20; shift += 20) {
        unsigned met = 0;
        memset(seen, 0, sizeof seen);
        for (unsigned i = 0; i < 60000; i++) {
            char key[24] = "";
            const int len = snprintf(key, sizeof key, i % 2 ? "%u" : "word number %u", i);
            const uint64_t slot =
                ef_key_hash(ef_span_make(key, (size_t)len)) >> shift & ((1 << 24) - 1);
            met += seen[slot / 8] >> slot % 8 & 1;
            seen[slot / 8] |= (unsigned char)(1 << slot % 8);
        }
        cr_assert_lt(met, 200, "%u keys met", met);
    }
}

Test(key_hash, tells_lengths_and_halves_apart)
{
    const uint64_t one = ef_key_hash(EF_SPAN_TEXT("a"));
    cr_assert_neq(one, ef_key_hash(EF_SPAN_TEXT("a\0")));
    cr_assert_neq(ef_key_hash(EF_SPAN_TEXT("abcdefgh12345678")),
                  ef_key_hash(EF_SPAN_TEXT("12345678abcdefgh")));
    cr_assert_eq(ef_key_hash(EF_SPAN_TEXT("seventeen letters")),
                 ef_hash(EF_SPAN_TEXT("seventeen letters")));
}
