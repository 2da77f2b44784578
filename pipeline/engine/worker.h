/* A worker: the scratch of one thread, and the way of a batch through all stages. */
#ifndef EF_WORKER_H
#define EF_WORKER_H

#include "engine/intake.h"
#include "engine/order.h"
#include "engine/selection.h"
#include "hits/analysis.h"
#include "tallies/tally.h"

/* What all workers of a run share, read-only but for what locks itself. */
typedef struct ef_job {
    const earful_model *model;
    ef_intake *intake;
    ef_order *order; /* NULL when nothing is written record by record */
    ef_selection selection;
    bool scores; /* a line a record, instead of counting in cells */
    ef_tally_options tally;
} ef_job;

typedef struct ef_worker {
    const ef_job *job;
    ef_batch batch;
    ef_analysis analysis;
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
