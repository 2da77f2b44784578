/* The brackets that stand outside of strings, in a window of JSON that grows and loses its start.
 *
 * Where a record ends is told by its brackets alone, two of a flat one, however many strings and
 * bytes it has. A piece of the window is marked at a time, and what follows goes on from its end. */
#ifndef EF_JSON_BRACKETS_H
#define EF_JSON_BRACKETS_H

#include "simd/kernels.h"

/* A piece at the most; the first is one word, so that to begin anew at each of many short documents
 * costs little. */
enum { EF_BRACKETS_PIECE = 4096 };

typedef struct ef_json_brackets {
    const ef_kernels *kernels;
    size_t first; /* the marked bytes of the window; may lie before its start */
    size_t len;
    size_t piece;        /* how many are marked next */
    ef_json_state state; /* at their end */
    uint64_t marks[EF_BRACKETS_PIECE / 64 + 2];
} ef_json_brackets;

/* A bracket stands at `at`, whatever was taken for a string before; what follows is asked about. */
void ef_json_brackets_begin(ef_json_brackets *brackets, size_t at);

/* The place of the first bracket outside of strings, or newline, in [at, end) of the window; `end`
 * when there is none. All from where it began up to `at` was asked about, too. */
size_t ef_json_brackets_next(ef_json_brackets *brackets, ef_span window, size_t at, size_t end);

/* The first `count` bytes of the window were dropped. */
void ef_json_brackets_drop(ef_json_brackets *brackets, size_t count);

#endif
