/* Compressed inputs: the first two bytes choose how the raw bytes are cut into pieces and how much
 * room a read has. Any cutting gives the same bytes and the same end as the whole, and so do frames
 * that are decoded ahead; what zlib or libzstd make of the same input agrees byte for byte as far
 * as both get. */
#include <stdlib.h>

#include <zlib.h>
#include <zstd.h>

#include "base/buffer.h"
#include "bytes/decode.h"
#include "bytes/frames.h"

enum { MOST = 1 << 20 };

typedef struct outcome {
    ef_buffer bytes;
    earful_status status;
    uint64_t offset;
    bool whole; /* false when there was more than MOST of it */
} outcome;

static void demand(bool holds)
{
    if (!holds)
        abort();
}

static outcome read_source(ef_span raw, ef_frames *frames, ef_compression *compression)
{
    outcome outcome = {.whole = true};
    const earful_input input = {.name = "fuzz", .data = raw.at, .size = raw.len};
    ef_source *source = NULL;
    earful_error err = {0};
    const ef_source_options options = {.frames = frames};
    outcome.status = ef_source_open(&input, &options, &source, &err);
    size_t got = outcome.status == EARFUL_OK;
    while (got > 0 && outcome.status == EARFUL_OK && outcome.bytes.len < MOST) {
        char *const room = ef_buffer_reserve(&outcome.bytes, MOST);
        outcome.status = ef_source_read(source, room, MOST, &got, &err);
        outcome.bytes.len += got;
    }
    outcome.whole = outcome.bytes.len < MOST;
    outcome.offset = err.offset;
    *compression = source != NULL ? ef_source_compression(source) : EF_PLAIN;
    ef_source_close(source);
    return outcome;
}

/* Drives a decoder as source.c does, but with pieces and room of any size. */
static outcome decode_sliced(const ef_decoding *decoding, ef_span raw, size_t piece, size_t room)
{
    static const ef_source_options options = {0};
    outcome outcome = {.whole = true};
    void *const decoder = decoding->open(&options);
    ef_flow flow = {.name = "fuzz", .raw = (const uint8_t *)raw.at};
    earful_error err = {0};
    bool ended = false;
    while (!ended && outcome.status == EARFUL_OK && outcome.bytes.len < MOST) {
        flow.room = ef_buffer_reserve(&outcome.bytes, room);
        flow.room_len = room;
        outcome.status = decoding->decode(decoder, &flow, &err);
        outcome.bytes.len += room - flow.room_len;
        if (flow.room_len < room)
            continue;
        demand(flow.raw_len == 0 || outcome.status != EARFUL_OK);
        ended = flow.raw_ends;
        const size_t len = piece < raw.len ? piece : raw.len;
        flow.raw = (const uint8_t *)raw.at;
        flow.raw_len = len;
        flow.raw_ends = len == 0;
        raw = ef_span_make(raw.at + len, raw.len - len);
    }
    outcome.whole = outcome.bytes.len < MOST;
    outcome.offset = err.offset;
    decoding->close(decoder);
    return outcome;
}

static bool agree(ef_span a, ef_span b)
{
    return a.len < b.len ? ef_span_starts_with(b, a) : ef_span_starts_with(a, b);
}

/* ISA-L may hold back a literal or two where a stream is cut, and damage lies where it is found. */
static void compare(const outcome *a, const outcome *b, ef_compression compression)
{
    demand(agree(ef_buffer_span(&a->bytes), ef_buffer_span(&b->bytes)));
    if (!a->whole || !b->whole)
        return;
    demand(a->status == b->status);
    if (a->status == EARFUL_OK || compression != EF_GZIP)
        demand(a->bytes.len == b->bytes.len && a->offset == b->offset);
}

static void check_against_zlib(ef_span raw, const outcome *outcome)
{
    ef_buffer bytes = {0};
    z_stream stream = {.next_in = (Bytef *)(uintptr_t)raw.at, .avail_in = (uInt)raw.len};
    demand(inflateInit2(&stream, 15 + 16) == Z_OK);
    int result = Z_OK;
    while (result == Z_OK && bytes.len < MOST) {
        stream.next_out = (Bytef *)ef_buffer_reserve(&bytes, MOST);
        stream.avail_out = MOST;
        result = inflate(&stream, Z_SYNC_FLUSH);
        bytes.len += MOST - stream.avail_out;
        if (result == Z_STREAM_END && stream.avail_in > 0 && *stream.next_in == 0x1f)
            result = inflateReset(&stream);
    }
    demand(agree(ef_buffer_span(&bytes), ef_buffer_span(&outcome->bytes)));
    if (outcome->whole && outcome->status == EARFUL_OK)
        demand(result == Z_STREAM_END && bytes.len == outcome->bytes.len);
    inflateEnd(&stream);
    ef_buffer_fini(&bytes);
}

/* Debian's libzstd also reads frames of its formats before 1.0 (magic 22 to 27 B5 2F FD), which
 * earful takes for what they are today: no zstd. */
static bool may_hold_old_frame(ef_span raw)
{
    for (size_t i = 0; i + 4 <= raw.len; i++)
        if (raw.at[i] >= 0x22 && raw.at[i] <= 0x27 &&
            memcmp(raw.at + i + 1, "\xb5\x2f\xfd", 3) == 0)
            return true;
    return false;
}

static void check_against_zstd(ef_span raw, const outcome *outcome)
{
    if (may_hold_old_frame(raw))
        return;
    ef_buffer bytes = {0};
    ZSTD_DCtx *const context = ZSTD_createDCtx();
    ZSTD_inBuffer in = {raw.at, raw.len, 0};
    size_t left = 0;
    bool more = true;
    while (more && !ZSTD_isError(left) && bytes.len < MOST) {
        ZSTD_outBuffer out = {ef_buffer_reserve(&bytes, MOST), MOST, 0};
        left = ZSTD_decompressStream(context, &out, &in);
        bytes.len += out.pos;
        more = in.pos < in.size || out.pos == out.size;
    }
    demand(agree(ef_buffer_span(&bytes), ef_buffer_span(&outcome->bytes)));
    if (outcome->whole && outcome->status == EARFUL_OK)
        demand(left == 0 && bytes.len == outcome->bytes.len);
    else if (outcome->whole && outcome->status == EARFUL_CORRUPT)
        demand(left != 0); /* which sees a last block of a wrong length only behind its bytes */
    ZSTD_freeDCtx(context);
    ef_buffer_fini(&bytes);
}

static void check_frames(ef_span raw, const outcome *wanted)
{
    ef_frames frames;
    ef_compression compression;
    demand(ef_frames_init(&frames, 4));
    outcome ahead = read_source(raw, &frames, &compression);
    compare(&ahead, wanted, compression);
    ef_buffer_fini(&ahead.bytes);
    ef_frames_fini(&frames);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const ef_decoding *const DECODINGS[] = {&ef_plain_decoding, &ef_gzip_decoding,
                                                   &ef_zstd_decoding};
    if (size < 3)
        return 0;
    const size_t piece = data[0] + 1u;
    const size_t room = data[1] + 1u;
    const ef_span raw = ef_span_make((const char *)data + 2, size - 2);
    ef_compression compression;
    outcome whole = read_source(raw, NULL, &compression);
    if (whole.status != EARFUL_USAGE) {
        outcome sliced = decode_sliced(DECODINGS[compression], raw, piece, room);
        compare(&whole, &sliced, compression);
        ef_buffer_fini(&sliced.bytes);
        if (compression == EF_GZIP) {
            check_against_zlib(raw, &whole);
        } else if (compression == EF_ZSTD) {
            check_against_zstd(raw, &whole);
            check_frames(raw, &whole);
        }
    }
    ef_buffer_fini(&whole.bytes);
    return 0;
}
