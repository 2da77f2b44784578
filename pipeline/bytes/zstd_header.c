#include "bytes/zstd_header.h"

#include <string.h>

#include "bytes/decode.h"

enum { SINGLE_SEGMENT = 0x20, RESERVED = 0x08, CHECKSUM = 0x04 };

static size_t window_len(uint8_t descriptor)
{
    return (descriptor & SINGLE_SEGMENT) != 0 ? 0 : 1;
}

static size_t dictionary_len(uint8_t descriptor)
{
    static const uint8_t LENGTHS[] = {0, 1, 2, 4};
    return LENGTHS[descriptor & 3];
}

static size_t content_len(uint8_t descriptor)
{
    static const uint8_t LENGTHS[] = {0, 2, 4, 8};
    const size_t len = LENGTHS[descriptor >> 6];
    return len == 0 && (descriptor & SINGLE_SEGMENT) != 0 ? 1 : len;
}

size_t ef_zstd_header_len(const uint8_t *header)
{
    const uint8_t descriptor = header[EF_ZSTD_MAGIC_LEN];
    return EF_ZSTD_HEADER_LEAST + window_len(descriptor) + dictionary_len(descriptor) +
           content_len(descriptor);
}

static uint64_t window_of(uint8_t byte)
{
    const uint64_t base = UINT64_C(1) << (10 + (byte >> 3));
    return base + base / 8 * (byte & 7);
}

bool ef_zstd_header_read(const uint8_t *header, ef_zstd_header *out)
{
    const uint8_t descriptor = header[EF_ZSTD_MAGIC_LEN];
    const uint8_t *at = header + EF_ZSTD_HEADER_LEAST;
    const size_t content = content_len(descriptor);
    *out = (ef_zstd_header){.has_checksum = (descriptor & CHECKSUM) != 0, .content = UINT64_MAX};
    if (window_len(descriptor) > 0)
        out->window = window_of(*at++);
    out->dictionary = (uint32_t)ef_little_endian(at, dictionary_len(descriptor));
    at += dictionary_len(descriptor);
    if (content > 0) /* two bytes count from 256, because one byte reaches that far */
        out->content = ef_little_endian(at, content) + (content == 2 ? 256 : 0);
    if (window_len(descriptor) == 0)
        out->window = out->content;
    return (descriptor & RESERVED) == 0;
}

bool ef_zstd_magic_skips(const uint8_t *bytes, size_t len)
{
    return (bytes[0] & 0xf0) == 0x50 && memcmp(bytes + 1, "\x2a\x4d\x18", len - 1) == 0;
}

bool ef_zstd_magic_begins(const uint8_t *bytes, size_t len)
{
    return memcmp(bytes, "\x28\xb5\x2f\xfd", len) == 0 || ef_zstd_magic_skips(bytes, len);
}
