/* UTF-8 beyond ASCII: decoding, character classes, folding. The only includer of utf8proc.h is
 * utf8.c. Input is valid UTF-8: records/ repaired it. */
#ifndef EF_UTF8_H
#define EF_UTF8_H

#include <stdint.h>

#include "base/buffer.h"

/* The code point at text.at[at], and its length in bytes. */
uint32_t ef_utf8_decode(ef_span text, size_t at, size_t *len);
size_t ef_utf8_encode(uint32_t code_point, char out[4]);

/* How a word is compared: lower case by simple mapping, canonical composition (NFC), curly and
 * other apostrophes as '. Appended to out. Not a full case folding: ß stays ß. */
void ef_fold(ef_span word, ef_buffer *out);

#endif
