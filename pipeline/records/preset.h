/* What is known about the forms that exports come in: one const table, no code.
 *
 * A preset is recognised when every path of its signature occurs in the head of the input. The
 * first that fits wins, so the table goes from the special to the general; the last, "generic", has
 * no signature. What the user says always wins over a preset. Paths are written as in --map and
 * mean columns in CSV and TSV. */
#ifndef EF_PRESET_H
#define EF_PRESET_H

#include "records/document.h"
#include "records/plan.h"

typedef struct ef_role_word {
    ef_span word; /* in any case */
    ef_role role;
} ef_role_word;

typedef struct ef_preset_field {
    ef_field field;
    bool joined;       /* all of the paths, else the first that is there */
    const char *paths; /* divided by | */
} ef_preset_field;

typedef struct ef_preset {
    const char *name;
    const char *what;      /* one line for people */
    const char *signature; /* paths divided by |, relative to a record */
    const char *records;   /* NULL = the records are the form's own */
    const char *turns;     /* NULL = a record is one document */
    const char *channel;   /* NULL = none */
    const ef_preset_field *fields;
    size_t n_fields;
    const ef_role_word *roles; /* words that mean something else here; ends with an empty one */
    const char *requester;     /* path of the customer's id, to compare authors with; or NULL */
    const char *keeps;         /* PATH=WORD divided by |: see ef_keep; or NULL */
    const char *blanks;        /* texts that say that there is none, divided by |; or NULL */
    int scale_min, scale_max;  /* both 0 = undeclared */
} ef_preset;

extern const ef_preset ef_presets[];
extern const size_t ef_n_presets;

/* By name; NULL when there is none. With several rows of one name, the first. */
const ef_preset *ef_preset_named(const char *name);

/* The names, divided by comma and space. */
const char *ef_preset_names(ef_arena *arena);

#endif
