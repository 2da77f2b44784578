/* Whole files: read into memory, written so that a reader sees the old one or the new one. */
#ifndef EF_FILE_H
#define EF_FILE_H

#include "base/buffer.h"
#include "base/failure.h"

/* Replaces the buffer's content. EARFUL_LIMIT when the file is larger than max_bytes. */
earful_status ef_file_read(const char *path, size_t max_bytes, ef_buffer *out, earful_error *err);

/* Under a temporary name in the same directory, fsync, rename, fsync of the directory. */
earful_status ef_file_write(const char *path, ef_span bytes, earful_error *err);

/* Makes a directory for a result, or takes one that is there. EARFUL_USAGE when it holds anything,
 * unless forced. */
earful_status ef_directory_make(const char *path, bool force, earful_error *err);

#endif
