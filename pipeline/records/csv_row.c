#include "records/csv_row.h"

static ef_span without_line_end(ef_span row)
{
    if (row.len > 0 && row.at[row.len - 1] == '\n')
        row.len--;
    if (row.len > 0 && row.at[row.len - 1] == '\r')
        row.len--;
    return row;
}

static size_t find(ef_span row, size_t from, char c)
{
    const char *const found = from < row.len ? memchr(row.at + from, c, row.len - from) : NULL;
    return found != NULL ? (size_t)(found - row.at) : row.len;
}

/* What stands between the quotes, with each "" become one. */
static ef_span unescape(ef_span quoted, ef_arena *arena)
{
    char *const text = ef_arena_bytes(arena, quoted.len);
    if (text == NULL)
        return (ef_span){0};
    size_t len = 0;
    for (size_t from = 0; from < quoted.len;) {
        const size_t quote = find(quoted, from, '"');
        const size_t until = quote < quoted.len ? quote + 1 : quoted.len;
        memcpy(text + len, quoted.at + from, until - from);
        len += until - from;
        from = until + 1; /* past the second quote of the pair */
    }
    return ef_span_make(text, len);
}

/* The cell whose opening quote is at *at; leaves *at behind its closing quote. */
static bool read_quoted(ef_span row, ef_arena *arena, bool wanted, size_t *at, ef_span *cell)
{
    const size_t start = *at + 1;
    bool doubled = false;
    size_t end = find(row, start, '"');
    while (end + 1 < row.len && row.at[end + 1] == '"') {
        doubled = true;
        end = find(row, end + 2, '"');
    }
    if (end == row.len)
        return false;
    *at = end + 1;
    *cell = ef_span_make(row.at + start, end - start);
    if (doubled && wanted)
        *cell = unescape(*cell, arena);
    return true;
}

bool ef_csv_row(ef_span row, char delimiter, ef_arena *arena, ef_span *cells, size_t capacity,
                size_t *n_cells, size_t *bad_at)
{
    row = without_line_end(row);
    size_t count = 0;
    for (size_t at = 0;; at++) {
        ef_span cell;
        if (at < row.len && row.at[at] == '"') {
            const bool closed = read_quoted(row, arena, count < capacity, &at, &cell);
            if (!closed || (at < row.len && row.at[at] != delimiter)) {
                *bad_at = at;
                return false;
            }
        } else {
            const size_t end = find(row, at, delimiter);
            cell = ef_span_make(row.at + at, end - at);
            at = end;
        }
        if (count < capacity)
            cells[count] = cell;
        count++;
        if (at == row.len) {
            *n_cells = count;
            return true;
        }
    }
}
