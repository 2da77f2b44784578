/* Report: rows -> bytes that people and programs read. One writer a file, write_NAME.c; each
 * appends to a buffer, whose sticky failure the caller checks. */
#ifndef EF_REPORT_H
#define EF_REPORT_H

#include "report/rows.h"

enum { EF_SCHEMA_VERSION = 1 };

/* What a manifest says beside the state: how the run was called and how it went. These are the only
 * parts of any output that may differ between runs over the same data. */
typedef struct ef_manifest_input {
    ef_span name;
    const char *compression;
    const char *form;
    const char *preset;
    uint64_t raw_bytes;
    uint64_t decoded_bytes;
    uint64_t records;
    ef_digest digest;
    bool skipped;
    ef_span damage; /* what was wrong, with the offset; empty = sound */
} ef_manifest_input;

typedef struct ef_manifest {
    ef_span *arguments;
    size_t n_arguments;
    ef_manifest_input *inputs;
    size_t n_inputs;
    ef_span *sources; /* of the model's files */
    size_t n_sources;
    ef_span *warnings; /* whole sentences */
    size_t n_warnings;
    bool complete;
    unsigned threads;
    int64_t wall_milliseconds;
    int64_t cpu_milliseconds;
} ef_manifest;

void ef_write_topics_csv(const ef_rows *rows, ef_buffer *out);
void ef_write_sentiment_csv(const ef_rows *rows, ef_buffer *out);
void ef_write_dim_topic_csv(const ef_rows *rows, ef_buffer *out);
void ef_write_ndjson(const ef_rows *rows, ef_buffer *out);
void ef_write_json(const ef_rows *rows, const ef_manifest *manifest, ef_buffer *out);
void ef_write_manifest(const ef_rows *rows, const ef_manifest *manifest, ef_buffer *out);

/* For a terminal of at least 80 columns: sentiment by channel, then the pain points that move most
 * records, then the delights; aligned by display width; no control bytes from data. */
void ef_write_table(const ef_rows *rows, const ef_manifest *manifest, ef_buffer *out);

#endif
