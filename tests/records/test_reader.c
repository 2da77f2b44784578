#include <criterion/criterion.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "cutting.h"
#include "records/reader.h"

typedef struct interruption {
    volatile bool flag;
} interruption;

static void *interrupt_late(void *late)
{
    nanosleep(&(struct timespec){.tv_nsec = 50000000}, NULL);
    ((interruption *)late)->flag = true;
    return NULL;
}

/* Reads an input of whose plan `records` is told, writes down what came as cut_in_slices does, and
 * returns how it ended. */
static earful_status read_all(ef_span input, const char *records, size_t batch_bytes,
                              ef_buffer *log, earful_error *err)
{
    const earful_input from = {.name = "input", .data = input.at, .size = input.len};
    const ef_reader_options options = {.plan.records = records, .batch_bytes = batch_bytes};
    ef_reader *reader = NULL;
    earful_status status = ef_reader_open(&from, &options, &reader, err);
    uint64_t count = 0;
    ef_batch batch;
    ef_batch_init(&batch);
    for (bool more = status == EARFUL_OK; more;) {
        ef_batch_reset(&batch);
        status = ef_reader_fill(reader, &batch, &more, err);
        cr_assert_eq(batch.plan, ef_reader_plan(reader));
        cr_assert_str_eq(batch.input_name, "input");
        cr_assert_eq(batch.first_record, count);
        cr_assert_eq(more, status == EARFUL_OK && batch.n_records + batch.n_rejects > 0);
        size_t index = 0;
        for (size_t n_rejects = 0; index + n_rejects < batch.n_records + batch.n_rejects; count++) {
            ef_span bytes;
            if (n_rejects < batch.n_rejects && batch.rejects[n_rejects].record == count) {
                const ef_reject *const reject = &batch.rejects[n_rejects++];
                ef_buffer_add_format(log, "%llu!%s@%u<", (unsigned long long)reject->offset,
                                     ef_reason_name(reject->reason), reject->at);
                bytes = reject->bytes;
            } else {
                const ef_record *const record = &batch.records[index];
                cr_assert_leq(record->start + record->len, batch.len);
                cr_assert_eq(ef_batch_ordinal(&batch, index), count);
                ef_buffer_add_format(log, "%llu<", (unsigned long long)record->offset);
                bytes = ef_span_make(batch.bytes + record->start, record->len);
                index++;
            }
            ef_buffer_add_span(log, bytes);
            ef_buffer_add_char(log, '>');
        }
    }
    if (reader != NULL) {
        bool more = true;
        ef_batch_reset(&batch);
        cr_assert_eq(ef_reader_fill(reader, &batch, &more, NULL), status, "the end stays the end");
        cr_assert_not(more);
        cr_assert_eq(batch.n_records + batch.n_rejects, 0);
    }
    ef_batch_fini(&batch);
    ef_reader_close(reader);
    return status;
}

/* The flag is looked at before the pipe, so what an idle pipe held is read and the rest is not. */
Test(reader, keeps_whole_records_and_forgets_half_a_one_when_interrupted)
{
    int ends[2];
    cr_assert_eq(pipe(ends), 0);
    static const char text[] = "{\"text\":\"one\"}\n{\"text\":\"two\"}\n{\"text\":\"thr";
    cr_assert_eq(write(ends[1], text, sizeof text - 1), sizeof text - 1);
    dup2(ends[0], STDIN_FILENO);
    interruption late = {0};
    pthread_t thread;
    cr_assert_eq(pthread_create(&thread, NULL, interrupt_late, &late), 0);
    const ef_reader_options options = {.source.interrupted = &late.flag};
    ef_reader *reader = NULL;
    cr_assert_eq(ef_reader_open(&(earful_input){.name = "-"}, &options, &reader, NULL), EARFUL_OK);
    ef_batch batch;
    ef_batch_init(&batch);
    bool more = true;
    earful_error err = {0};
    cr_assert_eq(ef_reader_fill(reader, &batch, &more, &err), EARFUL_INTERRUPTED);
    cr_assert_str_eq(err.message, "interrupted");
    cr_assert_not(more);
    cr_assert_eq(batch.n_records, 2);
    cr_assert_eq(batch.n_rejects, 0);
    ef_batch_fini(&batch);
    ef_reader_close(reader);
    pthread_join(thread, NULL);
    close(ends[1]);
}

static void expect_read(ef_span input, const char *records, const char *expected)
{
    static const size_t sizes[] = {1, 2, 3, 5, 8, 13, 64, 1000, 0};
    for (size_t i = 0; i < EF_COUNT(sizes); i++) {
        ef_buffer log = {0};
        earful_error err = {0};
        cr_assert_eq(read_all(input, records, sizes[i], &log, &err), EARFUL_OK, "%s", err.message);
        cr_assert(ef_span_is(ef_buffer_span(&log), expected), "batches of %zu: %.*s not %s",
                  sizes[i], (int)log.len, log.at, expected);
        ef_buffer_fini(&log);
    }
}

#define EXPECT(input, records, expected) expect_read(EF_SPAN_TEXT(input), records, expected)

Test(reader, gives_the_records_of_every_form_for_any_size_of_batch)
{
    EXPECT("{\"text\":\"a\"}\n\n{\"text\":\"b\"}", NULL, "0<{\"text\":\"a\"}>14<{\"text\":\"b\"}>");
    EXPECT("id,text\n1,\"a\nb\"\n2,c\n", NULL, "8<1,\"a\nb\">16<2,c>");
    EXPECT("id\ttext\n1\ta\n2\tc\n", NULL, "8<1\ta>12<2\tc>");
    EXPECT("Good phone.\nBad food.\n", NULL, "0<Good phone.>12<Bad food.>");
    EXPECT("[{\"text\":\"a\"},\n{\"text\":\"b\"}]", NULL,
           "1<{\"text\":\"a\"}>15<{\"text\":\"b\"}>");
    EXPECT("{\"x\":[{\"text\":\"long and not looked at\"}],\"y\":[{\"text\":\"b\"}]}", "y[]",
           "46<{\"text\":\"b\"}>");
}

Test(reader, counts_rejects_and_records_in_one_sequence)
{
    EXPECT("[{\"text\":\"a\"},{\"text\":\"b\"} {\"text\":\"c\"}]", NULL,
           "1<{\"text\":\"a\"}>14<{\"text\":\"b\"}>27!bad_json@0<>");
    EXPECT("id,text\n1,a\n2,\"b\n", NULL, "8<1,a>12!cut_short@0<2,\"b\n>");
}

/* ASCII as UTF-16. */
static ef_span widen(const char *text, bool big_endian, ef_buffer *out)
{
    ef_buffer_add(out, big_endian ? "\xfe\xff" : "\xff\xfe", 2);
    for (const char *c = text; *c != '\0'; c++) {
        ef_buffer_add_char(out, big_endian ? '\0' : *c);
        ef_buffer_add_char(out, big_endian ? *c : '\0');
    }
    return ef_buffer_span(out);
}

Test(reader, reads_utf16_and_tells_offsets_in_its_bytes)
{
    for (int big_endian = 0; big_endian < 2; big_endian++) {
        ef_buffer bytes = {0};
        expect_read(widen("id,text\n1,a\n2,b\n", big_endian, &bytes), NULL, "18<1,a>26<2,b>");
        ef_buffer_fini(&bytes);
    }
    EXPECT("\xfe\xff\0i\0d\0,\0t\0e\0x\0t\0\n\0001\0,\xd8\x3d\xde\0\x20\xac\0\n\0002\0,\0x", NULL,
           "18<1,\xf0\x9f\x98\x80\xe2\x82\xac>30<2,x>");
}

Test(reader, rejects_the_record_that_half_a_code_unit_ends)
{
    ef_buffer bytes = {0};
    widen("id,text\n1,a\n2,b", false, &bytes);
    ef_buffer_add_char(&bytes, 'x');
    expect_read(ef_buffer_span(&bytes), NULL, "18<1,a>26!bad_utf16@0<2,b>");
    ef_buffer_fini(&bytes);
    widen("id,text\n1,a\n", true, &bytes);
    ef_buffer_add_char(&bytes, '\n');
    expect_read(ef_buffer_span(&bytes), NULL, "18<1,a>26!bad_utf16@0<>");
    ef_buffer_fini(&bytes);
}

/* A gzip member of one stored block, which is allowed to be cut off anywhere. */
static void add_gzip(ef_span text, ef_buffer *out)
{
    const unsigned char head[] = {0x1f,
                                  0x8b,
                                  8,
                                  0,
                                  0,
                                  0,
                                  0,
                                  0,
                                  0,
                                  0xff,
                                  1,
                                  text.len & 0xff,
                                  text.len >> 8,
                                  ~text.len & 0xff,
                                  ~text.len >> 8 & 0xff};
    ef_buffer_add(out, (const char *)head, sizeof head);
    ef_buffer_add_span(out, text);
}

static void expect_damaged(const char *text, const char *expected)
{
    static const size_t sizes[] = {1, 7, 64, 0};
    ef_buffer input = {0};
    add_gzip(ef_span_of(text), &input); /* the trailer is missing */
    for (size_t i = 0; i < EF_COUNT(sizes); i++) {
        ef_buffer log = {0};
        earful_error err = {0};
        cr_assert_eq(read_all(ef_buffer_span(&input), NULL, sizes[i], &log, &err), EARFUL_CORRUPT);
        cr_assert_eq(err.status, EARFUL_CORRUPT);
        cr_assert_eq(err.offset, input.len, "%llu", (unsigned long long)err.offset);
        cr_assert(ef_span_is(ef_buffer_span(&log), expected), "batches of %zu: %.*s not %s",
                  sizes[i], (int)log.len, log.at, expected);
        ef_buffer_fini(&log);
    }
    ef_buffer_fini(&input);
}

Test(reader, lets_stand_what_precedes_damage_and_rejects_what_it_cuts)
{
    expect_damaged("{\"text\":\"a\"}\n{\"text\":\"b\"}\n{\"te",
                   "0<{\"text\":\"a\"}>13<{\"text\":\"b\"}>26!cut_short@0<{\"te>");
    expect_damaged("id,text\n1,a\n2,b", "8<1,a>12!cut_short@0<2,b>");
    expect_damaged("Good phone.\nBad fo", "0<Good phone.>12!cut_short@0<Bad fo>");
    expect_damaged("[{\"text\":\"a\"},{\"text\":\"b\"},",
                   "1<{\"text\":\"a\"}>14<{\"text\":\"b\"}>");
}

Test(reader, says_at_once_that_nothing_can_be_decoded)
{
    earful_error err = {0};
    ef_buffer log = {0};
    cr_assert_eq(read_all(EF_SPAN_TEXT("\x1f\x8b\x08"), NULL, 0, &log, &err), EARFUL_CORRUPT);
    cr_assert_eq(err.status, EARFUL_CORRUPT);
}

/* Records of all lengths, many of them longer than the smaller batches. */
static void write_lines(ef_buffer *out, size_t count)
{
    unsigned random = 11;
    for (size_t i = 0; i < count; i++) {
        ef_buffer_add_format(out, "{\"text\":\"%zu ", i);
        const size_t words = draw(&random, draw(&random, 50) == 0 ? 3000 : 30);
        for (size_t word = 0; word < words; word++)
            ef_buffer_add_text(out, "word ");
        ef_buffer_add_text(out, "\"}\n");
    }
}

Test(reader, gives_the_same_records_in_batches_of_all_sizes)
{
    static const size_t sizes[] = {1, 17, 100, 4096, 65536, 1000000, 0};
    static const ef_plan plan = {.form = EF_NDJSON};
    ef_buffer input = {0};
    ef_buffer expected = {0};
    write_lines(&input, 12000); /* more than the head */
    cr_assert_gt(input.len, 1 << 20);
    cut_in_slices(&plan, ef_buffer_span(&input), EF_ENDED, 0, (slicing){.size = input.len},
                  &expected);
    for (size_t i = 0; i < EF_COUNT(sizes); i++) {
        ef_buffer log = {0};
        cr_assert_eq(read_all(ef_buffer_span(&input), NULL, sizes[i], &log, NULL), EARFUL_OK);
        cr_assert(ef_span_equal(ef_buffer_span(&log), ef_buffer_span(&expected)), "%zu", sizes[i]);
        ef_buffer_fini(&log);
    }
    ef_buffer_fini(&expected);
    ef_buffer_fini(&input);
}

Test(reader, gives_the_same_records_of_utf16_in_batches_of_all_sizes)
{
    static const size_t sizes[] = {1, 100, 5000, 20000, 300000, 0};
    static const ef_plan plan = {.form = EF_NDJSON};
    ef_buffer text = {0};
    ef_buffer input = {0};
    ef_buffer expected = {0};
    write_lines(&text, 6000);
    ef_buffer_add_char(&text, '\0');
    ef_splitter splitter;
    ef_splitter_init(&splitter, &plan);
    ef_cut cut;
    while (ef_splitter_next(&splitter, ef_span_make(text.at, text.len - 1), EF_ENDED, &cut)) {
        ef_buffer_add_format(&expected, "%zu<", 2 + 2 * cut.start);
        ef_buffer_add(&expected, text.at + cut.start, cut.len);
        ef_buffer_add_char(&expected, '>');
    }
    widen(text.at, true, &input);
    cr_assert_gt(input.len, 1 << 20);
    for (size_t i = 0; i < EF_COUNT(sizes); i++) {
        ef_buffer log = {0};
        cr_assert_eq(read_all(ef_buffer_span(&input), NULL, sizes[i], &log, NULL), EARFUL_OK);
        cr_assert(ef_span_equal(ef_buffer_span(&log), ef_buffer_span(&expected)), "%zu", sizes[i]);
        ef_buffer_fini(&log);
    }
    ef_buffer_fini(&expected);
    ef_buffer_fini(&input);
    ef_buffer_fini(&text);
}

Test(reader, takes_a_record_up_to_the_limit_and_rejects_a_longer_one)
{
    static const char end[] = "\"}>16777230!too_long@0<>33554448<{\"text\":\"y\"}>";
    ef_buffer input = {0};
    ef_buffer log = {0};
    ef_buffer_add_text(&input, "{\"text\":\"z\"}\n");
    for (size_t len = EF_RECORD_LIMIT; len <= EF_RECORD_LIMIT + 1; len++) {
        ef_buffer_add_text(&input, "{\"text\":\"");
        char *const room = ef_buffer_reserve(&input, len - 11);
        memset(room, 'x', len - 11);
        input.len += len - 11;
        ef_buffer_add_text(&input, "\"}\n");
    }
    ef_buffer_add_text(&input, "{\"text\":\"y\"}\n");
    cr_assert_eq(read_all(ef_buffer_span(&input), NULL, 0, &log, NULL), EARFUL_OK);
    cr_assert_eq(log.len, strlen("0<{\"text\":\"z\"}>13<") + EF_RECORD_LIMIT - 2 + strlen(end));
    cr_assert(ef_span_is(ef_span_make(log.at + log.len - strlen(end), strlen(end)), end));
    ef_buffer_fini(&input);
    ef_buffer_fini(&log);
}
