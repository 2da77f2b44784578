/* Why a text scores as it does: every token that contributes, each step of how, and the sums, which
 * add up exactly; then the topics. */
#ifndef EF_WRITE_EXPLAIN_H
#define EF_WRITE_EXPLAIN_H

#include "hits/analysis.h"

/* An analysed text, one document of one record, and how its tokens came to contribute. */
typedef struct ef_explanation {
    const ef_analysis *analysis;
    const ef_trace_step *steps; /* by token; those of a token in the order they were made */
    const uint32_t *first_step; /* of each token, and behind the last */
} ef_explanation;

void ef_write_explain_text(const ef_explanation *explanation, ef_buffer *out);
void ef_write_explain_json(const ef_explanation *explanation, ef_buffer *out);

#endif
