/* What the program says on stderr, and the exit code that a failure means. */
#ifndef EF_COMPLAIN_H
#define EF_COMPLAIN_H

#include "earful.h"

/* "earful: message", with bytes that a terminal would obey made visible. */
void complain(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The failure with its place, and its exit code. A closed pipe is not worth a word. */
int complain_about(const earful_error *err);
int exit_code_of(const earful_error *err);

/* A sink whose lines are complaints. */
const earful_sink *complaint_sink(void);

/* Says so and ends the program: for the little that it allocates before any work is begun. */
_Noreturn void run_out_of_memory(void);

/* The name in `names` that is nearest to a mistyped word, or NULL when none is near. */
const char *did_you_mean(const char *word, const char *const *names, size_t n_names);

#endif
