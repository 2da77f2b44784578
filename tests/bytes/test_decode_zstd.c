#include <criterion/criterion.h>

#include "bytes/decode.h"
#include "drain.h"
#include "support/pack.h"

static const pack_zstd_options USUAL = {.level = 3, .sized = true, .checksum = true};

static void check_failure(ef_span raw, earful_status status, const char *delivered, uint64_t offset,
                          const char *message)
{
    drain_result drained = drain_memory(raw, NULL, 4096);
    cr_assert_eq(drained.status, status, "%s", message);
    cr_assert(ef_span_is(ef_buffer_span(&drained.bytes), delivered), "%s", message);
    cr_assert_eq(drained.error.offset, offset, "%s: %zu", message, (size_t)drained.error.offset);
    cr_assert_not_null(strstr(drained.error.message, message), "%s", drained.error.message);
    drain_fini(&drained);
}

Test(decode_zstd, gives_the_same_bytes_for_every_kind_of_frame_and_capacity)
{
    for (int kind = 0; kind < 8; kind++) {
        const pack_zstd_options options = {.level = kind < 4 ? 1 : 19,
                                           .sized = kind & 1,
                                           .checksum = kind & 2,
                                           .flush_every = kind & 4 ? 1000 : 0};
        ef_buffer text = {0};
        ef_buffer zst = {0};
        pack_text(&text, 400000, (uint64_t)kind);
        pack_zstd(&zst, ef_buffer_span(&text), &options);
        check_every_capacity(ef_buffer_span(&zst), ef_buffer_span(&text));
        ef_buffer_fini(&text);
        ef_buffer_fini(&zst);
    }
}

Test(decode_zstd, reads_frames_without_a_seam_and_skips_what_is_to_be_skipped)
{
    ef_buffer text = {0};
    ef_buffer zst = {0};
    pack_skippable(&zst, 0);
    pack_skippable(&zst, 300);
    ef_buffer_reserve(&text, 50000);
    for (uint64_t i = 0; i < 50; i++) {
        const size_t start = text.len;
        pack_text(&text, i * 37 % 1000, i); /* the first of them is empty */
        pack_zstd(&zst, ef_span_make(text.at + start, text.len - start), &USUAL);
        if (i % 7 == 0)
            pack_skippable(&zst, (uint32_t)i);
    }
    pack_skippable(&zst, 5);
    check_every_capacity(ef_buffer_span(&zst), ef_buffer_span(&text));
    ef_buffer_fini(&text);
    ef_buffer_fini(&zst);
}

Test(decode_zstd, delivers_what_precedes_a_cut_at_every_byte)
{
    ef_buffer text = {0};
    ef_buffer zst = {0};
    size_t ends[3];
    pack_text(&text, 2000, 1);
    pack_zstd(&zst, ef_buffer_span(&text), &USUAL);
    ends[0] = zst.len;
    pack_skippable(&zst, 20);
    ends[1] = zst.len;
    pack_zstd(&zst, ef_buffer_span(&text), &(pack_zstd_options){.level = 9, .flush_every = 100});
    pack_text(&text, 2000, 1);
    ends[2] = zst.len;
    pack_zstd(&zst, (ef_span){0}, &USUAL);
    check_every_cut(ef_buffer_span(&zst), ef_buffer_span(&text), ends, 3);
    ef_buffer_fini(&text);
    ef_buffer_fini(&zst);
}

/* Every block of this frame ends after 100 bytes, and none of them may be lost. */
Test(decode_zstd, delivers_every_whole_block_before_a_damaged_one)
{
    const pack_zstd_options options = {.level = 3, .flush_every = 100};
    ef_buffer text = {0};
    ef_buffer whole = {0};
    pack_text(&text, 1000, 4);
    pack_zstd(&whole, ef_buffer_span(&text), &options);
    for (size_t len = 100; len < 1000; len += 100) {
        ef_buffer zst = {0};
        pack_zstd(&zst, ef_span_make(text.at, len + 1), &options);
        const size_t block = zst.len - 4; /* the last block holds one byte */
        zst.len = block;
        ef_buffer_add(&zst, "\x4c\x00\x00\xff\xff\xff\xff\xff\xff\xff\xff\xff", 12);
        static const size_t CAPACITIES[] = {1, 64, 1 << 20};
        for (size_t i = 0; i < EF_COUNT(CAPACITIES); i++) {
            drain_result drained = drain_memory(ef_buffer_span(&zst), NULL, CAPACITIES[i]);
            cr_assert_eq(drained.status, EARFUL_CORRUPT);
            cr_assert_eq(drained.bytes.len, len);
            cr_assert_eq(memcmp(drained.bytes.at, text.at, len), 0);
            cr_assert_eq(drained.error.offset, block);
            cr_assert_not_null(strstr(drained.error.message, "the zstd data is damaged"));
            drain_fini(&drained);
        }
        ef_buffer_fini(&zst);
    }
    ef_buffer_fini(&text);
    ef_buffer_fini(&whole);
}

Test(decode_zstd, catches_every_flipped_bit_of_the_checksum)
{
    ef_buffer zst = {0};
    pack_zstd(&zst, EF_SPAN_TEXT("a text that is checked"), &USUAL);
    for (size_t bit = 0; bit < 32; bit++) {
        char *const byte = zst.at + zst.len - 4 + bit / 8;
        *byte ^= (char)(1 << bit % 8);
        check_failure(ef_buffer_span(&zst), EARFUL_CORRUPT, "a text that is checked", zst.len - 4,
                      "checksum");
        *byte ^= (char)(1 << bit % 8);
    }
    ef_buffer_fini(&zst);
}

#define MAGIC    "\x28\xb5\x2f\xfd"
#define FRAME_HI MAGIC "\x20\x02\x11\x00\x00hi"

Test(decode_zstd, refuses_junk_behind_a_frame_at_its_place)
{
    check_failure(EF_SPAN_TEXT(FRAME_HI "junk"), EARFUL_CORRUPT, "hi", 11,
                  "behind a zstd frame are not zstd");
    check_failure(EF_SPAN_TEXT(FRAME_HI "\n"), EARFUL_CORRUPT, "hi", 11, "are not zstd");
    check_failure(EF_SPAN_TEXT(FRAME_HI "\x28\xb5\x2f\xfe and more"), EARFUL_CORRUPT, "hi", 11,
                  "are not zstd");
    check_failure(EF_SPAN_TEXT(FRAME_HI "\x28\xb5"), EARFUL_CORRUPT, "hi", 13, "cut short");
}

Test(decode_zstd, refuses_frames_it_cannot_decode)
{
    check_failure(EF_SPAN_TEXT(FRAME_HI MAGIC "\x28\x02\x11\x00\x00hi"), EARFUL_CORRUPT, "hi", 11,
                  "unknown flags");
    check_failure(EF_SPAN_TEXT(MAGIC "\x21\x07\x02\x11\x00\x00hi"), EARFUL_CORRUPT, "", 0,
                  "needs dictionary 7");
    check_failure(EF_SPAN_TEXT(MAGIC "\x20\x02\x17\x00\x00hi"), EARFUL_CORRUPT, "", 6,
                  "unknown type");
    check_failure(EF_SPAN_TEXT(MAGIC "\x20\x03\x11\x00\x00hi"), EARFUL_CORRUPT, "", 6, "damaged");
}

/* A frame that says 2 to the power of `log` and holds "hi" in an unknown content size. */
static ef_span frame_with_window(char room[11], int log)
{
    memcpy(room, MAGIC "\x00\x00\x11\x00\x00hi", 11);
    room[5] = (char)((log - 10) << 3);
    return ef_span_make(room, 11);
}

static earful_status status_of_window(int log, const ef_source_options *options, earful_error *err)
{
    char room[11];
    drain_result drained = drain_memory(frame_with_window(room, log), options, 64);
    *err = drained.error;
    drain_fini(&drained);
    return drained.status;
}

Test(decode_zstd, weighs_the_window_before_it_decodes)
{
    earful_error err;
    const ef_source_options wide = {.long_windows = true};
    const ef_source_options small = {.max_memory = 1 << 20};
    cr_assert_eq(status_of_window(27, NULL, &err), EARFUL_OK);
    cr_assert_eq(status_of_window(28, NULL, &err), EARFUL_LIMIT);
    cr_assert_str_eq(err.message, "a zstd frame needs a window of 256 MiB, more than 128 MiB; "
                                  "allow it with --long");
    cr_assert_eq(status_of_window(28, &wide, &err), EARFUL_OK);
    cr_assert_eq(status_of_window(32, &wide, &err), EARFUL_LIMIT);
    cr_assert_not_null(strstr(err.message, "4096 MiB, more than the 2048 MiB"));
    cr_assert_eq(status_of_window(20, &small, &err), EARFUL_OK);
    cr_assert_eq(status_of_window(21, &small, &err), EARFUL_LIMIT);
    cr_assert_not_null(strstr(err.message, "2 MiB, more than --max-memory allows"));
}

Test(decode_zstd, lets_a_short_frame_declare_a_wide_window)
{
    /* Window 2 GiB, content size in eight bytes: 2. */
    drain_result drained =
        drain_memory(EF_SPAN_TEXT(MAGIC "\xc0\xa8\x02\0\0\0\0\0\0\0\x11\x00\x00hi"), NULL, 64);
    cr_assert_eq(drained.status, EARFUL_OK, "%s", drained.error.message);
    cr_assert(ef_span_is(ef_buffer_span(&drained.bytes), "hi"));
    drain_fini(&drained);
}

Test(decode_zstd, delivers_the_frames_before_one_that_is_too_wide)
{
    char zst[22];
    memcpy(zst, FRAME_HI, 11);
    frame_with_window(zst + 11, 28);
    check_failure(ef_span_make(zst, sizeof zst), EARFUL_LIMIT, "hi", 11, "--long");
}

Test(decode_zstd, decodes_a_frame_at_once_into_no_more_than_the_room_it_is_given)
{
    ef_buffer text = {0};
    void *const context = ef_zstd_context_new();
    cr_assert_not_null(ef_buffer_reserve(&text, 1000));
    cr_assert_not(ef_zstd_decode_whole(context, EF_SPAN_TEXT(FRAME_HI), &text, 1));
    cr_assert_not(ef_zstd_decode_whole(context, EF_SPAN_TEXT(FRAME_HI "junk"), &text, 2));
    cr_assert_eq(text.len, 0);
    cr_assert(ef_zstd_decode_whole(context, EF_SPAN_TEXT(FRAME_HI), &text, 2));
    cr_assert(ef_zstd_decode_whole(context, EF_SPAN_TEXT(FRAME_HI), &text, 2));
    cr_assert(ef_span_is(ef_buffer_span(&text), "hihi"));
    ef_zstd_context_free(context);
    ef_buffer_fini(&text);
}
