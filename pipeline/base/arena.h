/* Memory that is given out piece by piece and taken back all at once.
 *
 * Failure is sticky: after one allocation failed every later one returns NULL and `failed` stays
 * true until fini, so a caller may allocate several times and check once. reset keeps one chunk. */
#ifndef EF_ARENA_H
#define EF_ARENA_H

#include "base/attr.h"
#include "base/span.h"

typedef struct ef_arena_chunk ef_arena_chunk;

typedef struct ef_arena {
    ef_arena_chunk *chunk; /* the one that is filled now; older ones hang behind it */
    size_t chunk_size;
    bool failed;
} ef_arena;

/* chunk_size in bytes; larger pieces get a chunk of their own. Allocates nothing yet. */
void ef_arena_init(ef_arena *arena, size_t chunk_size);
void ef_arena_fini(ef_arena *arena);
void ef_arena_reset(ef_arena *arena);

/* Zeroed, aligned for any object. NULL once failed. */
void *ef_arena_alloc(ef_arena *arena, size_t size);
void *ef_arena_array(ef_arena *arena, size_t count, size_t size);

/* Not zeroed and not aligned: for bytes. */
char *ef_arena_bytes(ef_arena *arena, size_t size);

/* A copy that is NUL-terminated behind its end; the empty span once failed. */
ef_span ef_arena_span(ef_arena *arena, ef_span span);
char *ef_arena_format(ef_arena *arena, const char *format, ...) EF_PRINTF(2, 3);

#endif
