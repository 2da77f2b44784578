/* earful eval, coverage and audit: what a model is worth on data. */
#include "cli/command.h"
#include "cli/tool.h"

/* What is run on an open model. */
typedef earful_status run_tool(const earful_model *model, const tool *self, earful_error *err);

static int with_model(const cli_options *options, const char *takes, run_tool *run)
{
    tool self;
    earful_error err = {0};
    earful_model *model = NULL;
    earful_status status = EARFUL_OK;
    if (begin_tool(&self, options, 0, takes)) {
        status = earful_model_open(&options->model, &model, &err);
        if (status == EARFUL_OK)
            status = run(model, &self, &err);
    }
    earful_model_close(model);
    return end_tool(&self, status, &err);
}

static earful_status run_eval(const earful_model *model, const tool *self, earful_error *err)
{
    return earful_eval(model, self->corpus, &self->options->eval, self->report, err);
}

static earful_status run_coverage(const earful_model *model, const tool *self, earful_error *err)
{
    return earful_coverage(model, self->corpus, self->report, NULL, err);
}

static earful_status run_audit(const earful_model *model, const tool *self, earful_error *err)
{
    return earful_audit(model, self->corpus, most_of(self->options, 50), self->report, NULL, err);
}

int eval_command(const cli_options *options)
{
    return with_model(options, "labelled inputs", run_eval);
}

int coverage_command(const cli_options *options)
{
    return with_model(options, "inputs", run_coverage);
}

int audit_command(const cli_options *options)
{
    return with_model(options, "rated inputs", run_audit);
}
