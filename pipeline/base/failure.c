#include "base/failure.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static bool may_fill(const earful_error *err)
{
    return err != NULL && err->status == EARFUL_OK;
}

static void set_path(earful_error *err, const char *path)
{
    if (path != NULL)
        snprintf(err->path, sizeof err->path, "%s", path);
}

earful_status ef_fail(earful_error *err, earful_status status, const char *format, ...)
{
    if (may_fill(err)) {
        va_list args;
        va_start(args, format);
        vsnprintf(err->message, sizeof err->message, format, args);
        va_end(args);
        err->status = status;
    }
    return status;
}

earful_status ef_fail_at(earful_error *err, earful_status status, const char *path, uint32_t line,
                         uint32_t column, const char *format, ...)
{
    if (may_fill(err)) {
        va_list args;
        va_start(args, format);
        vsnprintf(err->message, sizeof err->message, format, args);
        va_end(args);
        set_path(err, path);
        err->line = line;
        err->column = column;
        err->status = status;
    }
    return status;
}

earful_status ef_fail_offset(earful_error *err, earful_status status, const char *path,
                             uint64_t offset, const char *format, ...)
{
    if (may_fill(err)) {
        va_list args;
        va_start(args, format);
        vsnprintf(err->message, sizeof err->message, format, args);
        va_end(args);
        set_path(err, path);
        err->offset = offset;
        err->status = status;
    }
    return status;
}

earful_status ef_fail_system(earful_error *err, const char *path, const char *format, ...)
{
    const int number = errno;
    if (number == ENOMEM)
        return ef_fail_memory(err);
    if (may_fill(err)) {
        va_list args;
        va_start(args, format);
        const int len = vsnprintf(err->message, sizeof err->message, format, args);
        va_end(args);
        const size_t used = len < 0 ? 0 : (size_t)len;
        if (used < sizeof err->message)
            snprintf(err->message + used, sizeof err->message - used, ": %s", strerror(number));
        set_path(err, path);
        err->os_error = number;
        err->status = EARFUL_IO;
    }
    return EARFUL_IO;
}

earful_status ef_fail_memory(earful_error *err)
{
    return ef_fail(err, EARFUL_MEMORY, "out of memory");
}
