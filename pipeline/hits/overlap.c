#include "hits/overlap.h"

#include <string.h>

static int compare(uint32_t a, uint32_t b)
{
    return (a > b) - (a < b);
}

static int by_topic(const ef_topic_hit *a, const ef_topic_hit *b)
{
    const int order = compare(a->document, b->document);
    return order != 0 ? order : compare(a->topic, b->topic);
}

static int by_length(const ef_topic_hit *a, const ef_topic_hit *b)
{
    int order = by_topic(a, b);
    if (order == 0)
        order = compare(b->last_token - b->first_token, a->last_token - a->first_token);
    if (order == 0)
        order = compare(a->first_token, b->first_token);
    return order != 0 ? order : compare(a->rule, b->rule);
}

static int by_place(const ef_topic_hit *a, const ef_topic_hit *b)
{
    const int order = by_topic(a, b);
    return order != 0 ? order : compare(a->first_token, b->first_token);
}

typedef int (*hit_order)(const ef_topic_hit *, const ef_topic_hit *);

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

/* By a heap, because qsort may ask for memory. */
static void sort(ef_topic_hit *items, size_t count, hit_order order)
{
    for (size_t root = count / 2; root-- > 0;)
        sift(items, root, count, order);
    for (size_t end = count; end-- > 1;) {
        const ef_topic_hit largest = items[0];
        items[0] = items[end];
        items[end] = largest;
        sift(items, 0, end, order);
    }
}

void ef_drop_overlaps(ef_hits *hits, uint32_t *marks, size_t n_tokens)
{
    if (hits->n_topics == 0)
        return;
    sort(hits->topics, hits->n_topics, by_length);
    memset(marks, 0, n_tokens * sizeof marks[0]);
    uint32_t group = 0;
    size_t kept = 0;
    for (size_t i = 0; i < hits->n_topics; i++) {
        const ef_topic_hit hit = hits->topics[i];
        if (i == 0 || by_topic(&hits->topics[kept - 1], &hit) != 0)
            group++;
        /* What was kept is at least as long, so it covers an end of whatever it overlaps. */
        if (marks[hit.first_token] == group || marks[hit.last_token] == group)
            continue;
        for (uint32_t t = hit.first_token; t <= hit.last_token; t++)
            marks[t] = group;
        hits->topics[kept++] = hit;
    }
    hits->n_topics = kept;
    sort(hits->topics, kept, by_place);
}
