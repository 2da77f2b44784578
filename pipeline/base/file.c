#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PIECE = 64 * 1024 };

static int open_file(const char *path, int flags)
{
    int file;
    do
        file = open(path, flags | O_CLOEXEC, 0666);
    while (file < 0 && errno == EINTR);
    return file;
}

earful_status ef_file_read(const char *path, size_t max_bytes, ef_buffer *out, earful_error *err)
{
    ef_buffer_reset(out);
    const int file = open_file(path, O_RDONLY);
    if (file < 0)
        return ef_fail_system(err, path, "cannot open");
    earful_status status = EARFUL_OK;
    for (;;) {
        char *const room = ef_buffer_reserve(out, PIECE);
        if (room == NULL) {
            status = ef_fail_memory(err);
            break;
        }
        const ssize_t got = read(file, room, PIECE);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0) {
            status = ef_fail_system(err, path, "cannot read");
            break;
        }
        if (got == 0)
            break;
        out->len += (size_t)got;
        if (out->len > max_bytes) {
            status = ef_fail_at(err, EARFUL_LIMIT, path, 0, 0, "larger than %zu bytes", max_bytes);
            break;
        }
    }
    close(file);
    return status;
}

static earful_status write_all(int file, const char *path, ef_span bytes, earful_error *err)
{
    while (bytes.len > 0) {
        const ssize_t done = write(file, bytes.at, bytes.len);
        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0)
            return ef_fail_system(err, path, "cannot write");
        bytes = ef_span_make(bytes.at + done, bytes.len - (size_t)done);
    }
    int code;
    do
        code = fsync(file);
    while (code != 0 && errno == EINTR);
    return code == 0 ? EARFUL_OK : ef_fail_system(err, path, "cannot write");
}

/* Makes the new name itself durable. Some file systems cannot; that is no failure. */
static void sync_directory_of(const char *path)
{
    char name[4096];
    const char *const slash = strrchr(path, '/');
    const int len = slash == NULL ? snprintf(name, sizeof name, ".")
                                  : snprintf(name, sizeof name, "%.*s/", (int)(slash - path), path);
    if (len < 0 || (size_t)len >= sizeof name)
        return;
    const int directory = open_file(name, O_RDONLY | O_DIRECTORY);
    if (directory < 0)
        return;
    fsync(directory);
    close(directory);
}

/* Devices, pipes and what links to them are written in place: there is nothing to rename over. */
static bool is_special(const char *path)
{
    struct stat about;
    return stat(path, &about) == 0 && !S_ISREG(about.st_mode) && !S_ISDIR(about.st_mode);
}

static earful_status write_in_place(const char *path, ef_span bytes, earful_error *err)
{
    const int file = open_file(path, O_WRONLY);
    if (file < 0)
        return ef_fail_system(err, path, "cannot open");
    earful_status status = EARFUL_OK;
    while (status == EARFUL_OK && bytes.len > 0) {
        const ssize_t done = write(file, bytes.at, bytes.len);
        if (done < 0 && errno != EINTR)
            status = ef_fail_system(err, path, "cannot write");
        else if (done > 0)
            bytes = ef_span_make(bytes.at + done, bytes.len - (size_t)done);
    }
    if (close(file) != 0 && status == EARFUL_OK)
        status = ef_fail_system(err, path, "cannot write");
    return status;
}

earful_status ef_file_write(const char *path, ef_span bytes, earful_error *err)
{
    if (is_special(path))
        return write_in_place(path, bytes, err);
    char temporary[4096];
    const int len = snprintf(temporary, sizeof temporary, "%s.%ld.tmp", path, (long)getpid());
    if (len < 0 || (size_t)len >= sizeof temporary)
        return ef_fail_at(err, EARFUL_USAGE, path, 0, 0, "the path is too long");
    const int file = open_file(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW);
    if (file < 0)
        return ef_fail_system(err, path, "cannot create");
    earful_status status = write_all(file, path, bytes, err);
    if (close(file) != 0 && status == EARFUL_OK)
        status = ef_fail_system(err, path, "cannot write");
    if (status == EARFUL_OK && rename(temporary, path) != 0)
        status = ef_fail_system(err, path, "cannot rename to");
    if (status != EARFUL_OK)
        unlink(temporary);
    else
        sync_directory_of(path);
    return status;
}

static bool is_empty_directory(DIR *directory)
{
    for (const struct dirent *entry; (entry = readdir(directory)) != NULL;)
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            return false;
    return true;
}

earful_status ef_directory_make(const char *path, bool force, earful_error *err)
{
    if (mkdir(path, 0777) == 0)
        return EARFUL_OK;
    if (errno != EEXIST)
        return ef_fail_system(err, path, "cannot make the directory");
    DIR *const directory = opendir(path);
    if (directory == NULL)
        return ef_fail_system(err, path, "cannot write a result into it");
    const bool empty = is_empty_directory(directory);
    closedir(directory);
    if (!empty && !force)
        return ef_fail_at(err, EARFUL_USAGE, path, 0, 0,
                          "the directory holds something; choose another or use --force");
    return EARFUL_OK;
}
