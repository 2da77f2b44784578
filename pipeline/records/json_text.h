/* The inside of JSON strings: where they end, and what their escapes mean. */
#ifndef EF_JSON_TEXT_H
#define EF_JSON_TEXT_H

#include <stdint.h>

#include "base/span.h"
#include "simd/kernels.h"

/* What the scan for its end learns of a string in passing. */
typedef struct ef_json_string {
    ef_span inside;
    bool escaped; /* holds a backslash */
} ef_json_string;

/* A piece is marked at a time, so that a look at a long input's start costs little. */
enum { EF_JSON_PIECE = 4096 };

/* Bytes whose strings are looked for, best from front to back, and the masks of a piece of them. The
 * bytes of many values are best marked in one go. */
typedef struct ef_json_text {
    const ef_kernels *kernels;
    ef_span bytes;
    size_t first; /* the piece is bytes [first, end) */
    size_t end;
    uint64_t stops[EF_JSON_PIECE / 64 + 2]; /* and one behind the piece */
} ef_json_text;

void ef_json_text_begin(ef_json_text *text, ef_span bytes);

/* The closing quote of a string whose inside starts at `start`; else the first byte that may not
 * stand there: a control byte, the backslash of a wrong escape, or `end`, which is that of the bytes
 * or stands before it. */
const char *ef_json_string_end(ef_json_text *text, const char *start, const char *end,
                               ef_json_string *string);

/* The same; most strings are so short that one word of the mask tells all about them. */
static inline const char *ef_json_short_end(ef_json_text *text, const char *start, const char *end,
                                            ef_json_string *string)
{
    const size_t at = (size_t)(start - text->bytes.at) - text->first;
    if (at >= text->end - text->first)
        return ef_json_string_end(text, start, end, string);
    const uint64_t *const mask = &text->stops[at / 64];
    const uint64_t stops = ef_mask_from(mask[0], mask[1], at);
    const size_t len = stops != 0 ? (size_t)__builtin_ctzll(stops) : 0;
    if (stops == 0 || len >= (size_t)(end - start) || start[len] != '"')
        return ef_json_string_end(text, start, end, string);
    string->inside = ef_span_make(start, len);
    string->escaped = false;
    return start + len;
}

/* Decodes the inside of a checked string into `out`, which has raw.len bytes; returns how many it
 * took. A surrogate without its partner becomes U+FFFD and is counted. */
size_t ef_json_unescape(ef_span raw, char *out, uint64_t *replaced);

/* The same of the one escape at the front of a text that nobody has checked: writes up to 4 bytes,
 * *len of them, and returns how many it read, 0 when it is none. Two of them that are a surrogate
 * pair are one. */
size_t ef_json_undo_escape(ef_span text, char out[4], size_t *len);

#endif
