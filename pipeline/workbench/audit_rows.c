#include "workbench/audit_rows.h"

#include <math.h>
#include <stdlib.h>

/* All rated records of a scale. */
typedef struct scale {
    double records;
    double mean;
    double spread; /* 0: all ratings are equal, and say nothing */
} scale;

typedef struct numbered {
    const ef_audit_cell *cell;
    ef_span scale_name;
    uint32_t term;
    uint32_t scale;
} numbered;

/* By term, then by the name of the scale, so that sums are made in one order only. */
static int by_term(const void *a, const void *b)
{
    const numbered *const left = a;
    const numbered *const right = b;
    if (left->term != right->term)
        return left->term < right->term ? -1 : 1;
    return ef_span_compare(left->scale_name, right->scale_name);
}

static scale scale_of(const ef_audit_cell *all)
{
    const double records = (double)all->records;
    const double mean = (double)all->sum / records;
    /* Exact before the one division: n * squares - sum * sum. */
    const ef_wide variance = (ef_wide)all->records * all->squares - (ef_wide)all->sum * all->sum;
    return (scale){.records = records, .mean = mean, .spread = sqrt((double)variance) / records};
}

/* What one term's cells sum up to. */
typedef struct evidence {
    double records;
    double with;
    double without;
    double deviation;
    double variance;
} evidence;

static void add_evidence(evidence *sum, const scale *all, const ef_audit_cell *cell)
{
    const double records = (double)cell->records;
    const double others = all->records - records;
    if (all->spread <= 0 || others <= 0)
        return;
    sum->records += records;
    sum->with += (double)cell->sum;
    sum->without += records * (all->mean * all->records - (double)cell->sum) / others;
    sum->deviation += ((double)cell->sum - records * all->mean) / all->spread;
    sum->variance += records * others / (all->records - 1);
}

static ef_audit_row row_of(const ef_term *term, const evidence *sum)
{
    const double sign = term->valence > 0 ? 1 : -1;
    return (ef_audit_row){.term = term,
                          .records = (uint64_t)sum->records,
                          .with = sum->with / sum->records / EF_UNIT,
                          .without = sum->without / sum->records / EF_UNIT,
                          .deviation = sum->deviation / sum->records,
                          .z = -sign * sum->deviation / sqrt(sum->variance)};
}

static int most_certain_first(const void *a, const void *b)
{
    const ef_audit_row *const left = a;
    const ef_audit_row *const right = b;
    if (left->z < right->z || left->z > right->z)
        return left->z > right->z ? -1 : 1;
    return left->term < right->term ? -1 : left->term > right->term;
}

static void make_rows(ef_audit_rows *rows, const numbered *cells, size_t n_cells,
                      const scale *scales, const ef_lexicon *lexicon)
{
    for (size_t i = 0; i < n_cells && cells[i].term != EF_ANY_TERM;) {
        const uint32_t term = cells[i].term;
        evidence sum = {0};
        for (; i < n_cells && cells[i].term == term; i++)
            add_evidence(&sum, &scales[cells[i].scale], cells[i].cell);
        if (sum.variance <= 0)
            continue;
        const ef_audit_row row = row_of(&lexicon->terms[term], &sum);
        rows->checked++;
        if (row.z >= EF_AUDIT_CERTAIN)
            rows->items[rows->count++] = row;
    }
    if (rows->count > 0)
        qsort(rows->items, rows->count, sizeof rows->items[0], most_certain_first);
}

bool ef_audit_rows_make(ef_audit_rows *rows, const ef_audit_cells *cells, const ef_lexicon *lexicon)
{
    const size_t n_cells = cells->keys.count;
    numbered *const sorted = calloc(n_cells + 1, sizeof sorted[0]);
    scale *const scales = calloc(cells->scales.count + 1, sizeof scales[0]);
    *rows = (ef_audit_rows){.items = calloc(n_cells + 1, sizeof rows->items[0])};
    const bool good = sorted != NULL && scales != NULL && rows->items != NULL;
    for (uint32_t i = 0; i < n_cells && good; i++) {
        numbered *const each = &sorted[i];
        each->cell = ef_audit_cell_number(cells, i, &each->term, &each->scale);
        each->scale_name = ef_table_key(&cells->scales, each->scale);
        if (each->term != EF_ANY_TERM)
            continue;
        scales[each->scale] = scale_of(each->cell);
        rows->rated += each->cell->records;
    }
    if (good) {
        qsort(sorted, n_cells, sizeof sorted[0], by_term);
        make_rows(rows, sorted, n_cells, scales, lexicon);
    }
    free(sorted);
    free(scales);
    return good;
}

void ef_audit_rows_fini(ef_audit_rows *rows)
{
    free(rows->items);
}
