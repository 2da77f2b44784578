/* earful run, demo and score: the commands that read records. */
#include <stdlib.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/complain.h"
#include "cli/inputs.h"
#include "cli/interrupt.h"
#include "cli/outcome.h"
#include "cli/reading.h"

/* A missing state is an empty one: the first night of the nightly job. */
static bool state_exists(const char *path)
{
    return path != NULL && access(path, F_OK) == 0;
}

/* Adds the new result to the state on disk and returns what both make; the new one is closed. */
static int merge_into(const char *path, earful_result **result)
{
    earful_error err = {0};
    earful_result *old = NULL;
    bool added = false;
    if (earful_result_open(path, &old, &err) != EARFUL_OK)
        return complain_about(&err);
    if (earful_result_merge(old, *result, &added, &err) != EARFUL_OK) {
        earful_result_close(old);
        return complain_about(&err);
    }
    earful_result_close(*result);
    *result = old;
    return EXIT_GOOD;
}

static int keep_state(const cli_options *options, earful_result **result)
{
    if (options->into == NULL)
        return EXIT_GOOD;
    earful_error err = {0};
    const int code = state_exists(options->into) ? merge_into(options->into, result) : EXIT_GOOD;
    if (code != EXIT_GOOD)
        return code;
    if (earful_result_write_file(*result, EARFUL_STATE, options->into, &err) != EARFUL_OK)
        return complain_about(&err);
    return EXIT_GOOD;
}

static int deliver(const cli_options *options, earful_result *result, bool interrupted)
{
    earful_error err = {0};
    if (earful_result_note_arguments(result, options->argc, options->argv, &err) != EARFUL_OK) {
        earful_result_close(result);
        return complain_about(&err);
    }
    const earful_counts counts = earful_result_counts(result);
    const int verdict = judge(options, &counts, result);
    /* An incomplete result is shown, but never added to a state that is to be trusted. */
    int code = interrupted ? EXIT_GOOD : keep_state(options, &result);
    if (code == EXIT_GOOD)
        code = write_result(options, result);
    earful_result_close(result);
    return code == EXIT_GOOD ? interrupted_exit_code(verdict) : code;
}

static int run_over(const cli_options *options, const earful_input *inputs, size_t n_inputs)
{
    reading self;
    int code = begin_reading(&self, options);
    if (code != EXIT_GOOD)
        return finish_reading(&self, options, code);
    if (state_exists(options->into))
        self.engine.covered_by = options->into;
    earful_error err = {0};
    earful_result *result = NULL;
    const earful_status status =
        earful_run(self.model, &self.engine, inputs, n_inputs, &result, &err);
    end_progress(&self.progress);
    if (status == EARFUL_OK || status == EARFUL_INTERRUPTED)
        code = deliver(options, result, status == EARFUL_INTERRUPTED);
    else
        code = complain_about(&err);
    return finish_reading(&self, options, code);
}

int run_command(const cli_options *options)
{
    input_list found = {0};
    int code = EXIT_USAGE;
    if (check_output(options) && find_inputs(&options->arguments, &found))
        code = run_over(options, found.items, found.count);
    free_inputs(&found);
    return code;
}

int demo_command(const cli_options *options)
{
    if (options->arguments.count > 0) {
        complain("earful demo takes no input; earful run does");
        return EXIT_USAGE;
    }
    cli_options table = *options;
    if (table.format == NULL && table.output == NULL)
        table.format = "table";
    earful_input inputs[16];
    size_t n_inputs = 0;
    while (n_inputs < sizeof inputs / sizeof inputs[0] &&
           earful_demo_input(n_inputs, &inputs[n_inputs]))
        n_inputs++;
    return check_output(&table) ? run_over(&table, inputs, n_inputs) : EXIT_USAGE;
}

static int score_over(const cli_options *options, const earful_input *inputs, size_t n_inputs)
{
    reading self;
    int code = begin_reading(&self, options);
    if (code != EXIT_GOOD)
        return finish_reading(&self, options, code);
    self.engine.warnings = complaint_sink();
    earful_error err = {0};
    earful_counts counts = {0};
    const earful_status status =
        earful_score(self.model, &self.engine, inputs, n_inputs, stdout_sink(), &counts, &err);
    end_progress(&self.progress);
    if (status == EARFUL_OK || status == EARFUL_INTERRUPTED)
        code = interrupted_exit_code(judge(options, &counts, NULL));
    else
        code = complain_about(&err);
    return finish_reading(&self, options, code);
}

int score_command(const cli_options *options)
{
    input_list found = {0};
    int code = EXIT_USAGE;
    if (find_inputs(&options->arguments, &found))
        code = score_over(options, found.items, found.count);
    free_inputs(&found);
    return code;
}
