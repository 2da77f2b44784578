/* earful suggest and profile: what a model lacks, and what it costs. */
#include "cli/command.h"
#include "cli/tool.h"

int suggest_command(const cli_options *options)
{
    tool self;
    earful_error err = {0};
    earful_model *model = NULL;
    earful_status status = EARFUL_OK;
    if (begin_tool(&self, options, 0, "inputs")) {
        status = earful_model_open(&options->model, &model, &err);
        if (status == EARFUL_OK)
            status = earful_suggest(model, self.corpus, most_of(options, 50), self.report, &err);
        earful_model_close(model);
    }
    return end_tool(&self, status, &err);
}

int profile_command(const cli_options *options)
{
    tool self;
    earful_error err = {0};
    earful_model *model = NULL;
    earful_status status = EARFUL_OK;
    if (begin_tool(&self, options, 0, "inputs")) {
        status = earful_model_open(&options->model, &model, &err);
        if (status == EARFUL_OK)
            status = earful_profile(model, self.corpus, self.report, &err);
        earful_model_close(model);
    }
    return end_tool(&self, status, &err);
}
