#include "engine/worker.h"

#include <stdlib.h>

#include "base/grow.h"
#include "report/write_record.h"

bool ef_worker_init(ef_worker *worker, const ef_job *job)
{
    *worker = (ef_worker){.job = job};
    ef_batch_init(&worker->batch);
    const bool counts = ef_tally_init(&worker->tally, &job->tally);
    if (!ef_analysis_init(&worker->analysis, job->model) || !counts)
        return false;
    if (job->visitor != NULL)
        worker->visit = job->visitor->begin(job->visitor->context);
    return job->visitor == NULL || worker->visit != NULL;
}

void ef_worker_fini(ef_worker *worker)
{
    ef_batch_fini(&worker->batch);
    ef_analysis_fini(&worker->analysis);
    ef_tally_fini(&worker->tally);
    free(worker->rejects);
    ef_buffer_fini(&worker->lines);
    ef_buffer_fini(&worker->reject_lines);
}

static bool keep_rejects(ef_worker *worker, const ef_reject *rejects, size_t count)
{
    if (!ef_grow(&worker->rejects, &worker->rejects_capacity, worker->n_rejects + count,
                 sizeof worker->rejects[0]))
        return false;
    if (count > 0)
        memcpy(worker->rejects + worker->n_rejects, rejects, count * sizeof rejects[0]);
    worker->n_rejects += count;
    return true;
}

static void write_lines(ef_worker *worker)
{
    for (size_t i = 0; i < worker->analysis.documents.n_records; i++)
        ef_write_score(&worker->analysis, worker->batch.input_name, i, &worker->lines);
}

static bool find(const ef_job *job, ef_analysis *analysis, const ef_plan *plan)
{
    if (job->visitor == NULL && !ef_model_reads_words(job->model))
        return ef_analysis_score(analysis);
    if (job->selection.any_language || job->model->vader != NULL)
        return ef_analysis_find(analysis, plan, NULL);
    return ef_analysis_find_covered(analysis, plan);
}

/* The stages, in the order of the folders. */
static earful_status analyse(ef_worker *worker, const ef_block *block)
{
    const ef_job *const job = worker->job;
    ef_analysis *const analysis = &worker->analysis;
    const ef_documents *const documents = &analysis->documents;
    const ef_plan *const plan = block->batch->plan;
    if (!ef_analysis_read(analysis, block) ||
        !ef_select_records(&job->selection, plan, &analysis->documents) ||
        !find(job, analysis, plan) ||
        !keep_rejects(worker, documents->rejects, documents->n_rejects))
        return ef_fail_memory(&worker->err);
    if (job->scores)
        write_lines(worker);
    if (job->visitor != NULL &&
        job->visitor->visit(worker->visit, block, analysis, &worker->err) != EARFUL_OK)
        return worker->err.status;
    return ef_tally_add(&worker->tally, plan, documents, &analysis->tokens, &analysis->hits,
                        &worker->err);
}

static int by_record(const void *a, const void *b)
{
    const ef_reject *const left = a;
    const ef_reject *const right = b;
    return left->record < right->record ? -1 : left->record > right->record;
}

static earful_status write_in_order(ef_worker *worker)
{
    ef_order *const order = worker->job->order;
    if (order == NULL)
        return EARFUL_OK;
    if (order->rejects != NULL && worker->n_rejects > 0) {
        qsort(worker->rejects, worker->n_rejects, sizeof worker->rejects[0], by_record);
        for (size_t i = 0; i < worker->n_rejects; i++)
            ef_write_reject(worker->batch.input_name, &worker->rejects[i], &worker->reject_lines);
    }
    if (worker->lines.failed || worker->reject_lines.failed)
        return ef_fail_memory(&worker->err);
    return ef_order_write(order, worker->batch.ordinal, &worker->lines, &worker->reject_lines,
                          &worker->err);
}

static earful_status count_cut_rejects(ef_worker *worker)
{
    for (size_t i = 0; i < worker->batch.n_rejects; i++) {
        const ef_span reason = ef_span_of(ef_reason_name(worker->batch.rejects[i].reason));
        if (!ef_census_add(&worker->tally.census, EF_CENSUS_REJECTED, reason, 1))
            return ef_fail_memory(&worker->err);
    }
    return EARFUL_OK;
}

static earful_status work(ef_worker *worker)
{
    worker->n_rejects = 0;
    ef_buffer_reset(&worker->lines);
    ef_buffer_reset(&worker->reject_lines);
    ef_block block;
    while (ef_batch_next_block(&worker->batch, &block)) {
        const earful_status status = analyse(worker, &block);
        if (status != EARFUL_OK)
            return status;
    }
    if (!keep_rejects(worker, worker->batch.rejects, worker->batch.n_rejects))
        return ef_fail_memory(&worker->err);
    const earful_status status = count_cut_rejects(worker);
    return status == EARFUL_OK ? write_in_order(worker) : status;
}

void ef_worker_run(ef_worker *worker)
{
    const ef_job *const job = worker->job;
    earful_status status = EARFUL_OK;
    bool more = true;
    while (status == EARFUL_OK && more) {
        status = ef_intake_next(job->intake, &worker->batch, &more, &worker->err);
        if (status == EARFUL_OK && more)
            status = work(worker);
    }
    if (status == EARFUL_OK)
        return;
    ef_intake_stop(job->intake);
    if (job->order != NULL)
        ef_order_stop(job->order);
}
