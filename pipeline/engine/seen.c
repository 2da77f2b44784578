#include "engine/seen.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

enum { SHARDS = 16, FIRST_SLOTS = 1024 };

typedef struct shard {
    pthread_mutex_t lock; /* guards the rest */
    ef_digest *slots;     /* {0, 0} is free; see nonzero() */
    size_t n_slots;
    size_t count;
} shard;

struct ef_seen {
    shard shards[SHARDS];
};

ef_seen *ef_seen_new(void)
{
    ef_seen *const seen = calloc(1, sizeof *seen);
    if (seen == NULL)
        return NULL;
    for (size_t i = 0; i < SHARDS; i++)
        pthread_mutex_init(&seen->shards[i].lock, NULL);
    return seen;
}

void ef_seen_free(ef_seen *seen)
{
    if (seen == NULL)
        return;
    for (size_t i = 0; i < SHARDS; i++) {
        pthread_mutex_destroy(&seen->shards[i].lock);
        free(seen->shards[i].slots);
    }
    free(seen);
}

/* A digest of 128 bits is never all zero in practice; if one is, it counts as its neighbour. */
static ef_digest nonzero(ef_digest digest)
{
    if (digest.high == 0 && digest.low == 0)
        digest.low = 1;
    return digest;
}

static size_t find_slot(const ef_digest *slots, size_t n_slots, ef_digest digest)
{
    size_t slot = (size_t)digest.low & (n_slots - 1);
    while ((slots[slot].high != 0 || slots[slot].low != 0) &&
           ef_digest_compare(slots[slot], digest) != 0)
        slot = (slot + 1) & (n_slots - 1);
    return slot;
}

static bool make_room(shard *part)
{
    if ((part->count + 1) * 2 <= part->n_slots)
        return true;
    const size_t n_slots = part->n_slots == 0 ? FIRST_SLOTS : part->n_slots * 2;
    ef_digest *const slots = calloc(n_slots, sizeof slots[0]);
    if (slots == NULL)
        return false;
    for (size_t i = 0; i < part->n_slots; i++)
        if (part->slots[i].high != 0 || part->slots[i].low != 0)
            slots[find_slot(slots, n_slots, part->slots[i])] = part->slots[i];
    free(part->slots);
    part->slots = slots;
    part->n_slots = n_slots;
    return true;
}

ef_sight ef_seen_add(ef_seen *seen, ef_digest digest)
{
    digest = nonzero(digest);
    shard *const part = &seen->shards[digest.high % SHARDS];
    ef_sight sight = EF_SIGHT_FAILED;
    pthread_mutex_lock(&part->lock);
    if (make_room(part)) {
        ef_digest *const slot = &part->slots[find_slot(part->slots, part->n_slots, digest)];
        sight = EF_SEEN_BEFORE;
        if (slot->high == 0 && slot->low == 0) {
            *slot = digest;
            part->count++;
            sight = EF_FIRST_SIGHT;
        }
    }
    pthread_mutex_unlock(&part->lock);
    return sight;
}

static int compare(const void *a, const void *b)
{
    return ef_digest_compare(*(const ef_digest *)a, *(const ef_digest *)b);
}

bool ef_seen_sorted(const ef_seen *seen, ef_digest **digests, size_t *count)
{
    *count = 0;
    for (size_t i = 0; i < SHARDS; i++)
        *count += seen->shards[i].count;
    *digests = malloc((*count + 1) * sizeof **digests);
    if (*digests == NULL)
        return false;
    size_t n = 0;
    for (size_t i = 0; i < SHARDS; i++)
        for (size_t j = 0; j < seen->shards[i].n_slots; j++)
            if (seen->shards[i].slots[j].high != 0 || seen->shards[i].slots[j].low != 0)
                (*digests)[n++] = seen->shards[i].slots[j];
    qsort(*digests, n, sizeof **digests, compare);
    return true;
}
