#include "workbench/sketch.h"

#include <stdlib.h>

enum { COUNTERS = 1 << 20 };

bool ef_sketch_init(ef_sketch *sketch)
{
    for (int r = 0; r < 2; r++)
        sketch->rows[r] = calloc(COUNTERS, sizeof sketch->rows[r][0]);
    return sketch->rows[0] != NULL && sketch->rows[1] != NULL;
}

void ef_sketch_fini(ef_sketch *sketch)
{
    free(sketch->rows[0]);
    free(sketch->rows[1]);
    *sketch = (ef_sketch){0};
}

static uint32_t *counter(const ef_sketch *sketch, int row, uint64_t hash)
{
    return &sketch->rows[row][(row == 0 ? hash : hash >> 32) % COUNTERS];
}

static void raise(uint32_t *held, uint32_t more)
{
    *held = *held > UINT32_MAX - more ? UINT32_MAX : *held + more;
}

void ef_sketch_add(ef_sketch *sketch, uint64_t hash)
{
    raise(counter(sketch, 0, hash), 1);
    raise(counter(sketch, 1, hash), 1);
}

void ef_sketch_merge(ef_sketch *into, const ef_sketch *from)
{
    for (int r = 0; r < 2; r++) {
        for (size_t i = 0; i < COUNTERS; i++)
            raise(&into->rows[r][i], from->rows[r][i]);
    }
}

uint32_t ef_sketch_count(const ef_sketch *sketch, uint64_t hash)
{
    const uint32_t one = *counter(sketch, 0, hash);
    const uint32_t other = *counter(sketch, 1, hash);
    return one < other ? one : other;
}

static size_t count_reaching(const ef_sketch *sketch, uint32_t threshold)
{
    size_t count = 0;
    for (size_t i = 0; i < COUNTERS; i++)
        count += sketch->rows[0][i] >= threshold;
    return count;
}

uint32_t ef_sketch_threshold(const ef_sketch *sketch, uint32_t least, size_t most)
{
    uint32_t low = least;
    uint32_t high = UINT32_MAX;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (count_reaching(sketch, middle) > most)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}
