/* The files that are built into the binary (builtin.def, builtin_files.S). */
#ifndef EF_BUILTIN_H
#define EF_BUILTIN_H

#include "base/span.h"

/* By its path below lexicons/, such as "en/topics.csv"; at == NULL when there is none. */
ef_span ef_builtin_file(const char *path);

/* The paths there are, in a fixed order; NULL past the last. */
const char *ef_builtin_path(size_t index);

#endif
