/* Everything as one JSON object: counts and the three tables, a row a line. Nothing in it depends
 * on how the run was called or how long it took. */
#include "report/json_rows.h"
#include "report/report.h"

/* An array of the rows that are wanted; only_totals drops the rows of topics. */
static void write_rows(ef_buffer *out, const char *name, const ef_columns *columns,
                       const ef_rows *rows, bool only_totals)
{
    const bool dim = columns == &ef_dim_columns;
    const ef_row *const items = dim ? rows->topics : rows->items;
    const size_t count = dim ? rows->n_topics : rows->count;
    bool first = true;
    ef_buffer_add_text(out, ",\n");
    ef_json_key(out, name);
    ef_buffer_add_char(out, '[');
    for (size_t i = 0; i < count; i++) {
        if (only_totals && items[i].topic != EF_TOPIC_TOTAL)
            continue;
        ef_buffer_add_text(out, first ? "\n" : ",\n");
        ef_json_row(out, columns, rows, &items[i]);
        first = false;
    }
    ef_buffer_add_char(out, ']');
}

void ef_write_json(const ef_rows *rows, const ef_manifest *manifest, ef_buffer *out)
{
    ef_buffer_add_format(out, "{\"schema_version\":%d,\n\"complete\":%s,\n", EF_SCHEMA_VERSION,
                         manifest->complete ? "true" : "false");
    ef_json_key(out, "counts");
    ef_json_counts(out, &rows->state->census);
    write_rows(out, "sentiment", &ef_sentiment_columns, rows, true);
    write_rows(out, "topics", &ef_topic_columns, rows, false);
    write_rows(out, "dim_topic", &ef_dim_columns, rows, false);
    ef_buffer_add_text(out, "}\n");
}
