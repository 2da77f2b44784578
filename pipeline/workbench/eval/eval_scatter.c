#include "workbench/eval/eval_scatter.h"

#include <stdlib.h>

static int by_number(const void *a, const void *b)
{
    const int64_t left = *(const int64_t *)a;
    const int64_t right = *(const int64_t *)b;
    return left < right ? -1 : left > right;
}

static uint32_t place_of(const int64_t *values, size_t n_values, int64_t value)
{
    size_t low = 0;
    size_t high = n_values;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (values[middle] < value)
            low = middle + 1;
        else
            high = middle;
    }
    return (uint32_t)low;
}

/* Numbers the distinct y in ascending order; those of x are so already. */
static bool place_pairs(ef_scatter *scatter)
{
    int64_t *const values = calloc(scatter->n_pairs + 1, sizeof values[0]);
    if (values == NULL)
        return false;
    for (size_t i = 0; i < scatter->n_pairs; i++)
        values[i] = scatter->pairs[i].y;
    qsort(values, scatter->n_pairs, sizeof values[0], by_number);
    for (size_t i = 0; i < scatter->n_pairs; i++)
        if (i == 0 || values[i] != values[scatter->n_y - 1])
            values[scatter->n_y++] = values[i];
    for (size_t i = 0; i < scatter->n_pairs; i++) {
        scatter->n_x += i == 0 || scatter->pairs[i].x != scatter->pairs[i - 1].x;
        scatter->x_place[i] = (uint32_t)scatter->n_x - 1;
        scatter->y_place[i] = place_of(values, scatter->n_y, scatter->pairs[i].y);
    }
    free(values);
    return true;
}

bool ef_scatter_init(ef_scatter *scatter, const ef_pairs *pairs)
{
    const size_t room = pairs->keys.count + 1;
    *scatter = (ef_scatter){.pairs = ef_pairs_sorted(pairs),
                            .n_pairs = pairs->keys.count,
                            .x_place = calloc(room, sizeof scatter->x_place[0]),
                            .y_place = calloc(room, sizeof scatter->y_place[0]),
                            .place_weights = calloc(room, sizeof scatter->place_weights[0]),
                            .x_ranks = calloc(room, sizeof scatter->x_ranks[0]),
                            .y_ranks = calloc(room, sizeof scatter->y_ranks[0]),
                            .points = calloc(room, sizeof scatter->points[0])};
    return scatter->pairs != NULL && scatter->x_place != NULL && scatter->y_place != NULL &&
           scatter->place_weights != NULL && scatter->x_ranks != NULL && scatter->y_ranks != NULL &&
           scatter->points != NULL && place_pairs(scatter);
}

void ef_scatter_fini(ef_scatter *scatter)
{
    free(scatter->pairs);
    free(scatter->x_place);
    free(scatter->y_place);
    free(scatter->place_weights);
    free(scatter->x_ranks);
    free(scatter->y_ranks);
    free(scatter->points);
}

static uint64_t weight_of(const ef_scatter *scatter, const uint64_t *weights, size_t pair)
{
    return weights != NULL ? weights[pair] : scatter->pairs[pair].count;
}

double ef_scatter_pearson(ef_scatter *scatter, const uint64_t *weights)
{
    for (size_t i = 0; i < scatter->n_pairs; i++)
        scatter->points[i] = (ef_point){.x = (double)scatter->pairs[i].x,
                                        .y = (double)scatter->pairs[i].y,
                                        .weight = (double)weight_of(scatter, weights, i)};
    return ef_pearson(scatter->points, scatter->n_pairs);
}

/* The middle rank of every place, of all that stands at it. */
static void rank(ef_scatter *scatter, const uint32_t *places, size_t n_places,
                 const uint64_t *weights, double *ranks)
{
    uint64_t *const sums = scatter->place_weights;
    memset(sums, 0, n_places * sizeof sums[0]);
    for (size_t i = 0; i < scatter->n_pairs; i++)
        sums[places[i]] += weight_of(scatter, weights, i);
    uint64_t before = 0;
    for (size_t i = 0; i < n_places; i++) {
        ranks[i] = (double)before + (double)sums[i] / 2;
        before += sums[i];
    }
}

double ef_scatter_spearman(ef_scatter *scatter, const uint64_t *weights)
{
    rank(scatter, scatter->x_place, scatter->n_x, weights, scatter->x_ranks);
    rank(scatter, scatter->y_place, scatter->n_y, weights, scatter->y_ranks);
    for (size_t i = 0; i < scatter->n_pairs; i++)
        scatter->points[i] = (ef_point){.x = scatter->x_ranks[scatter->x_place[i]],
                                        .y = scatter->y_ranks[scatter->y_place[i]],
                                        .weight = (double)weight_of(scatter, weights, i)};
    return ef_pearson(scatter->points, scatter->n_pairs);
}
