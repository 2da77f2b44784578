/* What the tools of the workbench have in common on the command line: --format text or ndjson,
 * inputs behind some other arguments, rejects, progress, interruption. */
#ifndef EF_TOOL_H
#define EF_TOOL_H

#include "cli/inputs.h"
#include "cli/outcome.h"
#include "cli/progress.h"
#include "earful_workbench.h"

typedef struct tool {
    const cli_options *options;
    earful_options engine;
    input_list inputs;
    earful_corpus corpus;
    earful_report report;
    file_sink rejects;
    earful_counts counts;
    progress progress;
    bool started; /* the progress is to be ended */
} tool;

/* The first n_before arguments are no inputs; `takes` names them for a complaint. False after
 * complaining; end is due all the same. */
bool begin_tool(tool *self, const cli_options *options, size_t n_before, const char *takes);

/* The exit code; complains when the tool failed. */
int end_tool(tool *self, earful_status status, const earful_error *err);

/* --most, or what it is when not given. */
size_t most_of(const cli_options *options, size_t otherwise);

#endif
