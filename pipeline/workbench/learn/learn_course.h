/* A course: what is learned from the records that are not held back. In rounds: see what terms would be
 * worth having, take the best, fit all values together, drop what says nothing new. The first round is for
 * words, so that phrases have to say what their words do not. */
#ifndef EF_LEARN_COURSE_H
#define EF_LEARN_COURSE_H

#include "workbench/learn/learn_pass.h"
#include "workbench/learn/learn_rows.h"

typedef struct ef_course {
    const earful_model_options *model;
    ef_school *school;
    earful_learn_options wishes; /* none is 0 */
} ef_course;

/* Rows are initialised and empty. */
earful_status ef_learn(const ef_course *course, ef_learned_rows *rows, earful_error *err);

/* The model with the rows laid over it. */
earful_status ef_learned_open(const ef_course *course, const ef_learned_rows *rows,
                              earful_model **model, earful_error *err);

#endif
