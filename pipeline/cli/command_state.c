/* earful merge and report: the commands that start from finished states. */
#include <string.h>

#include "cli/command.h"
#include "cli/complain.h"
#include "cli/outcome.h"

/* Opens the first state and adds the others; NULL after complaining, with the exit code. */
static earful_result *open_states(const cli_options *options, int *code)
{
    earful_error err = {0};
    earful_result *all = NULL;
    for (size_t i = 0; i < options->arguments.count; i++) {
        const char *const path = options->arguments.items[i];
        earful_result *one = NULL;
        earful_status status = earful_result_open(path, &one, &err);
        if (status == EARFUL_OK && all == NULL) {
            all = one;
            continue;
        }
        bool added = false;
        if (status == EARFUL_OK)
            status = earful_result_merge(all, one, &added, &err);
        earful_result_close(one);
        if (status != EARFUL_OK) {
            if (err.path[0] == '\0')
                complain("while adding %s:", path);
            *code = complain_about(&err);
            earful_result_close(all);
            return NULL;
        }
        if (!added && !options->quiet)
            complain("%s: covered already, nothing added", path);
    }
    return all;
}

static int write_states(const cli_options *options)
{
    int code = EXIT_USAGE;
    if (!check_output(options))
        return EXIT_USAGE;
    earful_result *const result = open_states(options, &code);
    if (result == NULL)
        return code;
    code = write_result(options, result);
    earful_result_close(result);
    return code;
}

int merge_command(const cli_options *options)
{
    if (options->arguments.count == 0 || options->output == NULL) {
        complain("earful merge takes state files and -o STATE");
        return EXIT_USAGE;
    }
    return write_states(options);
}

int report_command(const cli_options *options)
{
    if (options->arguments.count != 1) {
        complain("earful report takes one state file; earful merge makes one of several");
        return EXIT_USAGE;
    }
    return write_states(options);
}
