/* The matcher of the rule language: a rule's tree over a range of tokens, by position lists.
 *
 * A node gives a list of spans of tokens, ascending by first token; NEAR and phrases join lists, and
 * never expand. Scratch memory is the evaluator's, one a thread, reset per rule. */
#ifndef EF_EVALUATE_H
#define EF_EVALUATE_H

#include "hits/hits.h"

typedef struct ef_evaluator ef_evaluator;

ef_evaluator *ef_evaluator_new(const earful_model *model); /* NULL when memory is out */
void ef_evaluator_free(ef_evaluator *evaluator);

/* Turns to a block; must be called before the others. Indexes where each atom stands. */
bool ef_evaluator_begin(ef_evaluator *evaluator, const ef_plan *plan, const ef_documents *documents,
                        const ef_tokens *tokens, const ef_resolved *resolved);

/* Whether the rule holds somewhere in the sentence. */
bool ef_rule_holds(ef_evaluator *evaluator, const ef_rule *rule, uint32_t sentence);

#endif
