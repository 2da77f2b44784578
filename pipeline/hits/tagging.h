/* Tagging: tokens -> topic hits, with the negation guard and the sentiment of the hit's clause, or of
 * its sentence where the clause holds none. */
#ifndef EF_TAGGING_H
#define EF_TAGGING_H

#include "hits/evaluate.h"

/* Fills the topic hits of `hits`, whose contributions must be there. Only rules whose needed atoms
 * occur in the block are evaluated. False when memory ran out. */
bool ef_tag_topics(const earful_model *model, ef_evaluator *evaluator,
                   const ef_documents *documents, const ef_tokens *tokens,
                   const ef_resolved *resolved, ef_hits *hits);

#endif
