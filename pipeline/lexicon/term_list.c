/* A term list: the plain form of a lexicon that VADER made common. No header, a line a term: the
 * term, a tab, its mean valence, and whatever the raters left behind a further tab. It becomes a
 * sheet of two columns, so that the lexicon reads it as any other file. Quotes mean nothing here. */
#include <stdlib.h>

#include "base/grow.h"
#include "lexicon/lexicon.h"
#include "lexicon/well_formed.h"

enum { COLUMNS = 2, ARENA_CHUNK = 1024 };

/* Only without a tab: "#fail" may be a term. */
static bool is_comment(ef_span line)
{
    return line.at[0] == '#' && memchr(line.at, '\t', line.len) == NULL;
}

static bool is_term_list(ef_span bytes)
{
    while (bytes.len > 0) {
        const ef_span line = ef_span_cut(&bytes, '\n');
        if (ef_span_trim(line).len == 0 || is_comment(line))
            continue;
        ef_span rest = line;
        const ef_span term = ef_span_cut(&rest, '\t');
        int32_t valence = 0;
        return term.len > 0 && ef_decimal_parse(ef_span_trim(ef_span_cut(&rest, '\t')), &valence);
    }
    return false;
}

static bool make_room(ef_sheet *sheet)
{
    const size_t rows = sheet->n_rows + 1;
    return ef_grow(&sheet->cells, &sheet->cells_capacity, rows * COLUMNS, sizeof *sheet->cells) &&
           ef_grow(&sheet->lines, &sheet->lines_capacity, rows, sizeof *sheet->lines) &&
           ef_grow(&sheet->starts, &sheet->starts_capacity, rows, sizeof *sheet->starts);
}

static bool read_terms(ef_sheet *sheet)
{
    const ef_span bytes = ef_buffer_span(&sheet->bytes);
    ef_span rest = bytes;
    for (uint32_t number = 1; rest.len > 0; number++) {
        ef_span line = ef_span_cut(&rest, '\n');
        if (ef_span_trim(line).len == 0 || is_comment(line))
            continue;
        if (!make_room(sheet))
            return false;
        sheet->starts[sheet->n_rows] = (size_t)(line.at - bytes.at);
        sheet->lines[sheet->n_rows] = number;
        ef_span *const cells = sheet->cells + sheet->n_rows++ * COLUMNS;
        cells[0] = ef_span_cut(&line, '\t');
        cells[1] = ef_span_cut(&line, '\t');
    }
    return true;
}

earful_status ef_lexicon_sheet_parse(ef_sheet *sheet, const char *name, ef_span bytes,
                                     earful_error *err)
{
    if (!is_term_list(ef_skip_byte_order_mark(bytes)))
        return ef_sheet_parse(sheet, name, bytes, err);
    *sheet = (ef_sheet){.delimiter = '\t', .plain = true, .n_headers = COLUMNS};
    ef_arena_init(&sheet->arena, ARENA_CHUNK);
    sheet->name = ef_arena_span(&sheet->arena, ef_span_of(name)).at;
    sheet->headers = ef_arena_array(&sheet->arena, COLUMNS, sizeof *sheet->headers);
    ef_buffer_add_span(&sheet->bytes, ef_skip_byte_order_mark(bytes));
    if (sheet->arena.failed || sheet->bytes.failed)
        return ef_fail_memory(err);
    sheet->headers[0] = EF_SPAN_TEXT("term");
    sheet->headers[1] = EF_SPAN_TEXT("valence");
    const earful_status status = ef_check_utf8(name, ef_buffer_span(&sheet->bytes), err);
    if (status != EARFUL_OK)
        return status;
    return read_terms(sheet) ? EARFUL_OK : ef_fail_memory(err);
}
