/* Snippets: a few pieces of text out of very many, always the same ones.
 *
 * Of all that is offered the ones with the lowest ranks stay, and a rank is a hash of content. So the
 * choice does not depend on the order of offers, and two lists merge into what one would have been;
 * what is equal is kept once. Memory is bounded by `most`. */
#ifndef EF_SNIPPET_H
#define EF_SNIPPET_H

#include "base/buffer.h"
#include "base/hash.h"

typedef struct ef_snippet {
    uint64_t rank;
    char *bytes; /* malloc'ed */
    size_t len;
} ef_snippet;

typedef struct ef_snippets {
    ef_snippet *items; /* ascending by rank, then text */
    size_t count;
    size_t capacity;
    size_t most;
    bool failed; /* memory ran out; sticky */
} ef_snippets;

static inline ef_span ef_snippet_text(const ef_snippet *snippet)
{
    return ef_span_make(snippet->bytes, snippet->len);
}

void ef_snippets_init(ef_snippets *snippets, size_t most);
void ef_snippets_fini(ef_snippets *snippets);

/* Whether one of this rank may stay: asked before its text is made. */
bool ef_snippets_want(const ef_snippets *snippets, uint64_t rank);

/* The text is copied when it stays. */
void ef_snippets_offer(ef_snippets *snippets, uint64_t rank, ef_span text);
void ef_snippets_merge(ef_snippets *into, const ef_snippets *from);

/* Bytes of a text that a reader should see. */
typedef struct ef_mark {
    size_t start;
    size_t end;
} ef_mark;

/* For people: one line, white space and control characters as one space, marks between [[ and ]],
 * and of a long text only what is around the first mark. Marks ascend and do not overlap. */
void ef_snippet_show(ef_span text, const ef_mark *marks, size_t n_marks, ef_buffer *out);

/* The start of the character that byte `at` of the text belongs to. */
size_t ef_snippet_boundary(ef_span text, size_t at);

/* The same of all of a text, without marks. */
void ef_snippet_clean(ef_span text, ef_buffer *out);

/* For programs: "text":"...","marks":[[start,end],...], cut in the same places. */
void ef_snippet_add_json(ef_span text, const ef_mark *marks, size_t n_marks, ef_buffer *out);

#endif
