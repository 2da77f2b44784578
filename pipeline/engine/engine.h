/* The engine: starts the workers, waits for them, and makes one state of what they counted. */
#ifndef EF_ENGINE_H
#define EF_ENGINE_H

#include "records/reader.h"
#include "report/report.h"

/* What a run leaves behind. */
typedef struct ef_run {
    ef_state state;
    ef_manifest manifest;
    uint64_t inputs_damaged;
    uint64_t inputs_skipped;
    ef_arena arena; /* owns what the manifest points to */
} ef_run;

void ef_run_fini(ef_run *run);
earful_counts ef_run_counts(const ef_run *run);

/* The part of the options that says how inputs are read; borrows from them. No extra fields yet. */
ef_reader_options ef_reading_options(const earful_options *options);

/* Who sees a run's records beside the counting; either may be NULL. */
typedef struct ef_audience {
    const earful_sink *lines; /* gets a line a record, in input order */
    const struct ef_visitor *visitor;
} ef_audience;

/* Blocks until every thread is joined. Failures as earful_run says; on EARFUL_INTERRUPTED `run`
 * holds what was counted. */
earful_status ef_engine_run(const earful_model *model, const earful_options *options,
                            const earful_input *inputs, size_t n_inputs, ef_audience audience,
                            ef_run *run, earful_error *err);

#endif
