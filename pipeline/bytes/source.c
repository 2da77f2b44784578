#include "bytes/source.h"

#include <assert.h>
#include <stdlib.h>

#include "bytes/decode.h"
#include "bytes/frames.h"
#include "bytes/raw_input.h"
#include "bytes/sniff_compression.h"

struct ef_source {
    ef_raw_input raw;
    ef_compression compression;
    const ef_decoding *decoding;
    void *decoder;
    ef_flow flow;
    ef_frames *frames; /* that the raw bytes come by; NULL = they come straight from the input */
    ef_span text;      /* what is left of the frame that was decoded there */
    uint64_t decoded;
    bool finished;        /* at the end, or at `failure` */
    earful_error failure; /* reported once everything before it has been delivered */
};

const char *ef_compression_name(ef_compression compression)
{
    static const char *const NAMES[] = {"none", "gzip", "zstd"};
    return NAMES[compression];
}

static const ef_decoding *decoding_of(ef_compression compression)
{
    static const ef_decoding *const DECODINGS[] = {&ef_plain_decoding, &ef_gzip_decoding,
                                                   &ef_zstd_decoding};
    return DECODINGS[compression];
}

static void set_raw(ef_source *source, ef_span raw)
{
    source->flow.raw = (const uint8_t *)raw.at;
    source->flow.raw_len = raw.len;
    source->flow.raw_ends = raw.len == 0;
}

/* The raw bytes of a frame that was decoded are passed by. */
static earful_status next_frame(ef_source *source, earful_error *err)
{
    const ef_frame *frame = NULL;
    const earful_status status = ef_frames_next(source->frames, &frame, err);
    if (status != EARFUL_OK)
        return status;
    set_raw(source, frame != NULL ? ef_buffer_span(&frame->raw) : (ef_span){0});
    if (frame == NULL || frame->state != EF_FRAME_DECODED)
        return EARFUL_OK;
    ef_flow_take(&source->flow, source->flow.raw_len);
    source->text = ef_buffer_span(&frame->text);
    return EARFUL_OK;
}

static earful_status next_raw(ef_source *source, earful_error *err)
{
    if (source->frames != NULL)
        return next_frame(source, err);
    ef_span piece;
    const earful_status status = ef_raw_input_next(&source->raw, &piece, err);
    if (status == EARFUL_OK)
        set_raw(source, piece);
    return status;
}

static earful_status recognise(ef_source *source, const ef_source_options *options,
                               earful_error *err)
{
    const ef_span head = ef_span_make((const char *)source->flow.raw, source->flow.raw_len);
    const char *unpack = NULL;
    const char *const foreign = ef_sniff_foreign(head, &unpack);
    if (foreign != NULL)
        return ef_fail_at(err, EARFUL_USAGE, source->raw.name, 0, 0,
                          "%s is not read; unpack it first, or pipe it: %s FILE | earful ... -",
                          foreign, unpack);
    source->compression = ef_sniff_compression(head);
    source->decoding = decoding_of(source->compression);
    source->decoder = source->decoding->open(options);
    if (source->decoder == NULL)
        return ef_fail_memory(err);
    if (source->compression == EF_ZSTD && options->frames != NULL) {
        ef_frames_begin(options->frames, &source->raw, head, options->max_memory);
        source->frames = options->frames;
        source->flow.raw_len = 0;
    }
    return EARFUL_OK;
}

earful_status ef_source_open(const earful_input *input, const ef_source_options *options,
                             ef_source **source, earful_error *err)
{
    static const ef_source_options DEFAULTS = {0};
    *source = NULL;
    ef_source *const opened = calloc(1, sizeof *opened);
    if (opened == NULL)
        return ef_fail_memory(err);
    if (options == NULL)
        options = &DEFAULTS;
    earful_status status = ef_raw_input_open(&opened->raw, input, options->interrupted, err);
    if (status == EARFUL_OK)
        status = next_raw(opened, err);
    if (status == EARFUL_OK)
        status = recognise(opened, options, err);
    if (status != EARFUL_OK) {
        ef_source_close(opened);
        return status;
    }
    opened->flow.name = opened->raw.name;
    *source = opened;
    return EARFUL_OK;
}

static void leave_frames(ef_source *source)
{
    if (source->frames != NULL)
        ef_frames_end(source->frames);
    source->frames = NULL;
}

void ef_source_close(ef_source *source)
{
    if (source == NULL)
        return;
    leave_frames(source);
    if (source->decoding != NULL)
        source->decoding->close(source->decoder);
    ef_raw_input_close(&source->raw);
    free(source);
}

static void give_text(ef_source *source)
{
    ef_flow *const flow = &source->flow;
    const size_t len = source->text.len < flow->room_len ? source->text.len : flow->room_len;
    memcpy(flow->room, source->text.at, len);
    ef_flow_give(flow, len);
    source->text = ef_span_make(source->text.at + len, source->text.len - len);
}

/* The decoder comes first: a raw read that fails must not swallow what it still holds. */
static void advance(ef_source *source)
{
    ef_flow *const flow = &source->flow;
    if (source->text.len > 0) {
        give_text(source);
        return;
    }
    const size_t room = flow->room_len;
    earful_status status = source->decoding->decode(source->decoder, flow, &source->failure);
    if (status == EARFUL_OK && flow->room_len == room) {
        source->finished = flow->raw_ends;
        if (flow->raw_len == 0 && !flow->raw_ends)
            status = next_raw(source, &source->failure);
    }
    if (status != EARFUL_OK)
        source->finished = true;
}

earful_status ef_source_read(ef_source *source, char *bytes, size_t capacity, size_t *got,
                             earful_error *err)
{
    assert(capacity > 0);
    source->flow.room = bytes;
    source->flow.room_len = capacity;
    while (source->flow.room_len == capacity && !source->finished)
        advance(source);
    *got = capacity - source->flow.room_len;
    source->decoded += *got;
    if (*got > 0 || source->failure.status == EARFUL_OK)
        return EARFUL_OK;
    if (err != NULL && err->status == EARFUL_OK)
        *err = source->failure;
    return source->failure.status;
}

ef_compression ef_source_compression(const ef_source *source)
{
    return source->compression;
}

const char *ef_source_name(const ef_source *source)
{
    return source->raw.name;
}

uint64_t ef_source_raw_bytes(const ef_source *source)
{
    return source->flow.raw_offset;
}

uint64_t ef_source_decoded_bytes(const ef_source *source)
{
    return source->decoded;
}

uint64_t ef_source_size(const ef_source *source)
{
    return source->raw.size;
}

earful_status ef_source_digest(ef_source *source, ef_digest *digest, earful_error *err)
{
    source->finished = true;
    leave_frames(source);
    ef_span piece;
    do {
        const earful_status status = ef_raw_input_next(&source->raw, &piece, err);
        if (status != EARFUL_OK)
            return status;
    } while (piece.len > 0);
    *digest = ef_digester_finish(source->raw.digester);
    return EARFUL_OK;
}
