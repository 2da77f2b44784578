/* One record as a line: what `earful score` prints of a record that was read, and what --rejects
 * keeps of one that was not. NDJSON, appended to a buffer. */
#ifndef EF_WRITE_RECORD_H
#define EF_WRITE_RECORD_H

#include "hits/analysis.h"

/* Record `index` of the block. A record without an id is FILE#ordinal. A filtered or duplicate
 * record gets a line with its outcome and no scores. The score is that of the customer's text, or,
 * when the record has none, of all of it. Guarded hits are left out. */
void ef_write_score(const ef_analysis *analysis, const char *input_name, size_t index,
                    ef_buffer *out);

void ef_write_reject(const char *input_name, const ef_reject *reject, ef_buffer *out);

#endif
