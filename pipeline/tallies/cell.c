#include "tallies/cell.h"

#include <assert.h>
#include <string.h>

#include "base/attr.h"

static_assert(sizeof(ef_cell) == EF_CELL_FIELDS * sizeof(int64_t), "a cell has no padding");

void ef_cell_to_fields(const ef_cell *cell, int64_t fields[EF_CELL_FIELDS])
{
    memcpy(fields, cell, sizeof *cell);
}

void ef_cell_from_fields(ef_cell *cell, const int64_t fields[EF_CELL_FIELDS])
{
    memcpy(cell, fields, sizeof *cell);
}

/* The field of this number, as unsigned: sums may wrap. */
static uint64_t field(const ef_cell *cell, size_t i)
{
    uint64_t value;
    memcpy(&value, (const char *)cell + i * sizeof value, sizeof value);
    return value;
}

static void set_field(ef_cell *cell, size_t i, uint64_t value)
{
    memcpy((char *)cell + i * sizeof value, &value, sizeof value);
}

/* A sum overflowed where its sign is neither operand's. All fields alike, so that the compiler can
 * take several at a time; and taken back alike. */
bool ef_cell_merge(ef_cell *restrict into, const ef_cell *restrict from)
{
    const int64_t scales = into->scales | from->scales;
    uint64_t overflow = 0;
#pragma GCC unroll 9
    for (size_t i = 0; i < EF_CELL_FIELDS; i++) {
        const uint64_t old = field(into, i), added = field(from, i);
        const uint64_t sum = old + added;
        set_field(into, i, sum);
        overflow |= (sum ^ old) & (sum ^ added);
    }
    if (EF_UNLIKELY(overflow >> 63 != 0)) {
        for (size_t i = 0; i < EF_CELL_FIELDS; i++)
            set_field(into, i, field(into, i) - field(from, i));
        return false;
    }
    into->scales = scales;
    return true;
}

/* Whether a and b, both at least 0, add up to at most `limit`. */
static bool fit_in(int64_t a, int64_t b, int64_t limit)
{
    return a <= limit && b <= limit - a;
}

static bool counts_are_positive(const ef_cell *cell)
{
    const int64_t counts[] = {cell->records, cell->documents, cell->sentences, cell->mentions,
                              cell->guarded, cell->positive,  cell->neutral,   cell->negative,
                              cell->mixed,   cell->n_rated,   cell->promoters, cell->detractors,
                              cell->top_box, cell->scales};
    for (size_t i = 0; i < EF_COUNT(counts); i++)
        if (counts[i] < 0)
            return false;
    return true;
}

/* A sum of numbers of -10000..10000, one a record. */
static bool is_sum_of_compounds(int64_t sum, int64_t records)
{
    enum { LARGEST = 10000 };
    return records > INT64_MAX / LARGEST || (sum >= -records * LARGEST && sum <= records * LARGEST);
}

bool ef_cell_check(const ef_cell *cell)
{
    if (!counts_are_positive(cell) || cell->scales > EF_ALL_SCALES)
        return false;
    return fit_in(cell->positive, cell->neutral, cell->records) &&
           cell->negative == cell->records - cell->positive - cell->neutral &&
           cell->mixed <= cell->records && is_sum_of_compounds(cell->clause_sum, cell->records) &&
           is_sum_of_compounds(cell->document_sum, cell->records) &&
           cell->n_rated <= cell->records && (cell->n_rated > 0) == (cell->scales != 0) &&
           (cell->n_rated > 0 || cell->rating_sum == 0) &&
           fit_in(cell->promoters, cell->detractors, cell->n_rated) &&
           cell->top_box <= cell->n_rated;
}
