/* earful: voice-of-customer text analytics.
 *
 * Compressed reviews, chats and social posts go in; counts of topics and sentiment per channel come
 * out. The call sequence is always the same: open a model, run it over inputs, write the result.
 *
 *     earful_model *model = NULL;
 *     earful_result *result = NULL;
 *     earful_error err = {0};
 *     earful_options options;
 *     earful_options_init(&options);
 *     const earful_input input = {.name = "reviews.ndjson.zst"};
 *     if (earful_model_open(NULL, &model, &err) == EARFUL_OK &&
 *         earful_run(model, &options, &input, 1, &result, &err) == EARFUL_OK)
 *         earful_result_write(result, EARFUL_TOPICS_CSV, &sink, &err);
 *     earful_result_close(result);
 *     earful_model_close(model);
 *
 * The same inputs, model and options give the same bytes for any thread count, input order, locale
 * and time zone. The library never prints, never exits, installs no signal handler and keeps no
 * global state. A model is immutable once open and may be shared by threads; every other handle
 * belongs to one thread at a time. Pointers returned by accessors live as long as their handle.
 * Functions that take an earful_error accept NULL. */
#ifndef EARFUL_H
#define EARFUL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define EARFUL_API __attribute__((visibility("default")))
#else
#define EARFUL_API
#endif

#define EARFUL_VERSION "0.1.0"

/* The version of the library that is running, which may be newer than EARFUL_VERSION. */
EARFUL_API const char *earful_version(void);

/* ---- failures ------------------------------------------------------------------------------ */

typedef enum earful_status {
    EARFUL_OK = 0,
    EARFUL_USAGE,       /* an option or argument makes no sense; the message says what would */
    EARFUL_MODEL,       /* a model file is wrong; path, line and column are set */
    EARFUL_IO,          /* the operating system refused; os_error is set */
    EARFUL_CORRUPT,     /* compressed data, or a state file, is damaged or cut short */
    EARFUL_LIMIT,       /* a limit of memory, window, cells or cut-offs was reached */
    EARFUL_MEMORY,      /* malloc returned NULL */
    EARFUL_CONFLICT,    /* states that do not belong together or overlap in part */
    EARFUL_INTERRUPTED, /* options.interrupted became true */
    EARFUL_CLOSED       /* the sink said that nobody reads any more */
} earful_status;

/* What went wrong and where. Only `status` and `message` are always set. */
typedef struct earful_error {
    earful_status status;
    int os_error;      /* errno, or 0 */
    uint32_t line;     /* from 1; 0 = not about a line */
    uint32_t column;   /* from 1, in bytes; 0 = unknown */
    uint64_t offset;   /* in bytes of the file named by path; 0 unless the message is about one */
    char path[512];    /* cut at the end when longer; empty = not about a file */
    char message[512]; /* one English sentence without path, line or full stop */
} earful_error;

/* ---- where bytes come from and go to -------------------------------------------------------- */

/* One input. With data NULL the name is a path, or "-" for standard input; otherwise the bytes are
 * read from memory, which must stay unchanged until the call returns, and the name is a label. */
typedef struct earful_input {
    const char *name;
    const void *data;
    size_t size;
} earful_input;

/* Takes all len bytes and returns true, or returns false: with errno EPIPE when the reader is gone
 * (the call ends with EARFUL_CLOSED), any other errno is reported as EARFUL_IO. */
typedef struct earful_sink {
    bool (*write)(void *context, const char *bytes, size_t len);
    void *context;
} earful_sink;

/* ---- the model ------------------------------------------------------------------------------ */

typedef struct earful_model earful_model;

/* Who scores sentiment. */
typedef enum earful_sentiment {
    EARFUL_OWN_SENTIMENT = 0, /* the model's lexicon and settings */
    EARFUL_VADER              /* vaderSentiment 3.3.2, digit by digit, over its own two files */
} earful_sentiment;

/* What a model is made of. A zeroed struct, or NULL in its place, is the built-in English model. */
typedef struct earful_model_options {
    const char *directory;    /* NULL = built in */
    const char *language;     /* which built-in model when directory is NULL; NULL = "en" */
    const char *const *packs; /* names of built-in domain packs, applied in order */
    size_t n_packs;
    const char *const *lexicons; /* overlay files, later ones win */
    size_t n_lexicons;
    const char *const *topics; /* overlay files, later ones win */
    size_t n_topics;
    earful_sentiment sentiment;
    const char *vader_lexicon; /* vader_lexicon.txt; both are needed with EARFUL_VADER only */
    const char *vader_emoji;   /* emoji_utf8_lexicon.txt */
} earful_model_options;

/* Reads and compiles a model. EARFUL_MODEL, EARFUL_IO or EARFUL_MEMORY; *model is then NULL. */
EARFUL_API earful_status earful_model_open(const earful_model_options *options,
                                           earful_model **model, earful_error *err);
EARFUL_API void earful_model_close(earful_model *model);

/* ---- options -------------------------------------------------------------------------------- */

typedef enum earful_period {
    EARFUL_NO_PERIOD = 0,
    EARFUL_HOUR,
    EARFUL_DAY,
    EARFUL_WEEK, /* ISO 8601: starts on Monday */
    EARFUL_MONTH,
    EARFUL_QUARTER
} earful_period;

/* Every string and array is borrowed until the call that takes the options returns. NULL and 0 mean
 * "not given" throughout; earful_options_init sets the defaults that are not 0. */
typedef struct earful_options {
    /* reading */
    const char *preset;      /* name of an input preset; NULL = recognised from the data */
    const char *const *maps; /* "FIELD=PATH" each; several for text are joined */
    size_t n_maps;
    const char *records; /* "PATH[]" whose elements are the records */
    const char *turns;   /* "PATH[]" inside a record whose elements are documents */
    const char *channel; /* for records that name none */
    const char *scale;   /* rating scale as "MIN-MAX", such as "1-5"; NULL = undeclared */
    bool long_windows;   /* allow zstd windows up to 2 GiB */
    uint64_t max_memory; /* bytes for decoder windows; 0 = 128 MiB, with long 2 GiB+ */
    /* selecting */
    bool any_language; /* score texts of languages that the model does not cover, too */
    const char *where; /* an expression over fields */
    double sample;     /* keep this share of records, chosen by content; 1 = all */
    bool drop_duplicates;
    bool allow_repeat; /* the same input twice in one run is no mistake */
    /* counting */
    const char *const *by; /* fields that become segments */
    size_t n_by;
    earful_period period;
    const char *tz;     /* "UTC" (default), "+02:00", or a name of the tz database */
    bool unique;        /* fill records_unique; memory grows with the input */
    uint64_t max_cells; /* default 1,000,000 */
    /* running */
    unsigned threads;                 /* busy threads, decoding included; 0 = one a processor */
    size_t batch_bytes;               /* bytes a batch holds before its last record; for tests */
    const volatile bool *interrupted; /* polled; when it turns true the run ends early */
    const earful_sink *rejects;       /* one NDJSON line a record that cannot be read; NULL = no */
    const earful_sink *warnings;      /* one line a damaged input, when all are read; NULL = no */
    const char *covered_by;           /* a state file: inputs that it covers are skipped */
    void (*progress)(void *context, uint64_t bytes_read, uint64_t bytes_total, uint64_t records);
    void *progress_context; /* progress is called from one worker at a time */
} earful_options;

EARFUL_API void earful_options_init(earful_options *options);

/* ---- the main job --------------------------------------------------------------------------- */

typedef struct earful_result earful_result;

/* Reads every input, scores and tags each record and counts. Blocks until done; uses
 * options->threads threads and joins them before it returns. Damaged input is no failure: what
 * stood before the damage is counted, and earful_result_counts tells. On EARFUL_INTERRUPTED a
 * result is still set and holds what was counted so far; on any other failure *result is NULL. */
EARFUL_API earful_status earful_run(const earful_model *model, const earful_options *options,
                                    const earful_input *inputs, size_t n_inputs,
                                    earful_result **result, earful_error *err);

/* How the records of a result ended: records_in = scored + filtered + duplicate + rejected. */
typedef struct earful_counts {
    uint64_t records_in;
    uint64_t scored;
    uint64_t filtered;
    uint64_t duplicate;
    uint64_t rejected;
    uint64_t documents;
    uint64_t inputs_damaged;
    uint64_t inputs_skipped; /* covered already */
    uint64_t warnings;       /* kinds of warning; the texts are in the manifest */
    bool complete;           /* false after an interruption */
} earful_counts;

EARFUL_API earful_counts earful_result_counts(const earful_result *result);

/* Damage and warnings, one sentence each, in a fixed order; NULL past the last. */
EARFUL_API const char *earful_result_warning(const earful_result *result, size_t index);

typedef enum earful_format {
    EARFUL_TABLE = 0,     /* for a terminal; plain text, no control bytes */
    EARFUL_TOPICS_CSV,    /* the fact table */
    EARFUL_SENTIMENT_CSV, /* channel x period x segment x role */
    EARFUL_DIM_TOPIC_CSV, /* the topics and their attributes */
    EARFUL_NDJSON,        /* the fact table, an object a line */
    EARFUL_JSON,          /* everything, one object */
    EARFUL_MANIFEST,      /* counts, digests, warnings, arguments, timings */
    EARFUL_STATE          /* the mergeable partial result */
} earful_format;

/* Writes one table to a sink. EARFUL_IO, EARFUL_CLOSED or EARFUL_MEMORY. */
EARFUL_API earful_status earful_result_write(const earful_result *result, earful_format format,
                                             const earful_sink *sink, earful_error *err);

/* Writes one table to a file under a temporary name, flushes it to disk and renames it. */
EARFUL_API earful_status earful_result_write_file(const earful_result *result, earful_format format,
                                                  const char *path, earful_error *err);

/* Writes topics.csv, sentiment.csv, dim_topic.csv, state.earful and, last, manifest.json. The
 * directory is made when missing; EARFUL_USAGE when it holds anything and force is false. */
EARFUL_API earful_status earful_result_write_directory(const earful_result *result,
                                                       const char *path, bool force,
                                                       earful_error *err);

/* Arguments for the manifest's own section on how the run was called; copied. */
EARFUL_API earful_status earful_result_note_arguments(earful_result *result, int argc,
                                                      const char *const *argv, earful_error *err);

/* Reads a state file. EARFUL_CORRUPT when a single bit of it is wrong. */
EARFUL_API earful_status earful_result_open(const char *path, earful_result **result,
                                            earful_error *err);

/* Adds what `other` covers and `into` does not. *added is false when all of it was covered already
 * and nothing changed. EARFUL_CONFLICT when models or options differ or the two overlap in part. */
EARFUL_API earful_status earful_result_merge(earful_result *into, const earful_result *other,
                                             bool *added, earful_error *err);
EARFUL_API void earful_result_close(earful_result *result);

/* ---- record by record ----------------------------------------------------------------------- */

/* Writes one NDJSON line for every record that is not rejected, in input order at any thread count.
 * *counts may be NULL. Blocks as earful_run does; the sink is called from one thread at a time. */
EARFUL_API earful_status earful_score(const earful_model *model, const earful_options *options,
                                      const earful_input *inputs, size_t n_inputs,
                                      const earful_sink *sink, earful_counts *counts,
                                      earful_error *err);

/* Says why one text scores as it does: every token, valence, shift and rule. The contributions of
 * a sentence's tokens add up to its raw sum exactly. json selects an object over plain text. */
EARFUL_API earful_status earful_explain(const earful_model *model, const char *text, size_t len,
                                        bool json, const earful_sink *sink, earful_error *err);

/* Says what an input is: compression, form, preset, fields, three sample records. */
EARFUL_API earful_status earful_sniff(const earful_options *options, const earful_input *input,
                                      bool json, const earful_sink *sink, earful_error *err);

/* The sample data that is built in, a few hundred records of several channels: the input with this
 * index, from 0; false past the last. The bytes are never freed. */
EARFUL_API bool earful_demo_input(size_t index, earful_input *input);

#ifdef __cplusplus
}
#endif

#endif
