/* The words that exports use for roles and languages, and the numbers that they use for ratings. */
#ifndef EF_WORDS_H
#define EF_WORDS_H

#include "records/preset.h"

/* ASCII case and white space around it do not matter. Empty is EF_CUSTOMER, a word that neither the
 * preset's own nor the common table knows is EF_UNKNOWN_ROLE. `own` may be NULL. */
ef_role ef_role_of(ef_span word, const ef_role_word *own);

/* The lower-case primary subtag: "en" of "en-US", "EN" and "english". Empty when the text says that
 * the language is not known. Copied into the arena only when it must change. */
ef_span ef_language_of(ef_span text, ef_arena *arena);

/* A rating in ten-thousandths: "4", "4.5", "4,5", "4/5", true, false, good, bad. False when it is
 * none, or outside of a declared scale (min and max both 0 = undeclared). */
bool ef_rating_of(ef_span text, int64_t min, int64_t max, int64_t *rating);

/* A whole number from 0 to 10^12, perhaps written "3.0". */
bool ef_weight_of(ef_span text, int64_t *weight);

#endif
