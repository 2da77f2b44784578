/* The inside of JSON strings: where they end, and what their escapes mean. */
#ifndef EF_JSON_TEXT_H
#define EF_JSON_TEXT_H

#include <stdint.h>

#include "base/span.h"

/* What the scan for its end learns of a string in passing. */
typedef struct ef_json_string {
    ef_span inside;
    bool escaped; /* holds a backslash */
    bool ascii;
} ef_json_string;

/* The closing quote of a string whose inside starts at `at`; else the first byte that may not stand
 * there: a control byte, the backslash of a wrong escape, or `end`. */
const char *ef_json_string_end(const char *at, const char *end, ef_json_string *string);

/* Decodes the inside of a checked string into `out`, which has raw.len bytes; returns how many it
 * took. A surrogate without its partner becomes U+FFFD and is counted. */
size_t ef_json_unescape(ef_span raw, char *out, uint64_t *replaced);

/* The same of the one escape at the front of a text that nobody has checked: writes up to 4 bytes,
 * *len of them, and returns how many it read, 0 when it is none. Two of them that are a surrogate
 * pair are one. */
size_t ef_json_undo_escape(ef_span text, char out[4], size_t *len);

#endif
