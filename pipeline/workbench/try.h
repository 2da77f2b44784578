/* What trying a rule and its concordance have in common: a model that tries only this rule, the
 * sample of a large corpus that is fast enough to look at, and how a hit is ranked. */
#ifndef EF_TRY_H
#define EF_TRY_H

#include "earful_workbench.h"
#include "workbench/corpus.h"
#include "workbench/snippet.h"

typedef struct ef_trial {
    earful_model *model;
    earful_options options; /* the corpus's; sampled when it is large */
    uint64_t one_in;        /* records are a sample of 1 in so many; 1 = all that were asked for */
} ef_trial;

earful_status ef_trial_open(ef_trial *trial, const earful_model_options *options, const char *rule,
                            earful_corpus corpus, earful_error *err);
void ef_trial_close(ef_trial *trial);

ef_span ef_sentence_text(const ef_analysis *analysis, uint32_t sentence);

/* The bytes of some tokens, in the text of their sentence. */
ef_mark ef_mark_of_tokens(const ef_analysis *analysis, uint32_t first, uint32_t last);

#endif
