#include "lexicon/word_cache.h"

#include <stdlib.h>

enum { SETS = 4096, WAYS = 2, RING = 64 * 1024, LARGEST_ENTRY = RING / 8 };

typedef struct slot {
    uint64_t hash;
    uint64_t at; /* in the ring, counted over all its turns */
    uint32_t word_len;
    uint32_t count;
} slot;

struct ef_word_cache {
    uint64_t head; /* where the ring goes on, counted over all its turns */
    slot slots[SETS][WAYS];
    uint32_t ring[RING]; /* entries: the list, then the word's bytes */
};

ef_word_cache *ef_word_cache_new(void)
{
    ef_word_cache *const cache = calloc(1, sizeof *cache);
    if (cache != NULL)
        cache->head = 2 * RING; /* a zeroed slot is then a stale one */
    return cache;
}

void ef_word_cache_free(ef_word_cache *cache)
{
    free(cache);
}

static bool holds(const ef_word_cache *cache, const slot *at, uint64_t hash, ef_span word)
{
    if (at->hash != hash || at->word_len != word.len || at->at + RING < cache->head)
        return false;
    const uint32_t *const entry = &cache->ring[at->at % RING];
    return word.len == 0 || memcmp(entry + at->count, word.at, word.len) == 0;
}

const uint32_t *ef_word_cache_find(ef_word_cache *cache, uint64_t hash, ef_span word, size_t *count)
{
    slot *const set = cache->slots[hash % SETS];
    if (!holds(cache, &set[0], hash, word)) {
        if (!holds(cache, &set[1], hash, word))
            return NULL;
        const slot first = set[0];
        set[0] = set[1];
        set[1] = first;
    }
    *count = set[0].count;
    return &cache->ring[set[0].at % RING];
}

void ef_word_cache_keep(ef_word_cache *cache, uint64_t hash, ef_span word, const uint32_t *list,
                        size_t count)
{
    if (word.len > LARGEST_ENTRY || count > LARGEST_ENTRY)
        return;
    const size_t size = count + (word.len + sizeof list[0] - 1) / sizeof list[0];
    if (cache->head % RING + size > RING) /* an entry never wraps */
        cache->head += RING - cache->head % RING;
    uint32_t *const entry = &cache->ring[cache->head % RING];
    if (count > 0)
        memcpy(entry, list, count * sizeof list[0]);
    if (word.len > 0)
        memcpy(entry + count, word.at, word.len);
    slot *const set = cache->slots[hash % SETS];
    set[1] = set[0];
    set[0] = (slot){
        .hash = hash, .at = cache->head, .word_len = (uint32_t)word.len, .count = (uint32_t)count};
    cache->head += size;
}
