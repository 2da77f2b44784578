/* Lists of token spans, and how lists are joined by nearness.
 *
 * A list is the top of a stack, from a base on: operands are pushed, and a result takes their
 * place. Lists are ascending by first token, then last, without repeats; every span lies in one
 * sentence. Joins take two pointers over both lists, never all pairs. */
#ifndef EF_SPANS_H
#define EF_SPANS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* So many spans a list keeps, the first ones: what bounds hostile texts. */
enum { EF_MOST_SPANS = 4096 };

typedef struct ef_token_span {
    uint32_t first; /* tokens, both inclusive */
    uint32_t last;
} ef_token_span;

typedef struct ef_spans {
    ef_token_span *items;
    size_t count;
    size_t capacity;
    bool failed; /* memory ran out; sticky */
} ef_spans;

void ef_spans_fini(ef_spans *spans);

/* For one more; false when memory ran out. */
bool ef_spans_make_room(ef_spans *spans);

static inline void ef_spans_push(ef_spans *spans, uint32_t first, uint32_t last)
{
    if (spans->count < spans->capacity || ef_spans_make_room(spans))
        spans->items[spans->count++] = (ef_token_span){.first = first, .last = last};
}

/* Makes the spans from base on a list: sorts, drops repeats, keeps the first EF_MOST_SPANS. */
void ef_spans_settle(ef_spans *spans, size_t base);

/* What nearness counts in. */
typedef struct ef_measure {
    const uint32_t *word;     /* by token: how many words stand before it */
    const uint32_t *sentence; /* by token */
    uint32_t distance;        /* words in between at most */
} ef_measure;

/* The two lists [left, right) and [right, count) become one from `left` on: for every span the hull
 * with its nearest neighbour of the other list that is near enough, on either side, or, ordered,
 * with the left list before the right one only. Nearest before a span is what ends last, behind it
 * what begins first, of several the shortest. Spans that share a token are not neighbours. */
void ef_spans_near(ef_spans *spans, size_t left, size_t right, const ef_measure *measure,
                   bool ordered);

/* ... become the spans of the left list that have none of the right one near or upon them. */
void ef_spans_not_near(ef_spans *spans, size_t left, size_t right, const ef_measure *measure);

#endif
