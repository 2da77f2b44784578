#include "hits/overlap.h"

#include <string.h>

/* Up to so many hits are sorted by insertion: most records have a few, and nearly in order. */
enum { FEW = 32 };

static int compare(uint64_t a, uint64_t b)
{
    return (a > b) - (a < b);
}

static uint64_t topic_of(const ef_topic_hit *hit)
{
    return (uint64_t)hit->document << 32 | hit->topic;
}

/* Within a topic. */
static int by_length(const ef_topic_hit *a, const ef_topic_hit *b)
{
    const uint32_t longer = b->last_token - b->first_token;
    const int order = compare(longer, a->last_token - a->first_token);
    if (order != 0)
        return order;
    return compare((uint64_t)a->first_token << 32 | a->rule,
                   (uint64_t)b->first_token << 32 | b->rule);
}

/* All tell two hits apart unless they are the same, so that an unstable sort gives one order. */
static int by_place(const ef_topic_hit *a, const ef_topic_hit *b)
{
    const int order = compare(topic_of(a), topic_of(b));
    if (order != 0)
        return order;
    return a->first_token != b->first_token ? compare(a->first_token, b->first_token)
                                            : by_length(a, b);
}

typedef int (*hit_order)(const ef_topic_hit *, const ef_topic_hit *);

static void insert_each(ef_topic_hit *items, size_t count, hit_order order)
{
    for (size_t i = 1; i < count; i++) {
        const ef_topic_hit held = items[i];
        size_t at = i;
        for (; at > 0 && order(&held, &items[at - 1]) < 0; at--)
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
        if (child + 1 < count && order(&items[child], &items[child + 1]) < 0)
            child++;
        if (order(&items[root], &items[child]) >= 0)
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
    sort(items, count, by_length);
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
    sort(items, kept, by_place);
    return kept;
}

void ef_drop_overlaps(ef_hits *hits, size_t from, bool *covered)
{
    ef_topic_hit *const items = hits->topics;
    sort(items + from, hits->n_topics - from, by_place);
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
