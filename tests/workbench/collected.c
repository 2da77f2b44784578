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

void write_temporary(char *path, const char *text)
{
    const int file = mkstemp(path);
    cr_assert_geq(file, 0);
    close(file);
    cr_assert_eq(ef_file_write(path, ef_span_of(text), NULL), EARFUL_OK);
}
