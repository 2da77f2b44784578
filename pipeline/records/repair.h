/* Bytes that are meant to be UTF-8, made so.
 *
 * Every maximal subpart of an ill-formed sequence becomes one U+FFFD, as the WHATWG decoder does
 * it, so that counts and offsets agree with browsers and other libraries. Text that is valid
 * already is not copied. Linear. */
#ifndef EF_REPAIR_H
#define EF_REPAIR_H

#include <stdint.h>

#include "base/arena.h"
#include "base/utf8_valid.h"

/* The text itself, or a repaired copy in the arena; *replaced grows by the sequences replaced.
 * The empty span when memory runs out (arena->failed). */
ef_span ef_utf8_repair(ef_span text, ef_arena *arena, uint64_t *replaced);

/* Writes the UTF-8 of a code point, U+FFFD for one that has none, and returns its length. */
size_t ef_utf8_put(uint32_t code_point, char out[4]);

#endif
