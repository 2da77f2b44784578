#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

static char room[] = "/tmp/earful-file-XXXXXX";

static void make_room(void)
{
    cr_assert_not_null(mkdtemp(room));
}

static void remove_room(void)
{
    char command[64];
    snprintf(command, sizeof command, "rm -rf %s", room);
    cr_assert_eq(system(command), 0);
}

TestSuite(file, .init = make_room, .fini = remove_room);

Test(file, is_read_back_as_it_was_written_and_leaves_no_temporary)
{
    char path[64];
    snprintf(path, sizeof path, "%s/a", room);
    earful_error err = {0};
    ef_buffer bytes = {0};
    cr_assert_eq(ef_file_write(path, EF_SPAN_TEXT("old"), &err), EARFUL_OK);
    cr_assert_eq(ef_file_write(path, EF_SPAN_TEXT("new\0bytes"), &err), EARFUL_OK);
    cr_assert_eq(ef_file_read(path, 100, &bytes, &err), EARFUL_OK);
    cr_assert(ef_span_equal(ef_buffer_span(&bytes), EF_SPAN_TEXT("new\0bytes")));
    ef_buffer_fini(&bytes);
    unlink(path);
    cr_assert_eq(rmdir(room), 0, "something else was left in the directory");
    cr_assert_eq(mkdir(room, 0700), 0);
}

Test(file, too_large_to_be_read_is_a_limit_with_its_path)
{
    char path[64];
    snprintf(path, sizeof path, "%s/a", room);
    earful_error err = {0};
    ef_buffer bytes = {0};
    ef_file_write(path, EF_SPAN_TEXT("12345"), &err);
    cr_assert_eq(ef_file_read(path, 4, &bytes, &err), EARFUL_LIMIT);
    cr_assert_str_eq(err.path, path);
    ef_buffer_fini(&bytes);
}

Test(file, on_a_full_device_fails_with_the_systems_words)
{
    earful_error err = {0};
    cr_assert_eq(ef_file_write("/dev/full", EF_SPAN_TEXT("x"), &err), EARFUL_IO);
    cr_assert_not_null(strstr(err.message, "No space left"), "%s", err.message);
}

Test(file, missing_names_its_path)
{
    earful_error err = {0};
    ef_buffer bytes = {0};
    cr_assert_eq(ef_file_read("/nowhere/at/all", 10, &bytes, &err), EARFUL_IO);
    cr_assert_str_eq(err.path, "/nowhere/at/all");
    cr_assert_neq(err.os_error, 0);
    cr_assert_eq(ef_file_write("/nowhere/at/all", EF_SPAN_TEXT("x"), NULL), EARFUL_IO);
}

Test(failure, the_first_one_stays)
{
    earful_error err = {0};
    ef_fail_at(&err, EARFUL_MODEL, "topics.csv", 3, 7, "first %d", 1);
    ef_fail(&err, EARFUL_IO, "second");
    cr_assert_eq(err.status, EARFUL_MODEL);
    cr_assert_eq(err.line, 3);
    cr_assert_eq(err.column, 7);
    cr_assert_str_eq(err.message, "first 1");
    cr_assert_eq(ef_fail(NULL, EARFUL_IO, "nobody listens"), EARFUL_IO);
}
