/* Where a zstd frame ends and how much it may hold, found without decoding it.
 *
 * The raw bytes may come in pieces of any size. Nothing is judged here: where the bytes are no frame
 * the walk is lost, and the decoder will say what is wrong with them. */
#ifndef EF_ZSTD_WALK_H
#define EF_ZSTD_WALK_H

#include "bytes/zstd_header.h"

typedef enum ef_zstd_walk_state {
    EF_ZSTD_GOES_ON,
    EF_ZSTD_ENDED, /* behind the last byte of the frame */
    EF_ZSTD_LOST   /* for good */
} ef_zstd_walk_state;

/* Zero-initialised stands before a frame. */
typedef struct ef_zstd_walk {
    ef_zstd_walk_state state;
    uint8_t field[EF_ZSTD_HEADER_MOST]; /* that is being gathered, `have` bytes so far */
    size_t have;
    uint64_t left; /* bytes to pass over before the next field, or before the end */
    bool in_frame; /* behind the header of one that is not skipped */
    bool last;     /* no block follows */
    ef_zstd_header header;
    uint64_t room; /* the blocks so far decode to no more bytes */
} ef_zstd_walk;

/* Walks on, at most to the end of the frame; returns how many of the bytes. */
size_t ef_zstd_walk_on(ef_zstd_walk *walk, const uint8_t *bytes, size_t len);

/* As far as is known yet, the frame can be decoded at once, in a room of `limit` bytes, and comes
 * out as it does block by block. */
bool ef_zstd_walk_fits(const ef_zstd_walk *walk, uint64_t limit);

#endif
