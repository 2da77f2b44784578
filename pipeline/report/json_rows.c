#include "report/json_rows.h"

#include <inttypes.h>

void ef_json_key(ef_buffer *out, const char *name)
{
    ef_buffer_add_json(out, ef_span_of(name));
    ef_buffer_add_char(out, ':');
}

static void add_value(ef_buffer *out, ef_value value)
{
    switch (value.kind) {
    case EF_CELL_NULL: ef_buffer_add_text(out, "null"); break;
    case EF_CELL_TEXT: ef_buffer_add_json(out, value.text); break;
    case EF_CELL_WHOLE: ef_buffer_add_int(out, value.number); break;
    case EF_CELL_RATIO: ef_buffer_add_fixed4(out, value.number); break;
    case EF_CELL_BOOL: ef_buffer_add_text(out, value.number != 0 ? "true" : "false"); break;
    }
}

void ef_json_row(ef_buffer *out, const ef_columns *columns, const ef_rows *rows, const ef_row *row)
{
    ef_buffer_add_char(out, '{');
    for (size_t i = 0; i < columns->count; i++) {
        if (i > 0)
            ef_buffer_add_char(out, ',');
        ef_json_key(out, columns->items[i].name);
        add_value(out, ef_column_value(&columns->items[i], rows, row));
    }
    ef_buffer_add_char(out, '}');
}

void ef_json_counts(ef_buffer *out, const ef_census *census)
{
    const uint64_t scored = ef_census_sum(census, EF_CENSUS_SCORED);
    const uint64_t filtered = ef_census_sum(census, EF_CENSUS_FILTERED);
    const uint64_t duplicate = ef_census_sum(census, EF_CENSUS_DUPLICATE);
    const uint64_t rejected = ef_census_sum(census, EF_CENSUS_REJECTED);
    ef_buffer_add_format(out,
                         "{\"records_in\":%" PRIu64 ",\"scored\":%" PRIu64 ",\"filtered\":%" PRIu64
                         ",\"duplicate\":%" PRIu64 ",\"rejected\":%" PRIu64
                         ",\"documents\":%" PRIu64 "}",
                         scored + filtered + duplicate + rejected, scored, filtered, duplicate,
                         rejected, ef_census_sum(census, EF_CENSUS_DOCUMENTS));
}
