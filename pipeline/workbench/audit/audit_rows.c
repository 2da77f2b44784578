#include "workbench/audit/audit_rows.h"

#include <math.h>
#include <stdlib.h>

/* All values of a scale. */
typedef struct spread {
    double count;
    double mean;
    double deviation; /* 0: all values are equal, and say nothing */
} spread;

typedef struct scale {
    spread ratings;
    spread company;
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

static spread spread_of(const ef_audit_sum *all)
{
    const double count = (double)all->count;
    if (all->count == 0)
        return (spread){0};
    /* Exact before the one division: n * squares - sum * sum. */
    const ef_wide variance = (ef_wide)all->count * all->squares - (ef_wide)all->sum * all->sum;
    return (spread){.count = count,
                    .mean = (double)all->sum / count,
                    .deviation = sqrt((double)variance) / count};
}

/* What one term's sums add up to. */
typedef struct evidence {
    double count;
    double with;
    double without;
    double deviation;
    double variance;
} evidence;

static void add_evidence(evidence *sum, const spread *all, const ef_audit_sum *one)
{
    const double count = (double)one->count;
    const double others = all->count - count;
    if (all->deviation <= 0 || others <= 0 || count <= 0)
        return;
    sum->count += count;
    sum->with += (double)one->sum;
    sum->without += count * (all->mean * all->count - (double)one->sum) / others;
    sum->deviation += ((double)one->sum - count * all->mean) / all->deviation;
    sum->variance += count * others / (all->count - 1);
}

static double certainty(double sign, const evidence *sum)
{
    return sum->variance > 0 ? -sign * sum->deviation / sqrt(sum->variance) : 0;
}

static ef_audit_row row_of(const ef_term *term, const evidence *ratings, const evidence *company)
{
    const double sign = term->valence > 0 ? 1 : -1;
    return (ef_audit_row){.term = term,
                          .records = (uint64_t)ratings->count,
                          .with = ratings->with / ratings->count / EF_UNIT,
                          .without = ratings->without / ratings->count / EF_UNIT,
                          .deviation = ratings->deviation / ratings->count,
                          .z = certainty(sign, ratings),
                          .company = certainty(sign, company)};
}

static int descending(double left, double right)
{
    return left < right ? 1 : left > right ? -1 : 0;
}

static double suspicion(const ef_audit_row *row)
{
    return row->z * fmax(row->company, EF_AUDIT_CERTAIN) *
           cbrt(fabs((double)row->term->valence) / EF_UNIT);
}

static int most_suspect_first(const void *a, const void *b)
{
    const ef_audit_row *const left = a;
    const ef_audit_row *const right = b;
    int order = descending(suspicion(left), suspicion(right));
    if (order == 0)
        order = descending(left->z, right->z);
    return order != 0 ? order : left->term < right->term ? -1 : left->term > right->term;
}

static void make_rows(ef_audit_rows *rows, const numbered *cells, size_t n_cells,
                      const scale *scales, const ef_lexicon *lexicon)
{
    for (size_t i = 0; i < n_cells && cells[i].term != EF_ANY_TERM;) {
        const uint32_t term = cells[i].term;
        evidence ratings = {0};
        evidence company = {0};
        for (; i < n_cells && cells[i].term == term; i++) {
            const scale *const all = &scales[cells[i].scale];
            add_evidence(&ratings, &all->ratings, &cells[i].cell->ratings);
            add_evidence(&company, &all->company, &cells[i].cell->company);
        }
        if (ratings.variance <= 0)
            continue;
        const ef_audit_row row = row_of(&lexicon->terms[term], &ratings, &company);
        rows->checked++;
        if (row.z >= EF_AUDIT_CERTAIN)
            rows->items[rows->count++] = row;
    }
    if (rows->count > 0)
        qsort(rows->items, rows->count, sizeof rows->items[0], most_suspect_first);
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
        scales[each->scale] = (scale){.ratings = spread_of(&each->cell->ratings),
                                      .company = spread_of(&each->cell->company)};
        rows->rated += each->cell->ratings.count;
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
