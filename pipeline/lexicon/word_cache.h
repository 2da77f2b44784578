/* What is known of the words seen last, in fixed memory: lists of numbers by word.
 *
 * Two slots a set, the one used last first; the words and lists themselves stand in a ring that is
 * overwritten from its start again. A hit is verified by the whole word, so collisions cost time
 * and never correctness. */
#ifndef EF_WORD_CACHE_H
#define EF_WORD_CACHE_H

#include <stdint.h>

#include "base/span.h"

typedef struct ef_word_cache ef_word_cache;

ef_word_cache *ef_word_cache_new(void); /* about 450 KiB; NULL when memory is out */
void ef_word_cache_free(ef_word_cache *cache);

/* The list kept for the word, valid until the next keep; NULL when it is not there. */
const uint32_t *ef_word_cache_find(ef_word_cache *cache, uint64_t hash, ef_span word,
                                   size_t *count);

/* Keeps a copy, unless word and list are too large for the ring. */
void ef_word_cache_keep(ef_word_cache *cache, uint64_t hash, ef_span word, const uint32_t *list,
                        size_t count);

#endif
