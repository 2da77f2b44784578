#include "drain.h"

#include <criterion/criterion.h>
#include <stdlib.h>

#include "bytes/frames.h"

static void read_all(ef_source *source, size_t capacity, drain_result *drained)
{
    size_t got = 1;
    while (drained->status == EARFUL_OK && got > 0) {
        char *const room = ef_buffer_reserve(&drained->bytes, capacity);
        cr_assert_not_null(room);
        drained->status = ef_source_read(source, room, capacity, &got, &drained->error);
        cr_assert(got == 0 || drained->status == EARFUL_OK);
        drained->bytes.len += got;
    }
    cr_assert_eq(ef_source_decoded_bytes(source), drained->bytes.len);
}

drain_result drain_input(const earful_input *input, const ef_source_options *options,
                         size_t capacity)
{
    drain_result drained = {0};
    ef_source *source = NULL;
    drained.status = ef_source_open(input, options, &source, &drained.error);
    if (drained.status != EARFUL_OK) {
        cr_assert_null(source);
        return drained;
    }
    read_all(source, capacity, &drained);
    drained.compression = ef_source_compression(source);
    drained.raw_bytes = ef_source_raw_bytes(source);
    cr_assert_eq(ef_source_digest(source, &drained.digest, NULL), EARFUL_OK);
    ef_source_close(source);
    return drained;
}

void check_same(const drain_result *a, const drain_result *b)
{
    const size_t ours = strcspn(a->error.message, ":");
    cr_assert_eq(a->status, b->status, "%s, %s", a->error.message, b->error.message);
    cr_assert(strncmp(a->error.message, b->error.message, ours) == 0);
    cr_assert_eq(a->error.offset, b->error.offset);
    cr_assert(ef_span_equal(ef_buffer_span(&a->bytes), ef_buffer_span(&b->bytes)));
    cr_assert_eq(a->raw_bytes, b->raw_bytes);
    cr_assert_eq(ef_digest_compare(a->digest, b->digest), 0);
}

/* As it is read when frames are decoded ahead. */
static void check_frames(const earful_input *input, const ef_source_options *options,
                         size_t capacity, const drain_result *wanted)
{
    ef_source_options ahead = options != NULL ? *options : (ef_source_options){0};
    for (unsigned n_threads = 1; n_threads < 8; n_threads += 6) {
        ef_frames frames;
        cr_assert(ef_frames_init(&frames, n_threads));
        ahead.frames = &frames;
        drain_result drained = drain_input(input, &ahead, capacity);
        check_same(&drained, wanted);
        drain_fini(&drained);
        ef_frames_fini(&frames);
    }
}

/* From a copy of exactly that size, so that a sanitizer sees a byte too far. */
drain_result drain_memory(ef_span raw, const ef_source_options *options, size_t capacity)
{
    char *const copy = malloc(raw.len > 0 ? raw.len : 1);
    if (raw.len > 0)
        memcpy(copy, raw.at, raw.len);
    const earful_input input = {.name = "test", .data = copy, .size = raw.len};
    const drain_result drained = drain_input(&input, options, capacity);
    check_frames(&input, options, capacity, &drained);
    free(copy);
    return drained;
}

void drain_fini(drain_result *drained)
{
    ef_buffer_fini(&drained->bytes);
}

static bool is_end(size_t cut, const size_t *ends, size_t n_ends)
{
    for (size_t i = 0; i < n_ends; i++)
        if (ends[i] == cut)
            return true;
    return false;
}

void check_every_cut(ef_span raw, ef_span whole, const size_t *ends, size_t n_ends)
{
    size_t before = 0;
    for (size_t cut = 2; cut < raw.len; cut++) {
        drain_result drained = drain_memory(ef_span_make(raw.at, cut), NULL, 4096);
        const ef_span got = ef_buffer_span(&drained.bytes);
        cr_assert(ef_span_starts_with(whole, got), "cut at %zu", cut);
        cr_assert_geq(got.len, before, "cut at %zu gives less than a byte earlier", cut);
        before = got.len;
        if (is_end(cut, ends, n_ends)) {
            cr_assert_eq(drained.status, EARFUL_OK, "cut at %zu", cut);
        } else {
            cr_assert_eq(drained.status, EARFUL_CORRUPT, "cut at %zu", cut);
            cr_assert_eq(drained.error.offset, cut);
            cr_assert_not_null(strstr(drained.error.message, "cut short"));
            cr_assert_str_eq(drained.error.path, "test");
        }
        drain_fini(&drained);
    }
}

void check_every_capacity(ef_span raw, ef_span whole)
{
    static const size_t CAPACITIES[] = {1, 2, 7, 4096, 1 << 20};
    for (size_t i = 0; i < EF_COUNT(CAPACITIES); i++) {
        drain_result drained = drain_memory(raw, NULL, CAPACITIES[i]);
        cr_assert_eq(drained.status, EARFUL_OK, "%s", drained.error.message);
        cr_assert(ef_span_equal(ef_buffer_span(&drained.bytes), whole), "%zu", CAPACITIES[i]);
        cr_assert_eq(drained.raw_bytes, raw.len);
        cr_assert_eq(ef_digest_compare(drained.digest, ef_digest_of(raw)), 0);
        drain_fini(&drained);
    }
}
