/* A --where expression, compiled: comparisons, and steps that run them from front to back.
 *
 * One truth value is carried from step to step. AND and OR skip their right side when the left one
 * has decided, so evaluation needs neither a stack nor recursion. Internal to where*.c. */
#ifndef EF_WHERE_PROGRAM_H
#define EF_WHERE_PROGRAM_H

#include "base/arena.h"
#include "records/decimal.h"
#include "records/where.h"

typedef enum ef_operator {
    EF_EQUAL,
    EF_NOT_EQUAL,
    EF_LESS,
    EF_AT_MOST,
    EF_MORE,
    EF_AT_LEAST,
    EF_LIKE
} ef_operator;

typedef enum ef_comparison_kind {
    EF_COMPARE_TEXT, /* as numbers when both sides are */
    EF_COMPARE_RATING,
    EF_COMPARE_TIME,
    EF_COMPARE_WEIGHT
} ef_comparison_kind;

typedef struct ef_comparison {
    ef_span field;
    ef_operator op;
    ef_comparison_kind kind;
    ef_span value;
    int64_t number; /* of the value: seconds, or ten-thousandths; not for text */
    bool is_decimal;
    ef_decimal decimal;
} ef_comparison;

typedef enum ef_where_step_kind {
    EF_STEP_COMPARE, /* number: of the comparison */
    EF_STEP_NOT,
    EF_STEP_SKIP_IF_TRUE, /* number: of the step to go on at */
    EF_STEP_SKIP_IF_FALSE
} ef_where_step_kind;

typedef struct ef_where_step {
    ef_where_step_kind kind;
    size_t number;
} ef_where_step;

struct ef_where {
    ef_arena arena; /* owns all texts */
    ef_comparison *comparisons;
    size_t n_comparisons;
    size_t comparisons_capacity;
    ef_where_step *steps;
    size_t n_steps;
    size_t steps_capacity;
    const char **names; /* of the fields, each once */
    size_t n_names;
    size_t names_capacity;
    bool failed; /* memory ran out */
};

#endif
