/* The rule of a row as a tree: what stands in its cell, or its lanes joined. */
#ifndef EF_TOPIC_RULE_H
#define EF_TOPIC_RULE_H

#include "lexicon/topic_rows.h"

/* EARFUL_MODEL with the row's file and line. What was parsed hangs below *root even after a failure
 * and is to be released; ^references are not resolved. */
earful_status ef_topic_rule_parse(const ef_topic_row *row, const ef_rule_context *context,
                                  ef_node **root, earful_error *err);

#endif
