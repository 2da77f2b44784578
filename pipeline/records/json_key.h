/* Whether a key of a JSON object, as it is written, is the one looked for. */
#ifndef EF_JSON_KEY_H
#define EF_JSON_KEY_H

#include "base/span.h"

/* `written` is what stands between the quotes. Escapes are undone ("re\u0076iews" is "reviews"); a
 * surrogate without its partner is U+FFFD; a wrong escape equals nothing. */
bool ef_json_key_is(ef_span written, ef_span key);

#endif
