/* A regular expression: the only includer of pcre2.h is pattern.c.
 *
 * Limits are counts, never time, so that the verdict is the same on every machine; when the
 * compiled code (JIT) gives any error the interpreter decides under the same limits. */
#ifndef EF_PATTERN_H
#define EF_PATTERN_H

#include "base/failure.h"
#include "base/span.h"

typedef struct ef_pattern ef_pattern;
typedef struct ef_pattern_scratch ef_pattern_scratch; /* one a thread */

/* UTF, caseless unless the expression says (?-i). whole: must match all of its subject. path, line
 * and column are for the error: EARFUL_MODEL at the place of the mistake. */
earful_status ef_pattern_compile(ef_span expression, bool whole, const char *path, uint32_t line,
                                 uint32_t column, ef_pattern **pattern, earful_error *err);
void ef_pattern_free(ef_pattern *pattern);
ef_span ef_pattern_text(const ef_pattern *pattern);

ef_pattern_scratch *ef_pattern_scratch_new(void);
void ef_pattern_scratch_free(ef_pattern_scratch *scratch);

typedef enum ef_match { EF_NO_MATCH, EF_MATCH, EF_RAN_AWAY } ef_match;

/* The first match at or after `from`; [*start, *end) in bytes. EF_RAN_AWAY when a limit was hit. */
ef_match ef_pattern_find(const ef_pattern *pattern, ef_pattern_scratch *scratch, ef_span subject,
                         size_t from, size_t *start, size_t *end);

#endif
