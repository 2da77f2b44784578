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

/* The part of the options that says how inputs are read; borrows from them. No extra fields yet. */
ef_reader_options ef_reading_options(const earful_options *options);

/* Blocks until every thread is joined. lines: a line a record goes there, in input order; NULL =
 * none. Failures as earful_run says; on EARFUL_INTERRUPTED `run` holds what was counted. */
earful_status ef_engine_run(const earful_model *model, const earful_options *options,
                            const earful_input *inputs, size_t n_inputs, const earful_sink *lines,
                            ef_run *run, earful_error *err);

#endif
