#include "report/overview.h"

#include <stdlib.h>

enum { ARENA_CHUNK = 64 * 1024 };

/* Sums that overflow are those of a forged state: what fits is shown. */
static void add_count(int64_t *sum, int64_t count)
{
    if (__builtin_add_overflow(*sum, count, sum))
        *sum = INT64_MAX;
}

static void add_cell(ef_overview *overview, const ef_state_cell *cell)
{
    const ef_key *const key = &cell->key;
    if (key->segment_key != EF_NONE)
        return;
    if (key->topic == EF_TOPIC_TOTAL)
        add_count(&overview->documents[key->role], cell->cell.documents);
    if (key->role != EF_CUSTOMER)
        return;
    if (key->topic == EF_TOPIC_TOTAL) {
        ef_cell_merge(&overview->channels[key->channel], &cell->cell);
        ef_cell_merge(&overview->total, &cell->cell);
    } else if (key->topic == EF_TOPIC_UNCATEGORISED) {
        ef_cell_merge(&overview->uncategorised, &cell->cell);
    } else {
        ef_cell_merge(&overview->topics[key->topic], &cell->cell);
    }
}

bool ef_overview_make(ef_overview *overview, const ef_state *state)
{
    *overview = (ef_overview){.state = state};
    ef_arena_init(&overview->arena, ARENA_CHUNK);
    overview->channels = ef_arena_array(&overview->arena, state->n_strings, sizeof(ef_cell));
    overview->topics = ef_arena_array(&overview->arena, state->n_topics, sizeof(ef_cell));
    overview->below = ef_arena_array(&overview->arena, state->n_topics, sizeof(int64_t));
    if (overview->arena.failed)
        return false;
    for (size_t i = 0; i < state->n_cells; i++)
        add_cell(overview, &state->cells[i]);
    for (size_t i = 0; i < state->n_topics; i++)
        if (state->topics[i].parent != EF_NONE)
            add_count(&overview->below[state->topics[i].parent], overview->topics[i].mentions);
    return true;
}

void ef_overview_fini(ef_overview *overview)
{
    ef_arena_fini(&overview->arena);
    *overview = (ef_overview){0};
}

static int compare_ranked(const void *a, const void *b)
{
    const ef_ranked *const left = a;
    const ef_ranked *const right = b;
    if (left->score != right->score)
        return left->score > right->score ? -1 : 1;
    return left->topic < right->topic ? -1 : left->topic > right->topic;
}

/* A pain is no delight when customers happen to mention it kindly, nor the other way round. */
static bool may_be(const ef_state_topic *topic, bool blamed)
{
    return !ef_span_is(topic->attributes[EF_ATTRIBUTE_POLARITY], blamed ? "delight" : "pain");
}

const ef_ranked *ef_overview_rank(ef_overview *overview, bool blamed, size_t most, size_t *count)
{
    const size_t n_topics = overview->state->n_topics;
    ef_ranked *const order = ef_arena_array(&overview->arena, n_topics, sizeof order[0]);
    *count = 0;
    for (uint32_t i = 0; i < n_topics && order != NULL; i++) {
        const ef_cell *const cell = &overview->topics[i];
        const int64_t net = cell->positive - cell->negative;
        const int64_t score = blamed ? -net : net;
        if (score > 0 && overview->below[i] <= cell->mentions / 2 &&
            may_be(&overview->state->topics[i], blamed))
            order[(*count)++] = (ef_ranked){.score = score, .topic = i};
    }
    if (*count > 0)
        qsort(order, *count, sizeof order[0], compare_ranked);
    if (*count > most)
        *count = most;
    return order;
}
