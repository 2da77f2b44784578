/* What stands for a place or a person: URLs, e-mail addresses, @handles and #hashtags.
 *
 * A URL is something://..., www.... or a domain with a path (t.co/x); a bare domain is words.
 * The last label of such a domain, and of an e-mail address, is two letters or more of one case.
 * A URL holds no quotation marks, angle, square or curly brackets, | \ ^ or backticks, and
 * beyond ASCII letters only; it ends without .,;:!?'* and without a ) that it did not open.
 * Looking ahead for an @ or a path is bounded by the lengths that such names may have. */
#ifndef EF_ADDRESS_H
#define EF_ADDRESS_H

#include "base/span.h"

typedef enum ef_address { EF_NO_ADDRESS, EF_ADDRESS_URL, EF_ADDRESS_EMAIL } ef_address;

/* For a run of ASCII letters and digits text[start, end) with something behind it: the end of the
 * address that begins at start, if any. */
ef_address ef_address_find(ef_span text, size_t start, size_t end, size_t *address_end);

/* The end of the handle or hashtag whose name starts at text.at[at], right behind its mark; `at`
 * when there is none. A hashtag needs a letter; a handle takes any word character. */
size_t ef_handle_end(ef_span text, size_t at);
size_t ef_hashtag_end(ef_span text, size_t at);

#endif
