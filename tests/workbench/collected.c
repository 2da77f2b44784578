#include "workbench/collected.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"

static bool collect(void *context, const char *bytes, size_t len)
{
    ef_buffer_add(context, bytes, len);
    return true;
}

void collected_init(collected *self, const char *ndjson)
{
    *self = (collected){.options = {.sample = 1, .max_cells = 100000, .threads = 1}};
    self->sink = (earful_sink){.write = collect, .context = &self->out};
    self->report.sink = &self->sink;
    self->inputs[0] =
        (earful_input){.name = "records.ndjson", .data = ndjson, .size = strlen(ndjson)};
    self->corpus =
        (earful_corpus){.options = &self->options, .inputs = self->inputs, .n_inputs = 1};
}

void collected_fini(collected *self)
{
    ef_buffer_fini(&self->out);
}

const char *collected_text(collected *self)
{
    ef_buffer_add_char(&self->out, '\0');
    cr_assert_not(self->out.failed);
    self->out.len = 0;
    return self->out.at;
}

earful_model *open_with_topics(const char *rows)
{
    earful_model *model = NULL;
    earful_error err = {0};
    char path[] = "/tmp/earful-topics-XXXXXX";
    const char *const paths[] = {path};
    earful_model_options options = {0};
    if (rows != NULL) {
        ef_buffer sheet = {0};
        ef_buffer_add_text(&sheet, "topic,rule\n");
        ef_buffer_add_text(&sheet, rows);
        close(mkstemp(path));
        cr_assert_eq(ef_file_write(path, ef_buffer_span(&sheet), NULL), EARFUL_OK);
        ef_buffer_fini(&sheet);
        options = (earful_model_options){.topics = paths, .n_topics = 1};
    }
    cr_assert_eq(earful_model_open(&options, &model, &err), EARFUL_OK, "%s:%u: %s", err.path,
                 err.line, err.message);
    if (rows != NULL)
        unlink(path);
    return model;
}
