/* Sheets of a model under lint: headers, cells, and rows one at a time. */
#include "base/nearest.h"
#include "lexicon/lexicon.h"
#include "tokens/utf8.h"
#include "workbench/lint/lint.h"

/* Blanks a line of the bytes, newline kept. False when there is no such line or it is blank. */
static bool blank_line(ef_buffer *bytes, uint32_t line)
{
    ef_span rest = ef_buffer_span(bytes);
    for (uint32_t i = 1; rest.len > 0; i++) {
        const ef_span here = ef_span_cut(&rest, '\n');
        if (i != line)
            continue;
        if (ef_span_trim(here).len == 0)
            return false;
        memset(bytes->at + (here.at - bytes->at), ' ', here.len);
        return true;
    }
    return false;
}

static earful_status parse(const ef_model_file *file, ef_lint_sheet *sheet, ef_span bytes,
                           earful_error *err)
{
    return file->part == EF_PART_LEXICON
               ? ef_lexicon_sheet_parse(&sheet->written, file->path, bytes, err)
               : ef_sheet_parse(&sheet->written, file->path, bytes, err);
}

static bool parse_around_mistakes(ef_lint *lint, ef_lint_sheet *sheet, const ef_model_file *file)
{
    ef_buffer bytes = {0};
    ef_buffer_add_span(&bytes, file->bytes);
    bool good = false;
    bool again = !bytes.failed;
    for (int round = 0; again; round++) {
        earful_error err = {0};
        good = parse(file, sheet, ef_buffer_span(&bytes), &err) == EARFUL_OK;
        if (good)
            break;
        ef_findings_add_error(&lint->findings, EF_ERROR, "sheet", &err);
        lint->findings.failed |= err.status == EARFUL_MEMORY;
        again =
            round < EF_LINT_ROUNDS && sheet->written.n_headers > 0 && blank_line(&bytes, err.line);
        if (again)
            ef_sheet_fini(&sheet->written);
    }
    lint->findings.failed |= bytes.failed;
    ef_buffer_fini(&bytes);
    return good;
}

static bool copy_sheet(ef_lint *lint, ef_lint_sheet *sheet)
{
    const ef_sheet *const written = &sheet->written;
    ef_sheet *const clean = &sheet->clean;
    ef_arena *const arena = &lint->arena;
    const size_t rows = written->n_rows;
    *clean = *written;
    clean->headers = ef_arena_array(arena, written->n_headers + 1, sizeof clean->headers[0]);
    clean->cells = ef_arena_array(arena, rows * written->n_headers + 1, sizeof clean->cells[0]);
    clean->lines = ef_arena_array(arena, rows + 1, sizeof clean->lines[0]);
    clean->starts = ef_arena_array(arena, rows + 1, sizeof clean->starts[0]);
    sheet->blanked = ef_arena_array(arena, rows + 1, sizeof sheet->blanked[0]);
    sheet->dropped = ef_arena_array(arena, rows + 1, sizeof sheet->dropped[0]);
    if (arena->failed)
        return false;
    memcpy(clean->headers, written->headers, written->n_headers * sizeof clean->headers[0]);
    if (rows == 0)
        return true;
    memcpy(clean->cells, written->cells, rows * written->n_headers * sizeof clean->cells[0]);
    memcpy(clean->lines, written->lines, rows * sizeof clean->lines[0]);
    memcpy(clean->starts, written->starts, rows * sizeof clean->starts[0]);
    return true;
}

static void check_headers(ef_lint *lint, ef_lint_sheet *sheet, const ef_lint_columns *columns)
{
    const char *names[EF_LINT_COLUMNS];
    size_t n_names = 0;
    while (n_names < EF_LINT_COLUMNS && columns->name(n_names) != NULL) {
        names[n_names] = columns->name(n_names);
        n_names++;
    }
    for (uint32_t i = 0; i < sheet->written.n_headers; i++) {
        const ef_span header = sheet->written.headers[i];
        bool known = header.len == 0;
        for (size_t j = 0; j < n_names; j++)
            known = known || ef_span_equal_ignoring_case(header, ef_span_of(names[j]));
        if (known)
            continue;
        const char *const near = ef_nearest_name(header, names, n_names);
        const ef_severity severity = columns->strict || near != NULL ? EF_ERROR : EF_WARNING;
        ef_findings_add(&lint->findings, severity, "unknown-column", sheet->path,
                        sheet->written.header_line, ef_sheet_header_column(&sheet->written, i),
                        "no column `%.*s` in %s; %s%s%s", (int)header.len, header.at, columns->what,
                        near != NULL ? "did you mean `"
                                     : "rename or remove it, because nobody reads it",
                        near != NULL ? near : "", near != NULL ? "`" : "");
        sheet->clean.headers[i] = (ef_span){0};
    }
}

/* What nobody sees and still counts, apart from the joiners that emoji and scripts are made with. */
static bool is_hidden(uint32_t c)
{
    return c == 0xa0 || c == 0xad || c == 0x200b || c == 0x200e || c == 0x200f ||
           (c >= 0x202a && c <= 0x202e) || c == 0x2060 || (c >= 0x2066 && c <= 0x2069) ||
           c == 0xfeff || (c < 0x20 && c != '\n' && c != '\r') || c == 0x7f;
}

static void check_hidden(ef_lint *lint, const ef_lint_sheet *sheet, size_t row, uint32_t column)
{
    const ef_span cell = sheet->written.cells[row * sheet->written.n_headers + column];
    for (size_t at = 0, len = 0; at < cell.len; at += len) {
        const uint32_t c = ef_utf8_decode(cell, at, &len);
        if (!is_hidden(c))
            continue;
        ef_findings_add(&lint->findings, EF_WARNING, "hidden-character", sheet->path,
                        sheet->written.lines[row],
                        ef_sheet_cell_column(&sheet->written, row, column),
                        "U+%04X, which nobody sees, is the character %zu of this cell; type the "
                        "cell anew",
                        (unsigned)c, at + 1);
        return;
    }
}

/* Spaces that the file holds around a term are cut away here; other tools may keep them. */
static void check_spaces(ef_lint *lint, const ef_lint_sheet *sheet, size_t row)
{
    const ef_span cell = sheet->written.cells[row * sheet->written.n_headers];
    const ef_span trimmed = ef_span_trim(cell);
    if (sheet->written.plain || trimmed.len == 0 || trimmed.at + trimmed.len == cell.at + cell.len)
        return;
    ef_findings_add(&lint->findings, EF_WARNING, "trailing-space", sheet->path,
                    sheet->written.lines[row], ef_sheet_cell_column(&sheet->written, row, 0),
                    "spaces stand behind `%.*s`; remove them", (int)trimmed.len, trimmed.at);
}

/* Texts for people may hold anything. */
static bool is_free_text(const ef_lint_sheet *sheet, uint32_t column)
{
    static const char *const names[] = {"example", "counter", "note"};
    for (size_t i = 0; i < EF_COUNT(names); i++)
        if (ef_span_equal_ignoring_case(sheet->written.headers[column], ef_span_of(names[i])))
            return true;
    return false;
}

bool ef_lint_sheet_read(ef_lint *lint, ef_lint_sheet *sheet, const ef_model_file *file,
                        const ef_lint_columns *columns)
{
    *sheet = (ef_lint_sheet){.path = file->path};
    if (!parse_around_mistakes(lint, sheet, file) || !copy_sheet(lint, sheet))
        return false;
    check_headers(lint, sheet, columns);
    for (size_t row = 0; row < sheet->written.n_rows; row++) {
        check_spaces(lint, sheet, row);
        for (uint32_t i = 0; i < sheet->written.n_headers; i++)
            if (!is_free_text(sheet, i))
                check_hidden(lint, sheet, row, i);
    }
    lint->checked += sheet->written.n_rows;
    return true;
}

void ef_lint_sheet_fini(ef_lint_sheet *sheet)
{
    ef_sheet_fini(&sheet->written);
}

ef_rule_context ef_lint_context(ef_lint *lint, const ef_lint_sheet *sheet)
{
    return (ef_rule_context){.spelling = &lint->spelling,
                             .vocabulary = lint->vocabulary,
                             .arena = &lint->arena,
                             .directory = lint->options->directory,
                             .file = sheet->path};
}

ef_sheet ef_lint_row(const ef_lint_sheet *sheet, size_t row)
{
    ef_sheet one = sheet->clean;
    one.cells += row * one.n_headers;
    one.lines += row;
    one.starts += row;
    one.n_rows = 1;
    return one;
}

void ef_lint_blank(ef_lint_sheet *sheet, size_t row, uint32_t column)
{
    sheet->clean.cells[row * sheet->clean.n_headers + column] = (ef_span){0};
    sheet->blanked[row] |= UINT64_C(1) << column;
}

/* The cell that an error is about. */
static uint32_t column_of(const ef_lint_sheet *sheet, size_t row, const earful_error *err)
{
    for (uint32_t i = 0; i < sheet->written.n_headers && err->column > 0; i++)
        if (sheet->written.headers[i].len > 0 &&
            ef_sheet_cell_column(&sheet->written, row, i) == err->column)
            return i;
    return EF_NONE;
}

static const char *kind_of(const ef_lint_sheet *sheet, uint32_t column)
{
    static const char *const kinds[][2] = {
        {"type", "unknown-value"},     {"kind", "unknown-value"},  {"scope", "unknown-value"},
        {"polarity", "unknown-value"}, {"stage", "unknown-value"}, {"pillar", "unknown-value"},
        {"severity", "unknown-value"}, {"guard", "unknown-value"}, {"enabled", "unknown-value"},
        {"valence", "valence"},        {"negated", "valence"},     {"term", "term"}};
    for (size_t i = 0; column != EF_NONE && i < EF_COUNT(kinds); i++)
        if (ef_span_equal_ignoring_case(sheet->written.headers[column], ef_span_of(kinds[i][0])))
            return kinds[i][1];
    return "row";
}

bool ef_lint_take(ef_lint *lint, ef_lint_sheet *sheet, size_t row, const char *kind,
                  const earful_error *err)
{
    const uint32_t column = column_of(sheet, row, err);
    lint->findings.failed |= err->status == EARFUL_MEMORY;
    if (column != EF_NONE && (sheet->blanked[row] >> column & 1) != 0)
        return false; /* its blank is our doing */
    ef_findings_add_error(&lint->findings, EF_ERROR, kind != NULL ? kind : kind_of(sheet, column),
                          err);
    if (column == EF_NONE || ef_sheet_cell(&sheet->clean, row, column).len == 0)
        return false;
    ef_lint_blank(sheet, row, column);
    return true;
}
