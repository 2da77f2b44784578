#include <criterion/criterion.h>

#include "base/hash.h"
#include "workbench/sketch.h"

static uint64_t hash_of(uint64_t number)
{
    return ef_hash(ef_span_make((const char *)&number, sizeof number));
}

Test(sketch, never_counts_too_little_and_merges_in_any_order)
{
    ef_sketch one;
    ef_sketch other;
    cr_assert(ef_sketch_init(&one) && ef_sketch_init(&other));
    for (uint64_t i = 0; i < 300000; i++)
        ef_sketch_add(i % 3 == 0 ? &one : &other, hash_of(i % 1000 == 0 ? 7 : i));
    ef_sketch_merge(&one, &other);
    cr_expect_geq(ef_sketch_count(&one, hash_of(7)), 301);
    for (uint64_t i = 1; i < 1000; i++)
        cr_assert_geq(ef_sketch_count(&one, hash_of(i)), 1);
    ef_sketch_fini(&one);
    ef_sketch_fini(&other);
}

Test(sketch, finds_the_count_that_so_many_terms_reach)
{
    ef_sketch sketch;
    cr_assert(ef_sketch_init(&sketch));
    for (uint64_t i = 0; i < 100; i++) {
        for (uint64_t times = 0; times <= i; times++)
            ef_sketch_add(&sketch, hash_of(i));
    }
    cr_expect_eq(ef_sketch_threshold(&sketch, 3, 10), 91);
    cr_expect_eq(ef_sketch_threshold(&sketch, 3, 1000), 3);
    ef_sketch_fini(&sketch);
}
