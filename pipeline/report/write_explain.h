/* Why a text scores as it does: every token that contributes, each step of how, and the sums, which
 * add up exactly; then the topics. */
#ifndef EF_WRITE_EXPLAIN_H
#define EF_WRITE_EXPLAIN_H

#include "hits/sentiment.h"

/* An analysed text: one document, one record. */
typedef struct ef_analysis {
    const earful_model *model;
    const ef_documents *documents;
    const ef_tokens *tokens;
    const ef_hits *hits;
    const ef_trace_step *steps; /* by token; those of a token in the order they were made */
    const uint32_t *first_step; /* of each token, and behind the last */
} ef_analysis;

void ef_write_explain_text(const ef_analysis *analysis, ef_buffer *out);
void ef_write_explain_json(const ef_analysis *analysis, ef_buffer *out);

#endif
