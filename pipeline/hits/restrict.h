/* Fields in rules: whether a document has the value that a rule restricts it to. */
#ifndef EF_RESTRICT_H
#define EF_RESTRICT_H

#include "lexicon/rule.h"
#include "records/document.h"

/* node->restricts must be true. plan may be NULL; `folded` is scratch. A document without the field
 * satisfies nothing. */
bool ef_document_satisfies(const ef_node *node, const ef_plan *plan, const ef_document *document,
                           ef_buffer *folded);

#endif
