/* earful eval, coverage and audit: what a model is worth on data. */
#include "cli/command.h"
#include "cli/complain.h"
#include "cli/tool.h"

int eval_command(const cli_options *options)
{
    tool self;
    earful_error err = {0};
    earful_model *model = NULL;
    earful_status status = EARFUL_OK;
    if (begin_tool(&self, options, 0, "labelled inputs")) {
        status = earful_model_open(&options->model, &model, &err);
        if (status == EARFUL_OK)
            status = earful_eval(model, self.corpus, &options->eval, self.report, &err);
    }
    earful_model_close(model);
    return end_tool(&self, status, &err);
}
