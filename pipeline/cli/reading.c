#include "cli/reading.h"

#include "cli/command.h"
#include "cli/complain.h"
#include "cli/interrupt.h"

int begin_reading(reading *self, const cli_options *options)
{
    earful_error err = {0};
    *self = (reading){.engine = options->engine, .rejects = {.file = -1}};
    if (earful_model_open(&options->model, &self->model, &err) != EARFUL_OK)
        return complain_about(&err);
    if (options->rejects != NULL) {
        if (!open_file_sink(&self->rejects, options->rejects))
            return EXIT_FAILED;
        self->engine.rejects = &self->rejects.sink;
    }
    self->engine.interrupted = catch_interrupts();
    start_progress(&self->progress, options, &self->engine);
    return EXIT_GOOD;
}

int finish_reading(reading *self, const cli_options *options, int code)
{
    end_progress(&self->progress);
    if (!close_file_sink(&self->rejects, options->rejects) && code == EXIT_GOOD)
        code = EXIT_FAILED;
    earful_model_close(self->model);
    return code;
}
