/* A pass of learning over its inputs: a run of the engine that shows the records that teach, one by one,
 * to whoever passes. What is gathered must not depend on threads, batches or the order of inputs. */
#ifndef EF_LEARN_PASS_H
#define EF_LEARN_PASS_H

#include "earful_workbench.h"
#include "workbench/learn/learn_lessons.h"
#include "workbench/sketch.h"

/* Records of no part are held back. */
#define EF_NO_PART UINT32_MAX

/* What all passes have in common. Records are parted by their content: those of part `held` of n_parts
 * are kept for testing. */
typedef struct ef_school {
    earful_corpus corpus;
    int64_t gold_threshold;
    ef_lesson_counts counts; /* after the survey */
    ef_sketch sketch;        /* of all terms of all records; the same */
    uint32_t threshold;      /* of the sketch: terms below it are too rare to look at */
    uint32_t held;
    uint32_t n_parts;
} ef_school;

/* A record that teaches. */
typedef struct ef_pupil {
    const ef_analysis *analysis;
    const ef_record_info *record;
    uint32_t input;  /* of the run */
    uint64_t serial; /* of this worker's records, from 1 */
    ef_lesson lesson;
} ef_pupil;

typedef struct ef_pass {
    const ef_school *school;
    const earful_model *model;
    bool tests; /* shows the records that are held back, instead of the others */
    void *context;
    void *(*begin)(
        void *context); /* a worker's state; NULL when memory is out, or a file refused */
    /* Before the records of a block; NULL = nothing to do. False when memory is out. */
    bool (*open_block)(void *state, const ef_analysis *analysis);
    bool (*look)(void *state, const ef_pupil *pupil); /* false with errno */
    /* Takes and frees a state; `keep` is false after a failure. False when memory is out. */
    bool (*finish)(void *context, void *state, bool keep);
    uint64_t unscaled; /* set by the run: records with a rating of which nobody said the scale */
} ef_pass;

earful_status ef_pass_run(ef_pass *pass, earful_error *err);

/* Goes through the sentences of those who speak for a record. */
typedef struct ef_speech {
    const ef_analysis *analysis;
    const ef_record_info *record;
    ef_role speaker;
    uint32_t document; /* of the record, from 0 */
    uint32_t sentence; /* of the document */
} ef_speech;

ef_speech ef_speech_of(const ef_pupil *pupil);
bool ef_speech_next(ef_speech *speech, uint32_t *sentence);

/* The record's score as the scorer has it. */
ef_score ef_pupil_score(const ef_pupil *pupil);

#endif
