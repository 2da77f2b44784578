/* Turns a model over to VADER: its files are read, and thresholds become the customary ones. */
#ifndef EF_USE_VADER_H
#define EF_USE_VADER_H

#include "lexicon/model.h"

/* EARFUL_USAGE when a file is not named; EARFUL_IO, EARFUL_LIMIT or EARFUL_MODEL for one of them.
 * Their bytes go into the digest. */
earful_status ef_model_use_vader(earful_model *model, const earful_model_options *options,
                                 ef_digester *digester, earful_error *err);

#endif
