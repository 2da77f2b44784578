/* Which fields a plan has and by which paths they are found: what the preset says, what the user
 * says over it, and what others ask for. For plan.c alone. */
#ifndef EF_MAPPING_H
#define EF_MAPPING_H

#include "records/plan.h"

/* A --map option, taken apart: FIELD=PATH. */
typedef struct ef_map {
    ef_span field;
    ef_span path;
    const char *what; /* as the user wrote it, for messages */
} ef_map;

/* As many as options->n_maps. */
earful_status ef_read_maps(const ef_plan_options *options, ef_arena *arena, ef_map **maps,
                           earful_error *err);

/* Fills the plan's fields; its form and preset are known. */
earful_status ef_map_fields(ef_plan *plan, const ef_plan_options *options, const ef_map *maps,
                            earful_error *err);

#endif
