#include "tallies/rating.h"

#include "base/attr.h"

/* A rating beyond this is a mistake in the data; held here, sums cannot overflow. */
#define LARGEST_RATING ((int64_t)1000000 * 10000)

typedef struct scale {
    ef_scale_bit bit;
    int64_t min;
    int64_t max;
    int64_t top_box; /* ratings from here on are among the best; 0 = there is no such thing */
    const char *name;
} scale;

static const scale scales[] = {
    {EF_SCALE_UNDECLARED, 0, 0, 0, "undeclared"},
    {EF_SCALE_0_1, 0, 1, 1, "0-1"},
    {EF_SCALE_1_5, 1, 5, 4, "1-5"},
    {EF_SCALE_0_10, 0, 10, 9, "0-10"},
    {EF_SCALE_1_10, 1, 10, 9, "1-10"},
    {EF_SCALE_1_7, 1, 7, 6, "1-7"},
    {EF_SCALE_0_100, 0, 100, 0, "0-100"},
};

ef_scale_bit ef_rating_scale(const ef_plan *plan)
{
    for (size_t i = 0; i < EF_COUNT(scales); i++)
        if (scales[i].min == plan->scale_min && scales[i].max == plan->scale_max)
            return scales[i].bit;
    return EF_SCALE_OTHER;
}

static int64_t top_box_of(ef_scale_bit bit)
{
    for (size_t i = 0; i < EF_COUNT(scales); i++)
        if (scales[i].bit == bit)
            return scales[i].top_box;
    return 0;
}

const char *ef_scale_name(ef_scale_bit bit)
{
    for (size_t i = 0; i < EF_COUNT(scales); i++)
        if (scales[i].bit == bit)
            return scales[i].name;
    return "other";
}

void ef_rating_add(ef_cell *cell, ef_scale_bit bit, int64_t rating)
{
    enum { ONE = 10000, PROMOTER = 9 * ONE, DETRACTOR = 6 * ONE };
    if (rating > LARGEST_RATING)
        rating = LARGEST_RATING;
    if (rating < -LARGEST_RATING)
        rating = -LARGEST_RATING;
    cell->n_rated++;
    cell->rating_sum += rating;
    cell->scales |= bit;
    const int64_t top_box = top_box_of(bit);
    if (top_box > 0 && rating >= top_box * ONE)
        cell->top_box++;
    if (bit == EF_SCALE_0_10) {
        cell->promoters += rating >= PROMOTER;
        cell->detractors += rating <= DETRACTOR;
    }
}
