/* Reading: what the commands that read records have in common around the call that does it: the
 * model, the file of rejects, interrupts and progress. */
#ifndef EF_READING_H
#define EF_READING_H

#include "cli/outcome.h"
#include "cli/progress.h"

typedef struct reading {
    earful_model *model;
    earful_options engine; /* what the library is to be called with */
    file_sink rejects;
    progress progress;
} reading;

/* Returns an exit code, after complaining; finish is due all the same. */
int begin_reading(reading *self, const cli_options *options);

/* Gives back the code, or another one when the rejects could not be written. */
int finish_reading(reading *self, const cli_options *options, int code);

#endif
