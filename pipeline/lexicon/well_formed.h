/* Whether a model file is UTF-8 at all. Input texts are repaired; a model file is not, because its
 * author is at hand. */
#ifndef EF_WELL_FORMED_H
#define EF_WELL_FORMED_H

#include "base/failure.h"
#include "base/span.h"

/* EARFUL_MODEL at the line and column of the first byte that is not UTF-8 (no overlong forms, no
 * surrogates, nothing above U+10FFFF). */
earful_status ef_check_utf8(const char *name, ef_span bytes, earful_error *err);

/* Without a byte order mark at the front. */
ef_span ef_skip_byte_order_mark(ef_span bytes);

#endif
