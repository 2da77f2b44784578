/* The test: how a model does on the records that are held back. */
#ifndef EF_LEARN_TEST_H
#define EF_LEARN_TEST_H

#include "workbench/learn/learn_pass.h"
#include "workbench/metrics.h"

typedef struct ef_test_result {
    ef_confusion *inputs; /* by number in the run */
    size_t n_inputs;
    size_t capacity;
} ef_test_result;

void ef_test_result_fini(ef_test_result *result);

/* Adds to the result; with EF_NO_PART all records are tested. */
earful_status ef_learn_test(const ef_school *school, const earful_model *model,
                            ef_test_result *result, earful_error *err);

#endif
