#include "bytes/zstd_walk.h"

#include "bytes/decode.h"

enum { SKIP_HEADER_LEN = 8, BLOCK_HEADER_LEN = 3, CHECKSUM_LEN = 4, BLOCK_MOST = 128 * 1024 };
enum { BLOCK_RLE = 1, BLOCK_COMPRESSED = 2, BLOCK_RESERVED = 3 };

static size_t field_len(const ef_zstd_walk *walk)
{
    if (walk->in_frame)
        return BLOCK_HEADER_LEN;
    if (walk->have < EF_ZSTD_HEADER_LEAST)
        return EF_ZSTD_HEADER_LEAST;
    return ef_zstd_magic_skips(walk->field, EF_ZSTD_MAGIC_LEN) ? SKIP_HEADER_LEN
                                                               : ef_zstd_header_len(walk->field);
}

static void read_header(ef_zstd_walk *walk)
{
    if (ef_zstd_magic_skips(walk->field, EF_ZSTD_MAGIC_LEN)) {
        walk->left = ef_little_endian(walk->field + EF_ZSTD_MAGIC_LEN, 4);
        walk->last = true;
        return;
    }
    walk->in_frame = true;
    if (!ef_zstd_magic_begins(walk->field, EF_ZSTD_MAGIC_LEN) ||
        !ef_zstd_header_read(walk->field, &walk->header) || walk->header.dictionary != 0)
        walk->state = EF_ZSTD_LOST;
}

static void read_block_header(ef_zstd_walk *walk)
{
    const uint64_t window = walk->header.window;
    const uint64_t most = window < BLOCK_MOST ? window : BLOCK_MOST;
    const uint64_t header = ef_little_endian(walk->field, BLOCK_HEADER_LEN);
    const uint64_t type = header >> 1 & 3;
    const uint64_t len = header >> 3;
    walk->last = (header & 1) != 0;
    walk->left = type == BLOCK_RLE ? 1 : len;
    walk->left += walk->last && walk->header.has_checksum ? CHECKSUM_LEN : 0;
    walk->room += type == BLOCK_COMPRESSED ? most : len;
    if (type == BLOCK_RESERVED || len > most)
        walk->state = EF_ZSTD_LOST;
}

static void read_field(ef_zstd_walk *walk)
{
    walk->have = 0;
    if (walk->in_frame)
        read_block_header(walk);
    else
        read_header(walk);
}

size_t ef_zstd_walk_on(ef_zstd_walk *walk, const uint8_t *bytes, size_t len)
{
    size_t at = 0;
    while (at < len && walk->state == EF_ZSTD_GOES_ON) {
        if (walk->left > 0) {
            const size_t passed = walk->left < len - at ? (size_t)walk->left : len - at;
            walk->left -= passed;
            at += passed;
        } else {
            walk->field[walk->have++] = bytes[at++];
            if (walk->have == field_len(walk))
                read_field(walk);
        }
        if (walk->last && walk->left == 0 && walk->state == EF_ZSTD_GOES_ON)
            walk->state = EF_ZSTD_ENDED;
    }
    return walk->state == EF_ZSTD_LOST ? len : at;
}

/* At once, libzstd takes blocks that come out longer than the format allows; block by block it does
 * not. Where the window is as long as a block may be at most, or as the content, a frame has none
 * but those that somebody made on purpose, above 128 KiB. */
bool ef_zstd_walk_fits(const ef_zstd_walk *walk, uint64_t limit)
{
    const ef_zstd_header *const header = &walk->header;
    const bool known = header->content != UINT64_MAX;
    return walk->state != EF_ZSTD_LOST && walk->room <= limit && header->window <= limit &&
           (!known || header->content <= limit) &&
           (header->window >= BLOCK_MOST || header->content <= header->window);
}
