/* An audit, written: a table for people, or one object a line of kind "summary" or "term". */
#include <inttypes.h>

#include "report/figures.h"
#include "workbench/audit/audit_rows.h"
#include "workbench/metrics.h"

enum { NUMBER_WIDTH = 9, TERM_WIDTH = 24 };

static size_t shown(const ef_audit_rows *rows, size_t most)
{
    return rows->count < most ? rows->count : most;
}

static void add_column(ef_buffer *out, double value, int decimals)
{
    const size_t start = out->len;
    ef_figure_decimal(out, ef_ten_thousandths(value), decimals, false);
    ef_figure_align_right(out, start, NUMBER_WIDTH);
}

static void add_row(ef_buffer *out, const ef_audit_row *row)
{
    add_column(out, row->z, 1);
    add_column(out, row->company, 1);
    size_t start = out->len;
    ef_figure_count(out, (int64_t)row->records);
    ef_figure_align_right(out, start, NUMBER_WIDTH);
    add_column(out, row->with, 2);
    add_column(out, row->without, 2);
    start = out->len;
    ef_figure_decimal(out, row->term->valence, 2, true);
    ef_figure_align_right(out, start, NUMBER_WIDTH);
    ef_buffer_add_text(out, "  ");
    start = out->len;
    ef_figure_name(out, row->term->text, TERM_WIDTH);
    ef_figure_pad(out, start, TERM_WIDTH);
    ef_buffer_add_format(out, "  %s:%" PRIu32 "\n", row->term->file, row->term->line);
}

void ef_write_audit_text(const ef_audit_rows *rows, uint64_t records, size_t most, ef_buffer *out)
{
    ef_figure_count(out, (int64_t)records);
    ef_buffer_add_text(out, " records, ");
    ef_figure_count(out, (int64_t)rows->rated);
    ef_buffer_add_text(out, " of them rated; ratings contradict ");
    ef_figure_count(out, (int64_t)rows->count);
    ef_buffer_add_text(out, " of ");
    ef_figure_count(out, (int64_t)rows->checked);
    ef_buffer_add_text(out, " terms\n");
    if (shown(rows, most) > 0)
        ef_buffer_add_text(out, "RATINGS, COMPANY: how surely (z) ratings, and the words beside "
                                "it, speak against its sign\n"
                                "\n  RATINGS  COMPANY  RECORDS     WITH  WITHOUT  VALENCE  TERM    "
                                "                  WHERE\n");
    for (size_t i = 0; i < shown(rows, most); i++)
        add_row(out, &rows->items[i]);
}

static void add_number(ef_buffer *out, const char *name, double value)
{
    ef_buffer_add_format(out, ",\"%s\":", name);
    ef_buffer_add_fixed4(out, ef_ten_thousandths(value));
}

void ef_write_audit_ndjson(const ef_audit_rows *rows, uint64_t records, size_t most, ef_buffer *out)
{
    ef_buffer_add_format(out,
                         "{\"kind\":\"summary\",\"records\":%" PRIu64 ",\"rated\":%" PRIu64
                         ",\"terms\":%" PRIu64 ",\"contradicted\":%zu}\n",
                         records, rows->rated, rows->checked, rows->count);
    for (size_t i = 0; i < shown(rows, most); i++) {
        const ef_audit_row *const row = &rows->items[i];
        ef_buffer_add_text(out, "{\"kind\":\"term\",\"term\":");
        ef_buffer_add_json(out, row->term->text);
        ef_buffer_add_text(out, ",\"valence\":");
        ef_buffer_add_fixed4(out, row->term->valence);
        ef_buffer_add_text(out, ",\"file\":");
        ef_buffer_add_json_bytes(out, ef_span_of(row->term->file));
        ef_buffer_add_format(out, ",\"line\":%" PRIu32 ",\"records\":%" PRIu64, row->term->line,
                             row->records);
        add_number(out, "rating_with", row->with);
        add_number(out, "rating_without", row->without);
        add_number(out, "deviation", row->deviation);
        add_number(out, "z", row->z);
        add_number(out, "company", row->company);
        ef_buffer_add_text(out, "}\n");
    }
}
