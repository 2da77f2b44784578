/* What earful takes a line for, written down independently: others are asked about that. */
#ifndef EF_TEST_MEND_JSON_H
#define EF_TEST_MEND_JSON_H

#include "base/buffer.h"

/* Replaces `out` by the line with U+FFFD for each maximal part of a sequence that is no UTF-8, and
 * \uFFFD for each escape that is half of a surrogate pair alone. */
void mend_json_line(ef_span line, ef_buffer *out);

/* Whether some number may be more than 64 bits or a double can hold. */
bool json_has_wide_number(ef_span line);

#endif
