/* "Did you mean ...?": the candidate that fewest edits turn into a word. */
#ifndef EF_NEAREST_H
#define EF_NEAREST_H

#include "base/span.h"

/* NULL when none is near: at most a third of the word's letters may be wrong. ASCII case does not
 * count. Candidates above 64 bytes are passed over. */
const ef_span *ef_nearest(ef_span word, const ef_span *candidates, size_t count);

#endif
