/* Compressed fixtures, made by zlib and libzstd, which are the oracles for reading them. */
#ifndef TEST_PACK_H
#define TEST_PACK_H

#include "base/buffer.h"

/* One gzip member, without optional header fields, appended. */
void pack_gzip(ef_buffer *out, ef_span bytes, int level);

/* One zstd frame, appended: window_log 0 = libzstd's choice; says its content size when `sized`. */
typedef struct pack_zstd_options {
    int level;
    int window_log;
    bool sized;
    bool checksum;
    size_t flush_every; /* ends a block after so many bytes; 0 = only when full */
} pack_zstd_options;

void pack_zstd(ef_buffer *out, ef_span bytes, const pack_zstd_options *options);

/* A skippable frame of `len` zeros, appended. */
void pack_skippable(ef_buffer *out, uint32_t len);

/* Text-like bytes: the same for the same seed, some compressible, some not. Appended. */
void pack_text(ef_buffer *out, size_t len, uint64_t seed);

#endif
