/* A model of a few terms, and what it makes of one text. For tests. */
#ifndef SMALL_MODEL_H
#define SMALL_MODEL_H

#include "hits/evaluate.h"
#include "hits/sentiment.h"

typedef struct small_model {
    earful_model model;
    ef_meanings meanings;
    ef_evaluator *evaluator;
    ef_document document; /* the text */
    ef_record_info record;
    ef_documents documents;
    ef_tokens tokens;
    ef_resolved resolved;
    ef_hits hits;
    ef_trace trace;
} small_model;

/* Round settings and the given lexicon; an assertion fails when it is wrong. */
void small_model_init(small_model *small, const char *lexicon);
void small_model_fini(small_model *small);

/* Scores a text with a trace, and checks what always holds: a sentence's sums are exactly those of
 * its tokens, and a token's last step of the trace ends at its contribution. */
void small_model_score(small_model *small, ef_span text);

/* The raw sum of the whole text. */
int64_t small_model_sum(const small_model *small);

#endif
