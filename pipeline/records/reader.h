/* A reader: one input, cut into batches of whole records. One thread at a time. */
#ifndef EF_READER_H
#define EF_READER_H

#include "bytes/source.h"
#include "records/batch.h"
#include "records/plan.h"

typedef struct ef_reader_options {
    ef_source_options source;
    ef_plan_options plan;
    size_t batch_bytes; /* a batch holds no more, unless it is one record; 0 = 1 MiB */
} ef_reader_options;

typedef struct ef_reader ef_reader;

/* Opens the source, reads its head and makes the plan. EARFUL_CORRUPT or EARFUL_LIMIT when not even
 * the first byte can be decoded; what ef_source_open and ef_plan_make say otherwise. */
earful_status ef_reader_open(const earful_input *input, const ef_reader_options *options,
                             ef_reader **reader, earful_error *err);
void ef_reader_close(ef_reader *reader);

const ef_plan *ef_reader_plan(const ef_reader *reader); /* lives as long as the reader */
ef_source *ef_reader_source(ef_reader *reader);

/* Fills an empty batch with the next records and rejects; false in *more when there are none left.
 * A record that the end or damage cuts short becomes a reject. EARFUL_CORRUPT, EARFUL_LIMIT,
 * EARFUL_IO or EARFUL_INTERRUPTED only after the batch holds everything that stood before: the
 * batch is to be analysed all the same, and *more is false. What an interruption cut short is
 * nothing at all. The ordinal of the batch is the caller's to set.
 * Memory: grows the batch for a record that does not fit, to twice the 16 MiB of the longest. */
earful_status ef_reader_fill(ef_reader *reader, ef_batch *batch, bool *more, earful_error *err);

#endif
