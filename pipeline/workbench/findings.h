/* What a look at a model found: places with a verdict, collected, then sorted and written once, so
 * that the order of looking never shows. The part of a message behind its first "; " is the remedy.
 * Memory failure is sticky, as in an arena. */
#ifndef EF_FINDINGS_H
#define EF_FINDINGS_H

#include "base/arena.h"
#include "base/buffer.h"
#include "earful_workbench.h"

typedef enum ef_severity { EF_ERROR, EF_WARNING } ef_severity;

/* A topic that a text fires, and by which rule. */
typedef struct ef_fired {
    ef_span topic;
    const char *file;
    uint32_t line;
    bool guarded;
} ef_fired;

typedef struct ef_finding {
    ef_severity severity;
    const char *kind; /* "duplicate-rule": what scripts select by */
    const char *path;
    uint32_t line;   /* 0 = of the file as a whole */
    uint32_t column; /* 0 = unknown */
    ef_span message;
    ef_span text; /* at == NULL: none; else a text that was tried, and what it fired */
    const ef_fired *fired;
    size_t n_fired;
    size_t number; /* in order of arrival */
} ef_finding;

typedef struct ef_findings {
    ef_finding *items;
    size_t count;
    size_t capacity;
    ef_arena arena;
    bool failed;
} ef_findings;

void ef_findings_init(ef_findings *findings);
void ef_findings_fini(ef_findings *findings);

/* The finding, for more to be said of it, or NULL when memory is out. path is borrowed. */
ef_finding *ef_findings_add(ef_findings *findings, ef_severity severity, const char *kind,
                            const char *path, uint32_t line, uint32_t column, const char *format,
                            ...) EF_PRINTF(7, 8);

/* What the compiler complained of, with its place. */
ef_finding *ef_findings_add_error(ef_findings *findings, ef_severity severity, const char *kind,
                                  const earful_error *err);

/* Sorts by path, line and column, and writes; in text a line with the sums closes the report, in
 * which `things` is what was checked, such as "rows". */
earful_status ef_findings_write(ef_findings *findings, earful_report report, const char *things,
                                uint64_t checked, earful_findings *sums, earful_error *err);

#endif
