/* earful diff: two models on the same records. */
#include <string.h>

#include "cli/command.h"
#include "cli/complain.h"
#include "cli/tool.h"

/* A sink that remembers whether anything was said. */
typedef struct listener {
    const earful_sink *sink;
    bool heard;
} listener;

static bool pass_on(void *context, const char *bytes, size_t len)
{
    listener *const self = context;
    self->heard = self->heard || len > 0;
    return self->sink->write(self->sink->context, bytes, len);
}

/* A directory, or `builtin`. */
static earful_status open_model(const char *name, earful_model **model, earful_error *err)
{
    const earful_model_options options = {.directory = strcmp(name, "builtin") == 0 ? NULL : name};
    return earful_model_open(&options, model, err);
}

static earful_status compare(tool *self, earful_error *err)
{
    const cli_options *const options = self->options;
    earful_model *a = NULL;
    earful_model *b = NULL;
    listener ear = {.sink = self->report.sink};
    const earful_sink sink = {.write = pass_on, .context = &ear};
    self->report.sink = &sink;
    earful_status status = open_model(options->arguments.items[0], &a, err);
    if (status == EARFUL_OK)
        status = open_model(options->arguments.items[1], &b, err);
    if (status == EARFUL_OK)
        status = earful_diff(a, b, self->corpus, most_of(options, 10), self->report, NULL, err);
    if (status == EARFUL_OK && !ear.heard && !options->quiet)
        complain("no difference on these records");
    earful_model_close(a);
    earful_model_close(b);
    return status;
}

int diff_command(const cli_options *options)
{
    tool self;
    earful_error err = {0};
    earful_status status = EARFUL_OK;
    if (begin_tool(&self, options, 2, "two models and inputs"))
        status = compare(&self, &err);
    return end_tool(&self, status, &err);
}
