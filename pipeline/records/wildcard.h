/* Patterns over a whole text: * is any run of characters, ? any one character of UTF-8, a backslash
 * takes the next character as it is. ASCII case is ignored. */
#ifndef EF_WILDCARD_H
#define EF_WILDCARD_H

#include "base/span.h"

/* At worst the text's length times the pattern's. */
bool ef_wildcard_matches(ef_span pattern, ef_span text);

#endif
