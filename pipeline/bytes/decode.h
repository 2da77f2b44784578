/* What source.c asks of a decoder: move bytes from a raw piece to the caller's room.
 *
 * decode goes as far as it can: after EARFUL_OK either no raw bytes are left or no room is. It
 * delivers everything that precedes damage, in this call or earlier ones, before it fails. Called
 * with raw_ends, no raw bytes and room, it either hands out what it still holds, or says by writing
 * nothing that the input ended where it may, or fails. */
#ifndef EF_DECODE_H
#define EF_DECODE_H

#include "base/buffer.h"
#include "bytes/source.h"

typedef struct ef_flow {
    const char *name; /* of the input, for messages */
    const uint8_t *raw;
    size_t raw_len;
    uint64_t raw_offset; /* of *raw in the input */
    bool raw_ends;       /* nothing comes behind these raw bytes */
    char *room;
    size_t room_len;
} ef_flow;

static inline void ef_flow_take(ef_flow *flow, size_t len)
{
    flow->raw += len;
    flow->raw_len -= len;
    flow->raw_offset += len;
}

static inline void ef_flow_give(ef_flow *flow, size_t len)
{
    flow->room += len;
    flow->room_len -= len;
}

/* Moves raw bytes behind the *have that are in `field` until `len` are there; true when they are. */
bool ef_flow_gather(ef_flow *flow, uint8_t *field, size_t *have, size_t len);

/* EARFUL_CORRUPT at a raw offset of the input. */
earful_status ef_flow_corrupt(const ef_flow *flow, uint64_t offset, const char *what,
                              earful_error *err);

/* Of up to eight bytes. */
static inline uint64_t ef_little_endian(const uint8_t *bytes, size_t len)
{
    uint64_t value = 0;
    for (size_t i = 0; i < len; i++)
        value |= (uint64_t)bytes[i] << (8 * i);
    return value;
}

typedef struct ef_decoding {
    void *(*open)(const ef_source_options *options); /* NULL when memory is out */
    earful_status (*decode)(void *decoder, ef_flow *flow, earful_error *err);
    void (*close)(void *decoder); /* accepts NULL */
} ef_decoding;

extern const ef_decoding ef_plain_decoding;
extern const ef_decoding ef_gzip_decoding;
extern const ef_decoding ef_zstd_decoding;

/* For frames.c: a zstd frame that lies there whole, decoded at once; `room` bytes are the most that
 * may come out. False when it is not sound, when more would come out or memory is out. */
void *ef_zstd_context_new(void); /* NULL when memory is out */
void ef_zstd_context_free(void *context);
bool ef_zstd_decode_whole(void *context, ef_span frame, ef_buffer *text, size_t room);

#endif
