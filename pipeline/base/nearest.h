/* "Did you mean": the nearest of a few names to a word that is none of them, by letters to insert,
 * drop or replace (Levenshtein 1966). */
#ifndef EF_NEAREST_H
#define EF_NEAREST_H

#include "base/span.h"

/* The candidate with the fewest mistakes, the first of equals; NULL when more than a third of the
 * word's letters and one would be wrong, since that is another word. ASCII case does not count;
 * words and candidates beyond 64 bytes have no neighbour. */
const ef_span *ef_nearest(ef_span word, const ef_span *candidates, size_t count);

/* The same for names that are strings of C. */
const char *ef_nearest_name(ef_span word, const char *const *names, size_t n_names);

#endif
