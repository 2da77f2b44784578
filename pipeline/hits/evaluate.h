/* The matcher of the rule language: a rule's tree over a range of sentences, by position lists.
 *
 * A node gives a list of token spans; lists are joined, never expanded, so the cost follows what was
 * found. What each operator gives:
 *   words     where they stand in a row; only hyphens and quotation marks may be between them
 *   OR        the spans of all operands
 *   AND       within one sentence the hull of each operand's first span; in a wider scope, and where
 *             all other operands are fields, the spans of its first operand with words
 *   NOT       the left spans, if the scope holds nothing of the right
 *   WITH      as AND, sentence by sentence; NOTWITH as NOT, sentence by sentence
 *   NEAR      of every span the hull with its nearest neighbour on either side, near enough
 *   NOTNEAR   the left spans without any right one near or upon them
 *   field     drops the spans of documents that it does not hold for
 * So every span lies in one sentence, in every scope. A regex sees the first 8 KiB of a sentence. A
 * list keeps its first EF_MOST_SPANS spans. */
#ifndef EF_EVALUATE_H
#define EF_EVALUATE_H

#include "hits/hits.h"
#include "hits/spans.h"

typedef struct ef_evaluator ef_evaluator;

ef_evaluator *ef_evaluator_new(const earful_model *model); /* NULL when memory is out */
void ef_evaluator_free(ef_evaluator *evaluator);

/* Turns to a block; must be called before the others. Indexes where each atom stands. plan may be
 * NULL: documents then have the fields of every plan. False when memory ran out. */
bool ef_evaluator_begin(ef_evaluator *evaluator, const ef_plan *plan, const ef_documents *documents,
                        const ef_tokens *tokens, const ef_resolved *resolved);

/* Sentences of the block, at least one. */
typedef struct ef_range {
    uint32_t first;
    uint32_t end;
} ef_range;

/* Where the node matches in the range. Valid until the next call. */
const ef_token_span *ef_node_spans(ef_evaluator *evaluator, const ef_node *node, ef_range range,
                                   size_t *n_spans);

/* Whether the rule holds somewhere in the sentence. */
bool ef_rule_holds(ef_evaluator *evaluator, const ef_rule *rule, uint32_t sentence);

/* What a rule has cost. A step is one place, operand, span or searched byte that was looked at; an
 * expression that ran away took EF_RUNAWAY_STEPS. Steps follow the texts and how they lie in blocks,
 * never the machine. */
enum { EF_RUNAWAY_STEPS = 100000 };

typedef struct ef_rule_cost {
    uint64_t tries; /* ranges that it was evaluated on */
    uint64_t matches;
    uint64_t steps; /* with those of its guard */
    uint64_t runaways;
} ef_rule_cost;

/* What tagging reuses from block to block. */
typedef struct ef_tag_scratch {
    uint32_t *looks; /* by rule: the sentence that last fell short of it, from 1; with costs */
    size_t looks_capacity;
    uint32_t *ranges; /* by rule: the range that it was last tried on, from 1 */
    size_t ranges_capacity;
    bool *covered; /* ef_drop_overlaps's */
    size_t covered_capacity;
    int64_t *sums; /* by clause: of its contributions and those before it in the sentence */
    size_t sums_capacity;
    ef_spans leaves;     /* where the words of one rule stand in one sentence */
    ef_rule_cost *costs; /* by rule, of whoever asks for them; NULL = nobody does */
} ef_tag_scratch;

ef_tag_scratch *ef_evaluator_scratch(ef_evaluator *evaluator);

/* Of all nodes evaluated so far. */
uint64_t ef_evaluator_steps(const ef_evaluator *evaluator);

/* Since begin: expressions given up for their cost. */
uint64_t ef_evaluator_runaways(const ef_evaluator *evaluator);

/* True once memory ran out. */
bool ef_evaluator_failed(const ef_evaluator *evaluator);

#endif
