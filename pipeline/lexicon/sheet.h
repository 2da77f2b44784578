/* A sheet: a model file as a spreadsheet wrote it. CSV or TSV by its header, BOM tolerated, `#` and
 * blank lines skipped, quoted newlines kept; every row knows its line, every cell its column. */
#ifndef EF_SHEET_H
#define EF_SHEET_H

#include <stdint.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/failure.h"

typedef struct ef_sheet {
    const char *name; /* as errors and hits print it: "topics.csv", or the path of an overlay */
    ef_span *headers;
    size_t n_headers;
    uint32_t header_line;
    size_t header_start; /* in bytes */
    ef_span *cells;      /* row after row, n_headers each; missing trailing cells are empty */
    size_t cells_capacity;
    uint32_t *lines; /* of each row, from 1 */
    size_t lines_capacity;
    size_t *starts; /* of each row, in bytes */
    size_t starts_capacity;
    size_t n_rows;
    char delimiter;
    bool plain; /* nothing is quoted: a term list (ef_lexicon_sheet_parse), or a row made here */
    ef_span source; /* of "# source:" and "# licence:" lines; empty when absent */
    ef_span licence;
    ef_buffer bytes;
    ef_arena arena;
} ef_sheet;

/* EARFUL_MODEL: a bad quote, more cells than headers, no header, two columns of one name, invalid
 * UTF-8; with line and column. The bytes are copied; fini is due after a failure as well. */
earful_status ef_sheet_parse(ef_sheet *sheet, const char *name, ef_span bytes, earful_error *err);

/* A sheet of one row that no file holds, in line 1. Cells are taken literally, and columns are those
 * of the first cell. UTF-8 is the caller's to check. False when memory is out; fini is due. */
bool ef_sheet_of_row(ef_sheet *sheet, const char *name, const ef_span *headers,
                     const ef_span *cells, size_t n_cells);
void ef_sheet_fini(ef_sheet *sheet);

/* EF_NONE when the sheet has no such column; ASCII case is ignored. */
uint32_t ef_sheet_column(const ef_sheet *sheet, const char *header);

/* Trimmed; the empty span for EF_NONE. */
ef_span ef_sheet_cell(const ef_sheet *sheet, size_t row, uint32_t column);

/* The byte column, from 1, where the cell's trimmed text begins on the row's line (behind its
 * opening quote); 1 when the row breaks into a further line before the cell's end. */
uint32_t ef_sheet_cell_column(const ef_sheet *sheet, size_t row, uint32_t column);

/* The same for a header. */
uint32_t ef_sheet_header_column(const ef_sheet *sheet, uint32_t column);

/* Whether it was written between quotation marks, where each mark inside is written twice. */
bool ef_sheet_cell_quoted(const ef_sheet *sheet, size_t row, uint32_t column);

/* A cell for a sheet, quoted when it would be read otherwise; and ten-thousandths as a cell, 1.5000
 * as 1.5. */
void ef_sheet_write_cell(ef_buffer *out, ef_span text);
void ef_sheet_write_number(ef_buffer *out, int32_t ten_thousandths);

#endif
