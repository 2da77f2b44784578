#include <criterion/criterion.h>

#include "bytes/zstd_walk.h"
#include "support/pack.h"

#define MAGIC "\x28\xb5\x2f\xfd"

static const uint8_t *bytes_of(ef_span span)
{
    return (const uint8_t *)span.at;
}

/* Walks in pieces to where the walk stops. */
static size_t walk_in_pieces(ef_zstd_walk *walk, ef_span raw, size_t piece)
{
    size_t at = 0;
    while (at < raw.len && walk->state == EF_ZSTD_GOES_ON)
        at +=
            ef_zstd_walk_on(walk, bytes_of(raw) + at, raw.len - at < piece ? raw.len - at : piece);
    return at;
}

Test(zstd_walk, finds_the_end_of_every_kind_of_frame_in_pieces_of_any_size)
{
    static const size_t PIECES[] = {1, 2, 3, 17, 4096, 1 << 20};
    for (int kind = 0; kind < 16; kind++) {
        const pack_zstd_options options = {.level = 3,
                                           .sized = kind & 1,
                                           .checksum = kind & 2,
                                           .flush_every = kind & 4 ? 1000 : 0};
        ef_buffer text = {0};
        ef_buffer zst = {0};
        pack_text(&text, kind & 8 ? 300000 : 20, (uint64_t)kind);
        pack_zstd(&zst, ef_buffer_span(&text), &options);
        const size_t end = zst.len;
        ef_buffer_add_text(&zst, "what follows");
        for (size_t i = 0; i < EF_COUNT(PIECES); i++) {
            ef_zstd_walk walk = {0};
            cr_assert_eq(walk_in_pieces(&walk, ef_buffer_span(&zst), PIECES[i]), end);
            cr_assert_eq(walk.state, EF_ZSTD_ENDED);
            cr_assert_geq(walk.room, text.len);
            cr_assert(ef_zstd_walk_fits(&walk, 512 * 1024 * 1024));
        }
        for (size_t cut = 0; cut < end; cut += 1 + cut / 50) {
            ef_zstd_walk walk = {0};
            cr_assert_eq(ef_zstd_walk_on(&walk, bytes_of(ef_buffer_span(&zst)), cut), cut);
            cr_assert_eq(walk.state, EF_ZSTD_GOES_ON);
        }
        ef_buffer_fini(&text);
        ef_buffer_fini(&zst);
    }
}

Test(zstd_walk, passes_frames_that_are_to_be_skipped)
{
    for (uint32_t len = 0; len < 40; len += 13) {
        ef_buffer zst = {0};
        pack_skippable(&zst, len);
        ef_buffer_add_text(&zst, "behind");
        ef_zstd_walk walk = {0};
        cr_assert_eq(walk_in_pieces(&walk, ef_buffer_span(&zst), 5), 8 + len);
        cr_assert_eq(walk.state, EF_ZSTD_ENDED);
        cr_assert_eq(walk.room, 0);
        cr_assert(ef_zstd_walk_fits(&walk, 1));
        ef_buffer_fini(&zst);
    }
}

static ef_zstd_walk walked(ef_span raw)
{
    ef_zstd_walk walk = {0};
    walk_in_pieces(&walk, raw, raw.len);
    return walk;
}

Test(zstd_walk, is_lost_where_no_frame_is)
{
    static const ef_span CASES[] = {
        EF_SPAN("junk behind a frame"),
        EF_SPAN("\x28\xb5\x2f\xfe and more"),
        EF_SPAN(MAGIC "\x28\x02\x11\x00\x00hi"),         /* a flag without a meaning */
        EF_SPAN(MAGIC "\x21\x07\x02\x11\x00\x00hi"),     /* a dictionary */
        EF_SPAN(MAGIC "\x20\x02\x17\x00\x00hi"),         /* a block type without a meaning */
        EF_SPAN(MAGIC "\x20\x02\x19\x00\x00hi!"),        /* a block longer than its window */
        EF_SPAN(MAGIC "\x00\x38\x0b\x00\x10 and so on"), /* one repeated byte, 128 KiB + 1 */
    };
    for (size_t i = 0; i < EF_COUNT(CASES); i++) {
        const ef_zstd_walk walk = walked(CASES[i]);
        cr_assert_eq(walk.state, EF_ZSTD_LOST, "case %zu", i);
        cr_assert_not(ef_zstd_walk_fits(&walk, UINT64_MAX), "case %zu", i);
    }
    ef_zstd_walk walk = walked(CASES[0]);
    cr_assert_eq(ef_zstd_walk_on(&walk, bytes_of(CASES[0]), 3), 3); /* and passes all by */
}

Test(zstd_walk, weighs_content_blocks_and_window_against_the_limit)
{
    /* One byte repeated 100 times, in a frame that says so; the same in one that says nothing. */
    const ef_zstd_walk sized = walked(EF_SPAN_TEXT(MAGIC "\x20\x64\x23\x03\x00x"));
    cr_assert_eq(sized.state, EF_ZSTD_ENDED);
    cr_assert_eq(sized.room, 100);
    cr_assert(ef_zstd_walk_fits(&sized, 100));
    cr_assert_not(ef_zstd_walk_fits(&sized, 99));
    const ef_zstd_walk silent = walked(EF_SPAN_TEXT(MAGIC "\x00\x38\x23\x03\x00x"));
    cr_assert_eq(silent.room, 100);
    cr_assert(ef_zstd_walk_fits(&silent, 128 * 1024));
    cr_assert_not(ef_zstd_walk_fits(&silent, 128 * 1024 - 1)); /* its window */
    const ef_zstd_walk narrow = walked(EF_SPAN_TEXT(MAGIC "\x00\x30\x23\x03\x00x"));
    cr_assert_eq(narrow.state, EF_ZSTD_ENDED);
    cr_assert_not(ef_zstd_walk_fits(&narrow, 1 << 20)); /* a block may be longer than it */
    const ef_zstd_walk header = walked(EF_SPAN_TEXT(MAGIC "\x80\x38\x00\x00\x10\x00"));
    cr_assert_eq(header.state, EF_ZSTD_GOES_ON);
    cr_assert_not(ef_zstd_walk_fits(&header, (1 << 20) - 1)); /* known before any block is */
}
