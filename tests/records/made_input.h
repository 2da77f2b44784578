/* A small input read whole: plan, records, documents. For tests. */
#ifndef EF_TEST_MADE_INPUT_H
#define EF_TEST_MADE_INPUT_H

#include "records/document.h"
#include "records/plan.h"

typedef struct sample {
    ef_plan *plan;
    ef_batch batch;
    ef_documents documents;
    earful_error err;
    earful_status status;
    char *bytes;
} sample;

/* Options as a list that ends with NULL: "--map", "text=a", "--turns", "t[]" ... */
void sample_read(sample *s, const char *bytes, size_t len, const char *const *arguments);
void sample_fini(sample *s);

/* Reads a text under a name; behind the text come options and a NULL. */
#define SAMPLE(name, text, ...)                                                                    \
    sample name;                                                                                   \
    sample_read(&(name), (text), strlen(text), (const char *const[]){__VA_ARGS__})

/* The text of a document, and a value of it by field name, as C strings that live as the sample. */
const char *sample_text(sample *s, size_t document);
const char *sample_value(sample *s, size_t document, const char *field);

#endif
