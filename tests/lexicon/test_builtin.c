#include <stdio.h>

#include <criterion/criterion.h>

#include "base/file.h"
#include "lexicon/builtin.h"

Test(builtin, holds_the_very_bytes_of_the_files)
{
    for (size_t i = 0; ef_builtin_path(i) != NULL; i++) {
        char path[256];
        snprintf(path, sizeof path, "lexicons/%s", ef_builtin_path(i));
        ef_buffer bytes = {0};
        cr_assert_eq(ef_file_read(path, 1 << 24, &bytes, NULL), EARFUL_OK, "%s", path);
        const ef_span held = ef_builtin_file(ef_builtin_path(i));
        cr_assert(ef_span_equal(held, ef_buffer_span(&bytes)), "%s is another", path);
        cr_assert_eq(held.at[held.len], '\0');
        ef_buffer_fini(&bytes);
    }
}

Test(builtin, holds_whole_models)
{
    const char *const needed[] = {"en/model.ini",   "en/spelling.csv", "en/lexicon.csv",
                                  "en/topics.csv",  "de/model.ini",    "de/spelling.csv",
                                  "de/lexicon.csv", "de/topics.csv"};
    for (size_t i = 0; i < sizeof needed / sizeof needed[0]; i++)
        cr_assert_gt(ef_builtin_file(needed[i]).len, 0, "%s", needed[i]);
}

Test(builtin, holds_every_file_of_the_demo)
{
    size_t count = 0;
    for (size_t i = 0; ef_builtin_path(i) != NULL; i++)
        count += ef_span_starts_with(ef_span_of(ef_builtin_path(i)), EF_SPAN_TEXT("demo/"));
    cr_assert_eq(count, 6);
    cr_assert_gt(ef_builtin_file("demo/reviews.ndjson").len, 0);
}

Test(builtin, does_not_know_other_paths)
{
    cr_assert_null(ef_builtin_file("en/nothing.csv").at);
    cr_assert_null(ef_builtin_file("en").at);
    cr_assert_null(ef_builtin_file("").at);
}
