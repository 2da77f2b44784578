#include "pack.h"

#include <stdio.h>
#include <stdlib.h>
#include <zlib.h>
#include <zstd.h>

static void demand(bool condition, const char *what)
{
    if (condition)
        return;
    fprintf(stderr, "a fixture cannot be made: %s\n", what);
    abort();
}

void pack_gzip(ef_buffer *out, ef_span bytes, int level)
{
    z_stream stream = {0};
    demand(deflateInit2(&stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK,
           "deflateInit2");
    const size_t room = deflateBound(&stream, bytes.len);
    stream.next_out = (Bytef *)ef_buffer_reserve(out, room);
    stream.avail_out = (uInt)room;
    stream.next_in = (Bytef *)(uintptr_t)bytes.at;
    stream.avail_in = (uInt)bytes.len;
    demand(deflate(&stream, Z_FINISH) == Z_STREAM_END, "deflate");
    out->len += stream.total_out;
    deflateEnd(&stream);
}

static void compress_piece(ZSTD_CCtx *context, ef_buffer *out, ef_span piece,
                           ZSTD_EndDirective directive)
{
    ZSTD_inBuffer in = {piece.at, piece.len, 0};
    size_t left = 1;
    while (left > 0) {
        const size_t room = ZSTD_CStreamOutSize();
        ZSTD_outBuffer to = {ef_buffer_reserve(out, room), room, 0};
        left = ZSTD_compressStream2(context, &to, &in, directive);
        demand(!ZSTD_isError(left), ZSTD_getErrorName(left));
        out->len += to.pos;
    }
}

void pack_zstd(ef_buffer *out, ef_span bytes, const pack_zstd_options *options)
{
    ZSTD_CCtx *const context = ZSTD_createCCtx();
    ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, options->level);
    ZSTD_CCtx_setParameter(context, ZSTD_c_windowLog, options->window_log);
    ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, options->checksum);
    if (options->sized)
        ZSTD_CCtx_setPledgedSrcSize(context, bytes.len);
    while (options->flush_every > 0 && bytes.len > options->flush_every) {
        compress_piece(context, out, ef_span_make(bytes.at, options->flush_every), ZSTD_e_flush);
        bytes = ef_span_make(bytes.at + options->flush_every, bytes.len - options->flush_every);
    }
    if (!options->sized) /* an end that comes with the first bytes would tell their number */
        compress_piece(context, out, ef_span_make(bytes.at, 0), ZSTD_e_flush);
    compress_piece(context, out, bytes, ZSTD_e_end);
    ZSTD_freeCCtx(context);
}

void pack_skippable(ef_buffer *out, uint32_t len)
{
    ef_buffer_add(out, "\x5a\x2a\x4d\x18", 4);
    for (int shift = 0; shift < 32; shift += 8)
        ef_buffer_add_char(out, (char)(len >> shift));
    for (uint32_t i = 0; i < len; i++)
        ef_buffer_add_char(out, 0);
}

void pack_text(ef_buffer *out, size_t len, uint64_t seed)
{
    static const char *const WORDS[] = {"the ",  "parcel ", "never ", "arrived, ", "refund ",
                                        "love ", "broken ", "again ", "and ",      "\n"};
    const size_t end = out->len + len;
    while (out->len < end) {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        const unsigned roll = (unsigned)(seed >> 40);
        if (roll % 5 == 0)
            ef_buffer_add_char(out, (char)(roll >> 8));
        else
            ef_buffer_add_text(out, WORDS[roll % EF_COUNT(WORDS)]);
    }
    out->len = end;
}
