#include "cli/complain.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"

/* File names and data may hold escape sequences; none of them reaches the terminal. */
static void put_visible(const char *text)
{
    for (const unsigned char *at = (const unsigned char *)text; *at != '\0'; at++) {
        const int c1 = at[0] == 0xc2 && at[1] >= 0x80 && at[1] < 0xa0;
        if ((*at < 0x20 && *at != '\n' && *at != '\t') || *at == 0x7f || c1)
            fprintf(stderr, "\\x%02x", *at);
        else
            fputc(*at, stderr);
    }
}

void complain(const char *format, ...)
{
    char text[2048];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    fputs("earful: ", stderr);
    put_visible(text);
    fputc('\n', stderr);
}

/* Whole lines only, as the library writes them. */
static bool complain_of_lines(void *context, const char *bytes, size_t len)
{
    (void)context;
    for (const char *end; len > 0; len -= (size_t)(end + 1 - bytes), bytes = end + 1) {
        end = memchr(bytes, '\n', len);
        if (end == NULL)
            return false;
        complain("%.*s", (int)(end - bytes), bytes);
    }
    return true;
}

const earful_sink *complaint_sink(void)
{
    static const earful_sink sink = {.write = complain_of_lines};
    return &sink;
}

int exit_code_of(const earful_error *err)
{
    switch (err->status) {
    case EARFUL_OK: return EXIT_GOOD;
    case EARFUL_USAGE:
    case EARFUL_MODEL:
    case EARFUL_CONFLICT: return EXIT_USAGE;
    case EARFUL_CORRUPT: return EXIT_DAMAGED;
    case EARFUL_LIMIT:
    case EARFUL_MEMORY: return EXIT_LIMIT;
    case EARFUL_INTERRUPTED: return EXIT_INTERRUPTED;
    case EARFUL_CLOSED: return EXIT_CLOSED_PIPE;
    case EARFUL_IO: return EXIT_FAILED;
    }
    return EXIT_FAILED;
}

int complain_about(const earful_error *err)
{
    char place[640] = "";
    if (err->path[0] != '\0' && err->line > 0 && err->column > 0)
        snprintf(place, sizeof place, "%s:%" PRIu32 ":%" PRIu32 ": ", err->path, err->line,
                 err->column);
    else if (err->path[0] != '\0' && err->line > 0)
        snprintf(place, sizeof place, "%s:%" PRIu32 ": ", err->path, err->line);
    else if (err->path[0] != '\0' && err->offset > 0)
        snprintf(place, sizeof place, "%s: byte %" PRIu64 ": ", err->path, err->offset);
    else if (err->path[0] != '\0')
        snprintf(place, sizeof place, "%s: ", err->path);
    if (err->status != EARFUL_CLOSED)
        complain("%s%s", place, err->message);
    return exit_code_of(err);
}

_Noreturn void run_out_of_memory(void)
{
    complain("out of memory");
    exit(EXIT_LIMIT);
}

enum { LONGEST_NAME = 31 };

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Levenshtein distance; words past the longest name are never near. */
static size_t distance(const char *a, const char *b)
{
    const size_t n = strlen(b);
    if (strlen(a) > LONGEST_NAME || n > LONGEST_NAME)
        return LONGEST_NAME;
    size_t row[LONGEST_NAME + 1];
    for (size_t j = 0; j <= n; j++)
        row[j] = j;
    for (size_t i = 0; a[i] != '\0'; i++) {
        size_t diagonal = row[0];
        row[0] = i + 1;
        for (size_t j = 1; j <= n; j++) {
            const size_t above = row[j];
            row[j] = least(least(row[j - 1], above) + 1, diagonal + (a[i] != b[j - 1]));
            diagonal = above;
        }
    }
    return row[n];
}

const char *did_you_mean(const char *word, const char *const *names, size_t n_names)
{
    const char *best = NULL;
    size_t nearest = strlen(word) / 3 + 2;
    for (size_t i = 0; i < n_names; i++) {
        const size_t far = distance(word, names[i]);
        if (far < nearest) {
            nearest = far;
            best = names[i];
        }
    }
    return best;
}
