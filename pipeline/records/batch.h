/* A batch: about a mebibyte of whole records, and where each of them lies.
 *
 * Batches are filled by one thread at a time (reader.h) and analysed by the thread that holds them.
 * A record is never split across batches, nor across blocks. Bytes are UTF-8 or meant to be. */
#ifndef EF_BATCH_H
#define EF_BATCH_H

#include <stdint.h>

#include "base/arena.h"
#include "records/reject.h"

struct ef_plan;

typedef struct ef_record {
    size_t start; /* in the batch's bytes */
    size_t len;
    uint64_t offset; /* of its first byte in the decompressed input, before any transcoding */
} ef_record;

typedef struct ef_batch {
    const struct ef_plan *plan; /* how the input's records become documents; the reader's */
    const char *input_name;     /* borrowed from the earful_input */
    uint32_t input;             /* number of the input in the run */
    uint64_t ordinal;           /* of the batch in the run: 0, 1, 2 ... */
    uint64_t first_record;      /* how many of this input came before, those not cut out too */
    char *bytes;
    size_t len;
    size_t capacity;
    ef_record *records;
    size_t n_records;
    size_t records_capacity;
    ef_reject *rejects; /* records that could not even be cut out; they are not in `records` */
    size_t n_rejects;
    size_t rejects_capacity;
    size_t next; /* of ef_batch_next_block */
} ef_batch;

typedef struct ef_block {
    const ef_batch *batch;
    size_t first;
    size_t count;
} ef_block;

void ef_batch_init(ef_batch *batch);
void ef_batch_fini(ef_batch *batch);
void ef_batch_reset(ef_batch *batch); /* empty, memory kept */

/* Some hundred records, as many as make about 64 KiB; false when the batch is used up. */
bool ef_batch_next_block(ef_batch *batch, ef_block *block);

/* The ordinal in the input of records[index]; it counts what became a reject in cutting as well. */
uint64_t ef_batch_ordinal(const ef_batch *batch, size_t index);

/* False when memory is out. */
bool ef_batch_add_record(ef_batch *batch, size_t start, size_t len, uint64_t offset);
bool ef_batch_add_reject(ef_batch *batch, ef_reject reject);

#endif
