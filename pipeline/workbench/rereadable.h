/* Inputs that can be read more than once: files and memory, not pipes. */
#ifndef EF_REREADABLE_H
#define EF_REREADABLE_H

#include "earful_workbench.h"

/* EARFUL_USAGE for standard input and whatever else gives its bytes once. A file that is not there is
 * the engine's to complain about. */
earful_status ef_check_rereadable(earful_corpus corpus, earful_error *err);

#endif
