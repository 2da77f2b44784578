#include "cli/progress.h"

#include <inttypes.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

enum { EVERY_MILLISECONDS = 200 };

static int64_t now(void)
{
    struct timespec time = {0};
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

static void show(void *context, uint64_t bytes_read, uint64_t bytes_total, uint64_t records)
{
    progress *const self = context;
    const int64_t at = now();
    if (at - self->shown < EVERY_MILLISECONDS)
        return;
    self->shown = at;
    const int64_t spent = at - self->started + 1;
    fprintf(stderr, "\r\x1b[K%" PRIu64 " records, %" PRIu64 " MB", records, bytes_read / 1000000);
    if (bytes_total > 0)
        fprintf(stderr, " of %" PRIu64 " (%" PRIu64 " %%)", bytes_total / 1000000,
                bytes_read * 100 / bytes_total);
    fprintf(stderr, ", %" PRIu64 " MB/s", bytes_read / 1000 / (uint64_t)spent);
    fflush(stderr);
}

void start_progress(progress *self, const cli_options *options, earful_options *engine)
{
    *self = (progress){0};
    if (options->quiet || (!options->progress && isatty(STDERR_FILENO) != 1))
        return;
    self->started = self->shown = now();
    engine->progress = show;
    engine->progress_context = self;
}

void end_progress(const progress *self)
{
    if (self->shown != self->started)
        fputs("\r\x1b[K", stderr);
}
