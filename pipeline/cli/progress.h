/* Progress: one line on stderr that is written over, a few times a second. */
#ifndef EF_PROGRESS_H
#define EF_PROGRESS_H

#include "cli/options.h"

typedef struct progress {
    int64_t started; /* milliseconds of the monotonic clock */
    int64_t shown;
} progress;

/* Hooks it into the engine's options when stderr is a terminal, or --progress says so. */
void start_progress(progress *self, const cli_options *options, earful_options *engine);

/* Wipes the line. */
void end_progress(const progress *self);

#endif
