/* earful try and concordance: a rule on data, before it is in the model. */
#include "cli/command.h"
#include "cli/tool.h"

int try_command(const cli_options *options)
{
    tool self;
    earful_error err = {0};
    earful_status status = EARFUL_OK;
    if (begin_tool(&self, options, 1, "a rule and inputs"))
        status = earful_try(&options->model, options->arguments.items[0], self.corpus,
                            most_of(options, 10), self.report, &err);
    return end_tool(&self, status, &err);
}

int concordance_command(const cli_options *options)
{
    tool self;
    earful_error err = {0};
    earful_status status = EARFUL_OK;
    if (begin_tool(&self, options, 1, "a rule and inputs"))
        status = earful_concordance(&options->model, options->arguments.items[0], self.corpus,
                                    most_of(options, 50), options->width, self.report, &err);
    return end_tool(&self, status, &err);
}
