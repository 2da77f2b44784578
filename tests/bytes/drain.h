/* Reads a source to its end for tests, with any capacity a read. */
#ifndef TEST_DRAIN_H
#define TEST_DRAIN_H

#include "base/buffer.h"
#include "bytes/source.h"

typedef struct drain_result {
    earful_status status; /* how it ended */
    earful_error error;
    ef_buffer bytes;
    ef_compression compression;
    uint64_t raw_bytes;
    ef_digest digest;
} drain_result;

/* drain_memory asserts that frames decoded ahead make no difference. */
drain_result drain_memory(ef_span raw, const ef_source_options *options, size_t capacity);
drain_result drain_input(const earful_input *input, const ef_source_options *options,
                         size_t capacity);
void drain_fini(drain_result *drained);

/* Asserts that two inputs, or one in two ways, gave and said the same; the reason that libzstd adds
 * behind a colon depends on the frames it had before. */
void check_same(const drain_result *a, const drain_result *b);

/* Asserts that every raw prefix gives a prefix of `whole` and, shorter than the whole, "cut short"
 * at its end; unless it is a whole number of members, whose ends are listed. */
void check_every_cut(ef_span raw, ef_span whole, const size_t *ends, size_t n_ends);

/* Asserts that reads of 1, 2, 7, 4096 and 1 MiB all give `whole`. */
void check_every_capacity(ef_span raw, ef_span whole);

#endif
