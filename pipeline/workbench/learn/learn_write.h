/* What learning found, written for people and for programs. */
#ifndef EF_LEARN_WRITE_H
#define EF_LEARN_WRITE_H

#include "workbench/learn/learn_rows.h"
#include "workbench/learn/learn_test.h"

typedef struct ef_lessons_learned {
    uint64_t records; /* that teach */
    unsigned folds;
    const earful_input *inputs;
    const ef_test_result *before; /* on all records */
    const ef_test_result *after;  /* on those of each fold, learned from the others */
    const ef_learned_rows *rows;
    const char *path; /* where the overlay is; NULL = there was no gain, and none is written */
} ef_lessons_learned;

/* The mean over inputs of the macro-F1, in the order of their names. */
double ef_test_macro_f1(const ef_test_result *result, const earful_input *inputs);

void ef_write_learned_text(const ef_lessons_learned *learned, ef_buffer *out);
void ef_write_learned_ndjson(const ef_lessons_learned *learned, ef_buffer *out);

#endif
