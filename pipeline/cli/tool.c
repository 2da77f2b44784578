#include "cli/tool.h"

#include <string.h>

#include "cli/command.h"
#include "cli/complain.h"
#include "cli/interrupt.h"

static bool choose_form(tool *self)
{
    const char *const format = self->options->format;
    self->report.sink = stdout_sink();
    self->report.ndjson = format != NULL && strcmp(format, "ndjson") == 0;
    if (format == NULL || self->report.ndjson || strcmp(format, "text") == 0)
        return true;
    complain("--format takes text or ndjson here, not '%s'", format);
    return false;
}

static bool collect_inputs(tool *self, size_t n_before, const char *takes)
{
    const string_list *const arguments = &self->options->arguments;
    if (arguments->count < n_before) {
        complain("earful %s takes %s; see earful help %s", self->options->command->name, takes,
                 self->options->command->name);
        return false;
    }
    const string_list named = {.items =
                                   n_before > 0 ? arguments->items + n_before : arguments->items,
                               .count = arguments->count - n_before};
    return find_inputs(&named, &self->inputs);
}

bool begin_tool(tool *self, const cli_options *options, size_t n_before, const char *takes)
{
    *self = (tool){.options = options, .engine = options->engine, .rejects = {.file = -1}};
    if (!choose_form(self) || !collect_inputs(self, n_before, takes))
        return false;
    if (options->rejects != NULL) {
        if (!open_file_sink(&self->rejects, options->rejects))
            return false;
        self->engine.rejects = &self->rejects.sink;
    }
    self->engine.interrupted = catch_interrupts();
    start_progress(&self->progress, options, &self->engine);
    self->engine.warnings = complaint_sink();
    self->started = true;
    self->corpus = (earful_corpus){.options = &self->engine,
                                   .inputs = self->inputs.items,
                                   .n_inputs = self->inputs.count,
                                   .counts = &self->counts};
    return true;
}

int end_tool(tool *self, earful_status status, const earful_error *err)
{
    int code = EXIT_GOOD;
    if (!self->started)
        code = EXIT_USAGE;
    else
        end_progress(&self->progress);
    if (status != EARFUL_OK)
        code = complain_about(err);
    else if (self->started)
        code = judge(self->options, &self->counts, NULL);
    if (!close_file_sink(&self->rejects, self->options->rejects) && code == EXIT_GOOD)
        code = EXIT_FAILED;
    free_inputs(&self->inputs);
    return interrupted_exit_code(code);
}

size_t most_of(const cli_options *options, size_t otherwise)
{
    return options->most != SIZE_MAX ? options->most : otherwise;
}
