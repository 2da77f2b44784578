/* One text through all stages, with a trace: what `earful explain` shows. */
#ifndef EF_EXPLAIN_H
#define EF_EXPLAIN_H

#include "lexicon/model.h"

/* The text is one document of a customer, of any number of lines. Appends to out. */
earful_status ef_explain(const earful_model *model, ef_span text, bool json, ef_buffer *out,
                         earful_error *err);

#endif
