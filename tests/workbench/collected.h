/* Runs a tool over records in memory and collects what it writes. For tests. */
#ifndef COLLECTED_H
#define COLLECTED_H

#include "base/buffer.h"
#include "earful_workbench.h"

typedef struct collected {
    ef_buffer out;
    earful_sink sink;
    earful_options options;
    earful_input inputs[4];
    earful_corpus corpus;
    earful_report report;
    earful_error err;
} collected;

/* Text reports over one input; `ndjson` lines of records. */
void collected_init(collected *self, const char *ndjson);
void collected_fini(collected *self);

/* What was written so far, NUL-terminated; the next call starts anew. */
const char *collected_text(collected *self);

/* A new file that holds the text; `path` ends in XXXXXX, as for mkstemp. */
void write_temporary(char *path, const char *text);

/* Appends some thousand sentences: one in forty complains about a courier or a handover, the others judge
 * food and rooms. Ends with NUL. */
void make_complaints(ef_buffer *out);

/* The built-in model with these rows of topic and rule on top. */
earful_model *open_with_topics(const char *rows);

#endif
