/* The survey: the first pass of learning. How many records teach what in each input, and roughly how often
 * each term occurs. */
#ifndef EF_LEARN_SURVEY_H
#define EF_LEARN_SURVEY_H

#include "workbench/learn/learn_pass.h"

/* Fills the school's counts and sketch, to be released by the caller also after a failure. */
earful_status ef_learn_survey(ef_school *school, const earful_model *model, earful_error *err);

#endif
