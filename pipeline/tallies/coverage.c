#include "tallies/coverage.h"

#include <stdlib.h>

#include "base/grow.h"

void ef_coverage_fini(ef_coverage *coverage)
{
    free(coverage->items);
    *coverage = (ef_coverage){0};
}

static int compare(const ef_covered *a, const ef_covered *b)
{
    const int order = ef_digest_compare(a->digest, b->digest);
    if (order != 0)
        return order;
    return a->start < b->start ? -1 : a->start > b->start;
}

/* The first item that does not end before (digest, start) begins. */
static size_t find(const ef_coverage *coverage, const ef_covered *covered)
{
    size_t low = 0;
    size_t high = coverage->count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const ef_covered *const item = &coverage->items[middle];
        const int order = ef_digest_compare(item->digest, covered->digest);
        if (order < 0 || (order == 0 && item->end <= covered->start && item->end > item->start))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void insert(ef_coverage *coverage, size_t at, ef_covered covered)
{
    memmove(&coverage->items[at + 1], &coverage->items[at],
            (coverage->count - at) * sizeof coverage->items[0]);
    coverage->items[at] = covered;
    coverage->count++;
}

static bool is_one_with(const ef_covered *before, const ef_covered *after)
{
    return ef_digest_compare(before->digest, after->digest) == 0 && before->size == after->size &&
           before->end == after->start && before->times == after->times &&
           before->damaged == after->damaged;
}

/* Joins neighbours that are one. */
static void join(ef_coverage *coverage)
{
    size_t kept = 0;
    for (size_t i = 0; i < coverage->count; i++) {
        if (kept > 0 && is_one_with(&coverage->items[kept - 1], &coverage->items[i]))
            coverage->items[kept - 1].end = coverage->items[i].end;
        else
            coverage->items[kept++] = coverage->items[i];
    }
    coverage->count = kept;
}

static void add_times(ef_covered *item, const ef_covered *covered)
{
    if (__builtin_add_overflow(item->times, covered->times, &item->times))
        item->times = UINT64_MAX;
    item->damaged |= covered->damaged;
}

/* Cuts the item at `where`, a byte inside it. */
static void split(ef_coverage *coverage, size_t at, uint64_t where)
{
    ef_covered behind = coverage->items[at];
    behind.start = where;
    coverage->items[at].end = where;
    insert(coverage, at + 1, behind);
}

static void add_empty(ef_coverage *coverage, size_t at, ef_covered covered)
{
    if (at < coverage->count && ef_digest_compare(coverage->items[at].digest, covered.digest) == 0)
        add_times(&coverage->items[at], &covered);
    else
        insert(coverage, at, covered);
}

bool ef_coverage_add(ef_coverage *coverage, ef_covered covered)
{
    /* Each item that is met may be cut at both ends and have a gap before it. */
    if (!ef_grow(&coverage->items, &coverage->capacity, 2 * coverage->count + 3,
                 sizeof coverage->items[0]))
        return false;
    size_t at = find(coverage, &covered);
    if (covered.start >= covered.end) {
        add_empty(coverage, at, covered);
        return true;
    }
    for (; covered.start < covered.end; at++) {
        const bool same = at < coverage->count &&
                          ef_digest_compare(coverage->items[at].digest, covered.digest) == 0;
        if (!same || coverage->items[at].start > covered.start) {
            ef_covered gap = covered;
            if (same && coverage->items[at].start < gap.end)
                gap.end = coverage->items[at].start;
            insert(coverage, at, gap);
            covered.start = gap.end;
            continue;
        }
        if (coverage->items[at].start < covered.start)
            split(coverage, at++, covered.start);
        if (coverage->items[at].end > covered.end)
            split(coverage, at, covered.end);
        add_times(&coverage->items[at], &covered);
        covered.start = coverage->items[at].end;
    }
    join(coverage);
    return true;
}

bool ef_coverage_merge(ef_coverage *into, const ef_coverage *from)
{
    const size_t count = into->count + from->count;
    ef_covered *const items = malloc((count + 1) * sizeof items[0]);
    if (items == NULL)
        return false;
    size_t a = 0;
    size_t b = 0;
    for (size_t i = 0; i < count; i++) {
        const bool left =
            b == from->count || (a < into->count && compare(&into->items[a], &from->items[b]) <= 0);
        items[i] = left ? into->items[a++] : from->items[b++];
    }
    free(into->items);
    *into = (ef_coverage){.items = items, .count = count, .capacity = count + 1};
    join(into);
    return true;
}

typedef struct common {
    bool some;    /* at least one byte, or a whole empty input, is in both */
    bool missing; /* something is in the second only */
} common;

/* How one item lies to those that may overlap it. False when they contradict each other: the same
 * content cannot have two sizes. */
static bool compare_item(const ef_coverage *coverage, const ef_covered *covered, common *found)
{
    uint64_t reached = covered->start;
    for (size_t i = find(coverage, covered); i < coverage->count; i++) {
        const ef_covered *const item = &coverage->items[i];
        if (ef_digest_compare(item->digest, covered->digest) != 0 || item->start > covered->end)
            break;
        if (item->size != covered->size)
            return false;
        if (covered->start == covered->end || item->start < covered->end) {
            found->some = true;
            found->missing |= item->start > reached || item->times < covered->times;
            reached = item->end;
        }
        if (reached >= covered->end)
            return true;
    }
    found->missing = true;
    return true;
}

ef_overlap ef_coverage_compare(const ef_coverage *coverage, const ef_coverage *other)
{
    common found = {0};
    for (size_t i = 0; i < other->count; i++)
        if (!compare_item(coverage, &other->items[i], &found))
            return EF_PARTIAL;
    if (!found.missing)
        return EF_CONTAINED;
    return found.some ? EF_PARTIAL : EF_DISJOINT;
}

bool ef_coverage_holds(const ef_coverage *coverage, ef_digest digest)
{
    const ef_covered start = {.digest = digest};
    uint64_t reached = 0;
    for (size_t i = find(coverage, &start); i < coverage->count; i++) {
        const ef_covered *const item = &coverage->items[i];
        if (ef_digest_compare(item->digest, digest) != 0 || item->start > reached)
            return false;
        reached = item->end;
        if (reached == item->size)
            return true;
    }
    return false;
}

static bool check_item(const ef_covered *item)
{
    const bool whole_and_empty = item->size == 0 && item->start == 0 && item->end == 0;
    return (item->start < item->end || whole_and_empty) && item->end <= item->size &&
           item->times > 0 && item->damaged <= 1;
}

bool ef_coverage_check(const ef_coverage *coverage)
{
    for (size_t i = 0; i < coverage->count; i++) {
        const ef_covered *const item = &coverage->items[i];
        if (!check_item(item))
            return false;
        if (i == 0)
            continue;
        const ef_covered *const before = item - 1;
        if (compare(before, item) >= 0 || is_one_with(before, item))
            return false;
        if (ef_digest_compare(before->digest, item->digest) == 0 &&
            (before->size != item->size || before->end > item->start))
            return false;
    }
    return true;
}
