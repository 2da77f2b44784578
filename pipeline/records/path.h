/* Paths into a JSON value: keys divided by dots, [] for every element of an array and every value
 * of an object, "quotes" around a key that holds a dot or bracket itself.
 *
 *     text        reviews[].author.id        [].body        "a.b".c
 */
#ifndef EF_PATH_H
#define EF_PATH_H

#include "records/plan.h"

enum { EF_MAX_STEPS = 32 };

/* `what` says where the path was written, for the message: "--map text=a..b". The path's text and
 * steps are copied into the arena. EARFUL_USAGE when it is no path. */
earful_status ef_path_parse(const char *what, ef_span text, ef_arena *arena, ef_path *path,
                            earful_error *err);

/* True when `path` begins with all steps of `prefix`, which has some; *rest is what follows,
 * perhaps nothing. */
bool ef_path_below(const ef_path *path, const ef_path *prefix, ef_path *rest);

#endif
