#include "bytes/frames.h"

#include <criterion/criterion.h>
#include <time.h>
#include <unistd.h>

#include "drain.h"
#include "support/pack.h"

enum { N_HELPERS = 3 };

static const pack_zstd_options USUAL = {.level = 1, .checksum = true};

static void *wait_for_turn(void *frames)
{
    ef_frames_take_turn(frames);
    ef_frames_pass_turn(frames);
    return NULL;
}

/* Reads an input while other threads wait for their turn. */
static drain_result drain_helped(const earful_input *input, unsigned n_helpers)
{
    ef_frames frames;
    pthread_t helpers[N_HELPERS];
    cr_assert(ef_frames_init(&frames, n_helpers + 1));
    ef_frames_take_turn(&frames);
    for (size_t i = 0; i < n_helpers; i++)
        cr_assert_eq(pthread_create(&helpers[i], NULL, wait_for_turn, &frames), 0);
    const drain_result drained = drain_input(input, &(ef_source_options){.frames = &frames}, 5000);
    ef_frames_pass_turn(&frames);
    for (size_t i = 0; i < n_helpers; i++)
        pthread_join(helpers[i], NULL);
    ef_frames_fini(&frames);
    return drained;
}

static void check_helped(ef_span raw)
{
    const earful_input input = {.name = "test", .data = raw.at, .size = raw.len};
    drain_result streamed = drain_input(&input, NULL, 5000);
    drain_result alone = drain_helped(&input, 0);
    drain_result helped = drain_helped(&input, N_HELPERS);
    check_same(&helped, &streamed);
    check_same(&helped, &alone);
    cr_assert_str_eq(helped.error.message, alone.error.message);
    drain_fini(&streamed);
    drain_fini(&alone);
    drain_fini(&helped);
}

/* Frames of every kind: short and long, skipped, empty, with windows too narrow to be decoded at
 * once, and one that is longer than a frame may be here. */
static void add_frames(ef_buffer *zst, uint64_t seed)
{
    ef_buffer text = {0};
    for (uint64_t i = 0; i < 40; i++) {
        const pack_zstd_options options = {.level = i % 5 == 0 ? 19 : 1,
                                           .window_log = i % 7 == 0 ? 10 : 0,
                                           .sized = i & 1,
                                           .checksum = i & 2,
                                           .flush_every = i % 3 == 0 ? 700 : 0};
        ef_buffer_reset(&text);
        pack_text(&text, i * i * 97 % 20000, seed + i);
        pack_zstd(zst, ef_buffer_span(&text), &options);
        if (i % 9 == 0)
            pack_skippable(zst, (uint32_t)(i * 1000));
    }
    ef_buffer_fini(&text);
}

Test(frames, of_every_kind_come_out_in_order_whoever_decodes_them, .timeout = 60)
{
    ef_buffer zst = {0};
    ef_buffer long_text = {0};
    add_frames(&zst, 1);
    pack_text(&long_text, 9 * 1024 * 1024, 5);
    pack_zstd(&zst, ef_buffer_span(&long_text), &USUAL);
    pack_zstd(&zst, ef_buffer_span(&long_text), &(pack_zstd_options){.level = 1, .sized = true});
    add_frames(&zst, 2);
    for (int again = 0; again < 2; again++)
        check_helped(ef_buffer_span(&zst));
    ef_buffer_fini(&zst);
    ef_buffer_fini(&long_text);
}

Test(frames, that_are_damaged_end_the_input_where_they_do_when_they_are_read_alone, .timeout = 60)
{
    ef_buffer zst = {0};
    add_frames(&zst, 3);
    for (size_t at = 10; at < zst.len; at += zst.len / 61) {
        zst.at[at] ^= 0x11;
        check_helped(ef_buffer_span(&zst));
        zst.at[at] ^= 0x11;
        check_helped(ef_span_make(zst.at, at));
    }
    ef_buffer_fini(&zst);
}

typedef struct reading {
    ef_raw_input raw;
    ef_frames frames;
} reading;

static void begin(reading *reading, const ef_buffer *zst, unsigned n_threads, uint64_t max_memory)
{
    const earful_input input = {.name = "test", .data = zst->at, .size = zst->len};
    ef_span piece;
    cr_assert(ef_frames_init(&reading->frames, n_threads));
    cr_assert_eq(ef_raw_input_open(&reading->raw, &input, NULL, NULL), EARFUL_OK);
    cr_assert_eq(ef_raw_input_next(&reading->raw, &piece, NULL), EARFUL_OK);
    ef_frames_take_turn(&reading->frames);
    ef_frames_begin(&reading->frames, &reading->raw, piece, max_memory);
}

static void end(reading *reading)
{
    ef_frames_fini(&reading->frames);
    ef_raw_input_close(&reading->raw);
}

static void check_next(reading *reading, ef_frame_state state)
{
    const ef_frame *frame = NULL;
    cr_assert_eq(ef_frames_next(&reading->frames, &frame, NULL), EARFUL_OK);
    cr_assert_not_null(frame);
    cr_assert_eq(frame->state, state);
}

Test(frames, come_out_raw_one_by_one_when_they_are_odd_or_above_the_limit)
{
    static const pack_zstd_options narrow = {.level = 1, .window_log = 10};
    reading reading;
    ef_buffer text = {0};
    ef_buffer zst = {0};
    pack_text(&text, 3000, 1);
    pack_zstd(&zst, EF_SPAN_TEXT("a frame"), &(pack_zstd_options){.level = 1, .sized = true});
    pack_zstd(&zst, ef_buffer_span(&text), &narrow);
    pack_zstd(&zst, EF_SPAN_TEXT("a frame"), &(pack_zstd_options){.level = 1, .sized = true});
    pack_zstd(&zst, ef_buffer_span(&text), &(pack_zstd_options){.level = 1, .sized = true});
    pack_skippable(&zst, 1000);
    pack_skippable(&zst, 2000);
    pack_skippable(&zst, 1000);
    begin(&reading, &zst, 5, 1500);
    check_next(&reading, EF_FRAME_DECODED);
    check_next(&reading, EF_FRAME_RAW);
    check_next(&reading, EF_FRAME_DECODED);
    check_next(&reading, EF_FRAME_RAW);
    check_next(&reading, EF_FRAME_DECODED);
    check_next(&reading, EF_FRAME_RAW);
    check_next(&reading, EF_FRAME_DECODED);
    const ef_frame *frame = NULL;
    cr_assert_eq(ef_frames_next(&reading.frames, &frame, NULL), EARFUL_OK);
    cr_assert_null(frame);
    ef_frames_end(&reading.frames);
    end(&reading);
    ef_buffer_fini(&text);
    ef_buffer_fini(&zst);
}

/* Nobody but a thread that waits for its turn can have decoded the second frame. */
Test(frames, are_decoded_by_who_waits_for_the_turn, .timeout = 20)
{
    reading reading;
    ef_buffer zst = {0};
    for (int i = 0; i < 3; i++)
        pack_zstd(&zst, EF_SPAN_TEXT("a frame"), &USUAL);
    begin(&reading, &zst, 4, 0);
    check_next(&reading, EF_FRAME_DECODED);
    pthread_t helper;
    cr_assert_eq(pthread_create(&helper, NULL, wait_for_turn, &reading.frames), 0);
    bool decoded = false;
    while (!decoded) {
        nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
        pthread_mutex_lock(&reading.frames.lock);
        decoded = reading.frames.ring[1].state == EF_FRAME_DECODED;
        pthread_mutex_unlock(&reading.frames.lock);
    }
    ef_frames_end(&reading.frames); /* with frames left */
    ef_frames_pass_turn(&reading.frames);
    pthread_join(helper, NULL);
    end(&reading);
    ef_buffer_fini(&zst);
}

Test(frames, are_left_to_the_next_input_once_one_is_digested)
{
    ef_buffer zst = {0};
    ef_frames frames;
    ef_source *sources[2];
    ef_digest digest;
    pack_zstd(&zst, EF_SPAN_TEXT("a frame"), &USUAL);
    const earful_input input = {.name = "test", .data = zst.at, .size = zst.len};
    cr_assert(ef_frames_init(&frames, 4));
    const ef_source_options options = {.frames = &frames};
    for (size_t i = 0; i < 2; i++) {
        char room[64];
        size_t got = 0;
        cr_assert_eq(ef_source_open(&input, &options, &sources[i], NULL), EARFUL_OK);
        cr_assert_eq(ef_source_read(sources[i], room, sizeof room, &got, NULL), EARFUL_OK);
        cr_assert(ef_span_is(ef_span_make(room, got), "a frame"));
        cr_assert_eq(ef_source_digest(sources[i], &digest, NULL), EARFUL_OK);
    }
    for (size_t i = 0; i < 2; i++)
        ef_source_close(sources[i]);
    ef_frames_fini(&frames);
    ef_buffer_fini(&zst);
}

/* The pipe stays open: a whole frame is not kept waiting for the next, and what came of that is read
 * once an interruption has ended the waiting. */
Test(frames, of_a_pipe_are_read_as_far_as_they_came, .timeout = 20)
{
    ef_buffer zst = {0};
    pack_zstd(&zst, EF_SPAN_TEXT("a whole one"), &USUAL);
    pack_zstd(&zst, EF_SPAN_TEXT(", and half of one"),
              &(pack_zstd_options){.level = 1, .flush_every = 5});
    int ends[2];
    cr_assert_eq(pipe(ends), 0);
    cr_assert_eq(write(ends[1], zst.at, zst.len - 9), (ssize_t)(zst.len - 9));
    dup2(ends[0], STDIN_FILENO);
    volatile bool interrupted = false;
    ef_frames frames;
    cr_assert(ef_frames_init(&frames, 4));
    const ef_source_options options = {.interrupted = &interrupted, .frames = &frames};
    ef_source *source = NULL;
    cr_assert_eq(ef_source_open(&(earful_input){.name = "-"}, &options, &source, NULL), EARFUL_OK);
    char room[64];
    size_t len = 0;
    size_t got = 0;
    cr_assert_eq(ef_source_read(source, room, 64, &len, NULL), EARFUL_OK);
    cr_assert(ef_span_is(ef_span_make(room, len), "a whole one"));
    interrupted = true;
    while (ef_source_read(source, room + len, 64 - len, &got, NULL) == EARFUL_OK)
        len += got;
    cr_assert(ef_span_is(ef_span_make(room, len), "a whole one, and half "));
    cr_assert_eq(ef_source_read(source, room, 64, &got, NULL), EARFUL_INTERRUPTED);
    ef_source_close(source);
    ef_frames_fini(&frames);
    close(ends[1]);
    ef_buffer_fini(&zst);
}
