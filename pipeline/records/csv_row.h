/* One row of CSV or TSV, taken apart into cells by RFC 4180.
 *
 * Cells point into the row; only a cell with "" inside its quotes is copied, because its text lies
 * nowhere. Quotes count only as the first byte of a cell; elsewhere they are text. Bytes between a
 * closing quote and the next delimiter have no meaning and make the row bad. Linear, one pass. */
#ifndef EF_CSV_ROW_H
#define EF_CSV_ROW_H

#include "base/arena.h"

/* The row may end in LF or CRLF, which is no part of the last cell. The first `capacity` cells are
 * stored, the rest only counted in *n_cells, so that a row of commas costs no memory; there is
 * always at least one cell. False when a quote is wrong; *bad_at is then the first byte behind the
 * closing quote, or the opening quote that nothing closes, as bytes from the start of the row. When
 * memory runs out arena->failed is set and the cell is empty. */
bool ef_csv_row(ef_span row, char delimiter, ef_arena *arena, ef_span *cells, size_t capacity,
                size_t *n_cells, size_t *bad_at);

#endif
