#include <criterion/criterion.h>
#include <stdio.h>

#include "base/hash.h"
#include "base/table.h"

Test(table, numbers_keys_in_order_of_arrival_and_keeps_copies)
{
    ef_table table;
    ef_table_init(&table);
    char key[16];
    bool added = false;
    for (uint32_t i = 0; i < 5000; i++) {
        snprintf(key, sizeof key, "key %u", i);
        cr_assert_eq(ef_table_add(&table, ef_span_of(key), &added), i);
        cr_assert(added);
    }
    for (uint32_t i = 0; i < 5000; i++) {
        snprintf(key, sizeof key, "key %u", i);
        cr_assert_eq(ef_table_add(&table, ef_span_of(key), &added), i);
        cr_assert_not(added);
        cr_assert(ef_span_is(ef_table_key(&table, i), key));
    }
    cr_assert_eq(ef_table_find(&table, EF_SPAN_TEXT("key 5000")), EF_NONE);
    ef_table_fini(&table);
}

Test(table, holds_the_empty_key_and_keys_with_nul_bytes)
{
    ef_table table;
    ef_table_init(&table);
    bool added = false;
    cr_assert_eq(ef_table_find(&table, (ef_span){0}), EF_NONE);
    ef_table_add(&table, (ef_span){0}, &added);
    ef_table_add(&table, EF_SPAN_TEXT("a\0b"), &added);
    cr_assert_eq(ef_table_find(&table, EF_SPAN_TEXT("a")), EF_NONE);
    cr_assert_eq(ef_table_find(&table, EF_SPAN_TEXT("a\0b")), 1);
    ef_table_fini(&table);
}

Test(table, is_empty_again_after_a_reset)
{
    ef_table table;
    ef_table_init(&table);
    bool added = false;
    ef_table_add(&table, EF_SPAN_TEXT("a"), &added);
    ef_table_reset(&table);
    cr_assert_eq(ef_table_find(&table, EF_SPAN_TEXT("a")), EF_NONE);
    cr_assert_eq(ef_table_add(&table, EF_SPAN_TEXT("b"), &added), 0);
    cr_assert(added);
    ef_table_fini(&table);
}

Test(hash, of_pieces_is_that_of_the_whole)
{
    ef_digester *const digester = ef_digester_new();
    ef_digester_add(digester, "voice of ", 9);
    ef_digester_add(digester, "", 0);
    ef_digester_add(digester, "customer", 8);
    const ef_digest pieces = ef_digester_finish(digester);
    ef_digester_free(digester);
    cr_assert_eq(ef_digest_compare(pieces, ef_digest_of(EF_SPAN_TEXT("voice of customer"))), 0);
    char hex[EF_DIGEST_HEX];
    ef_digest_hex((ef_digest){.high = 1, .low = 0xab}, hex);
    cr_assert_str_eq(hex, "000000000000000100000000000000ab");
}

Test(hash, digests_sort_by_their_high_half_first)
{
    cr_assert_lt(ef_digest_compare((ef_digest){1, 9}, (ef_digest){2, 0}), 0);
    cr_assert_gt(ef_digest_compare((ef_digest){1, 9}, (ef_digest){1, 8}), 0);
}
