#include <math.h>

#include "criterion/criterion.h"
#include "workbench/audit/audit_rows.h"

static ef_audit_cells cells;
static ef_audit_rows rows;
static ef_term terms[] = {
    {.valence = 20000}, {.valence = -20000}, {.valence = 0}, {.valence = 2000}};
static const ef_lexicon lexicon = {.terms = terms, .n_terms = 4};

static void setup(void)
{
    ef_audit_cells_init(&cells);
}

static void teardown(void)
{
    ef_audit_rows_fini(&rows);
    ef_audit_cells_fini(&cells);
}

TestSuite(audit_rows, .init = setup, .fini = teardown);

/* A record with this rating, in points, and one term. */
static void rate(const char *scale, uint32_t term, int64_t rating, unsigned times)
{
    const uint32_t number = ef_audit_scale(&cells, ef_span_of(scale));
    for (unsigned i = 0; i < times; i++) {
        ef_audit_cell *const all = ef_audit_cell_at(&cells, EF_ANY_TERM, number);
        ef_audit_sum_add(&all->ratings, EF_ANY_TERM, rating * EF_UNIT);
        ef_audit_cell *const cell = ef_audit_cell_at(&cells, term, number);
        ef_audit_sum_add(&cell->ratings, term, rating * EF_UNIT);
    }
}

Test(audit_rows, a_praising_word_in_bad_reviews_is_contradicted)
{
    rate("stars", 0, 1, 50);
    rate("stars", 2, 5, 50);
    cr_assert(ef_audit_rows_make(&rows, &cells, &lexicon));
    cr_assert_eq(rows.rated, 100);
    cr_assert_geq(rows.count, 1);
    const ef_audit_row *const row = &rows.items[0];
    cr_assert_eq(row->records, 50);
    cr_assert(fabs(row->with - 1) < 1e-9 && fabs(row->without - 5) < 1e-9);
    cr_assert(fabs(row->deviation + 1) < 1e-9);
    cr_assert(fabs(row->z - sqrt(99)) < 1e-9, "z %f", row->z);
}

Test(audit_rows, a_strong_word_is_more_suspect_than_a_faint_one)
{
    rate("stars", 0, 1, 50);
    rate("stars", 3, 1, 60);
    rate("stars", 2, 5, 100);
    cr_assert(ef_audit_rows_make(&rows, &cells, &lexicon));
    cr_assert_geq(rows.count, 2);
    cr_assert_eq(rows.items[0].term, &terms[0]);
    cr_assert_eq(rows.items[1].term, &terms[3]);
    cr_assert_gt(rows.items[1].z, rows.items[0].z);
}

Test(audit_rows, a_word_that_ratings_bear_out_is_checked_and_not_listed)
{
    rate("stars", 0, 5, 50);
    rate("stars", 1, 1, 50);
    cr_assert(ef_audit_rows_make(&rows, &cells, &lexicon));
    cr_assert_eq(rows.checked, 2);
    cr_assert_eq(rows.count, 0);
}

Test(audit_rows, scales_are_measured_by_themselves)
{
    /* The negative word stands in the high-rated survey more often than not, but low in both. */
    rate("survey", 1, 7, 80);
    rate("survey", 0, 9, 80);
    rate("stars", 1, 1, 20);
    rate("stars", 0, 4, 60);
    cr_assert(ef_audit_rows_make(&rows, &cells, &lexicon));
    cr_assert_eq(rows.checked, 2);
    cr_assert_eq(rows.count, 0);
}

Test(audit_rows, equal_ratings_say_nothing)
{
    rate("stars", 0, 3, 10);
    rate("stars", 1, 3, 10);
    cr_assert(ef_audit_rows_make(&rows, &cells, &lexicon));
    cr_assert_eq(rows.rated, 20);
    cr_assert_eq(rows.checked, 0);
}

Test(audit_rows, merging_cells_knows_scales_by_name)
{
    ef_audit_cells others;
    ef_audit_cells_init(&others);
    ef_audit_scale(&others, EF_SPAN_TEXT("survey"));
    rate("stars", 0, 1, 5);
    cr_assert(ef_audit_cells_merge(&others, &cells));
    cr_assert(ef_audit_cells_merge(&others, &cells));
    const ef_audit_cell *const cell = ef_audit_cell_at(&others, 0, 1);
    cr_assert_eq(cell->ratings.count, 10);
    cr_assert_eq(cell->ratings.sum, 10 * EF_UNIT);
    cr_assert_eq(ef_audit_cell_at(&others, 0, 0)->ratings.count, 0);
    ef_audit_cells_fini(&others);
}
