#include "bytes/raw_input.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LOOK_MILLISECONDS = 100 };

/* Without O_NONBLOCK, open() of a FIFO would wait for a writer. */
static earful_status open_file(ef_raw_input *raw, earful_error *err)
{
    do
        raw->file = open(raw->name, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
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
    raw->is_stream = !S_ISREG(about.st_mode);
    return EARFUL_OK;
}

earful_status ef_raw_input_open(ef_raw_input *raw, const earful_input *input,
                                const volatile bool *interrupted, earful_error *err)
{
    *raw = (ef_raw_input){
        .name = input->name != NULL ? input->name : "", .file = -1, .interrupted = interrupted};
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
    const earful_status status = raw->file < 0 ? open_file(raw, err) : EARFUL_OK;
    if (status != EARFUL_OK)
        return status;
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

static bool is_interrupted(const ef_raw_input *raw)
{
    return raw->interrupted != NULL && *raw->interrupted;
}

/* Until there is something to read, an end or a failure; false when interrupted before. */
static bool await(const ef_raw_input *raw)
{
    const int timeout = raw->interrupted != NULL ? LOOK_MILLISECONDS : -1;
    while (!is_interrupted(raw)) {
        const int ready = poll(&(struct pollfd){.fd = raw->file, .events = POLLIN}, 1, timeout);
        if (ready > 0 || (ready < 0 && errno != EINTR))
            return true;
    }
    return false;
}

static earful_status read_some(ef_raw_input *raw, char *bytes, size_t len, size_t *got,
                               earful_error *err)
{
    *got = 0;
    for (;;) {
        if (raw->is_stream ? !await(raw) : is_interrupted(raw))
            return ef_fail(err, EARFUL_INTERRUPTED, "interrupted");
        const ssize_t count = read(raw->file, bytes, len);
        if (count >= 0) {
            *got = (size_t)count;
            raw->ended = count == 0;
            return EARFUL_OK;
        }
        if (errno != EINTR && errno != EAGAIN && errno != EWOULDBLOCK)
            return ef_fail_system(err, raw->name, "cannot read");
    }
}

static earful_status next_of_file(ef_raw_input *raw, ef_span *piece, earful_error *err)
{
    size_t len = 0;
    while (len < EF_RAW_LEAST && !raw->ended) {
        size_t got = 0;
        const earful_status status =
            read_some(raw, raw->buffer + len, EF_RAW_MOST - len, &got, err);
        if (status != EARFUL_OK)
            return status;
        len += got;
    }
    *piece = ef_span_make(raw->buffer, len);
    return EARFUL_OK;
}

earful_status ef_raw_input_next(ef_raw_input *raw, ef_span *piece, earful_error *err)
{
    earful_status status = EARFUL_OK;
    *piece = (ef_span){0};
    if (raw->file < 0)
        *piece = next_of_memory(raw);
    else
        status = next_of_file(raw, piece, err);
    if (piece->len > 0)
        ef_digester_add(raw->digester, piece->at, piece->len);
    return status;
}

bool ef_raw_input_is_ready(const ef_raw_input *raw)
{
    return !raw->is_stream || raw->ended ||
           poll(&(struct pollfd){.fd = raw->file, .events = POLLIN}, 1, 0) > 0;
}
