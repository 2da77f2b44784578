/* An analysis: what one thread needs to take records through all stages up to hits, and what it has
 * found in the block at hand. Everything is used again for the next block. */
#ifndef EF_ANALYSIS_H
#define EF_ANALYSIS_H

#include "hits/sentiment.h"
#include "hits/tagging.h"
#include "hits/vader_hits.h"

typedef struct ef_analysis {
    const earful_model *model;
    ef_documents documents;
    ef_tokens tokens;
    ef_tokens scratch; /* of texts whose sentences are only counted */
    ef_meanings meanings;
    ef_resolved resolved;
    ef_evaluator *evaluator;
    ef_vader vader;
    ef_hits hits;
} ef_analysis;

/* False when memory ran out; fini is due all the same. */
bool ef_analysis_init(ef_analysis *analysis, const earful_model *model);
void ef_analysis_fini(ef_analysis *analysis);

/* Records -> documents. Between the two steps is the place to say which records do not count. */
bool ef_analysis_read(ef_analysis *analysis, const ef_block *block);

/* Documents -> tokens -> hits, of documents that somebody else holds. trace may be NULL. */
bool ef_analysis_find_in(ef_analysis *analysis, const ef_documents *documents, const ef_plan *plan,
                         ef_trace *trace);

/* The same of its own, without those of a language that the model does not cover: they are filtered. */
bool ef_analysis_find_covered(ef_analysis *analysis, const ef_plan *plan);

/* Documents -> scores and numbers of sentences, for a model that reads no words and one who asks for
 * none: there are no tokens. */
bool ef_analysis_score(ef_analysis *analysis);

/* The same of its own, all of them. */
static inline bool ef_analysis_find(ef_analysis *analysis, const ef_plan *plan, ef_trace *trace)
{
    return ef_analysis_find_in(analysis, &analysis->documents, plan, trace);
}

#endif
