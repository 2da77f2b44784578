/* UTF-16 to UTF-8, piece by piece, cut anywhere: also inside a code unit or a surrogate pair.
 *
 * A surrogate without its partner becomes U+FFFD; the output is always valid UTF-8. Because every
 * code point of it, U+FFFD from damage included, stands for exactly two or four bytes of the input,
 * positions in the output can be taken back to the input (ef_utf16_bytes). The byte order mark is
 * a code point like any other. */
#ifndef EF_TRANSCODE_H
#define EF_TRANSCODE_H

#include <stdint.h>

#include "base/span.h"

typedef struct ef_transcoder {
    bool big_endian;
    bool has_half; /* the first byte of a code unit waits for the second */
    unsigned char half;
    uint32_t high; /* surrogate that waits for its partner; 0 = none */
} ef_transcoder;

void ef_transcoder_init(ef_transcoder *transcoder, bool big_endian);

/* What `len` bytes of input can become at most. */
static inline size_t ef_transcode_room(size_t len)
{
    return 3 * (len / 2 + 2);
}

/* Writes to `out`, which has ef_transcode_room(in.len) bytes, and returns how many. */
size_t ef_transcode(ef_transcoder *transcoder, ef_span in, char *out);

/* The end of the input: writes at most 3 bytes, for a surrogate that still waits, and returns how
 * many. *odd says that half a code unit was left; it becomes nothing. */
size_t ef_transcode_finish(ef_transcoder *transcoder, char out[3], bool *odd);

/* How many bytes of UTF-16 some bytes of the output stand for. A cut code point counts with its
 * first byte, so that the sums over any pieces agree. */
uint64_t ef_utf16_bytes(ef_span utf8);

#endif
