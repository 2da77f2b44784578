/* The tables as CSV: UTF-8, LF, a header, dot decimals, an empty cell for no value. Texts that a
 * spreadsheet would run as a formula are escaped; numbers never are. */
#include "report/columns.h"
#include "report/report.h"

static void write_header(ef_buffer *out, const ef_columns *columns)
{
    for (size_t i = 0; i < columns->count; i++) {
        if (i > 0)
            ef_buffer_add_char(out, ',');
        ef_buffer_add_text(out, columns->items[i].name);
    }
    ef_buffer_add_char(out, '\n');
}

static void write_value(ef_buffer *out, ef_value value)
{
    switch (value.kind) {
    case EF_CELL_NULL: break;
    case EF_CELL_TEXT: ef_buffer_add_csv(out, value.text); break;
    case EF_CELL_WHOLE: ef_buffer_add_int(out, value.number); break;
    case EF_CELL_RATIO: ef_buffer_add_fixed4(out, value.number); break;
    case EF_CELL_BOOL: ef_buffer_add_text(out, value.number != 0 ? "true" : "false"); break;
    }
}

static void write_row(ef_buffer *out, const ef_columns *columns, const ef_rows *rows,
                      const ef_row *row)
{
    for (size_t i = 0; i < columns->count; i++) {
        if (i > 0)
            ef_buffer_add_char(out, ',');
        write_value(out, ef_column_value(&columns->items[i], rows, row));
    }
    ef_buffer_add_char(out, '\n');
}

void ef_write_topics_csv(const ef_rows *rows, ef_buffer *out)
{
    write_header(out, &ef_topic_columns);
    for (size_t i = 0; i < rows->count; i++)
        write_row(out, &ef_topic_columns, rows, &rows->items[i]);
}

void ef_write_sentiment_csv(const ef_rows *rows, ef_buffer *out)
{
    write_header(out, &ef_sentiment_columns);
    for (size_t i = 0; i < rows->count; i++)
        if (rows->items[i].topic == EF_TOPIC_TOTAL)
            write_row(out, &ef_sentiment_columns, rows, &rows->items[i]);
}

void ef_write_dim_topic_csv(const ef_rows *rows, ef_buffer *out)
{
    write_header(out, &ef_dim_columns);
    for (size_t i = 0; i < rows->n_topics; i++)
        write_row(out, &ef_dim_columns, rows, &rows->topics[i]);
}
