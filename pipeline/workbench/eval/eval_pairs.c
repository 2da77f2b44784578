#include "workbench/eval/eval_pairs.h"

#include <stdlib.h>

#include "base/grow.h"

void ef_pairs_init(ef_pairs *pairs)
{
    *pairs = (ef_pairs){0};
    ef_table_init(&pairs->keys);
}

void ef_pairs_fini(ef_pairs *pairs)
{
    ef_table_fini(&pairs->keys);
    free(pairs->counts);
    pairs->counts = NULL;
}

bool ef_pairs_add(ef_pairs *pairs, int64_t x, int64_t y, uint64_t count)
{
    const int64_t key[2] = {x, y};
    bool added = false;
    if (!ef_grow(&pairs->counts, &pairs->counts_capacity, pairs->keys.count + 1,
                 sizeof pairs->counts[0]))
        return false;
    const uint32_t number =
        ef_table_add(&pairs->keys, ef_span_make((const char *)key, sizeof key), &added);
    if (number == EF_NONE)
        return false;
    pairs->counts[number] = added ? count : pairs->counts[number] + count;
    return true;
}

static ef_pair pair_at(const ef_pairs *pairs, uint32_t number)
{
    int64_t key[2];
    memcpy(key, ef_table_key(&pairs->keys, number).at, sizeof key);
    return (ef_pair){.x = key[0], .y = key[1], .count = pairs->counts[number]};
}

bool ef_pairs_merge(ef_pairs *into, const ef_pairs *from)
{
    for (uint32_t i = 0; i < from->keys.count; i++) {
        const ef_pair pair = pair_at(from, i);
        if (!ef_pairs_add(into, pair.x, pair.y, pair.count))
            return false;
    }
    return true;
}

uint64_t ef_pairs_sum(const ef_pairs *pairs)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < pairs->keys.count; i++)
        sum += pairs->counts[i];
    return sum;
}

static int by_numbers(const void *a, const void *b)
{
    const ef_pair *const left = a;
    const ef_pair *const right = b;
    if (left->x != right->x)
        return left->x < right->x ? -1 : 1;
    return left->y < right->y ? -1 : left->y > right->y;
}

ef_pair *ef_pairs_sorted(const ef_pairs *pairs)
{
    ef_pair *const sorted = calloc(pairs->keys.count + 1, sizeof sorted[0]);
    if (sorted == NULL)
        return NULL;
    for (uint32_t i = 0; i < pairs->keys.count; i++)
        sorted[i] = pair_at(pairs, i);
    qsort(sorted, pairs->keys.count, sizeof sorted[0], by_numbers);
    return sorted;
}
