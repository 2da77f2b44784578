/* The intake: all inputs of a run, handed out as batches.
 *
 * There is no thread that only reads, and no queue. A worker that is free takes the turn to read,
 * decodes and cuts the next batch into the batch it owns, passes the turn on and analyses it while
 * another worker reads. Who waits for the turn decodes zstd frames meanwhile (bytes/frames.h). That
 * keeps every thread busy whether decoding or analysis is the dearer half, bounds memory at a batch
 * a thread and a frame for every two, and numbers batches in input order. */
#ifndef EF_INTAKE_H
#define EF_INTAKE_H

#include "bytes/frames.h"
#include "records/reader.h"
#include "report/report.h"
#include "tallies/coverage.h"

typedef struct ef_intake_input {
    const earful_input *input;
    ef_reader *reader; /* NULL before it is opened and after its last batch came back */
    uint32_t holders;  /* batches that are out and point into the reader's plan */
    bool is_stream;    /* can be read once only */
    bool skipped;      /* covered already */
    bool finished;
    uint64_t size; /* raw bytes, when known */
    uint64_t raw_bytes;
    uint64_t decoded_bytes;
    uint64_t records;
    ef_digest digest;
    bool digest_known;
    ef_compression compression;
    ef_form form;
    const char *preset;
    char *damage; /* what was wrong and where; NULL = sound */
} ef_intake_input;

typedef struct ef_intake {
    ef_frames frames; /* once workers run, what stands below is for who has the turn */
    const earful_options *options;
    ef_reader_options reader_options;
    ef_intake_input *inputs;
    size_t n_inputs;
    size_t current;
    uint64_t next_ordinal;
    uint64_t records;
    uint64_t total_bytes;
    uint64_t bytes_of_finished;
    bool stopping;
    bool interrupted;
} ef_intake;

/* Looks at every input: skips what `covered` holds (may be NULL), and refuses the same input twice
 * unless options allow it (EARFUL_CONFLICT). Only files of equal size, or any with `covered`, are
 * digested here; so a run over distinct files reads each of them once. Streams are not. */
earful_status ef_intake_init(ef_intake *intake, const earful_options *options,
                             const ef_reader_options *reader_options, const earful_input *inputs,
                             size_t n_inputs, unsigned n_threads, const ef_coverage *covered,
                             earful_error *err);
void ef_intake_fini(ef_intake *intake);

/* The next batch, or *more false at the end, after stop and after an interruption, which also ends
 * waiting for an input; what had come of it by then is handed out. The batch that
 * comes in was filled here before, or is new; what it pointed to is given back. Thread-safe.
 * Damage of an input is noted and the next one follows; EARFUL_LIMIT, EARFUL_IO, EARFUL_USAGE and
 * EARFUL_MEMORY end the run. */
earful_status ef_intake_next(ef_intake *intake, ef_batch *batch, bool *more, earful_error *err);

/* Makes every later call of next say that there is no more. */
void ef_intake_stop(ef_intake *intake);

/* After the last batch: what was covered. EARFUL_CONFLICT when streams turn out to be the same. */
earful_status ef_intake_coverage(const ef_intake *intake, ef_coverage *coverage, earful_error *err);

#endif
