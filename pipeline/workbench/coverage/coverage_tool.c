/* earful_coverage: counts what the engine sees, then says what was caught and which rules are of no
 * use. */
#include <stdlib.h>

#include "earful_workbench.h"
#include "engine/order.h"
#include "workbench/corpus.h"
#include "workbench/coverage/coverage_write.h"

typedef struct coverage {
    ef_coverage_atoms atoms;
    ef_coverage_counts all;
} coverage;

typedef struct counting {
    const coverage *shared;
    ef_coverage_counts counts;
} counting;

static void *begin(void *context)
{
    const coverage *const shared = context;
    counting *const self = calloc(1, sizeof *self);
    if (self == NULL)
        return NULL;
    self->shared = shared;
    if (ef_coverage_counts_init(&self->counts, shared->all.model))
        return self;
    ef_coverage_counts_fini(&self->counts);
    free(self);
    return NULL;
}

static earful_status visit(void *state, const ef_block *block, const ef_analysis *analysis,
                           earful_error *err)
{
    counting *const self = state;
    return ef_coverage_counts_add(&self->counts, &self->shared->atoms, block->batch->plan, analysis)
               ? EARFUL_OK
               : ef_fail_memory(err);
}

static earful_status finish(void *context, void *state, earful_status so_far, earful_error *err)
{
    coverage *const shared = context;
    counting *const self = state;
    const bool good = so_far != EARFUL_OK || ef_coverage_counts_merge(&shared->all, &self->counts);
    ef_coverage_counts_fini(&self->counts);
    free(self);
    return good ? so_far : ef_fail_memory(err);
}

static earful_status write_out(const coverage *self, earful_report report,
                               earful_findings *findings, earful_error *err)
{
    ef_buffer out = {0};
    const bool good = report.ndjson ? ef_write_coverage_ndjson(&self->all, &out)
                                    : ef_write_coverage_text(&self->all, &out);
    earful_status status = good && !out.failed ? EARFUL_OK : ef_fail_memory(err);
    if (status == EARFUL_OK)
        status = ef_sink_write(report.sink, ef_buffer_span(&out), err);
    if (findings != NULL)
        *findings = (earful_findings){.warnings = ef_coverage_warnings(&self->all),
                                      .checked = ef_coverage_total(&self->all).records};
    ef_buffer_fini(&out);
    return status;
}

earful_status earful_coverage(const earful_model *model, earful_corpus corpus, earful_report report,
                              earful_findings *findings, earful_error *err)
{
    coverage self = {0};
    const ef_visitor visitor = {.context = &self, .begin = begin, .visit = visit, .finish = finish};
    ef_run run = {0};
    earful_status status =
        ef_coverage_counts_init(&self.all, model) && ef_coverage_atoms_init(&self.atoms, model)
            ? EARFUL_OK
            : ef_fail_memory(err);
    if (status == EARFUL_OK)
        status = ef_corpus_run(model, corpus, &visitor, &run, err);
    ef_run_fini(&run);
    if (status == EARFUL_OK)
        status = write_out(&self, report, findings, err);
    ef_coverage_counts_fini(&self.all);
    ef_coverage_atoms_fini(&self.atoms);
    return status;
}
