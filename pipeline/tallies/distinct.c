#include "tallies/distinct.h"

#include <stdlib.h>

#include "base/grow.h"

void ef_distinct_fini(ef_distinct *distinct)
{
    free(distinct->hashes);
    *distinct = (ef_distinct){0};
}

static int compare_hashes(const void *a, const void *b)
{
    const uint64_t left = *(const uint64_t *)a;
    const uint64_t right = *(const uint64_t *)b;
    return left < right ? -1 : left > right;
}

void ef_distinct_compact(ef_distinct *distinct)
{
    if (distinct->n_sorted == distinct->count)
        return;
    qsort(distinct->hashes, distinct->count, sizeof distinct->hashes[0], compare_hashes);
    size_t kept = 1;
    for (size_t i = 1; i < distinct->count; i++)
        if (distinct->hashes[i] != distinct->hashes[kept - 1])
            distinct->hashes[kept++] = distinct->hashes[i];
    distinct->count = kept;
    distinct->n_sorted = kept;
}

/* Room for one more. It doubles only when compacting leaves less than half free, so that the cost
 * of sorting is spread over as many additions. */
static bool make_room(ef_distinct *distinct)
{
    if (distinct->count < distinct->capacity)
        return true;
    ef_distinct_compact(distinct);
    if (distinct->capacity > 0 && distinct->count <= distinct->capacity / 2)
        return true;
    return ef_grow(&distinct->hashes, &distinct->capacity, distinct->capacity + 1,
                   sizeof distinct->hashes[0]);
}

bool ef_distinct_add(ef_distinct *distinct, uint64_t hash)
{
    if (!make_room(distinct))
        return false;
    distinct->hashes[distinct->count++] = hash;
    return true;
}

bool ef_distinct_merge(ef_distinct *into, const ef_distinct *from)
{
    for (size_t i = 0; i < from->count; i++)
        if (!ef_distinct_add(into, from->hashes[i]))
            return false;
    return true;
}
