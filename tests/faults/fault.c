/* Makes the n-th call of one function fail, to see what a program makes of it.
 *
 * As a library to preload it stands before every call in the process, those of other libraries
 * included. Linked into the program with -Wl,--wrap (FAULT_WRAP) it stands before the program's own
 * calls only, and so gets along with AddressSanitizer. The environment says what is to fail:
 *   FAULT_CALL   the function's name; "alloc" is malloc, calloc and realloc together
 *   FAULT_NTH    the call that fails, from 1; 0 = none. With FAULT_ON all later ones fail too
 *   FAULT_ERRNO  what errno is then; -1 = no failure, but the call does less than it was asked
 *   FAULT_COUNT  a file that is told at exit how many calls there were */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifdef FAULT_WRAP
#define NAME(function) __wrap_##function
#define REAL(function) __real_##function
#else
#define NAME(function) function
#define REAL(function) __libc_##function
#endif

void *REAL(malloc)(size_t size);
void *REAL(calloc)(size_t count, size_t size);
void *REAL(realloc)(void *old, size_t size);

static atomic_long calls;
static long nth;
static int number;
static bool goes_on;
static const char *call = "";

__attribute__((constructor)) static void begin(void)
{
    const char *const name = getenv("FAULT_CALL");
    const char *const which = getenv("FAULT_NTH");
    const char *const error = getenv("FAULT_ERRNO");
    nth = which != NULL ? atol(which) : 0;
    number = error != NULL ? atoi(error) : ENOMEM;
    goes_on = getenv("FAULT_ON") != NULL;
    if (name != NULL)
        call = name;
}

/* By system calls alone: nothing here may count as a call of the program. */
__attribute__((destructor)) static void end(void)
{
    const char *const path = getenv("FAULT_COUNT");
    char text[32];
    if (path == NULL)
        return;
    const int len = snprintf(text, sizeof text, "%ld\n", atomic_load(&calls));
    const long file = syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (file < 0 || syscall(SYS_write, file, text, (size_t)len) != len)
        abort();
    syscall(SYS_close, file);
}

/* True when this call is to fail, or with errno -1 to do less. */
static bool is_due(const char *name)
{
    if (strcmp(call, name) != 0)
        return false;
    const long this = atomic_fetch_add(&calls, 1) + 1;
    if (nth == 0 || this < nth || (this > nth && !goes_on))
        return false;
    if (number > 0)
        errno = number;
    return true;
}

void *NAME(malloc)(size_t size)
{
    return is_due("alloc") ? NULL : REAL(malloc)(size);
}

void *NAME(calloc)(size_t count, size_t size)
{
    return is_due("alloc") ? NULL : REAL(calloc)(count, size);
}

void *NAME(realloc)(void *old, size_t size)
{
    return is_due("alloc") ? NULL : REAL(realloc)(old, size);
}

#ifndef FAULT_WRAP

ssize_t read(int file, void *bytes, size_t len)
{
    const bool due = is_due("read");
    if (due && number > 0)
        return -1;
    return syscall(SYS_read, file, bytes, due && len > 1 ? 1 : len);
}

ssize_t write(int file, const void *bytes, size_t len)
{
    const bool due = is_due("write");
    if (due && number > 0)
        return -1;
    return syscall(SYS_write, file, bytes, due && len > 1 ? 1 : len);
}

int open(const char *path, int flags, ...)
{
    va_list rest;
    va_start(rest, flags);
    const mode_t mode = (flags & O_CREAT) != 0 ? va_arg(rest, mode_t) : 0;
    va_end(rest);
    return is_due("open") ? -1 : (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
}

/* Really flushing would only make the tests slow. */
int fsync(int file)
{
    (void)file;
    return is_due("fsync") ? -1 : 0;
}

int close(int file)
{
    const int done = (int)syscall(SYS_close, file);
    return is_due("close") ? -1 : done;
}

int rename(const char *from, const char *to)
{
    return is_due("rename") ? -1 : (int)syscall(SYS_renameat, AT_FDCWD, from, AT_FDCWD, to);
}

int fstat(int file, struct stat *about)
{
    return is_due("fstat") ? -1 : (int)syscall(SYS_fstat, file, about);
}

int mkdir(const char *path, mode_t mode)
{
    return is_due("mkdir") ? -1 : (int)syscall(SYS_mkdirat, AT_FDCWD, path, mode);
}

int poll(struct pollfd *files, nfds_t n_files, int timeout)
{
    return is_due("poll") ? -1 : (int)syscall(SYS_poll, files, n_files, timeout);
}

int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*work)(void *),
                   void *argument)
{
    int (*create)(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);
    *(void **)&create = dlsym(RTLD_NEXT, "pthread_create");
    return is_due("pthread_create") ? EAGAIN : create(thread, attributes, work, argument);
}

#endif
