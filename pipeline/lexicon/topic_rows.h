/* The rows of the topics' sheets, checked and overlaid: what is left is what will be compiled.
 * Knows columns and their values; rules are only text here. */
#ifndef EF_TOPIC_ROWS_H
#define EF_TOPIC_ROWS_H

#include "lexicon/topics.h"

typedef enum ef_rule_lane {
    EF_RULE_LANE_ANY,
    EF_RULE_LANE_AND,
    EF_RULE_LANE_AND2,
    EF_RULE_LANE_NOT,
    EF_RULE_LANES
} ef_rule_lane;

typedef struct ef_topic_cell {
    ef_span text;
    uint32_t column; /* 0 = unknown, because the row breaks into lines before it */
    bool quoted;
} ef_topic_cell;

typedef struct ef_topic_row {
    ef_span path;
    size_t sheet; /* its number */
    const char *file;
    uint32_t line;
    ef_topic_cell rule;                 /* at == NULL when lanes stand in its place */
    ef_topic_cell lanes[EF_RULE_LANES]; /* at == NULL when empty */
    ef_scope scope;
    uint32_t first_n;
    ef_span attributes[EF_ATTRIBUTE_COUNT];
    bool guard_given;
    bool guard;
    bool enabled;
} ef_topic_row;

typedef struct ef_topic_rows {
    ef_topic_row *items;
    size_t count;
    size_t capacity;
} ef_topic_rows;

/* The columns there are, in a fixed order; NULL past the last. */
const char *ef_topic_column_name(size_t index);

/* Only enabled rows, in order. Spans are copied into the context's arena. */
earful_status ef_topic_rows_read(ef_topic_rows *rows, const ef_sheet *sheets, size_t n_sheets,
                                 const ef_rule_context *context, earful_error *err);
void ef_topic_rows_fini(ef_topic_rows *rows);

/* "A  >B" as "A > B"; the empty span when a part is empty or memory is out. */
ef_span ef_topic_path(ef_arena *arena, ef_span text);

/* True for the path itself and for all below it. */
bool ef_topic_is_under(ef_span path, ef_span above);

#endif
