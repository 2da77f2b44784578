/* The examples and counters of a model's topics as records that can be analysed: each text with the
 * fields that its rule asks for, so that a rule for agents is tried on an agent's words. */
#ifndef EF_CHECK_TEXTS_H
#define EF_CHECK_TEXTS_H

#include "lexicon/model.h"
#include "lexicon/model_files.h"

typedef struct ef_check_text {
    const char *path; /* where it stands */
    uint32_t line;
    uint32_t column;
    uint32_t rule;
    bool counter;
    ef_span text;
} ef_check_text;

typedef struct ef_check_texts {
    ef_check_text *items;
    size_t count;
    size_t capacity;
    ef_buffer records; /* NDJSON, a line a text */
    ef_arena arena;
} ef_check_texts;

/* Rows that the model has no rule of (not enabled, replaced, removed) are passed over. fini is due
 * after a failure as well. */
earful_status ef_check_texts_read(ef_check_texts *texts, const earful_model *model,
                                  const ef_model_files *files, earful_error *err);
void ef_check_texts_fini(ef_check_texts *texts);

/* The members of a record that a rule asks for, each with a comma before it: `,"role":"agent"`. */
void ef_check_add_fields(ef_buffer *record, const ef_node *rule);

#endif
