#include "hits/overlap.h"

#include <string.h>

/* Up to so many hits are sorted by insertion: most records have a few, and nearly in order. */
enum { FEW = 32 };

static uint64_t topic_of(const ef_topic_hit *hit)
{
    return (uint64_t)hit->document << 32 | hit->topic;
}

/* Of one topic's hits. */
typedef enum hit_order {
    BY_PLACE, /* by first token, of several the longest */
    BY_LENGTH /* the longest, of several by first token */
} hit_order;

static uint64_t rank_of(const ef_topic_hit *hit, hit_order order)
{
    const uint32_t shortness = UINT32_MAX - (hit->last_token - hit->first_token);
    return order == BY_PLACE ? (uint64_t)hit->first_token << 32 | shortness
                             : (uint64_t)shortness << 32 | hit->first_token;
}

/* Tells two hits apart unless they are the same, so that an unstable sort gives one order. */
static bool is_before(const ef_topic_hit *a, const ef_topic_hit *b, hit_order order)
{
    if (topic_of(a) != topic_of(b))
        return topic_of(a) < topic_of(b);
    if (rank_of(a, order) != rank_of(b, order))
        return rank_of(a, order) < rank_of(b, order);
    return a->rule < b->rule;
}

static void insert_each(ef_topic_hit *items, size_t count, hit_order order)
{
    for (size_t i = 1; i < count; i++) {
        const ef_topic_hit held = items[i];
        size_t at = i;
        for (; at > 0 && is_before(&held, &items[at - 1], order); at--)
            items[at] = items[at - 1];
        items[at] = held;
    }
}

static void sift(ef_topic_hit *items, size_t root, size_t count, hit_order order)
{
    for (;;) {
        size_t child = 2 * root + 1;
        if (child >= count)
            return;
        if (child + 1 < count && is_before(&items[child], &items[child + 1], order))
            child++;
        if (!is_before(&items[root], &items[child], order))
            return;
        const ef_topic_hit held = items[root];
        items[root] = items[child];
        items[child] = held;
        root = child;
    }
}

/* Many by a heap, because qsort may ask for memory. */
static void sort(ef_topic_hit *items, size_t count, hit_order order)
{
    if (count <= FEW) {
        insert_each(items, count, order);
        return;
    }
    for (size_t root = count / 2; root-- > 0;)
        sift(items, root, count, order);
    for (size_t end = count; end-- > 1;) {
        const ef_topic_hit largest = items[0];
        items[0] = items[end];
        items[end] = largest;
        sift(items, 0, end, order);
    }
}

/* Hits in order of place. */
static bool overlap(const ef_topic_hit *items, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        if (items[i].first_token <= items[i - 1].last_token)
            return true;
    }
    return false;
}

/* Leaves the best of one topic's hits, in order of place. How many. */
static size_t keep_best(ef_topic_hit *items, size_t count, bool *covered)
{
    size_t kept = 0;
    sort(items, count, BY_LENGTH);
    for (size_t i = 0; i < count; i++)
        covered[items[i].first_token] = covered[items[i].last_token] = false;
    for (size_t i = 0; i < count; i++) {
        const ef_topic_hit hit = items[i];
        /* What was kept is at least as long, so it covers an end of whatever it overlaps. */
        if (covered[hit.first_token] || covered[hit.last_token])
            continue;
        memset(covered + hit.first_token, true, hit.last_token + (size_t)1 - hit.first_token);
        items[kept++] = hit;
    }
    sort(items, kept, BY_PLACE);
    return kept;
}

void ef_drop_overlaps(ef_hits *hits, size_t from, bool *covered)
{
    ef_topic_hit *const items = hits->topics;
    sort(items + from, hits->n_topics - from, BY_PLACE);
    size_t kept = from;
    for (size_t first = from, end; first < hits->n_topics; first = end) {
        end = first + 1;
        while (end < hits->n_topics && topic_of(&items[end]) == topic_of(&items[first]))
            end++;
        const size_t count = overlap(items + first, end - first)
                                 ? keep_best(items + first, end - first, covered)
                                 : end - first;
        if (kept < first)
            memmove(items + kept, items + first, count * sizeof items[0]);
        kept += count;
    }
    hits->n_topics = kept;
}
