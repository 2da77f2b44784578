/* The inside of JSON strings: where they end, and what their escapes mean. */
#ifndef EF_JSON_TEXT_H
#define EF_JSON_TEXT_H

#include <stdint.h>

#include "base/span.h"

/* The closing quote of a string whose inside starts at `at`; else the first byte that may not stand
 * there: a control byte, the backslash of a wrong escape, or `end`. *escaped tells whether it holds
 * a backslash. */
const char *ef_json_string_end(const char *at, const char *end, bool *escaped);

/* Decodes the inside of a checked string into `out`, which has raw.len bytes; returns how many it
 * took. A surrogate without its partner becomes U+FFFD and is counted. */
size_t ef_json_unescape(ef_span raw, char *out, uint64_t *replaced);

#endif
