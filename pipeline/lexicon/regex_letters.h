/* What can be told of a regular expression without running it, on the safe side: an expression that
 * is not understood is no word and needs no letters. It spares most texts the running. */
#ifndef EF_REGEX_LETTERS_H
#define EF_REGEX_LETTERS_H

#include "base/span.h"

/* True when a match can only lie inside one word, so that words can be asked instead of texts. */
bool ef_regex_is_word(ef_span expression);

enum { EF_REGEX_LETTERS = 16 };

/* ASCII letters, in pieces of three or more, of which one is in every match in either case, followed
 * by one more ASCII letter: so no combining mark can turn its last letter into another one. Returns
 * how many pieces; 0 when there are none. */
size_t ef_regex_letters(ef_span expression, ef_span pieces[EF_REGEX_LETTERS]);

#endif
