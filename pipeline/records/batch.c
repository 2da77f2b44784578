#include "records/batch.h"

#include <stdlib.h>

#include "base/grow.h"

/* A block's documents and their tokens should stay in the L2 cache from stage to stage. */
enum { BLOCK_BYTES = 64 * 1024, BLOCK_RECORDS = 512 };

void ef_batch_init(ef_batch *batch)
{
    *batch = (ef_batch){0};
}

void ef_batch_fini(ef_batch *batch)
{
    free(batch->bytes);
    free(batch->records);
    free(batch->rejects);
    ef_batch_init(batch);
}

void ef_batch_reset(ef_batch *batch)
{
    batch->plan = NULL;
    batch->input_name = NULL;
    batch->ordinal = 0;
    batch->first_record = 0;
    batch->len = 0;
    batch->n_records = 0;
    batch->n_rejects = 0;
    batch->next = 0;
}

bool ef_batch_next_block(ef_batch *batch, ef_block *block)
{
    if (batch->next == batch->n_records)
        return false;
    *block = (ef_block){.batch = batch, .first = batch->next};
    size_t bytes = 0;
    while (batch->next < batch->n_records && bytes < BLOCK_BYTES && block->count < BLOCK_RECORDS) {
        bytes += batch->records[batch->next++].len;
        block->count++;
    }
    return true;
}

/* The k-th reject stands behind rejects[k].record - first_record - k records, a number that never
 * falls, so how many rejects stand before a record is found by halving. */
uint64_t ef_batch_ordinal(const ef_batch *batch, size_t index)
{
    size_t low = 0;
    size_t high = batch->n_rejects;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (batch->rejects[middle].record - batch->first_record - middle <= index)
            low = middle + 1;
        else
            high = middle;
    }
    return batch->first_record + index + low;
}

bool ef_batch_add_record(ef_batch *batch, size_t start, size_t len, uint64_t offset)
{
    if (!ef_grow(&batch->records, &batch->records_capacity, batch->n_records + 1,
                 sizeof batch->records[0]))
        return false;
    batch->records[batch->n_records++] = (ef_record){.start = start, .len = len, .offset = offset};
    return true;
}

bool ef_batch_add_reject(ef_batch *batch, ef_reject reject)
{
    if (!ef_grow(&batch->rejects, &batch->rejects_capacity, batch->n_rejects + 1,
                 sizeof batch->rejects[0]))
        return false;
    batch->rejects[batch->n_rejects++] = reject;
    return true;
}
