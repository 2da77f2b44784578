#include <criterion/criterion.h>

#include "tallies/coverage.h"

static ef_covered piece(uint64_t input, uint64_t start, uint64_t end)
{
    return (ef_covered){
        .digest = {.high = input}, .size = 100, .start = start, .end = end, .times = 1};
}

static void add(ef_coverage *coverage, uint64_t input, uint64_t start, uint64_t end)
{
    cr_assert(ef_coverage_add(coverage, piece(input, start, end)));
    cr_assert(ef_coverage_check(coverage));
}

static void assert_equal(const ef_coverage *a, const ef_coverage *b)
{
    cr_assert_eq(a->count, b->count);
    for (size_t i = 0; i < a->count; i++)
        cr_assert_eq(memcmp(&a->items[i], &b->items[i], sizeof a->items[i]), 0, "item %zu", i);
}

Test(coverage, joins_neighbours_in_any_order)
{
    ef_coverage coverage = {0};
    add(&coverage, 1, 60, 100);
    add(&coverage, 1, 0, 30);
    cr_assert_eq(coverage.count, 2);
    cr_assert_not(ef_coverage_holds(&coverage, (ef_digest){.high = 1}));
    add(&coverage, 1, 30, 60);
    cr_assert_eq(coverage.count, 1);
    cr_assert_eq(coverage.items[0].end, 100);
    cr_assert(ef_coverage_holds(&coverage, (ef_digest){.high = 1}));
    cr_assert_not(ef_coverage_holds(&coverage, (ef_digest){.high = 2}));
    ef_coverage_fini(&coverage);
}

Test(coverage, counts_how_often_when_the_same_bytes_come_again)
{
    ef_coverage coverage = {0};
    add(&coverage, 1, 0, 100);
    add(&coverage, 1, 0, 100);
    cr_assert_eq(coverage.count, 1);
    cr_assert_eq(coverage.items[0].times, 2);
    ef_coverage_fini(&coverage);
}

Test(coverage, keeps_neighbours_apart_that_were_counted_differently_often)
{
    ef_coverage coverage = {0};
    add(&coverage, 1, 0, 100);
    add(&coverage, 1, 0, 50);
    cr_assert_eq(coverage.count, 2);
    cr_assert_eq(coverage.items[0].times, 2);
    cr_assert_eq(coverage.items[1].start, 50);
    cr_assert_eq(coverage.items[1].times, 1);
    add(&coverage, 1, 50, 100);
    cr_assert_eq(coverage.count, 1);
    ef_coverage_fini(&coverage);
}

Test(coverage, is_the_same_whatever_the_order_of_overlapping_pieces)
{
    static const uint64_t pieces[][2] = {{0, 40}, {20, 60}, {30, 35}, {80, 100}, {10, 90}, {0, 40}};
    enum { N = 6 };
    ef_coverage forward = {0};
    for (int i = 0; i < N; i++)
        add(&forward, 1, pieces[i][0], pieces[i][1]);
    for (int first = 0; first < N; first++) {
        ef_coverage rotated = {0};
        for (int i = N; i-- > 0;)
            add(&rotated, 1, pieces[(first + i) % N][0], pieces[(first + i) % N][1]);
        assert_equal(&forward, &rotated);
        ef_coverage_fini(&rotated);
    }
    cr_assert_eq(forward.items[0].times, 2);
    ef_coverage_fini(&forward);
}

Test(coverage, keeps_an_input_without_bytes)
{
    ef_coverage coverage = {0};
    const ef_covered empty = {.digest = {.high = 7}, .times = 1};
    cr_assert(ef_coverage_add(&coverage, empty));
    add(&coverage, 6, 0, 100);
    cr_assert(ef_coverage_holds(&coverage, empty.digest));
    ef_coverage other = {0};
    cr_assert(ef_coverage_add(&other, empty));
    cr_assert_eq(ef_coverage_compare(&coverage, &other), EF_CONTAINED);
    cr_assert_eq(ef_coverage_compare(&other, &coverage), EF_PARTIAL);
    ef_coverage_fini(&coverage);
    ef_coverage_fini(&other);
}

static ef_overlap overlap_of(uint64_t input, uint64_t start, uint64_t end)
{
    ef_coverage mine = {0}, other = {0};
    add(&mine, 1, 10, 30);
    add(&mine, 1, 50, 70);
    add(&mine, 2, 0, 100);
    add(&other, input, start, end);
    const ef_overlap overlap = ef_coverage_compare(&mine, &other);
    ef_coverage_fini(&mine);
    ef_coverage_fini(&other);
    return overlap;
}

Test(coverage, tells_how_another_lies_to_it)
{
    cr_assert_eq(overlap_of(1, 10, 30), EF_CONTAINED);
    cr_assert_eq(overlap_of(1, 12, 20), EF_CONTAINED);
    cr_assert_eq(overlap_of(2, 99, 100), EF_CONTAINED);
    cr_assert_eq(overlap_of(1, 0, 10), EF_DISJOINT);
    cr_assert_eq(overlap_of(1, 30, 50), EF_DISJOINT);
    cr_assert_eq(overlap_of(3, 0, 100), EF_DISJOINT);
    cr_assert_eq(overlap_of(1, 9, 11), EF_PARTIAL);
    cr_assert_eq(overlap_of(1, 10, 70), EF_PARTIAL);
    cr_assert_eq(overlap_of(1, 29, 31), EF_PARTIAL);
}

Test(coverage, of_nothing_is_contained_in_all)
{
    const ef_coverage nothing = {0};
    cr_assert_eq(ef_coverage_compare(&nothing, &nothing), EF_CONTAINED);
}

Test(coverage, that_counted_bytes_twice_is_not_contained_in_one_that_did_once)
{
    ef_coverage once = {0}, twice = {0};
    add(&once, 1, 0, 100);
    add(&twice, 1, 0, 100);
    add(&twice, 1, 0, 100);
    cr_assert_eq(ef_coverage_compare(&once, &twice), EF_PARTIAL);
    cr_assert_eq(ef_coverage_compare(&twice, &once), EF_CONTAINED);
    ef_coverage_fini(&once);
    ef_coverage_fini(&twice);
}

Test(coverage, of_one_content_with_two_sizes_is_never_disjoint)
{
    ef_coverage mine = {0}, other = {0};
    add(&mine, 1, 0, 10);
    ef_covered forged = piece(1, 5, 10);
    forged.size = 10;
    cr_assert(ef_coverage_add(&other, forged));
    cr_assert_eq(ef_coverage_compare(&mine, &other), EF_PARTIAL);
    ef_coverage_fini(&mine);
    ef_coverage_fini(&other);
}

Test(coverage, merges_like_additions_one_by_one)
{
    ef_coverage left = {0}, right = {0}, all = {0};
    for (uint64_t i = 0; i < 10; i++) {
        add(i % 3 == 0 ? &left : &right, 1, i * 10, i * 10 + 10);
        add(&all, 1, i * 10, i * 10 + 10);
    }
    cr_assert(ef_coverage_merge(&left, &right));
    assert_equal(&left, &all);
    ef_coverage_fini(&left);
    ef_coverage_fini(&right);
    ef_coverage_fini(&all);
}
