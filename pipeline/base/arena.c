#include "base/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

struct ef_arena_chunk {
    ef_arena_chunk *older;
    size_t size;
    size_t used;
    alignas(max_align_t) char bytes[];
};

void ef_arena_init(ef_arena *arena, size_t chunk_size)
{
    *arena = (ef_arena){.chunk_size = chunk_size};
}

static void free_older(ef_arena_chunk *chunk)
{
    while (chunk != NULL) {
        ef_arena_chunk *const older = chunk->older;
        free(chunk);
        chunk = older;
    }
}

void ef_arena_fini(ef_arena *arena)
{
    free_older(arena->chunk);
    *arena = (ef_arena){.chunk_size = arena->chunk_size};
}

void ef_arena_reset(ef_arena *arena)
{
    if (arena->chunk != NULL) {
        free_older(arena->chunk->older);
        arena->chunk->older = NULL;
        arena->chunk->used = 0;
    }
    arena->failed = false;
}

static bool add_chunk(ef_arena *arena, size_t size)
{
    const size_t room = size > arena->chunk_size ? size : arena->chunk_size;
    ef_arena_chunk *const chunk = malloc(sizeof *chunk + room);
    if (chunk == NULL)
        return false;
    chunk->older = arena->chunk;
    chunk->size = room;
    chunk->used = 0;
    arena->chunk = chunk;
    return true;
}

static char *take(ef_arena *arena, size_t size, size_t alignment)
{
    if (arena->failed || size > SIZE_MAX / 2) {
        arena->failed = true;
        return NULL;
    }
    ef_arena_chunk *chunk = arena->chunk;
    size_t start = chunk != NULL ? (chunk->used + alignment - 1) & ~(alignment - 1) : 0;
    if (chunk == NULL || start > chunk->size || chunk->size - start < size) {
        if (!add_chunk(arena, size)) {
            arena->failed = true;
            return NULL;
        }
        chunk = arena->chunk;
        start = 0;
    }
    chunk->used = start + size;
    return chunk->bytes + start;
}

void *ef_arena_alloc(ef_arena *arena, size_t size)
{
    char *const bytes = take(arena, size, alignof(max_align_t));
    return bytes != NULL ? memset(bytes, 0, size) : NULL;
}

void *ef_arena_array(ef_arena *arena, size_t count, size_t size)
{
    if (size != 0 && count > SIZE_MAX / 2 / size) {
        arena->failed = true;
        return NULL;
    }
    return ef_arena_alloc(arena, count * size);
}

char *ef_arena_bytes(ef_arena *arena, size_t size)
{
    return take(arena, size, 1);
}

ef_span ef_arena_span(ef_arena *arena, ef_span span)
{
    char *const bytes = ef_arena_bytes(arena, span.len + 1);
    if (bytes == NULL)
        return (ef_span){0};
    if (span.len > 0)
        memcpy(bytes, span.at, span.len);
    bytes[span.len] = '\0';
    return ef_span_make(bytes, span.len);
}

char *ef_arena_format(ef_arena *arena, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const int len = vsnprintf(NULL, 0, format, args);
    va_end(args);
    char *const text = len >= 0 ? ef_arena_bytes(arena, (size_t)len + 1) : NULL;
    if (text == NULL)
        return NULL;
    va_start(args, format);
    vsnprintf(text, (size_t)len + 1, format, args);
    va_end(args);
    return text;
}
