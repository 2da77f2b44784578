/* Whether bytes are UTF-8: without overlong forms and surrogates, up to U+10FFFF. */
#ifndef EF_UTF8_VALID_H
#define EF_UTF8_VALID_H

#include "base/span.h"

/* How many bytes from the start are valid UTF-8. */
size_t ef_utf8_valid_len(ef_span text);

/* The length of the sequence at a byte that is not ASCII, or of the maximal subpart of one. */
size_t ef_utf8_sequence_len(const char *at, size_t len, bool *valid);

#endif
