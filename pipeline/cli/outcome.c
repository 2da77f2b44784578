#include "cli/outcome.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/complain.h"

typedef struct named_format {
    const char *name;
    earful_format format;
} named_format;

static const named_format formats[] = {{"table", EARFUL_TABLE},
                                       {"csv", EARFUL_TOPICS_CSV},
                                       {"ndjson", EARFUL_NDJSON},
                                       {"json", EARFUL_JSON}};

static const named_format endings[] = {{".csv", EARFUL_TOPICS_CSV},
                                       {".ndjson", EARFUL_NDJSON},
                                       {".json", EARFUL_JSON},
                                       {".earful", EARFUL_STATE}};

static bool ends_with(const char *text, const char *ending)
{
    const size_t len = strlen(text);
    const size_t tail = strlen(ending);
    return len > tail && strcmp(text + len - tail, ending) == 0;
}

static const named_format *find_ending(const char *path)
{
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++)
        if (ends_with(path, endings[i].name))
            return &endings[i];
    return NULL;
}

static const named_format *find_format(const char *name)
{
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++)
        if (strcmp(name, formats[i].name) == 0)
            return &formats[i];
    return NULL;
}

bool check_output(const cli_options *options)
{
    if (options->format != NULL && find_format(options->format) == NULL) {
        complain("--format takes table, csv, ndjson or json, not '%s'", options->format);
        return false;
    }
    const char *const path = options->output;
    if (path != NULL && (ends_with(path, ".sqlite") || ends_with(path, ".html"))) {
        complain("%s: this kind of output is not there yet; write .csv, .json, .ndjson, .earful "
                 "or a directory",
                 path);
        return false;
    }
    return true;
}

/* write() all of it; EPIPE is told apart by the caller through errno. */
static bool write_all(void *context, const char *bytes, size_t len)
{
    const int file = *(const int *)context;
    while (len > 0) {
        const ssize_t done = write(file, bytes, len);
        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0)
            return false;
        bytes += done;
        len -= (size_t)done;
    }
    return true;
}

const earful_sink *stdout_sink(void)
{
    static int file = STDOUT_FILENO; /* never changed; a sink's context is not const */
    static const earful_sink sink = {.write = write_all, .context = &file};
    return &sink;
}

bool open_file_sink(file_sink *out, const char *path)
{
    do
        out->file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    while (out->file < 0 && errno == EINTR);
    out->sink = (earful_sink){.write = write_all, .context = &out->file};
    if (out->file < 0)
        complain("%s: cannot write: %s", path, strerror(errno));
    return out->file >= 0;
}

bool close_file_sink(file_sink *out, const char *path)
{
    if (out->file < 0)
        return true;
    const bool good = close(out->file) == 0;
    if (!good)
        complain("%s: cannot write: %s", path, strerror(errno));
    return good;
}

int write_result(const cli_options *options, const earful_result *result)
{
    earful_error err = {0};
    earful_status status = EARFUL_OK;
    const char *const path = options->output;
    if (path != NULL) {
        const named_format *const ending = find_ending(path);
        status = ending != NULL ? earful_result_write_file(result, ending->format, path, &err)
                                : earful_result_write_directory(result, path, options->force, &err);
    } else {
        const bool terminal = isatty(STDOUT_FILENO) == 1;
        const earful_format format = options->format != NULL
                                         ? find_format(options->format)->format
                                         : (terminal ? EARFUL_TABLE : EARFUL_TOPICS_CSV);
        status = earful_result_write(result, format, stdout_sink(), &err);
    }
    return status == EARFUL_OK ? EXIT_GOOD : complain_about(&err);
}

/* A table on stdout ends with the same notes. */
static bool table_tells(const cli_options *options)
{
    const bool table = options->format != NULL ? strcmp(options->format, "table") == 0
                                               : isatty(STDOUT_FILENO) == 1;
    return table && options->output == NULL;
}

static bool too_many_rejects(const cli_options *options, const earful_counts *counts)
{
    const double percent =
        counts->records_in > 0 ? 100.0 * (double)counts->rejected / (double)counts->records_in : 0;
    return counts->rejected > 0 && (options->strict || percent > options->max_bad);
}

int judge(const cli_options *options, const earful_counts *counts, const earful_result *result)
{
    size_t n_warnings = 0;
    for (const char *text; result != NULL && (text = earful_result_warning(result, n_warnings));
         n_warnings++)
        if (!options->quiet && !table_tells(options))
            complain("%s", text);
    if (!counts->complete)
        return EXIT_INTERRUPTED;
    const bool rejected = too_many_rejects(options, counts);
    if (rejected)
        complain("%" PRIu64 " of %" PRIu64 " records could not be read%s", counts->rejected,
                 counts->records_in, options->rejects == NULL ? "; --rejects FILE keeps them" : "");
    if (rejected || counts->inputs_damaged > 0)
        return EXIT_DAMAGED;
    return options->strict && n_warnings > 0 ? EXIT_FAILED : EXIT_GOOD;
}
