/* What the program says on stderr, and the exit code that a failure means. */
#ifndef EF_COMPLAIN_H
#define EF_COMPLAIN_H

#include "earful.h"

/* "earful: message", with bytes that a terminal would obey made visible. */
void complain(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The failure with its place, and its exit code. A closed pipe is not worth a word. */
int complain_about(const earful_error *err);
int exit_code_of(const earful_error *err);

/* The name in `names` that is nearest to a mistyped word, or NULL when none is near. */
const char *did_you_mean(const char *word, const char *const *names, size_t n_names);

#endif
