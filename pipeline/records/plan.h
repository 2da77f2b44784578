/* A plan: how one input's bytes become records and its records become documents.
 *
 * Made once an input (plan.c) from what the user said, the preset (preset.c) and a look at the
 * first bytes (sniff.c), then read-only. A field is found by paths; several paths of `text` that
 * the user or preset joins become parts of one text. */
#ifndef EF_PLAN_H
#define EF_PLAN_H

#include <stdint.h>

#include "base/buffer.h"
#include "base/failure.h"
#include "base/table.h"

typedef enum ef_form { EF_NDJSON, EF_JSON, EF_CSV, EF_TSV, EF_LINES } ef_form;

const char *ef_form_name(ef_form form);

/* The fields every plan knows; those that --map, --by and --where add follow behind. */
typedef enum ef_field {
    EF_ID,
    EF_CHANNEL,
    EF_TEXT,
    EF_TIME,
    EF_RATING,
    EF_ROLE,
    EF_PRODUCT,
    EF_LANG,
    EF_AUTHOR,
    EF_CONVERSATION,
    EF_WEIGHT, /* a whole number that says how much a record counts in weight_sum */
    EF_REPLY,  /* text of an answer inside the record: a second document, of role agent */
    EF_FIRST_EXTRA_FIELD
} ef_field;

extern const char *const ef_field_names[EF_FIRST_EXTRA_FIELD];

enum { EF_MAX_FIELDS = 32, EF_MAX_PATHS = 16, EF_MAX_KEEPS = 4 };

/* One step of a path: a key, or [] for every element. */
typedef struct ef_step {
    ef_span key;
    bool every; /* [] : each element of an array, each value of an object */
} ef_step;

typedef struct ef_path {
    ef_span text; /* as written: "a.b[].c", or a CSV column's name */
    ef_step *steps;
    uint32_t n_steps;
    uint32_t place;      /* CSV, TSV: its column; JSON: its node of `wanted`; EF_NONE = not there */
    uint32_t turn_place; /* the same inside a turn */
    bool seen;           /* it occurs in the head of the input */
} ef_path;

typedef struct ef_mapping {
    ef_span name;
    ef_path paths[EF_MAX_PATHS];
    uint32_t n_paths;
    bool joined; /* all paths that are there, joined by a newline; else the first that is there */
} ef_mapping;

/* A condition of the preset: what stands at the path, if anything does, must be this word. */
typedef struct ef_keep {
    ef_path path;
    ef_span word;
} ef_keep;

/* What a value at a place is for: a field that is not a text, and its rank among the field's paths;
 * the lowest wins. */
typedef struct ef_use {
    uint16_t field;
    uint16_t rank;
} ef_use;

typedef struct ef_plan {
    ef_form form;
    const char *preset;            /* its name, or "generic" */
    const struct ef_preset *known; /* the preset itself: never NULL */
    ef_mapping fields[EF_MAX_FIELDS];
    uint32_t n_fields;
    ef_path records;             /* n_steps == 0: the records are the form's own */
    ef_path turns;               /* n_steps == 0: a record is one document */
    ef_keep keeps[EF_MAX_KEEPS]; /* JSON: other records and turns are filtered */
    uint32_t n_keeps;
    ef_span channel;              /* for records that name none; empty = "unknown" */
    int64_t scale_min, scale_max; /* of ratings, whole numbers; both 0 = undeclared */
    bool utf16_le, utf16_be;      /* transcoded to UTF-8 before records are cut */
    char delimiter;
    uint32_t n_columns;   /* CSV and TSV */
    const uint32_t *used; /* the columns that some field wants */
    uint32_t n_used;
    uint32_t header_rows;     /* rows that are no records */
    struct ef_wanted *wanted; /* JSON: every path above, compiled (wanted.h) */
    uint32_t n_places;        /* one past the largest place */
    const ef_use *uses;       /* those of a place: uses[first_use[place]] to the next place's */
    const uint32_t *first_use;
    uint32_t turn_list; /* place of what holds the turns; EF_NONE without turns */
    uint32_t turn;      /* place of one turn */
    uint32_t requester; /* field that names the customer: other authors are agents; or EF_NONE */
    ef_arena arena;     /* owns every span above */
} ef_plan;

/* What the user said that shapes a plan. */
typedef struct ef_plan_options {
    const char *preset;
    const char *const *maps;
    size_t n_maps;
    const char *records;
    const char *turns;
    const char *channel;
    const char *scale;
    const char *const *extra; /* fields that --by, --where or the model's rules ask for */
    size_t n_extra;
} ef_plan_options;

/* `head` is the start of the decompressed input, the more the better up to 1 MiB; whole is true
 * when it is all there is. EARFUL_USAGE when an option is wrong (the message names it and what is
 * possible); input without a recognisable text field is EARFUL_USAGE with its fields listed. */
earful_status ef_plan_make(const ef_plan_options *options, const char *input_name, ef_span head,
                           bool whole, ef_plan **plan, earful_error *err);
void ef_plan_free(ef_plan *plan);

/* What it found, for people: a line a fact, or the members of a JSON object without its braces. */
void ef_plan_describe(const ef_plan *plan, bool json, ef_buffer *out);

/* The number of a field by name, or EF_NONE. Without a plan (NULL) the fields that every plan has. */
uint32_t ef_plan_field(const ef_plan *plan, ef_span name);

#endif
