/* What the JSON writers share: rows as objects, and the counts of a run. */
#ifndef EF_JSON_ROWS_H
#define EF_JSON_ROWS_H

#include "report/columns.h"

/* One object on one line, without a newline behind it. */
void ef_json_row(ef_buffer *out, const ef_columns *columns, const ef_rows *rows, const ef_row *row);

/* {"records_in":...}; on one line as well. */
void ef_json_counts(ef_buffer *out, const ef_census *census);

/* "name": with the colon. */
void ef_json_key(ef_buffer *out, const char *name);

#endif
