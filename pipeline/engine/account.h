/* The account: what a run says of its inputs and of how it went, for manifest and warnings. */
#ifndef EF_ACCOUNT_H
#define EF_ACCOUNT_H

#include "engine/engine.h"
#include "engine/intake.h"
#include "lexicon/model.h"

/* Fills the run's manifest once all batches came back; strings are copied into the run's arena. */
earful_status ef_account_make(ef_run *run, const ef_intake *intake, const earful_model *model,
                              unsigned threads, earful_error *err);

#endif
