#include "lexicon/sheet.h"

#include <stdlib.h>

#include "base/grow.h"
#include "base/table.h"
#include "lexicon/well_formed.h"
#include "records/csv_row.h"

enum { MAX_COLUMNS = 64, ARENA_CHUNK = 16 * 1024 };

/* A place in the file while it is read. */
typedef struct place {
    ef_span bytes;
    size_t at;
    uint32_t line;
} place;

static size_t find(ef_span bytes, size_t from, char c)
{
    const char *const found =
        from < bytes.len ? memchr(bytes.at + from, c, bytes.len - from) : NULL;
    return found != NULL ? (size_t)(found - bytes.at) : bytes.len;
}

/* Behind the cell that begins at `at`: where its delimiter, its line's end or the end stands. */
static size_t end_of_cell(ef_span bytes, size_t at, char delimiter)
{
    if (at < bytes.len && bytes.at[at] == '"') {
        at = find(bytes, at + 1, '"');
        while (at + 1 < bytes.len && bytes.at[at + 1] == '"')
            at = find(bytes, at + 2, '"');
    }
    while (at < bytes.len && bytes.at[at] != delimiter && bytes.at[at] != '\n')
        at++;
    return at;
}

/* Just behind the newline that ends the row; a quoted newline does not. */
static size_t end_of_row(ef_span bytes, size_t at, char delimiter)
{
    for (;;) {
        at = end_of_cell(bytes, at, delimiter);
        if (at == bytes.len)
            return at;
        if (bytes.at[at++] == '\n')
            return at;
    }
}

static uint32_t count_lines(ef_span bytes)
{
    uint32_t count = 0;
    for (size_t at = find(bytes, 0, '\n'); at < bytes.len; at = find(bytes, at + 1, '\n'))
        count++;
    return count;
}

static void note_comment(ef_sheet *sheet, ef_span comment, const char *key, ef_span *value)
{
    const ef_span name = ef_span_trim(ef_span_cut(&comment, ':'));
    if (value->len == 0 && comment.at != NULL && ef_span_equal_ignoring_case(name, ef_span_of(key)))
        *value = ef_arena_span(&sheet->arena, ef_span_trim(comment));
}

/* Moves to the next line that is neither blank nor a comment; false at the end. */
static bool next_line(ef_sheet *sheet, place *here)
{
    while (here->at < here->bytes.len) {
        const size_t end = find(here->bytes, here->at, '\n');
        const ef_span line = ef_span_trim(ef_span_make(here->bytes.at + here->at, end - here->at));
        if (line.len > 0 && line.at[0] != '#')
            return true;
        if (line.len > 0) {
            const ef_span comment = ef_span_make(line.at + 1, line.len - 1);
            note_comment(sheet, comment, "source", &sheet->source);
            note_comment(sheet, comment, "licence", &sheet->licence);
        }
        here->at = end + 1;
        here->line++;
    }
    return false;
}

/* Takes the row at the place apart and moves behind it. */
static earful_status read_row(ef_sheet *sheet, place *here, ef_span *cells, size_t capacity,
                              size_t *n_cells, earful_error *err)
{
    const size_t end = end_of_row(here->bytes, here->at, sheet->delimiter);
    const ef_span row = ef_span_make(here->bytes.at + here->at, end - here->at);
    size_t bad_at = 0;
    if (!ef_csv_row(row, sheet->delimiter, &sheet->arena, cells, capacity, n_cells, &bad_at)) {
        const bool open = row.at[bad_at] == '"';
        const uint32_t line = here->line + count_lines(ef_span_make(row.at, bad_at));
        size_t column = bad_at;
        while (column > 0 && row.at[column - 1] != '\n')
            column--;
        return ef_fail_at(err, EARFUL_MODEL, sheet->name, line, (uint32_t)(bad_at - column + 1),
                          open ? "nothing closes this quotation mark; write \"\" for one inside"
                               : "text behind a closing quotation mark; write \"\" for one inside");
    }
    here->line += count_lines(row);
    here->at = end;
    return EARFUL_OK;
}

/* Where a cell of the row at `start` begins; the row's end for a cell that is missing. */
static size_t start_of_cell(const ef_sheet *sheet, size_t start, size_t column)
{
    const ef_span bytes = ef_buffer_span(&sheet->bytes);
    size_t at = start;
    for (size_t i = 0; i < column; i++) {
        at = end_of_cell(bytes, at, sheet->delimiter);
        if (at == bytes.len || bytes.at[at] == '\n')
            return at;
        at++;
    }
    return at;
}

static uint32_t column_at(const ef_sheet *sheet, size_t start, size_t column)
{
    const ef_span bytes = ef_buffer_span(&sheet->bytes);
    size_t at = start_of_cell(sheet, start, column);
    const size_t end = end_of_cell(bytes, at, sheet->delimiter);
    if (find(ef_span_make(bytes.at + start, end - start), 0, '\n') < end - start)
        return 1;
    if (at < end && bytes.at[at] == '"' && !sheet->plain)
        at++;
    while (at < end && bytes.at[at] == ' ')
        at++;
    return (uint32_t)(at - start + 1);
}

static earful_status read_headers(ef_sheet *sheet, place *here, earful_error *err)
{
    if (!next_line(sheet, here))
        return ef_fail_at(err, EARFUL_MODEL, sheet->name, here->line, 1,
                          "no header; the first line must name the columns");
    const ef_span bytes = here->bytes;
    const uint32_t line = here->line;
    const size_t start = here->at;
    sheet->delimiter = find(bytes, start, '\t') < find(bytes, start, '\n') ? '\t' : ',';
    ef_span *const headers = ef_arena_array(&sheet->arena, MAX_COLUMNS, sizeof headers[0]);
    if (headers == NULL)
        return ef_fail_memory(err);
    size_t count = 0;
    if (read_row(sheet, here, headers, MAX_COLUMNS, &count, err) != EARFUL_OK)
        return EARFUL_MODEL;
    if (count > MAX_COLUMNS)
        return ef_fail_at(err, EARFUL_MODEL, sheet->name, line,
                          column_at(sheet, start, MAX_COLUMNS), "%zu columns, and %d are possible",
                          count, MAX_COLUMNS);
    sheet->headers = headers;
    sheet->header_line = line;
    sheet->header_start = start;
    for (size_t i = 0; i < count; i++) {
        headers[i] = ef_span_trim(headers[i]);
        for (size_t j = 0; j < i; j++)
            if (headers[i].len > 0 && ef_span_equal_ignoring_case(headers[i], headers[j]))
                return ef_fail_at(err, EARFUL_MODEL, sheet->name, line, column_at(sheet, start, i),
                                  "a second column is called %.*s", (int)headers[i].len,
                                  headers[i].at);
    }
    sheet->n_headers = count;
    return EARFUL_OK;
}

static bool make_room(ef_sheet *sheet, size_t rows)
{
    return ef_grow(&sheet->cells, &sheet->cells_capacity, rows * sheet->n_headers,
                   sizeof sheet->cells[0]) &&
           ef_grow(&sheet->lines, &sheet->lines_capacity, rows, sizeof sheet->lines[0]) &&
           ef_grow(&sheet->starts, &sheet->starts_capacity, rows, sizeof sheet->starts[0]);
}

static earful_status read_rows(ef_sheet *sheet, place *here, earful_error *err)
{
    while (next_line(sheet, here)) {
        if (!make_room(sheet, sheet->n_rows + 1))
            return ef_fail_memory(err);
        ef_span *const cells = sheet->cells + sheet->n_rows * sheet->n_headers;
        const size_t start = here->at;
        const uint32_t line = here->line;
        size_t count = 0;
        if (read_row(sheet, here, cells, sheet->n_headers, &count, err) != EARFUL_OK)
            return EARFUL_MODEL;
        if (count > sheet->n_headers)
            return ef_fail_at(err, EARFUL_MODEL, sheet->name, line,
                              column_at(sheet, start, sheet->n_headers),
                              "%zu cells under %zu headers; put a cell that holds a %s in "
                              "quotation marks",
                              count, sheet->n_headers, sheet->delimiter == ',' ? "comma" : "tab");
        for (size_t i = count; i < sheet->n_headers; i++)
            cells[i] = (ef_span){0};
        sheet->lines[sheet->n_rows] = line;
        sheet->starts[sheet->n_rows++] = start;
    }
    return sheet->arena.failed ? ef_fail_memory(err) : EARFUL_OK;
}

earful_status ef_sheet_parse(ef_sheet *sheet, const char *name, ef_span bytes, earful_error *err)
{
    *sheet = (ef_sheet){0};
    ef_arena_init(&sheet->arena, ARENA_CHUNK);
    sheet->name = ef_arena_span(&sheet->arena, ef_span_of(name)).at;
    ef_buffer_add_span(&sheet->bytes, ef_skip_byte_order_mark(bytes));
    if (sheet->name == NULL || sheet->bytes.failed)
        return ef_fail_memory(err);
    if (sheet->bytes.len > UINT32_MAX)
        return ef_fail_at(err, EARFUL_LIMIT, name, 0, 0, "larger than 4 GiB");
    place here = {.bytes = ef_buffer_span(&sheet->bytes), .line = 1};
    earful_status status = ef_check_utf8(name, here.bytes, err);
    if (status == EARFUL_OK)
        status = read_headers(sheet, &here, err);
    if (status == EARFUL_OK)
        status = read_rows(sheet, &here, err);
    return status;
}

bool ef_sheet_of_row(ef_sheet *sheet, const char *name, const ef_span *headers,
                     const ef_span *cells, size_t n_cells)
{
    *sheet = (ef_sheet){.header_line = 1, .n_headers = n_cells, .plain = true};
    ef_arena_init(&sheet->arena, ARENA_CHUNK);
    sheet->name = ef_arena_span(&sheet->arena, ef_span_of(name)).at;
    sheet->headers = ef_arena_array(&sheet->arena, n_cells, sizeof sheet->headers[0]);
    ef_buffer_add_span(&sheet->bytes, cells[0]);
    if (sheet->arena.failed || sheet->bytes.failed || !make_room(sheet, 1))
        return false;
    for (size_t i = 0; i < n_cells; i++) {
        sheet->headers[i] = ef_arena_span(&sheet->arena, headers[i]);
        sheet->cells[i] = ef_arena_span(&sheet->arena, cells[i]);
    }
    sheet->lines[0] = 1;
    sheet->starts[0] = 0;
    sheet->n_rows = 1;
    return !sheet->arena.failed;
}

void ef_sheet_fini(ef_sheet *sheet)
{
    free(sheet->cells);
    free(sheet->lines);
    free(sheet->starts);
    ef_buffer_fini(&sheet->bytes);
    ef_arena_fini(&sheet->arena);
    *sheet = (ef_sheet){0};
}

uint32_t ef_sheet_column(const ef_sheet *sheet, const char *header)
{
    for (size_t i = 0; i < sheet->n_headers; i++)
        if (ef_span_equal_ignoring_case(sheet->headers[i], ef_span_of(header)))
            return (uint32_t)i;
    return EF_NONE;
}

ef_span ef_sheet_cell(const ef_sheet *sheet, size_t row, uint32_t column)
{
    if (column == EF_NONE)
        return (ef_span){0};
    return ef_span_trim(sheet->cells[row * sheet->n_headers + column]);
}

uint32_t ef_sheet_cell_column(const ef_sheet *sheet, size_t row, uint32_t column)
{
    return column == EF_NONE ? 1 : column_at(sheet, sheet->starts[row], column);
}

uint32_t ef_sheet_header_column(const ef_sheet *sheet, uint32_t column)
{
    return column == EF_NONE || sheet->plain ? 1 : column_at(sheet, sheet->header_start, column);
}

bool ef_sheet_cell_quoted(const ef_sheet *sheet, size_t row, uint32_t column)
{
    if (column == EF_NONE || sheet->plain)
        return false;
    const size_t at = start_of_cell(sheet, sheet->starts[row], column);
    return at < sheet->bytes.len && sheet->bytes.at[at] == '"';
}

void ef_sheet_write_cell(ef_buffer *out, ef_span text)
{
    bool quote = text.len > 0 && text.at[0] == '#';
    for (size_t i = 0; i < text.len; i++)
        quote |= text.at[i] == ',' || text.at[i] == '"' || text.at[i] == '\n';
    if (quote)
        ef_buffer_add_char(out, '"');
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] == '"')
            ef_buffer_add_char(out, '"');
        ef_buffer_add_char(out, text.at[i]);
    }
    if (quote)
        ef_buffer_add_char(out, '"');
}

void ef_sheet_write_number(ef_buffer *out, int32_t ten_thousandths)
{
    ef_buffer_add_fixed4(out, ten_thousandths);
    while (!out->failed && out->at[out->len - 1] == '0')
        out->len--;
    if (!out->failed && out->at[out->len - 1] == '.')
        out->len--;
}
