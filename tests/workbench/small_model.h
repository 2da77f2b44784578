/* A model in a directory of its own, and what a tool of the workbench says of it. */
#ifndef EF_TEST_SMALL_MODEL_DIRECTORY_H
#define EF_TEST_SMALL_MODEL_DIRECTORY_H

#include "base/buffer.h"
#include "earful_workbench.h"

typedef earful_status workbench_tool(const earful_model_options *options, earful_report report,
                                     earful_findings *findings, earful_error *err);

typedef struct small_model {
    char directory[64];
    ef_buffer said;
    earful_findings findings;
    earful_error err;
} small_model;

/* A sound model.ini; lexicon and topics as given. */
void small_model_begin(small_model *self, const char *lexicon, const char *topics);
void small_model_put(const small_model *self, const char *name, const char *text);

/* What the tool writes, with the directory's path taken out of it. Valid until the next call. */
const char *small_model_say(small_model *self, workbench_tool *tool, bool ndjson);
void small_model_end(small_model *self);

#endif
