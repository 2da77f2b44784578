/* "Did you mean": the nearest of a few names to a word that is none of them. */
#ifndef EF_SUGGEST_H
#define EF_SUGGEST_H

#include "base/span.h"

/* The name with the fewest typing mistakes against the word, the first of equals; NULL when even
 * that one is another word. ASCII case is ignored; words beyond 40 bytes have no neighbour. */
const char *ef_suggest(ef_span word, const char *const *names, size_t n_names);

#endif
