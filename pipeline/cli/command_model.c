/* earful lint, check and import: the commands that look at a model by itself. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "cli/command.h"
#include "cli/complain.h"
#include "cli/outcome.h"
#include "earful_workbench.h"

typedef earful_status model_tool(const earful_model_options *options, earful_report report,
                                 earful_findings *findings, earful_error *err);

/* text is the default; anything but text and ndjson is refused. */
static bool wants_ndjson(const cli_options *options, bool *ndjson)
{
    *ndjson = options->format != NULL && strcmp(options->format, "ndjson") == 0;
    if (options->format == NULL || *ndjson || strcmp(options->format, "text") == 0)
        return true;
    complain("--format takes text or ndjson here, not '%s'", options->format);
    return false;
}

/* The model may be named as an argument as well. */
static bool find_model(const cli_options *options, earful_model_options *model)
{
    *model = options->model;
    if (options->arguments.count == 0)
        return true;
    if (options->arguments.count > 1 || model->directory != NULL) {
        complain("earful %s takes one model directory", options->command->name);
        return false;
    }
    model->directory = options->arguments.items[0];
    return true;
}

static int look_at_model(const cli_options *options, model_tool *tool)
{
    earful_model_options model;
    earful_report report = {.sink = stdout_sink()};
    earful_findings findings = {0};
    earful_error err = {0};
    if (!find_model(options, &model) || !wants_ndjson(options, &report.ndjson))
        return EXIT_USAGE;
    if (tool(&model, report, &findings, &err) != EARFUL_OK)
        return complain_about(&err);
    return findings.errors > 0 || (options->strict && findings.warnings > 0) ? EXIT_FAILED
                                                                             : EXIT_GOOD;
}

int lint_command(const cli_options *options)
{
    return look_at_model(options, earful_lint);
}

int check_command(const cli_options *options)
{
    return look_at_model(options, earful_check);
}

int import_command(const cli_options *options)
{
    earful_findings findings = {0};
    earful_error err = {0};
    bool ndjson = false;
    if (options->arguments.count != 2 || options->output == NULL) {
        complain("earful import takes a form, a file or folder, and -o DIR");
        return EXIT_USAGE;
    }
    if (!wants_ndjson(options, &ndjson))
        return EXIT_USAGE;
    const char *const *const arguments = options->arguments.items;
    if (earful_import(arguments[0], arguments[1], options->output, &findings, &err) != EARFUL_OK)
        return complain_about(&err);
    if (ndjson)
        printf("{\"form\":\"%s\",\"entries\":%" PRIu64 ",\"dropped\":%" PRIu64 "}\n", arguments[0],
               findings.checked, findings.warnings);
    if (!options->quiet && findings.warnings > 0)
        complain("%" PRIu64 " of %" PRIu64 " entries could not be carried over; see %s/import.log",
                 findings.warnings, findings.checked, options->output);
    return options->strict && findings.warnings > 0 ? EXIT_FAILED : EXIT_GOOD;
}
