#include "hits/spans.h"

#include <stdlib.h>
#include <string.h>

#include "base/grow.h"

void ef_spans_fini(ef_spans *spans)
{
    free(spans->items);
    *spans = (ef_spans){0};
}

bool ef_spans_make_room(ef_spans *spans)
{
    spans->failed |=
        !ef_grow(&spans->items, &spans->capacity, spans->count + 1, sizeof spans->items[0]);
    return !spans->failed;
}

static uint64_t by_first(ef_token_span span)
{
    return (uint64_t)span.first << 32 | span.last;
}

/* Of spans that end together the shortest comes last: it is the nearest to what follows. */
static uint64_t by_last(ef_token_span span)
{
    return (uint64_t)span.last << 32 | span.first;
}

typedef uint64_t (*span_key)(ef_token_span span);

static void sift(ef_token_span *items, size_t root, size_t count, span_key key)
{
    for (;;) {
        size_t child = 2 * root + 1;
        if (child >= count)
            return;
        if (child + 1 < count && key(items[child]) < key(items[child + 1]))
            child++;
        if (key(items[root]) >= key(items[child]))
            return;
        const ef_token_span held = items[root];
        items[root] = items[child];
        items[child] = held;
        root = child;
    }
}

/* Lists are short and mostly in order already; a heap needs no memory for the others. */
static void sort(ef_token_span *items, size_t count, span_key key)
{
    size_t sorted = 1;
    while (sorted < count && key(items[sorted - 1]) <= key(items[sorted]))
        sorted++;
    if (sorted >= count)
        return;
    for (size_t root = count / 2; root-- > 0;)
        sift(items, root, count, key);
    for (size_t end = count; end-- > 1;) {
        const ef_token_span largest = items[0];
        items[0] = items[end];
        items[end] = largest;
        sift(items, 0, end, key);
    }
}

void ef_spans_settle(ef_spans *spans, size_t base)
{
    const size_t count = spans->count - base;
    if (count < 2)
        return;
    ef_token_span *const items = spans->items + base;
    sort(items, count, by_first);
    size_t kept = 1;
    for (size_t i = 1; i < count && kept < EF_MOST_SPANS; i++) {
        if (by_first(items[i]) != by_first(items[kept - 1]))
            items[kept++] = items[i];
    }
    spans->count = base + kept;
}

/* The spans from `from` on move down to `base`, over what lay between. */
static void move_down(ef_spans *spans, size_t base, size_t from)
{
    const size_t count = spans->count - from;
    if (count > 0 && base < from)
        memmove(spans->items + base, spans->items + from, count * sizeof spans->items[0]);
    spans->count = base + count;
}

/* Whether the first span ends before the second begins, near enough and in the same sentence. */
static bool is_near(const ef_measure *measure, ef_token_span before, ef_token_span after)
{
    return measure->sentence[before.last] == measure->sentence[after.first] &&
           measure->word[after.first] - measure->word[before.last + 1] <= measure->distance;
}

/* Two lists by place on the stack, for joining spans of one before spans of the other. */
typedef struct pair {
    size_t before; /* sorted by last */
    size_t n_before;
    size_t after; /* sorted by first */
    size_t n_after;
} pair;

static void push_hull(ef_spans *spans, const ef_measure *measure, size_t before, size_t after)
{
    const ef_token_span left = spans->items[before];
    const ef_token_span right = spans->items[after];
    if (is_near(measure, left, right))
        ef_spans_push(spans, left.first, right.last);
}

/* For every span the hull with the nearest of the other list, on the side where that one lies. */
static void push_hulls(ef_spans *spans, const pair *lists, const ef_measure *measure)
{
    size_t b = 0;
    for (size_t a = 0; a < lists->n_after && !spans->failed; a++) {
        const uint32_t first = spans->items[lists->after + a].first;
        while (b < lists->n_before && spans->items[lists->before + b].last < first)
            b++;
        if (b > 0)
            push_hull(spans, measure, lists->before + b - 1, lists->after + a);
    }
    size_t a = 0;
    for (b = 0; b < lists->n_before && !spans->failed; b++) {
        const uint32_t last = spans->items[lists->before + b].last;
        while (a < lists->n_after && spans->items[lists->after + a].first <= last)
            a++;
        if (a < lists->n_after)
            push_hull(spans, measure, lists->before + b, lists->after + a);
    }
}

/* Pushes a copy of `count` spans, sorted by last. */
static size_t push_by_last(ef_spans *spans, size_t from, size_t count)
{
    const size_t base = spans->count;
    for (size_t i = 0; i < count; i++)
        ef_spans_push(spans, spans->items[from + i].first, spans->items[from + i].last);
    if (!spans->failed)
        sort(spans->items + base, count, by_last);
    return base;
}

void ef_spans_near(ef_spans *spans, size_t left, size_t right, const ef_measure *measure,
                   bool ordered)
{
    const size_t n_left = right - left;
    const size_t n_right = spans->count - right;
    const size_t left_by_last = push_by_last(spans, left, n_left);
    const size_t right_by_last = ordered ? 0 : push_by_last(spans, right, n_right);
    const size_t hulls = spans->count;
    if (spans->failed) {
        spans->count = left;
        return;
    }
    push_hulls(spans, &(pair){left_by_last, n_left, right, n_right}, measure);
    if (!ordered)
        push_hulls(spans, &(pair){right_by_last, n_right, left, n_left}, measure);
    move_down(spans, left, hulls);
    ef_spans_settle(spans, left);
}

/* The right list by first token; `reach` has the span that ends last among all up to each one. */
static bool has_neighbour(const ef_spans *spans, ef_token_span span, size_t right, size_t n_right,
                          size_t reach, const ef_measure *measure)
{
    size_t low = 0; /* the first of the right list that begins behind the span */
    for (size_t high = n_right; low < high;) {
        const size_t middle = low + (high - low) / 2;
        if (spans->items[right + middle].first <= span.last)
            low = middle + 1;
        else
            high = middle;
    }
    if (low < n_right && is_near(measure, span, spans->items[right + low]))
        return true;
    if (low == 0)
        return false;
    const ef_token_span furthest = spans->items[reach + low - 1];
    return furthest.last >= span.first || is_near(measure, furthest, span);
}

void ef_spans_not_near(ef_spans *spans, size_t left, size_t right, const ef_measure *measure)
{
    const size_t n_right = spans->count - right;
    const size_t reach = spans->count;
    for (size_t i = 0; i < n_right && !spans->failed; i++) {
        ef_token_span furthest = spans->items[right + i];
        if (i > 0 && spans->items[reach + i - 1].last > furthest.last)
            furthest = spans->items[reach + i - 1];
        ef_spans_push(spans, furthest.first, furthest.last);
    }
    size_t kept = left;
    for (size_t i = left; i < right && !spans->failed; i++) {
        const ef_token_span span = spans->items[i];
        if (!has_neighbour(spans, span, right, n_right, reach, measure))
            spans->items[kept++] = span;
    }
    spans->count = kept;
}
