#include <criterion/criterion.h>

#include "tallies/cell.h"

static const ef_cell sample = {.records = 3,
                               .documents = 4,
                               .sentences = 9,
                               .mentions = 2,
                               .guarded = 1,
                               .positive = 1,
                               .neutral = 1,
                               .negative = 1,
                               .mixed = 1,
                               .clause_sum = -4000,
                               .document_sum = 2500,
                               .n_rated = 2,
                               .rating_sum = 120000,
                               .promoters = 1,
                               .detractors = 1,
                               .top_box = 1,
                               .weight_sum = 7,
                               .scales = EF_SCALE_0_10};

Test(cell, adds_every_field_but_the_scales_which_it_joins)
{
    ef_cell cell = sample;
    ef_cell other = sample;
    other.scales = EF_SCALE_1_5;
    cr_assert(ef_cell_merge(&cell, &other));
    int64_t sums[EF_CELL_FIELDS], once[EF_CELL_FIELDS];
    ef_cell_to_fields(&cell, sums);
    ef_cell_to_fields(&sample, once);
    for (int i = 0; i < EF_CELL_FIELDS - 1; i++)
        cr_assert_eq(sums[i], 2 * once[i], "field %d", i);
    cr_assert_eq(cell.scales, EF_SCALE_0_10 | EF_SCALE_1_5);
}

Test(cell, stays_as_it_was_when_a_sum_would_overflow)
{
    ef_cell cell = sample;
    ef_cell other = {.weight_sum = INT64_MAX - 6};
    cr_assert_not(ef_cell_merge(&cell, &other));
    cr_assert_eq(memcmp(&cell, &sample, sizeof cell), 0);
    other.weight_sum--;
    cr_assert(ef_cell_merge(&cell, &other));
    cr_assert_eq(cell.weight_sum, INT64_MAX);
}

Test(cell, accepts_what_counting_gives)
{
    cr_assert(ef_cell_check(&sample));
    cr_assert(ef_cell_check(&(ef_cell){.guarded = 5}));
    cr_assert(ef_cell_check(&(ef_cell){0}));
}

#define ASSERT_REFUSED(field, value)                                                               \
    do {                                                                                           \
        ef_cell cell = sample;                                                                     \
        cell.field = (value);                                                                      \
        cr_assert_not(ef_cell_check(&cell), #field " = " #value);                                  \
    } while (0)

Test(cell, refuses_numbers_that_no_records_can_give)
{
    ASSERT_REFUSED(records, 2);
    ASSERT_REFUSED(records, -1);
    ASSERT_REFUSED(positive, 2);
    ASSERT_REFUSED(positive, INT64_MAX);
    ASSERT_REFUSED(negative, -1);
    ASSERT_REFUSED(mixed, 4);
    ASSERT_REFUSED(mentions, -1);
    ASSERT_REFUSED(clause_sum, 30001);
    ASSERT_REFUSED(document_sum, -30001);
    ASSERT_REFUSED(n_rated, 4);
    ASSERT_REFUSED(n_rated, 0);
    ASSERT_REFUSED(promoters, 2);
    ASSERT_REFUSED(top_box, 3);
    ASSERT_REFUSED(scales, 0);
    ASSERT_REFUSED(scales, 256);
}
