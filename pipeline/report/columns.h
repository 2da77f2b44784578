/* Columns: what the tables are made of, said once. CSV, NDJSON and JSON write the same columns in
 * the same order and differ only in how a value looks. */
#ifndef EF_COLUMNS_H
#define EF_COLUMNS_H

#include "report/rows.h"

typedef enum ef_column_kind {
    EF_COLUMN_SCHEMA,    /* the schema version */
    EF_COLUMN_SPAN,      /* a text of the row */
    EF_COLUMN_CHARS,     /* a NUL-terminated text of the row */
    EF_COLUMN_ROLE,      /* its name */
    EF_COLUMN_ATTRIBUTE, /* of its topic; `at` says which */
    EF_COLUMN_LEVEL,
    EF_COLUMN_BOOL,
    EF_COLUMN_COUNT, /* of the row's cell */
    EF_COLUMN_WHOLE, /* a whole number of the row, or EF_NULL */
    EF_COLUMN_RATIO  /* ten-thousandths of the row, or EF_NULL */
} ef_column_kind;

typedef struct ef_column {
    const char *name;
    ef_column_kind kind;
    size_t at; /* where in the row or cell */
} ef_column;

typedef struct ef_columns {
    const ef_column *items;
    size_t count;
} ef_columns;

extern const ef_columns ef_topic_columns;     /* topics.csv: every row */
extern const ef_columns ef_sentiment_columns; /* sentiment.csv: the rows of (total) */
extern const ef_columns ef_dim_columns;       /* dim_topic.csv: ef_rows.topics */

typedef enum ef_value_kind {
    EF_CELL_NULL,
    EF_CELL_TEXT,
    EF_CELL_WHOLE,
    EF_CELL_RATIO,
    EF_CELL_BOOL
} ef_value_kind;

typedef struct ef_value {
    ef_value_kind kind;
    ef_span text;
    int64_t number; /* whole, ten-thousandths, or 0 and 1 */
} ef_value;

/* The empty text is EF_CELL_NULL too. */
ef_value ef_column_value(const ef_column *column, const ef_rows *rows, const ef_row *row);

#endif
