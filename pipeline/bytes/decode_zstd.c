/* Zstandard (RFC 8878): one frame after the other, skippable ones passed over. The only includer of
 * zstd.h.
 *
 * Frames are walked here and libzstd is fed one block at a time. That is what makes the promise of
 * decode.h possible: given more, it throws away the good blocks that came before a bad one in the
 * same call. It also says where the bad block lies. The window is weighed against the cap before
 * libzstd sees the frame. */
#include <stdlib.h>

#include <zstd.h>
#include <zstd_errors.h>

#include "bytes/decode.h"
#include "bytes/zstd_header.h"

enum { BLOCK_HEADER_LEN = 3, CHECKSUM_LEN = 4, SIZE_LEN = 4 };
enum { BLOCK_RLE = 1, BLOCK_COMPRESSED = 2, BLOCK_RESERVED = 3 };

#define MEBIBYTE     (UINT64_C(1) << 20)
#define USUAL_WINDOW (128 * MEBIBYTE)
#define LONG_WINDOW  (2048 * MEBIBYTE)

typedef enum part {
    MAGIC, /* of the next frame; the only part in which the input may end */
    SKIP_SIZE,
    SKIP,
    FRAME_HEADER,
    BLOCK_HEADER,
    BLOCK,
    CHECKSUM
} part;

typedef struct zstd_reader {
    part part;
    uint8_t field[EF_ZSTD_HEADER_MOST]; /* that is being gathered, `have` bytes so far */
    size_t have;
    uint64_t left; /* of a block or a skippable frame */
    bool last_block;
    bool has_checksum;
    bool pending;      /* libzstd may hold decoded bytes */
    uint64_t frame_at; /* in the raw input */
    uint64_t block_at;
    ef_source_options options;
    ZSTD_DCtx *context;
    uint64_t content;  /* of the frame, as its header says; UINT64_MAX = it does not */
    uint64_t produced; /* of it so far */
} zstd_reader;

static void close_zstd(void *decoder)
{
    zstd_reader *const self = decoder;
    if (self != NULL)
        ZSTD_freeDCtx(self->context);
    free(self);
}

static void *open_zstd(const ef_source_options *options)
{
    zstd_reader *const self = calloc(1, sizeof *self); /* part is MAGIC */
    if (self == NULL)
        return NULL;
    self->options = *options;
    self->context = ZSTD_createDCtx();
    if (self->context == NULL) {
        close_zstd(self);
        return NULL;
    }
    /* check_window knows better than libzstd, which judges a window by its logarithm. */
    const int most = ZSTD_dParam_getBounds(ZSTD_d_windowLogMax).upperBound;
    ZSTD_DCtx_setParameter(self->context, ZSTD_d_windowLogMax, most);
    return self;
}

/* Gives libzstd bytes of one block at most, and the caller what comes out. */
static earful_status feed(zstd_reader *zstd, ef_flow *flow, const uint8_t *bytes, size_t len,
                          size_t *taken, earful_error *err)
{
    ZSTD_inBuffer in = {bytes, len, 0};
    ZSTD_outBuffer out = {flow->room, flow->room_len, 0};
    const size_t result = ZSTD_decompressStream(zstd->context, &out, &in);
    *taken = in.pos;
    zstd->pending = out.pos == out.size;
    zstd->produced += out.pos;
    ef_flow_give(flow, out.pos);
    if (!ZSTD_isError(result))
        return EARFUL_OK;
    if (ZSTD_getErrorCode(result) == ZSTD_error_memory_allocation)
        return ef_fail_memory(err);
    return ef_fail_offset(err, EARFUL_CORRUPT, flow->name, zstd->block_at,
                          "the zstd data is damaged: %s", ZSTD_getErrorName(result));
}

/* The gathered field, which produces nothing, so that all of it is taken. */
static earful_status feed_field(zstd_reader *zstd, ef_flow *flow, earful_error *err)
{
    const size_t len = zstd->have;
    size_t taken = 0;
    zstd->have = 0;
    const earful_status status = feed(zstd, flow, zstd->field, len, &taken, err);
    if (status == EARFUL_OK && taken != len)
        return ef_flow_corrupt(flow, zstd->block_at, "the zstd data is damaged", err);
    return status;
}

static void leave_finished_block(zstd_reader *zstd)
{
    if (zstd->left > 0)
        return;
    if (!zstd->last_block)
        zstd->part = BLOCK_HEADER;
    else
        zstd->part = zstd->has_checksum ? CHECKSUM : MAGIC;
}

static earful_status read_magic(zstd_reader *zstd, ef_flow *flow, earful_error *err)
{
    const bool whole = ef_flow_gather(flow, zstd->field, &zstd->have, EF_ZSTD_MAGIC_LEN);
    zstd->frame_at = flow->raw_offset - zstd->have;
    zstd->block_at = zstd->frame_at;
    if (!ef_zstd_magic_begins(zstd->field, zstd->have))
        return ef_flow_corrupt(flow, zstd->frame_at, "the bytes behind a zstd frame are not zstd",
                               err);
    if (!whole)
        return EARFUL_OK;
    if (ef_zstd_magic_skips(zstd->field, EF_ZSTD_MAGIC_LEN)) {
        zstd->have = 0;
        zstd->part = SKIP_SIZE;
    } else {
        zstd->part = FRAME_HEADER;
    }
    return EARFUL_OK;
}

static void read_skip_size(zstd_reader *zstd, ef_flow *flow)
{
    if (!ef_flow_gather(flow, zstd->field, &zstd->have, SIZE_LEN))
        return;
    zstd->left = ef_little_endian(zstd->field, SIZE_LEN);
    zstd->have = 0;
    zstd->part = zstd->left > 0 ? SKIP : MAGIC;
}

static void skip(zstd_reader *zstd, ef_flow *flow)
{
    const size_t len = zstd->left < flow->raw_len ? (size_t)zstd->left : flow->raw_len;
    ef_flow_take(flow, len);
    zstd->left -= len;
    if (zstd->left == 0)
        zstd->part = MAGIC;
}

static unsigned long long mebibytes(uint64_t bytes)
{
    return (unsigned long long)(bytes / MEBIBYTE + (bytes % MEBIBYTE != 0));
}

/* A frame that is shorter than its window needs no more memory than its content. */
static earful_status check_window(const zstd_reader *zstd, const ef_flow *flow,
                                  const ef_zstd_header *header, earful_error *err)
{
    const ef_source_options *const options = &zstd->options;
    const uint64_t needed = header->content < header->window ? header->content : header->window;
    if (header->window > LONG_WINDOW)
        return ef_fail_offset(err, EARFUL_LIMIT, flow->name, zstd->frame_at,
                              "a zstd frame with a window of %llu MiB, more than the 2048 MiB that "
                              "can be decoded",
                              mebibytes(header->window));
    if (needed > USUAL_WINDOW && !options->long_windows)
        return ef_fail_offset(err, EARFUL_LIMIT, flow->name, zstd->frame_at,
                              "a zstd frame needs a window of %llu MiB, more than 128 MiB; allow "
                              "it with --long",
                              mebibytes(needed));
    if (options->max_memory != 0 && needed > options->max_memory)
        return ef_fail_offset(err, EARFUL_LIMIT, flow->name, zstd->frame_at,
                              "a zstd frame needs a window of %llu MiB, more than --max-memory "
                              "allows",
                              mebibytes(needed));
    return EARFUL_OK;
}

static earful_status read_frame_header(zstd_reader *zstd, ef_flow *flow, earful_error *err)
{
    if (zstd->have < EF_ZSTD_HEADER_LEAST &&
        !ef_flow_gather(flow, zstd->field, &zstd->have, EF_ZSTD_HEADER_LEAST))
        return EARFUL_OK;
    if (!ef_flow_gather(flow, zstd->field, &zstd->have, ef_zstd_header_len(zstd->field)))
        return EARFUL_OK;
    ef_zstd_header header;
    if (!ef_zstd_header_read(zstd->field, &header))
        return ef_flow_corrupt(flow, zstd->frame_at, "a zstd frame header with unknown flags", err);
    if (header.dictionary != 0)
        return ef_fail_offset(err, EARFUL_CORRUPT, flow->name, zstd->frame_at,
                              "a zstd frame that needs dictionary %lu, and dictionaries are not "
                              "read",
                              (unsigned long)header.dictionary);
    const earful_status status = check_window(zstd, flow, &header, err);
    if (status != EARFUL_OK)
        return status;
    ZSTD_DCtx_reset(zstd->context, ZSTD_reset_session_only);
    zstd->has_checksum = header.has_checksum;
    zstd->content = header.content;
    zstd->produced = 0;
    zstd->part = BLOCK_HEADER;
    return feed_field(zstd, flow, err);
}

/* libzstd finds out at the end of a frame that it is not as long as it said, and what came out of a
 * last block that is not compressed would then depend on how its bytes were cut. */
static bool ends_as_said(const zstd_reader *zstd, uint64_t type, uint64_t len)
{
    return !zstd->last_block || type == BLOCK_COMPRESSED || zstd->content == UINT64_MAX ||
           zstd->produced + len == zstd->content;
}

static earful_status read_block_header(zstd_reader *zstd, ef_flow *flow, earful_error *err)
{
    if (!ef_flow_gather(flow, zstd->field, &zstd->have, BLOCK_HEADER_LEN))
        return EARFUL_OK;
    zstd->block_at = flow->raw_offset - BLOCK_HEADER_LEN;
    const uint64_t header = ef_little_endian(zstd->field, BLOCK_HEADER_LEN);
    const uint64_t type = header >> 1 & 3;
    if (type == BLOCK_RESERVED)
        return ef_flow_corrupt(flow, zstd->block_at, "a zstd block of an unknown type", err);
    zstd->last_block = (header & 1) != 0;
    if (!ends_as_said(zstd, type, header >> 3))
        return ef_flow_corrupt(flow, zstd->block_at,
                               "the zstd data is damaged: a frame has another length than it says",
                               err);
    zstd->left = type == BLOCK_RLE ? 1 : header >> 3;
    zstd->part = BLOCK;
    const earful_status status = feed_field(zstd, flow, err);
    leave_finished_block(zstd);
    return status;
}

static earful_status read_block(zstd_reader *zstd, ef_flow *flow, earful_error *err)
{
    const size_t len = zstd->left < flow->raw_len ? (size_t)zstd->left : flow->raw_len;
    size_t taken = 0;
    const earful_status status = feed(zstd, flow, flow->raw, len, &taken, err);
    ef_flow_take(flow, taken);
    zstd->left -= taken;
    leave_finished_block(zstd);
    return status;
}

static earful_status check_checksum(zstd_reader *zstd, ef_flow *flow, earful_error *err)
{
    if (!ef_flow_gather(flow, zstd->field, &zstd->have, CHECKSUM_LEN))
        return EARFUL_OK;
    zstd->block_at = flow->raw_offset - CHECKSUM_LEN;
    zstd->part = MAGIC;
    return feed_field(zstd, flow, err);
}

static earful_status drain(zstd_reader *zstd, ef_flow *flow, earful_error *err)
{
    size_t taken = 0;
    return feed(zstd, flow, NULL, 0, &taken, err);
}

static earful_status decode_part(zstd_reader *zstd, ef_flow *flow, earful_error *err)
{
    switch (zstd->part) {
    case MAGIC: return read_magic(zstd, flow, err);
    case SKIP_SIZE: read_skip_size(zstd, flow); return EARFUL_OK;
    case SKIP: skip(zstd, flow); return EARFUL_OK;
    case FRAME_HEADER: return read_frame_header(zstd, flow, err);
    case BLOCK_HEADER: return read_block_header(zstd, flow, err);
    case BLOCK: return read_block(zstd, flow, err);
    case CHECKSUM: return check_checksum(zstd, flow, err);
    }
    return EARFUL_OK;
}

static earful_status decode_zstd(void *decoder, ef_flow *flow, earful_error *err)
{
    zstd_reader *const self = decoder;
    earful_status status = EARFUL_OK;
    while (status == EARFUL_OK && flow->room_len > 0 && (self->pending || flow->raw_len > 0))
        status = self->pending ? drain(self, flow, err) : decode_part(self, flow, err);
    if (status != EARFUL_OK || flow->room_len == 0 || !flow->raw_ends)
        return status;
    if (self->part != MAGIC || self->have > 0)
        return ef_flow_corrupt(flow, flow->raw_offset,
                               "cut short: the input ends inside a zstd frame", err);
    return EARFUL_OK;
}

const ef_decoding ef_zstd_decoding = {open_zstd, decode_zstd, close_zstd};

/* ---- at once -------------------------------------------------------------------------------- */

void *ef_zstd_context_new(void)
{
    return ZSTD_createDCtx();
}

void ef_zstd_context_free(void *context)
{
    ZSTD_freeDCtx(context);
}

bool ef_zstd_decode_whole(void *context, ef_span frame, ef_buffer *text, size_t room)
{
    char *const bytes = ef_buffer_reserve(text, room);
    if (bytes == NULL)
        return false;
    const size_t len = ZSTD_decompressDCtx(context, bytes, room, frame.at, frame.len);
    if (ZSTD_isError(len))
        return false;
    text->len += len;
    return true;
}
