/* Outcome: where a result goes, and the exit code it means. Shared by run, demo, merge, report. */
#ifndef EF_OUTCOME_H
#define EF_OUTCOME_H

#include "cli/options.h"

/* Writes to --output, or to stdout in --format. Returns an exit code, after complaining. */
int write_result(const cli_options *options, const earful_result *result);

/* False after complaining: --output or --format names something that there is not. Asked before
 * the work begins. */
bool check_output(const cli_options *options);

/* What the counts mean for the exit code: damage, too many rejects, strictness. Says so on stderr
 * unless quiet. */
int judge(const cli_options *options, const earful_counts *counts, const earful_result *result);

/* A sink over stdout. */
const earful_sink *stdout_sink(void);

/* Flushes nothing (sinks write through); a sink over a file opened for writing. */
typedef struct file_sink {
    int file;
    earful_sink sink;
} file_sink;

bool open_file_sink(file_sink *out, const char *path);
bool close_file_sink(file_sink *out, const char *path);

#endif
