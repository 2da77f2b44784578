#include <criterion/criterion.h>

#include "tallies/census.h"

static void add(ef_census *census, ef_census_kind kind, const char *name, uint64_t count)
{
    cr_assert(ef_census_add(census, kind, ef_span_of(name), count));
}

Test(census, sums_by_kind_and_by_name)
{
    ef_census census;
    ef_census_init(&census);
    add(&census, EF_CENSUS_FILTERED, "where", 2);
    add(&census, EF_CENSUS_FILTERED, "empty", 3);
    add(&census, EF_CENSUS_FILTERED, "where", 5);
    add(&census, EF_CENSUS_REJECTED, "where", 100);
    cr_assert_eq(ef_census_sum(&census, EF_CENSUS_FILTERED), 10);
    cr_assert_eq(ef_census_count(&census, EF_CENSUS_FILTERED, EF_SPAN_TEXT("where")), 7);
    cr_assert_eq(ef_census_count(&census, EF_CENSUS_FILTERED, EF_SPAN_TEXT("sample")), 0);
    cr_assert_eq(ef_census_sum(&census, EF_CENSUS_SCORED), 0);
    ef_census_fini(&census);
}

Test(census, keeps_no_entry_for_what_happened_never)
{
    ef_census census;
    ef_census_init(&census);
    add(&census, EF_CENSUS_MENDED, "bad_times", 0);
    cr_assert_eq(census.names.count, 0);
    ef_census_fini(&census);
}

Test(census, merges_like_one_that_saw_everything)
{
    ef_census one, other;
    ef_census_init(&one);
    ef_census_init(&other);
    add(&one, EF_CENSUS_SCORED, "", 4);
    add(&other, EF_CENSUS_SCORED, "", 5);
    add(&other, EF_CENSUS_REJECTED, "bad_json", 1);
    cr_assert(ef_census_merge(&one, &other));
    cr_assert_eq(ef_census_sum(&one, EF_CENSUS_SCORED), 9);
    cr_assert_eq(ef_census_sum(&one, EF_CENSUS_REJECTED), 1);
    ef_census_fini(&one);
    ef_census_fini(&other);
}

Test(census, sorts_by_kind_then_name)
{
    ef_census census;
    ef_census_init(&census);
    add(&census, EF_CENSUS_REJECTED, "too_long", 1);
    add(&census, EF_CENSUS_REJECTED, "bad_json", 1);
    add(&census, EF_CENSUS_SCORED, "", 1);
    uint32_t order[3];
    cr_assert(ef_census_sorted(&census, order));
    cr_assert_eq(ef_census_kind_of(&census, order[0]), EF_CENSUS_SCORED);
    cr_assert(ef_span_is(ef_census_name(&census, order[1]), "bad_json"));
    cr_assert(ef_span_is(ef_census_name(&census, order[2]), "too_long"));
    ef_census_fini(&census);
}

Test(census, stays_at_the_largest_number)
{
    ef_census census;
    ef_census_init(&census);
    add(&census, EF_CENSUS_SCORED, "", UINT64_MAX - 1);
    add(&census, EF_CENSUS_SCORED, "", 5);
    cr_assert_eq(ef_census_sum(&census, EF_CENSUS_SCORED), UINT64_MAX);
    ef_census_fini(&census);
}
