/* How the tools read their inputs. */
#ifndef EF_CORPUS_H
#define EF_CORPUS_H

#include "earful_workbench.h"
#include "engine/engine.h"
#include "engine/worker.h"

/* Shows every record to the visitor, and fills the counts that the corpus asks for. fini of the run
 * is due in any case. */
earful_status ef_corpus_run(const earful_model *model, earful_corpus corpus,
                            const ef_visitor *visitor, ef_run *run, earful_error *err);

/* For a further pass over the same inputs: rejects, warnings and counts were given by the first.
 * `options` becomes the corpus's own. */
void ef_corpus_again(earful_corpus *corpus, earful_options *options);

/* EARFUL_USAGE for standard input and whatever else gives its bytes once. A file that is not there is
 * the engine's to complain about. */
earful_status ef_check_rereadable(earful_corpus corpus, earful_error *err);

#endif
