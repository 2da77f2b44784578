#include "report/measure.h"

#include "tallies/ratio.h"

enum { UNIT = 10000, PERCENT = 100 * UNIT };

/* A share of the whole, as ratio times `unit`; EF_NULL of nothing. */
static int64_t share_of(ef_wide part, int64_t whole, int64_t unit)
{
    return whole > 0 ? ef_ratio(part * unit, whole) : EF_NULL;
}

/* Wilson 1927: (2k + z^2 -+ sqrt(z^4 + 4 z^2 k (n - k) / n)) / (2 (n + z^2)), z = 1.959964, with
 * everything that is no whole number held as so many hundred-millionths. */
void ef_wilson(int64_t k, int64_t n, int64_t *low, int64_t *high)
{
    const ef_wide scale = 100000000;
    const ef_wide z2 = 384145882;
    const ef_wide product = (ef_wide)k * (n - k);
    const ef_wide spread = 4 * z2 * scale;
    const ef_wide under = z2 * z2 + spread * (product / n) + spread * (product % n) / n;
    const ef_wide root = ef_square_root(under);
    const ef_wide middle = 2 * k * scale + z2;
    const ef_wide whole = 2 * (n * scale + z2);
    *low = ef_ratio((middle - root) * UNIT, whole);
    *high = ef_ratio((middle + root) * UNIT, whole);
    if (*low < 0)
        *low = 0;
    if (*high > UNIT)
        *high = UNIT;
}

ef_scale_bit ef_cell_scale(const ef_cell *cell)
{
    const bool single = cell->scales != 0 && (cell->scales & (cell->scales - 1)) == 0;
    if (!single || cell->scales == EF_SCALE_UNDECLARED || cell->n_rated <= 0)
        return (ef_scale_bit)0;
    return (ef_scale_bit)cell->scales;
}

/* sum / n of all minus the same of the rest, when `sum_out` and `n_out` are taken out: the
 * difference of the two fractions, rounded once. */
static int64_t impact(int64_t sum, int64_t n, int64_t sum_out, int64_t n_out, int64_t unit)
{
    /* Nobody has that many records; beyond it the product below might not fit. */
    const int64_t most = (int64_t)1 << 50;
    if (n_out <= 0 || n_out >= n || n > most)
        return EF_NULL;
    const ef_wide difference = (ef_wide)sum_out * n - (ef_wide)sum * n_out;
    return ef_ratio(difference * unit, (ef_wide)n * (n - n_out));
}

static void measure_ratings(ef_row *row, const ef_cell *cell, const ef_cell *total)
{
    const ef_scale_bit scale = ef_cell_scale(cell);
    const int64_t leaders = cell->promoters - cell->detractors;
    row->mean_rating = row->nps = row->csat = row->impact_nps = row->impact_rating = EF_NULL;
    if (scale == 0)
        return;
    row->mean_rating = share_of(cell->rating_sum, cell->n_rated, 1);
    if (scale != EF_SCALE_0_100 && scale != EF_SCALE_OTHER)
        row->csat = share_of(cell->top_box, cell->n_rated, PERCENT);
    if (scale == EF_SCALE_0_10)
        row->nps = share_of(leaders, cell->n_rated, PERCENT);
    if (total == NULL || ef_cell_scale(total) != scale)
        return;
    row->impact_rating =
        impact(total->rating_sum, total->n_rated, cell->rating_sum, cell->n_rated, 1);
    if (scale == EF_SCALE_0_10)
        row->impact_nps = impact(total->promoters - total->detractors, total->n_rated, leaders,
                                 cell->n_rated, PERCENT);
}

void ef_row_measure(ef_row *row, const ef_cell *cell, const ef_cell *total)
{
    const int64_t whole = total != NULL ? total->records : cell->records;
    row->cell = cell;
    row->share = share_of(cell->records, whole, UNIT);
    row->share_lo = row->share_hi = EF_NULL;
    if (whole > 0 && cell->records <= whole)
        ef_wilson(cell->records, whole, &row->share_lo, &row->share_hi);
    row->net_sentiment = share_of((ef_wide)cell->positive - cell->negative, cell->records, PERCENT);
    row->mean_sentiment = share_of(cell->clause_sum, cell->records, 1);
    row->impact_sentiment = EF_NULL;
    if (total != NULL)
        row->impact_sentiment =
            impact(total->document_sum, total->records, cell->document_sum, cell->records, 1);
    measure_ratings(row, cell, total);
}
