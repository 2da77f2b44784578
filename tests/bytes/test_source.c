#include <criterion/criterion.h>

#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "drain.h"
#include "support/pack.h"

static drain_result drain_text(const char *text)
{
    return drain_memory(ef_span_of(text), NULL, 4096);
}

Test(source, reads_an_empty_input_as_plain_with_no_bytes)
{
    drain_result drained = drain_text("");
    cr_assert_eq(drained.status, EARFUL_OK);
    cr_assert_eq(drained.compression, EF_PLAIN);
    cr_assert_eq(drained.bytes.len, 0);
    cr_assert_eq(ef_digest_compare(drained.digest, ef_digest_of(EF_SPAN_TEXT(""))), 0);
    drain_fini(&drained);
}

Test(source, gives_plain_bytes_as_they_are_for_every_capacity)
{
    ef_buffer text = {0};
    pack_text(&text, 300000, 1);
    check_every_capacity(ef_buffer_span(&text), ef_buffer_span(&text));
    ef_buffer_fini(&text);
}

Test(source, recognises_compression_by_content_alone)
{
    static const struct {
        const char *bytes;
        ef_compression compression;
    } CASES[] = {
        {"{\"text\":\"a\"}", EF_PLAIN},
        {"(", EF_PLAIN},
        {"P*M", EF_PLAIN},
        {"\x1f", EF_GZIP},
        {"\x1f\x8b", EF_GZIP},
        {"\x28\xb5", EF_ZSTD},
        {"\x28\xb5\x2f", EF_ZSTD},
        {"P*M\x18\x01", EF_ZSTD},
        {"BZh is a word", EF_PLAIN},
    };
    for (size_t i = 0; i < EF_COUNT(CASES); i++) {
        drain_result drained = drain_text(CASES[i].bytes);
        cr_assert_eq(drained.compression, CASES[i].compression, "case %zu", i);
        drain_fini(&drained);
    }
}

Test(source, calls_half_a_magic_cut_short)
{
    static const char *const CASES[] = {"\x1f", "\x1f\x8b", "\x28\xb5", "\x28\xb5\x2f"};
    for (size_t i = 0; i < EF_COUNT(CASES); i++) {
        drain_result drained = drain_text(CASES[i]);
        cr_assert_eq(drained.status, EARFUL_CORRUPT);
        cr_assert_eq(drained.error.offset, strlen(CASES[i]));
        cr_assert_not_null(strstr(drained.error.message, "cut short"));
        drain_fini(&drained);
    }
}

Test(source, names_a_compression_that_it_cannot_read)
{
    static const struct {
        ef_span bytes;
        const char *message;
    } CASES[] = {
        {EF_SPAN("\xfd\x37zXZ\0\0\x04"), "xz is not read"},
        {EF_SPAN("BZh91AY&SY\x01"), "bzip2 is not read"},
        {EF_SPAN("PK\x03\x04\x14\0"), "zip is not read"},
        {EF_SPAN("\x04\x22\x4d\x18\x40"), "lz4 is not read"},
    };
    for (size_t i = 0; i < EF_COUNT(CASES); i++) {
        drain_result drained = drain_memory(CASES[i].bytes, NULL, 64);
        cr_assert_eq(drained.status, EARFUL_USAGE);
        cr_assert_not_null(strstr(drained.error.message, CASES[i].message));
    }
}

Test(source, opens_no_directory_and_nothing_that_is_not_there)
{
    drain_result directory = drain_input(&(earful_input){.name = "/"}, NULL, 64);
    cr_assert_eq(directory.status, EARFUL_USAGE);
    cr_assert_str_eq(directory.error.path, "/");
    drain_result missing = drain_input(&(earful_input){.name = "no/such/file"}, NULL, 64);
    cr_assert_eq(missing.status, EARFUL_IO);
    cr_assert_neq(missing.error.os_error, 0);
    drain_result nameless = drain_input(&(earful_input){0}, NULL, 64);
    cr_assert_eq(nameless.status, EARFUL_USAGE);
}

Test(source, reads_a_file_and_knows_its_size)
{
    char path[] = "/tmp/earful-source-XXXXXX";
    close(mkstemp(path));
    ef_buffer text = {0};
    pack_text(&text, 700000, 2);
    cr_assert_eq(ef_file_write(path, ef_buffer_span(&text), NULL), EARFUL_OK);
    const earful_input input = {.name = path};
    drain_result drained = drain_input(&input, NULL, 100000);
    cr_assert(ef_span_equal(ef_buffer_span(&drained.bytes), ef_buffer_span(&text)));
    cr_assert_eq(ef_digest_compare(drained.digest, ef_digest_of(ef_buffer_span(&text))), 0);
    ef_source *source = NULL;
    cr_assert_eq(ef_source_open(&input, NULL, &source, NULL), EARFUL_OK);
    cr_assert_eq(ef_source_size(source), text.len);
    cr_assert_str_eq(ef_source_name(source), path);
    ef_source_close(source);
    drain_fini(&drained);
    ef_buffer_fini(&text);
    unlink(path);
}

/* A socket that keeps messages apart makes every read a short one. */
Test(source, reads_input_that_comes_in_single_bytes)
{
    ef_buffer zst = {0};
    pack_zstd(&zst, EF_SPAN_TEXT("one byte at a time"), &(pack_zstd_options){.level = 3});
    int ends[2];
    cr_assert_eq(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, ends), 0);
    for (size_t i = 0; i < zst.len; i++)
        cr_assert_eq(write(ends[1], zst.at + i, 1), 1);
    close(ends[1]);
    dup2(ends[0], STDIN_FILENO);
    drain_result drained = drain_input(&(earful_input){.name = "-"}, NULL, 5);
    cr_assert_eq(drained.compression, EF_ZSTD);
    cr_assert(ef_span_is(ef_buffer_span(&drained.bytes), "one byte at a time"));
    drain_fini(&drained);
    ef_buffer_fini(&zst);
}

Test(source, waits_for_a_descriptor_that_does_not_block)
{
    int ends[2];
    cr_assert_eq(pipe(ends), 0);
    cr_assert_eq(fcntl(ends[0], F_SETFL, O_NONBLOCK), 0);
    const pid_t child = fork();
    if (child == 0) {
        nanosleep(&(struct timespec){.tv_nsec = 20000000}, NULL);
        _exit(write(ends[1], "late", 4) == 4 ? 0 : 1);
    }
    close(ends[1]);
    dup2(ends[0], STDIN_FILENO);
    drain_result drained = drain_input(&(earful_input){.name = "-"}, NULL, 64);
    cr_assert_eq(drained.status, EARFUL_OK, "%s", drained.error.message);
    cr_assert(ef_span_is(ef_buffer_span(&drained.bytes), "late"));
    drain_fini(&drained);
}

Test(source, ends_waiting_for_a_pipe_once_it_is_interrupted)
{
    int ends[2];
    cr_assert_eq(pipe(ends), 0);
    cr_assert_eq(write(ends[1], "what came before is read", 24), 24);
    dup2(ends[0], STDIN_FILENO);
    const volatile bool no = false;
    const volatile bool yes = true;
    ef_source_options options = {.interrupted = &yes};
    ef_source *source = NULL;
    earful_error err = {0};
    cr_assert_eq(ef_source_open(&(earful_input){.name = "-"}, &options, &source, &err),
                 EARFUL_INTERRUPTED);
    cr_assert_str_eq(err.message, "interrupted");
    cr_assert_null(source);

    options.interrupted = &no;
    cr_assert_eq(ef_source_open(&(earful_input){.name = "-"}, &options, &source, NULL), EARFUL_OK);
    char room[64];
    size_t got = 0;
    cr_assert_eq(ef_source_read(source, room, sizeof room, &got, NULL), EARFUL_OK);
    cr_assert(ef_span_is(ef_span_make(room, got), "what came before is read"));
    ef_source_close(source);
    close(ends[1]);
}

/* The flag turns true while the source waits: nothing but looking again can notice. */
typedef struct late_flag {
    volatile bool flag;
} late_flag;

static void *raise_late(void *late)
{
    nanosleep(&(struct timespec){.tv_nsec = 20000000}, NULL);
    ((late_flag *)late)->flag = true;
    return NULL;
}

Test(source, notices_an_interruption_while_it_waits, .timeout = 20)
{
    int ends[2];
    cr_assert_eq(pipe(ends), 0);
    dup2(ends[0], STDIN_FILENO);
    late_flag late = {0};
    const ef_source_options options = {.interrupted = &late.flag};
    pthread_t thread;
    cr_assert_eq(pthread_create(&thread, NULL, raise_late, &late), 0);
    ef_source *source = NULL;
    cr_assert_eq(ef_source_open(&(earful_input){.name = "-"}, &options, &source, NULL),
                 EARFUL_INTERRUPTED);
    pthread_join(thread, NULL);
    close(ends[1]);
}

Test(source, waits_for_the_first_writer_of_a_fifo)
{
    char name[] = "/tmp/earful-fifo-XXXXXX";
    cr_assert_not_null(mkdtemp(name));
    char path[64];
    snprintf(path, sizeof path, "%s/fifo", name);
    cr_assert_eq(mkfifo(path, 0600), 0);
    const pid_t child = fork();
    if (child == 0) {
        nanosleep(&(struct timespec){.tv_nsec = 20000000}, NULL);
        const int file = open(path, O_WRONLY);
        _exit(write(file, "at last", 7) == 7 ? 0 : 1);
    }
    drain_result drained = drain_input(&(earful_input){.name = path}, NULL, 64);
    cr_assert_eq(drained.status, EARFUL_OK, "%s", drained.error.message);
    cr_assert(ef_span_is(ef_buffer_span(&drained.bytes), "at last"));
    drain_fini(&drained);
    unlink(path);
    rmdir(name);
}

Test(source, says_the_same_at_every_later_call)
{
    ef_buffer gz = {0};
    pack_gzip(&gz, EF_SPAN_TEXT("some text"), 6);
    gz.len -= 3;
    const earful_input input = {.name = "cut", .data = gz.at, .size = gz.len};
    ef_source *source = NULL;
    cr_assert_eq(ef_source_open(&input, NULL, &source, NULL), EARFUL_OK);
    char room[64];
    size_t got = 0;
    cr_assert_eq(ef_source_read(source, room, sizeof room, &got, NULL), EARFUL_OK);
    cr_assert_eq(got, 9);
    for (int again = 0; again < 3; again++) {
        earful_error err = {0};
        cr_assert_eq(ef_source_read(source, room, sizeof room, &got, &err), EARFUL_CORRUPT);
        cr_assert_eq(got, 0);
        cr_assert_eq(err.offset, gz.len);
    }
    ef_source_close(source);
    ef_buffer_fini(&gz);
}

Test(source, digests_the_raw_bytes_behind_damage_too)
{
    ef_buffer gz = {0};
    pack_gzip(&gz, EF_SPAN_TEXT("some text"), 6);
    pack_text(&gz, 600000, 3);
    drain_result drained = drain_memory(ef_buffer_span(&gz), NULL, 4096);
    cr_assert_eq(drained.status, EARFUL_CORRUPT);
    cr_assert_eq(ef_digest_compare(drained.digest, ef_digest_of(ef_buffer_span(&gz))), 0);
    drain_fini(&drained);
    ef_buffer_fini(&gz);
}
