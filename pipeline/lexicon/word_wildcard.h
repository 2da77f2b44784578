/* Wildcards inside one word: `*` is any run of characters, also none; `?` is one character or none.
 *
 * Matching steps through all places of the wildcard at once and never goes back, so it costs word
 * length times wildcard length at most, whatever they hold. */
#ifndef EF_WORD_WILDCARD_H
#define EF_WORD_WILDCARD_H

#include "base/span.h"

/* Longer words are noise and match no wildcard; longer wildcards match no word. In bytes. */
enum { EF_WILDCARD_LIMIT = 255 };

bool ef_word_is_wildcard(ef_span text);

/* Whether all of the word matches. Both are UTF-8 and compared as they are: fold them before. */
bool ef_word_matches(ef_span wildcard, ef_span word);

#endif
