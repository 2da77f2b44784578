/* The fact table as NDJSON: the columns of topics.csv, an object a line, null for no value. */
#include "report/json_rows.h"
#include "report/report.h"

void ef_write_ndjson(const ef_rows *rows, ef_buffer *out)
{
    for (size_t i = 0; i < rows->count; i++) {
        ef_json_row(out, &ef_topic_columns, rows, &rows->items[i]);
        ef_buffer_add_char(out, '\n');
    }
}
