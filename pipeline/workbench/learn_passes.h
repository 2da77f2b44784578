/* The passes of learning over its inputs. Each is a run of the engine with a visitor that looks at the
 * records that teach; what it gathers does not depend on threads, batches or the order of inputs. */
#ifndef EF_LEARN_PASSES_H
#define EF_LEARN_PASSES_H

#include "earful_workbench.h"
#include "workbench/learn_evidence.h"
#include "workbench/learn_lessons.h"
#include "workbench/learn_spool.h"
#include "workbench/metrics.h"
#include "workbench/sketch.h"

/* Records of no part are held back. */
#define EF_NO_PART UINT32_MAX

/* What all passes have in common. Records are parted by their content: those of part `held` of n_parts
 * are kept for testing. */
typedef struct ef_school {
    earful_corpus corpus;
    int64_t gold_threshold;
    ef_lesson_counts counts; /* after the first pass */
    ef_sketch sketch;        /* of all terms of all records; the same */
    uint32_t threshold;      /* of the sketch: terms below it are too rare to look at */
    uint32_t held;
    uint32_t n_parts;
} ef_school;

/* Counts lessons and sketches terms. */
earful_status ef_learn_survey(ef_school *school, const earful_model *model, earful_error *err);

/* What terms that the model has not would be worth, on the records that are not held back. */
earful_status ef_learn_evidence(const ef_school *school, const earful_model *model,
                                ef_evidences *evidences, earful_error *err);

/* The records that are not held back, in terms of the model's values: value 2 * t is the valence of
 * term t, value 2 * t + 1 its valence under negation where it has one of its own; the value behind the
 * last is 1, for what the scorer adds of itself. counts has room for
 * all terms: in how many records each spoke. Spools are appended to *spools, to be released. */
earful_status ef_learn_spool(const ef_school *school, const earful_model *model, ef_spool **spools,
                             size_t *n_spools, uint64_t *counts, earful_error *err);

/* How the model does on the records that are held back (with EF_NO_PART on all), by input. */
typedef struct ef_test_result {
    ef_confusion *inputs;
    size_t n_inputs;
    size_t capacity;
} ef_test_result;

earful_status ef_learn_test(const ef_school *school, const earful_model *model,
                            ef_test_result *result, earful_error *err);
void ef_test_result_fini(ef_test_result *result);

#endif
