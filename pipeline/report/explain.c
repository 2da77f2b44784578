#include "report/explain.h"

#include <stdlib.h>

#include "report/write_explain.h"

typedef struct workplace {
    ef_batch batch;
    ef_analysis analysis;
    ef_trace trace;
    ef_trace_step *steps; /* the trace, sorted by token */
    uint32_t *first_step;
} workplace;

static void fini(workplace *self)
{
    ef_batch_fini(&self->batch);
    ef_analysis_fini(&self->analysis);
    free(self->trace.steps);
    free(self->steps);
    free(self->first_step);
}

static bool put_into_batch(ef_batch *batch, ef_span text)
{
    batch->bytes = malloc(text.len + 1);
    if (batch->bytes == NULL)
        return false;
    if (text.len > 0)
        memcpy(batch->bytes, text.at, text.len);
    batch->capacity = text.len + 1;
    batch->len = text.len;
    return ef_batch_add_record(batch, 0, text.len, 0);
}

/* A counting sort, so that the steps of a token keep their order. */
static bool sort_steps(workplace *self)
{
    const size_t n_tokens = self->analysis.tokens.count;
    const ef_trace *const trace = &self->trace;
    self->first_step = calloc(n_tokens + 2, sizeof self->first_step[0]);
    self->steps = malloc((trace->count + 1) * sizeof self->steps[0]);
    if (self->first_step == NULL || self->steps == NULL)
        return false;
    for (size_t i = 0; i < trace->count; i++)
        self->first_step[trace->steps[i].token + 2]++;
    for (size_t i = 2; i < n_tokens + 2; i++)
        self->first_step[i] += self->first_step[i - 1];
    /* Entry t + 1 is where token t's next step goes; when all are placed it is where t ends. */
    for (size_t i = 0; i < trace->count; i++)
        self->steps[self->first_step[trace->steps[i].token + 1]++] = trace->steps[i];
    return true;
}

static bool analyse(workplace *self, const ef_plan *plan)
{
    ef_block block;
    self->batch.plan = plan;
    self->batch.input_name = "text";
    return ef_batch_next_block(&self->batch, &block) && ef_analysis_read(&self->analysis, &block) &&
           ef_analysis_find(&self->analysis, plan, &self->trace) && !self->trace.failed &&
           sort_steps(self);
}

earful_status ef_explain(const earful_model *model, ef_span text, bool json, ef_buffer *out,
                         earful_error *err)
{
    /* An empty input is taken for plain lines; the batch makes one line of the text. */
    ef_plan *plan = NULL;
    earful_status status =
        ef_plan_make(&(ef_plan_options){0}, "text", (ef_span){0}, true, &plan, err);
    if (status != EARFUL_OK)
        return status;
    workplace self = {0};
    ef_batch_init(&self.batch);
    if (!ef_analysis_init(&self.analysis, model) || !put_into_batch(&self.batch, text) ||
        !analyse(&self, plan)) {
        status = ef_fail_memory(err);
    } else {
        const ef_explanation explanation = {
            .analysis = &self.analysis, .steps = self.steps, .first_step = self.first_step};
        if (json)
            ef_write_explain_json(&explanation, out);
        else
            ef_write_explain_text(&explanation, out);
        status = out->failed ? ef_fail_memory(err) : EARFUL_OK;
    }
    fini(&self);
    ef_plan_free(plan);
    return status;
}
