/* Text as Python's str sees it: what split, lower and isupper do, to the character.
 *
 * The published VADER is a Python program, and what it calls a word, or a word in capitals, is what
 * those methods say. They follow Unicode 14, as Python 3.11 does. Input is valid UTF-8. */
#ifndef EF_PYTHON_TEXT_H
#define EF_PYTHON_TEXT_H

#include "base/span.h"

/* The length of the white space character at text.at[at]; 0 when there is none. */
size_t ef_python_space(ef_span text, size_t at);

/* str.isupper: at least one upper-case character, and none of lower or title case. */
bool ef_python_is_upper(ef_span word);

/* str.lower into out. Returns the length; anything above room when it is longer than that. */
size_t ef_python_lower(ef_span word, char *out, size_t room);

#endif
