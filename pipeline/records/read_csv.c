/* A record of CSV or TSV: a row whose columns were named once, by the header. */
#include "records/fill.h"

#include "base/grow.h"
#include "records/csv_row.h"

/* Links the cells that some field wants. An empty cell is there, but says nothing. */
static void link_cells(ef_reading *reading)
{
    const ef_plan *const plan = reading->plan;
    ef_found *const found = &reading->found;
    for (uint32_t i = 0; i < plan->n_used && !found->failed; i++) {
        const uint32_t column = plan->used[i];
        const ef_span cell = reading->cells[column];
        ef_found_add(found, column, cell.len > 0 ? EF_RAW_TEXT : EF_RAW_NULL, cell);
        if (!found->failed)
            ef_found_link(found, (uint32_t)found->count - 1);
    }
}

ef_reason ef_read_csv(ef_reading *reading, ef_span record, ef_documents *documents, size_t *at,
                      size_t *detail)
{
    const ef_plan *const plan = reading->plan;
    size_t n_cells = 0;
    ef_found_reset(&reading->found, plan->n_columns);
    if (reading->found.failed || !ef_grow(&reading->cells, &reading->cells_capacity,
                                          plan->n_columns, sizeof *reading->cells)) {
        reading->found.failed = true;
        return EF_REASON_NONE;
    }
    if (!ef_csv_row(record, plan->delimiter, &documents->arena, reading->cells, plan->n_columns,
                    &n_cells, at))
        return EF_BAD_QUOTE;
    *at = 0;
    if (n_cells != plan->n_columns) {
        *detail = n_cells;
        return EF_RAGGED_ROW;
    }
    link_cells(reading);
    ef_document *const document = ef_fill_begin(documents, NULL);
    if (document == NULL)
        return EF_REASON_NONE;
    ef_fill_fields(reading, 0, reading->found.count, false, documents, document);
    return ef_fill_finish(reading, false, documents) ? EF_REASON_NONE : EF_NO_TEXT;
}
