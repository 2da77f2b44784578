#include "bytes/raw_input.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static earful_status open_file(ef_raw_input *raw, earful_error *err)
{
    do
        raw->file = open(raw->name, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    while (raw->file < 0 && errno == EINTR);
    if (raw->file < 0)
        return ef_fail_system(err, raw->name, "cannot open");
    raw->owns_file = true;
    return EARFUL_OK;
}

static earful_status look_at_file(ef_raw_input *raw, earful_error *err)
{
    struct stat about;
    if (fstat(raw->file, &about) != 0)
        return ef_fail_system(err, raw->name, "cannot open");
    if (S_ISDIR(about.st_mode))
        return ef_fail_at(err, EARFUL_USAGE, raw->name, 0, 0, "is a directory, not an input");
    if (S_ISREG(about.st_mode) && about.st_size > 0)
        raw->size = (uint64_t)about.st_size;
    return EARFUL_OK;
}

earful_status ef_raw_input_open(ef_raw_input *raw, const earful_input *input, earful_error *err)
{
    *raw = (ef_raw_input){.name = input->name != NULL ? input->name : "", .file = -1};
    raw->digester = ef_digester_new();
    if (raw->digester == NULL)
        return ef_fail_memory(err);
    if (input->data != NULL) {
        raw->memory = input->data;
        raw->memory_len = input->size;
        raw->size = input->size;
        return EARFUL_OK;
    }
    if (raw->name[0] == '\0')
        return ef_fail(err, EARFUL_USAGE, "an input needs a path, or - for standard input");
    if (strcmp(raw->name, "-") == 0)
        raw->file = STDIN_FILENO;
    else if (open_file(raw, err) != EARFUL_OK)
        return EARFUL_IO;
    raw->buffer = malloc(EF_RAW_MOST);
    if (raw->buffer == NULL)
        return ef_fail_memory(err);
    return look_at_file(raw, err);
}

void ef_raw_input_close(ef_raw_input *raw)
{
    if (raw->owns_file)
        close(raw->file);
    free(raw->buffer);
    ef_digester_free(raw->digester);
    *raw = (ef_raw_input){.file = -1};
}

static ef_span next_of_memory(ef_raw_input *raw)
{
    const size_t len = raw->memory_len < EF_RAW_MOST ? raw->memory_len : EF_RAW_MOST;
    const ef_span piece = ef_span_make(raw->memory, len);
    raw->memory += len;
    raw->memory_len -= len;
    return piece;
}

/* read(2) that waits: a descriptor inherited from a shell may be non-blocking. */
static ssize_t read_some(int file, char *bytes, size_t len)
{
    for (;;) {
        const ssize_t got = read(file, bytes, len);
        if (got >= 0)
            return got;
        if (errno == EAGAIN || errno == EWOULDBLOCK)
            poll(&(struct pollfd){.fd = file, .events = POLLIN}, 1, -1);
        else if (errno != EINTR)
            return -1;
    }
}

static earful_status next_of_file(ef_raw_input *raw, ef_span *piece, earful_error *err)
{
    size_t len = 0;
    while (len < EF_RAW_LEAST && !raw->ended) {
        const ssize_t got = read_some(raw->file, raw->buffer + len, EF_RAW_MOST - len);
        if (got < 0)
            return ef_fail_system(err, raw->name, "cannot read");
        raw->ended = got == 0;
        len += (size_t)got;
    }
    *piece = ef_span_make(raw->buffer, len);
    return EARFUL_OK;
}

earful_status ef_raw_input_next(ef_raw_input *raw, ef_span *piece, earful_error *err)
{
    *piece = (ef_span){0};
    if (raw->file < 0)
        *piece = next_of_memory(raw);
    else if (next_of_file(raw, piece, err) != EARFUL_OK)
        return EARFUL_IO;
    ef_digester_add(raw->digester, piece->at, piece->len);
    return EARFUL_OK;
}
