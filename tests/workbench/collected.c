#include "workbench/collected.h"

#include <criterion/criterion.h>
#include <stdio.h>
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

/* Some thousand sentences: one in forty complains about the courier, others about food and rooms. */
void make_complaints(ef_buffer *out)
{
    static const char *const subjects[] = {"waiter", "soup",  "room",  "window",
                                           "garden", "bread", "table", "carpet"};
    static const char *const verdicts[] = {"awful", "terrible", "lovely", "great", "here", "new"};
    static const char *const complaints[] = {
        "The courier vanished, awful", "A terrible courier again",
        "The handover vanished, horrible", "An awful handover it was"};
    uint64_t dice = 11;
    for (unsigned i = 0; i < 1500; i++) {
        dice = dice * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        const unsigned roll = (unsigned)(dice >> 40);
        if (i % 40 == 0)
            ef_buffer_add_format(out, "{\"text\":\"%s.\"}\n", complaints[roll % 4]);
        else
            ef_buffer_add_format(out, "{\"text\":\"The %s near the %s is %s.\"}\n",
                                 subjects[roll % 8], subjects[roll / 8 % 8],
                                 verdicts[roll / 64 % 6]);
    }
    ef_buffer_add_char(out, '\0');
}

/* A model whose topics are these rows alone. */
earful_model *open_with_topics(const char *rows)
{
    earful_model *model = NULL;
    earful_error err = {0};
    char path[] = "/tmp/earful-suggest-XXXXXX";
    const char *const paths[] = {path};
    ef_buffer sheet = {0};
    ef_buffer_add_text(&sheet, "topic,rule\n");
    ef_buffer_add_text(&sheet, rows);
    ef_buffer_add_char(&sheet, '\0');
    write_temporary(path, sheet.at);
    ef_buffer_fini(&sheet);
    const earful_model_options options = {.topics = paths, .n_topics = 1};
    cr_assert_eq(earful_model_open(&options, &model, &err), EARFUL_OK, "%s", err.message);
    remove(path);
    return model;
}
