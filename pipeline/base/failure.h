/* How a function says that it failed: fill the caller's error and return its status in one line.
 * All of them accept err == NULL, and never overwrite an error that is already set. */
#ifndef EF_FAILURE_H
#define EF_FAILURE_H

#include "base/attr.h"
#include "earful.h"

earful_status ef_fail(earful_error *err, earful_status status, const char *format, ...)
    EF_PRINTF(3, 4) EF_COLD;

/* About a place in a text file. line and column count from 1; 0 = unknown. */
earful_status ef_fail_at(earful_error *err, earful_status status, const char *path, uint32_t line,
                         uint32_t column, const char *format, ...) EF_PRINTF(6, 7) EF_COLD;

/* About a byte offset of a file. */
earful_status ef_fail_offset(earful_error *err, earful_status status, const char *path,
                             uint64_t offset, const char *format, ...) EF_PRINTF(5, 6) EF_COLD;

/* EARFUL_IO with errno as it stands, and the system's own words behind the message; EARFUL_MEMORY
 * when it is memory that the system lacks. */
earful_status ef_fail_system(earful_error *err, const char *path, const char *format, ...)
    EF_PRINTF(3, 4) EF_COLD;

earful_status ef_fail_memory(earful_error *err) EF_COLD;

#endif
