/* The raw bytes of an input as they lie on disk, in a pipe or in memory, piece by piece, and their
 * digest. Short reads, interrupted calls and non-blocking descriptors end here. Only source.c uses
 * it.
 *
 * A signal may arrive in another thread than the one that waits for a pipe, so waiting is never left
 * to read(): streams are polled, and the caller's flag is looked at ten times a second. */
#ifndef EF_RAW_INPUT_H
#define EF_RAW_INPUT_H

#include <stdint.h>

#include "base/failure.h"
#include "base/hash.h"
#include "base/span.h"

enum { EF_RAW_LEAST = 16, EF_RAW_MOST = 256 * 1024 };

typedef struct ef_raw_input {
    const char *name;
    int file;           /* -1 = the input is memory */
    bool owns_file;     /* standard input is not ours to close */
    bool is_stream;     /* reading it may wait: no regular file */
    bool ended;         /* the system said so; asking a terminal again would wait again */
    const char *memory; /* what is left of it */
    size_t memory_len;
    uint64_t size; /* of the whole, when known; else 0 */
    char *buffer;  /* of EF_RAW_MOST bytes; NULL for memory */
    ef_digester *digester;
    const volatile bool *interrupted; /* may be NULL */
} ef_raw_input;

/* EARFUL_USAGE, EARFUL_IO, EARFUL_MEMORY. After a failure only close may follow. */
earful_status ef_raw_input_open(ef_raw_input *raw, const earful_input *input,
                                const volatile bool *interrupted, earful_error *err);
void ef_raw_input_close(ef_raw_input *raw); /* also of a zeroed struct */

/* The next piece, valid until the next call; empty at the end. At least EF_RAW_LEAST bytes unless
 * the end is nearer. EARFUL_IO, EARFUL_INTERRUPTED. May wait for the system. */
earful_status ef_raw_input_next(ef_raw_input *raw, ef_span *piece, earful_error *err);

/* Whether the next piece, or the end, is there without waiting for the system. */
bool ef_raw_input_is_ready(const ef_raw_input *raw);

#endif
