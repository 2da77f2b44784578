/* Markup taken out of a text: HTML tags and entities, and the BBCode of forums and game shops.
 *
 * Only what is markup beyond doubt is touched: tags of known names, entities with their semicolon.
 * "a < b", "<3" and "AT&T" stay. Entities are decoded once: "&amp;lt;" is "&lt;". Tags that begin a
 * new line on a page become one; the contents of scripts, styles and comments go. Linear, and the
 * output is never longer than the input. */
#ifndef EF_MARKUP_H
#define EF_MARKUP_H

#include "records/document.h"
#include "simd/kernels.h"

typedef struct ef_markup {
    const ef_kernels *kernels;
    char *out;  /* the caller's: room for all of the input */
    size_t len; /* of what is written */
    ef_offset *offsets;
    size_t n_offsets;
    size_t capacity;
    bool failed; /* sticky: memory ran out */
} ef_markup;

void ef_markup_fini(ef_markup *markup);

/* Starts a text that is to be written to `out`. */
void ef_markup_reset(ef_markup *markup, char *out);

/* Appends a cleaned text, which it is as it stands where the kernels find no start of markup, and to the map where its bytes come from: bytes of `text`, part `part`. */
void ef_markup_clean(ef_markup *markup, ef_span text, uint32_t part);

/* Appends a byte that stands between two parts; it maps to the byte `at` of part `part`. */
void ef_markup_join(ef_markup *markup, size_t at, uint32_t part);

#endif
