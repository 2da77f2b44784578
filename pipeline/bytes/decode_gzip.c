/* gzip (RFC 1952): one member after the other.
 *
 * Headers and trailers are read here and only the deflate stream is ISA-L's. Their fields are
 * gathered byte by byte, so a piece of input may end anywhere. Every checksum and length is
 * checked. Zeros behind the last member are padding; anything else there is damage. */
#include <stdlib.h>

#include "bytes/decode.h"
#include "bytes/inflate.h"

enum { HAS_HEADER_CRC = 2, HAS_EXTRA = 4, HAS_NAME = 8, HAS_COMMENT = 16, UNKNOWN_FLAGS = 0xe0 };
enum { FIXED_LEN = 10, TRAILER_LEN = 8, METHOD_DEFLATE = 8 };

typedef enum part {
    HEADER, /* the ten fixed bytes */
    EXTRA_LEN,
    EXTRA,
    NAME,
    COMMENT,
    HEADER_CRC,
    DEFLATED,
    TRAILER,
    BETWEEN, /* behind a member */
    PADDING
} part;

typedef struct gzip_reader {
    part part;
    uint8_t field[FIXED_LEN]; /* the field that is being gathered, `have` bytes so far */
    size_t have;
    uint8_t flags;
    size_t extra_left;
    uint32_t header_crc;
    uint32_t crc; /* of the member's decoded bytes, as is `len` */
    uint32_t len;
    ef_inflate *inflate;
} gzip_reader;

static void close_gzip(void *decoder)
{
    gzip_reader *const gzip = decoder;
    if (gzip != NULL)
        ef_inflate_free(gzip->inflate);
    free(gzip);
}

static void *open_gzip(const ef_source_options *options)
{
    (void)options;
    gzip_reader *const gzip = calloc(1, sizeof *gzip); /* part is HEADER */
    if (gzip == NULL)
        return NULL;
    gzip->inflate = ef_inflate_new();
    if (gzip->inflate != NULL)
        return gzip;
    close_gzip(gzip);
    return NULL;
}

/* True once `len` bytes of the field are together; they then may be gathered anew. */
static bool gather(gzip_reader *gzip, ef_flow *flow, size_t len)
{
    if (!ef_flow_gather(flow, gzip->field, &gzip->have, len))
        return false;
    gzip->have = 0;
    return true;
}

static bool gather_for_crc(gzip_reader *gzip, ef_flow *flow, size_t len)
{
    if (!gather(gzip, flow, len))
        return false;
    gzip->header_crc = ef_crc32(gzip->header_crc, gzip->field, len);
    return true;
}

static void skip_for_crc(gzip_reader *gzip, ef_flow *flow, size_t len)
{
    gzip->header_crc = ef_crc32(gzip->header_crc, flow->raw, len);
    ef_flow_take(flow, len);
}

/* To the next part that the flags speak of. */
static void enter_part_after(gzip_reader *gzip, part done)
{
    if (done < EXTRA_LEN && (gzip->flags & HAS_EXTRA) != 0) {
        gzip->part = EXTRA_LEN;
    } else if (done < NAME && (gzip->flags & HAS_NAME) != 0) {
        gzip->part = NAME;
    } else if (done < COMMENT && (gzip->flags & HAS_COMMENT) != 0) {
        gzip->part = COMMENT;
    } else if (done < HEADER_CRC && (gzip->flags & HAS_HEADER_CRC) != 0) {
        gzip->part = HEADER_CRC;
    } else {
        gzip->part = DEFLATED;
        gzip->crc = 0;
        gzip->len = 0;
        ef_inflate_begin(gzip->inflate);
    }
}

static earful_status read_header(gzip_reader *gzip, ef_flow *flow, earful_error *err)
{
    gzip->header_crc = 0;
    if (!gather_for_crc(gzip, flow, FIXED_LEN))
        return EARFUL_OK;
    const uint64_t start = flow->raw_offset - FIXED_LEN;
    if (gzip->field[0] != 0x1f || gzip->field[1] != 0x8b)
        return ef_flow_corrupt(flow, start, "the bytes behind a gzip member are not gzip", err);
    if (gzip->field[2] != METHOD_DEFLATE)
        return ef_flow_corrupt(flow, start + 2, "a gzip member of an unknown method", err);
    gzip->flags = gzip->field[3];
    if ((gzip->flags & UNKNOWN_FLAGS) != 0)
        return ef_flow_corrupt(flow, start + 3, "a gzip header with unknown flags", err);
    enter_part_after(gzip, HEADER);
    return EARFUL_OK;
}

static void read_extra_len(gzip_reader *gzip, ef_flow *flow)
{
    if (!gather_for_crc(gzip, flow, 2))
        return;
    gzip->extra_left = ef_little_endian(gzip->field, 2);
    gzip->part = EXTRA;
}

static void skip_extra(gzip_reader *gzip, ef_flow *flow)
{
    const size_t len = gzip->extra_left < flow->raw_len ? gzip->extra_left : flow->raw_len;
    skip_for_crc(gzip, flow, len);
    gzip->extra_left -= len;
    if (gzip->extra_left == 0)
        enter_part_after(gzip, EXTRA);
}

static void skip_text(gzip_reader *gzip, ef_flow *flow)
{
    const uint8_t *const end = memchr(flow->raw, 0, flow->raw_len);
    skip_for_crc(gzip, flow, end != NULL ? (size_t)(end - flow->raw) + 1 : flow->raw_len);
    if (end != NULL)
        enter_part_after(gzip, gzip->part);
}

static earful_status check_header_crc(gzip_reader *gzip, ef_flow *flow, earful_error *err)
{
    if (!gather(gzip, flow, 2))
        return EARFUL_OK;
    if (ef_little_endian(gzip->field, 2) != (gzip->header_crc & 0xffff))
        return ef_flow_corrupt(flow, flow->raw_offset - 2, "a gzip header whose checksum is wrong",
                               err);
    enter_part_after(gzip, HEADER_CRC);
    return EARFUL_OK;
}

static earful_status inflate_some(gzip_reader *gzip, ef_flow *flow, earful_error *err)
{
    const char *const room = flow->room;
    const ef_inflate_state state = ef_inflate_run(gzip->inflate, flow);
    const size_t made = (size_t)(flow->room - room);
    gzip->crc = ef_crc32(gzip->crc, room, made);
    gzip->len += (uint32_t)made;
    if (state == EF_INFLATE_DAMAGED)
        return ef_flow_corrupt(flow, ef_inflate_damaged_at(gzip->inflate),
                               "the gzip data is damaged", err);
    if (state == EF_INFLATE_ENDED) {
        gzip->part = TRAILER; /* as long as what may have been taken ahead of it */
        gzip->have = ef_inflate_ahead(gzip->inflate, gzip->field);
    }
    return EARFUL_OK;
}

static earful_status check_trailer(gzip_reader *gzip, ef_flow *flow, earful_error *err)
{
    if (!gather(gzip, flow, TRAILER_LEN))
        return EARFUL_OK;
    const uint64_t start = flow->raw_offset - TRAILER_LEN;
    if (ef_little_endian(gzip->field, 4) != gzip->crc)
        return ef_flow_corrupt(flow, start, "the gzip checksum is wrong, the data was damaged",
                               err);
    if (ef_little_endian(gzip->field + 4, 4) != gzip->len)
        return ef_flow_corrupt(flow, start + 4, "the gzip length is wrong, the data was damaged",
                               err);
    gzip->part = BETWEEN;
    return EARFUL_OK;
}

static earful_status skip_padding(ef_flow *flow, earful_error *err)
{
    while (flow->raw_len > 0 && *flow->raw == 0)
        ef_flow_take(flow, 1);
    if (flow->raw_len > 0)
        return ef_flow_corrupt(flow, flow->raw_offset, "bytes behind the padding of a gzip member",
                               err);
    return EARFUL_OK;
}

static earful_status look_behind_member(gzip_reader *gzip, ef_flow *flow, earful_error *err)
{
    if (*flow->raw != 0 && *flow->raw != 0x1f)
        return ef_flow_corrupt(flow, flow->raw_offset,
                               "the bytes behind a gzip member are not gzip", err);
    gzip->part = *flow->raw == 0 ? PADDING : HEADER;
    return EARFUL_OK;
}

static earful_status decode_part(gzip_reader *gzip, ef_flow *flow, earful_error *err)
{
    switch (gzip->part) {
    case HEADER: return read_header(gzip, flow, err);
    case EXTRA_LEN: read_extra_len(gzip, flow); return EARFUL_OK;
    case EXTRA: skip_extra(gzip, flow); return EARFUL_OK;
    case NAME:
    case COMMENT: skip_text(gzip, flow); return EARFUL_OK;
    case HEADER_CRC: return check_header_crc(gzip, flow, err);
    case DEFLATED: return inflate_some(gzip, flow, err);
    case TRAILER: return check_trailer(gzip, flow, err);
    case BETWEEN: return look_behind_member(gzip, flow, err);
    case PADDING: return skip_padding(flow, err);
    }
    return EARFUL_OK;
}

static bool can_go_on_without_raw(const gzip_reader *gzip)
{
    return gzip->part == DEFLATED || (gzip->part == TRAILER && gzip->have == TRAILER_LEN);
}

static earful_status check_end(const gzip_reader *gzip, const ef_flow *flow, earful_error *err)
{
    if (gzip->part == BETWEEN || gzip->part == PADDING)
        return EARFUL_OK;
    return ef_flow_corrupt(flow, flow->raw_offset, "cut short: the input ends inside a gzip member",
                           err);
}

static earful_status decode_gzip(void *decoder, ef_flow *flow, earful_error *err)
{
    gzip_reader *const self = decoder;
    while (flow->room_len > 0 && (flow->raw_len > 0 || can_go_on_without_raw(self))) {
        const size_t raw = flow->raw_len;
        const size_t room = flow->room_len;
        const part before = self->part;
        const earful_status status = decode_part(self, flow, err);
        if (status != EARFUL_OK)
            return status;
        if (raw == flow->raw_len && room == flow->room_len && before == self->part)
            break; /* the stream goes on in the next piece */
    }
    if (flow->raw_ends && flow->raw_len == 0 && flow->room_len > 0)
        return check_end(self, flow, err);
    return EARFUL_OK;
}

const ef_decoding ef_gzip_decoding = {open_gzip, decode_gzip, close_gzip};
