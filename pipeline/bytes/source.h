/* An open input: a file, standard input or memory, and the decoder its first bytes ask for.
 *
 * read gives decompressed bytes, however they were compressed. The promise that everything later
 * stands on: whatever precedes damage is delivered first, and only then does read fail. Members and
 * frames follow each other without a seam. The digest covers the raw bytes, as they lie on disk. */
#ifndef EF_SOURCE_H
#define EF_SOURCE_H

#include <stdint.h>

#include "base/failure.h"
#include "base/hash.h"

typedef enum ef_compression { EF_PLAIN, EF_GZIP, EF_ZSTD } ef_compression;

const char *ef_compression_name(ef_compression compression);

struct ef_frames;

typedef struct ef_source_options {
    bool long_windows;   /* zstd windows above 128 MiB, up to 2 GiB */
    uint64_t max_memory; /* bytes a decoder's window may take; 0 = what long_windows allows */
    const volatile bool *interrupted; /* ends waiting for an input once it is true; may be NULL */
    struct ef_frames *frames; /* decode those of zstd ahead, in turns; NULL = as they are read */
} ef_source_options;

typedef struct ef_source ef_source;

/* Opens and recognises. Directories, devices and FIFOs: a directory is EARFUL_USAGE; the others are
 * read as streams. EARFUL_IO, EARFUL_USAGE, EARFUL_MEMORY, EARFUL_INTERRUPTED. Input strings are
 * borrowed until close. */
earful_status ef_source_open(const earful_input *input, const ef_source_options *options,
                             ef_source **source, earful_error *err);
void ef_source_close(ef_source *source);

/* Fills up to capacity bytes; *got == 0 with EARFUL_OK is the end. May return less than capacity
 * before the end. EARFUL_CORRUPT (err->offset = position in the raw input where decoding stopped),
 * EARFUL_LIMIT (a window above the cap; the message names --long or --max-memory), EARFUL_IO,
 * EARFUL_INTERRUPTED.
 * After a failure or the end every later call returns the same. May wait for the system. */
earful_status ef_source_read(ef_source *source, char *bytes, size_t capacity, size_t *got,
                             earful_error *err);

ef_compression ef_source_compression(const ef_source *source);
const char *ef_source_name(const ef_source *source);
uint64_t ef_source_raw_bytes(const ef_source *source);     /* consumed so far */
uint64_t ef_source_decoded_bytes(const ef_source *source); /* delivered so far */
uint64_t ef_source_size(const ef_source *source);          /* raw, when known; else 0 */

/* The digest of all raw bytes. Reads what is left of the raw input when decoding stopped early;
 * nothing can be read from the source afterwards. EARFUL_IO, EARFUL_INTERRUPTED. */
earful_status ef_source_digest(ef_source *source, ef_digest *digest, earful_error *err);

#endif
