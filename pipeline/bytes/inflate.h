/* One deflate stream (RFC 1951) after the other, by ISA-L, whose only includer is inflate.c.
 *
 * ISA-L is three times as fast as zlib and careless at the edges: it reads ahead into what follows
 * the stream, keeps decoded bytes to itself after an error, and counts bytes that it never wrote
 * as decoded when a distance is invalid. All of that is put right here. Where a stream is cut
 * short, the last literal or two may be missing: it looks literals up in groups. */
#ifndef EF_INFLATE_H
#define EF_INFLATE_H

#include "bytes/decode.h"

typedef struct ef_inflate ef_inflate;

ef_inflate *ef_inflate_new(void); /* NULL when memory is out */
void ef_inflate_free(ef_inflate *inflate);

void ef_inflate_begin(ef_inflate *inflate); /* a new stream */

typedef enum ef_inflate_state {
    EF_INFLATE_GOES_ON, /* wants raw bytes or room */
    EF_INFLATE_ENDED,
    EF_INFLATE_DAMAGED /* and everything before the damage has been given out */
} ef_inflate_state;

/* Moves bytes from flow->raw to flow->room, which must not be empty. */
ef_inflate_state ef_inflate_run(ef_inflate *inflate, ef_flow *flow);

enum { EF_INFLATE_AHEAD = 8 };

/* After the end: the bytes behind the stream that have been taken already; returns their number. */
size_t ef_inflate_ahead(const ef_inflate *inflate, uint8_t bytes[EF_INFLATE_AHEAD]);

/* Where in the raw input the damage was found. */
uint64_t ef_inflate_damaged_at(const ef_inflate *inflate);

/* The checksum that gzip uses; 0 to begin with. */
uint32_t ef_crc32(uint32_t crc, const void *bytes, size_t len);

#endif
