#include <criterion/criterion.h>

#include "tallies/distinct.h"

Test(distinct, is_sorted_without_doubles_once_compacted)
{
    ef_distinct distinct = {0};
    for (uint64_t i = 0; i < 10000; i++)
        cr_assert(ef_distinct_add(&distinct, (i * 7919) % 100));
    ef_distinct_compact(&distinct);
    cr_assert_eq(distinct.count, 100);
    for (uint64_t i = 0; i < 100; i++)
        cr_assert_eq(distinct.hashes[i], i);
    ef_distinct_fini(&distinct);
}

Test(distinct, takes_memory_for_what_differs_only)
{
    ef_distinct distinct = {0};
    for (int i = 0; i < 100000; i++)
        cr_assert(ef_distinct_add(&distinct, (uint64_t)i % 10));
    cr_assert_leq(distinct.capacity, 32);
    ef_distinct_fini(&distinct);
}

Test(distinct, merges_to_what_both_saw)
{
    ef_distinct one = {0}, other = {0};
    cr_assert(ef_distinct_add(&one, 3));
    cr_assert(ef_distinct_add(&other, 3));
    cr_assert(ef_distinct_add(&other, 1));
    cr_assert(ef_distinct_merge(&one, &other));
    ef_distinct_compact(&one);
    cr_assert_eq(one.count, 2);
    cr_assert_eq(one.hashes[0], 1);
    ef_distinct_fini(&one);
    ef_distinct_fini(&other);
}
