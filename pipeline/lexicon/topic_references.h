/* ^references: each becomes the alternatives it stands for, so that the matcher sees trees only.
 * Refused are unknown topics, cycles (with the path), and trees that grow beyond all bounds. */
#ifndef EF_TOPIC_REFERENCES_H
#define EF_TOPIC_REFERENCES_H

#include "lexicon/topic_rows.h"

earful_status ef_topics_resolve(ef_topics *topics, const ef_topic_row *rows,
                                const ef_rule_context *context, earful_error *err);

#endif
