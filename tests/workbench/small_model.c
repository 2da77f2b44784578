#include "small_model.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"

void small_model_put(const small_model *self, const char *name, const char *text)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", self->directory, name);
    cr_assert_eq(ef_file_write(path, ef_span_of(text), NULL), EARFUL_OK);
}

void small_model_begin(small_model *self, const char *lexicon, const char *topics)
{
    *self = (small_model){.directory = "/tmp/earful-lint-XXXXXX"};
    cr_assert_not_null(mkdtemp(self->directory));
    small_model_put(self, "model.ini", "name = Small\nlanguage = en\n");
    small_model_put(self, "lexicon.csv", lexicon);
    small_model_put(self, "topics.csv", topics);
}

static bool keep(void *context, const char *bytes, size_t len)
{
    ef_buffer_add(context, bytes, len);
    return true;
}

const char *small_model_say(small_model *self, workbench_tool *tool, bool ndjson)
{
    ef_buffer raw = {0};
    const earful_sink sink = {keep, &raw};
    const earful_model_options options = {.directory = self->directory};
    const earful_report report = {&sink, ndjson};
    self->err = (earful_error){0};
    cr_assert_eq(tool(&options, report, &self->findings, &self->err), EARFUL_OK, "%s",
                 self->err.message);
    const size_t skip = strlen(self->directory) + 1;
    ef_buffer_reset(&self->said);
    for (size_t i = 0; i < raw.len; i++) {
        if (raw.len - i >= skip && memcmp(raw.at + i, self->directory, skip - 1) == 0)
            i += skip;
        ef_buffer_add_char(&self->said, raw.at[i]);
    }
    ef_buffer_add_char(&self->said, '\0');
    ef_buffer_fini(&raw);
    return self->said.at;
}

void small_model_end(small_model *self)
{
    if (self->directory[0] == '\0')
        return;
    DIR *const directory = opendir(self->directory);
    char path[512];
    for (const struct dirent *entry; (entry = readdir(directory)) != NULL;) {
        snprintf(path, sizeof path, "%s/%s", self->directory, entry->d_name);
        unlink(path);
    }
    closedir(directory);
    rmdir(self->directory);
    ef_buffer_fini(&self->said);
    *self = (small_model){0};
}
