/* earful learn: an overlay out of labelled records. */
#include "cli/command.h"
#include "cli/complain.h"
#include "cli/tool.h"

int learn_command(const cli_options *options)
{
    tool self;
    earful_error err = {0};
    earful_findings findings = {0};
    earful_status status = EARFUL_OK;
    earful_learn_options wishes = options->learn;
    wishes.gold_threshold = options->eval.gold_threshold;
    if (options->output == NULL) {
        complain("earful learn takes labelled inputs and -o FILE");
        return EXIT_USAGE;
    }
    if (begin_tool(&self, options, 0, "labelled inputs"))
        status = earful_learn(&options->model, self.corpus, &wishes, options->output, self.report,
                              &findings, &err);
    const int code = end_tool(&self, status, &err);
    return code == EXIT_GOOD && findings.warnings > 0 ? EXIT_FAILED : code;
}
