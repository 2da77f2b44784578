/* A worker: the scratch of one thread, and the way of a batch through all stages. */
#ifndef EF_WORKER_H
#define EF_WORKER_H

#include "engine/intake.h"
#include "engine/order.h"
#include "engine/selection.h"
#include "hits/analysis.h"
#include "tallies/tally.h"

/* Somebody who looks at every block that was analysed, beside the tally: how the workbench reads. Each
 * worker has a state of its own, so visit needs no lock; what finish makes of the states must not
 * depend on their order or number. */
typedef struct ef_visitor {
    void *context;
    const char *const *fields; /* that it needs beside those every plan knows; looked for under
                                  these names unless mapped */
    size_t n_fields;
    void *(*begin)(void *context); /* a worker's state; NULL when memory is out */
    earful_status (*visit)(void *state, const ef_block *block, const ef_analysis *analysis,
                           earful_error *err);
    /* Takes and frees a state, one after the other when all workers are done. The run's status so
     * far is given, so that nothing is made of states that will not be shown. */
    earful_status (*finish)(void *context, void *state, earful_status so_far, earful_error *err);
} ef_visitor;

/* What all workers of a run share, read-only but for what locks itself. */
typedef struct ef_job {
    const earful_model *model;
    ef_intake *intake;
    ef_order *order; /* NULL when nothing is written record by record */
    ef_selection selection;
    bool scores; /* a line a record, instead of counting in cells */
    ef_tally_options tally;
    const ef_visitor *visitor; /* NULL = none */
} ef_job;

typedef struct ef_worker {
    const ef_job *job;
    ef_batch batch;
    ef_analysis analysis;
    void *visit;        /* the visitor's state */
    ef_tally tally;     /* its own; merged when the run is over */
    ef_reject *rejects; /* of the batch, from all its blocks */
    size_t n_rejects;
    size_t rejects_capacity;
    ef_buffer lines;
    ef_buffer reject_lines;
    earful_error err; /* why it ended; status EARFUL_OK = no more batches */
} ef_worker;

bool ef_worker_init(ef_worker *worker, const ef_job *job);
void ef_worker_fini(ef_worker *worker);

/* Takes batches from the intake until there are none; on a failure stops the intake and the order so
 * that the other workers end too. */
void ef_worker_run(ef_worker *worker);

#endif
