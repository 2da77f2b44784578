/* The header of a zstd frame (RFC 8878, 3.1.1.1), read before anything is allocated for it.
 *
 * libzstd's own reader of it belongs to the API that only static linking may use: its struct has
 * changed its size between versions. */
#ifndef EF_ZSTD_HEADER_H
#define EF_ZSTD_HEADER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { EF_ZSTD_MAGIC_LEN = 4, EF_ZSTD_HEADER_LEAST = 5, EF_ZSTD_HEADER_MOST = 18 };

typedef struct ef_zstd_header {
    uint64_t window;  /* how far back the frame may refer, in bytes */
    uint64_t content; /* decoded bytes of the frame; UINT64_MAX = not said */
    uint32_t dictionary;
    bool has_checksum;
} ef_zstd_header;

/* The length of the whole header, of which EF_ZSTD_HEADER_LEAST bytes are known. */
size_t ef_zstd_header_len(const uint8_t *header);

/* False when a bit is set that no version of the format has given a meaning. */
bool ef_zstd_header_read(const uint8_t *header, ef_zstd_header *out);

/* The first `len` bytes, 1 to 4, may be the start of a frame; of one that is to be skipped. */
bool ef_zstd_magic_begins(const uint8_t *bytes, size_t len);
bool ef_zstd_magic_skips(const uint8_t *bytes, size_t len);

#endif
