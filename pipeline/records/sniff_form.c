#include "records/sniff_form.h"

#include <stdlib.h>

#include "base/attr.h"
#include "records/csv_row.h"
#include "records/json.h"
#include "records/repair.h"
#include "records/split.h"
#include "records/transcode.h"

enum { LINES_LOOKED_AT = 64, ROWS_LOOKED_AT = 8, MAX_COLUMNS = 4096 };

/* ---- encoding ---- */

static ef_span transcode(ef_span bytes, bool big_endian, ef_arena *arena)
{
    char *const out = ef_arena_bytes(arena, ef_transcode_room(bytes.len));
    if (out == NULL)
        return (ef_span){0};
    ef_transcoder transcoder;
    ef_transcoder_init(&transcoder, big_endian);
    return ef_span_make(out, ef_transcode(&transcoder, bytes, out));
}

static ef_span behind(ef_span text, size_t len)
{
    return ef_span_make(text.at + len, text.len - len);
}

ef_head ef_head_of(ef_span bytes, bool whole, ef_arena *arena)
{
    ef_head head = {.text = bytes, .whole = whole};
    head.utf16_le = ef_span_starts_with(bytes, EF_SPAN_TEXT("\xFF\xFE"));
    head.utf16_be = ef_span_starts_with(bytes, EF_SPAN_TEXT("\xFE\xFF"));
    if (head.utf16_le || head.utf16_be)
        head.text = transcode(bytes, head.utf16_be, arena);
    if (ef_span_starts_with(head.text, EF_SPAN_TEXT("\xEF\xBB\xBF")))
        head.text = behind(head.text, 3);
    return head;
}

/* ---- JSON ---- */

/* Reads one JSON value from the front of a text. */
typedef struct reading {
    bool good;
    bool cut; /* not good, because the text ends too early */
    size_t end;
} reading;

typedef struct json_eye {
    ef_json *json;
    ef_wanted *wanted;
    ef_found found;
} json_eye;

static reading read_one(json_eye *eye, ef_span text, bool more)
{
    size_t at, end;
    ef_found_reset(&eye->found, 1);
    const ef_reason reason =
        ef_json_read(eye->json, eye->wanted, text, more, &eye->found, &at, &end);
    return (reading){.good = reason == EF_REASON_NONE && !eye->found.failed,
                     .cut = reason != EF_REASON_NONE && at == text.len,
                     .end = end};
}

static ef_span next_line(ef_span *rest)
{
    return ef_span_trim(ef_span_cut(rest, '\n'));
}

/* At least half of the first lines are values that begin with `opens`. */
static bool mostly_values(json_eye *eye, ef_span text, char opens)
{
    size_t good = 0, lines = 0;
    while (text.len > 0 && lines < LINES_LOOKED_AT) {
        const ef_span line = next_line(&text);
        if (line.len == 0)
            continue;
        lines++;
        good += line.at[0] == opens && read_one(eye, line, false).good;
    }
    return good > 0 && 2 * good >= lines;
}

static bool guess_object(json_eye *eye, ef_span text, ef_guess *guess)
{
    const reading first = read_one(eye, text, true);
    if (!first.good && !first.cut) {
        /* Damage in the first document, or no JSON at all. */
        const ef_span inside = ef_span_trim(behind(text, 1));
        if (mostly_values(eye, text, '{'))
            guess->form = EF_NDJSON;
        else if (inside.len > 0 && inside.at[0] == '"')
            guess->form =
                memchr(text.at, '\n', (size_t)(inside.at - text.at)) != NULL ? EF_JSON : EF_NDJSON;
        else
            return false;
        return true;
    }
    const size_t len = first.good ? first.end : text.len;
    const bool lines = memchr(text.at, '\n', len) == NULL;
    const ef_span line_rest = behind(text, len);
    size_t spaces = 0;
    while (spaces < line_rest.len && strchr(" \t\r", line_rest.at[spaces]) != NULL)
        spaces++;
    const bool joined = spaces < line_rest.len && line_rest.at[spaces] == '{';
    guess->one_line = first.cut && lines;
    guess->form = lines && !joined && first.good ? EF_NDJSON : EF_JSON;
    return true;
}

static bool guess_array(json_eye *eye, ef_span text, ef_guess *guess)
{
    const ef_span inside = ef_span_trim(behind(text, 1));
    const char first = inside.len > 0 ? inside.at[0] : '\0';
    if (first == '\0' || strchr("{\"[]", first) == NULL)
        return false;
    const reading whole = read_one(eye, text, true);
    if (!whole.good && !whole.cut && first != '{')
        return false;
    guess->form = EF_JSON;
    guess->array = true;
    return true;
}

static bool guess_json(json_eye *eye, ef_span text, ef_guess *guess)
{
    if (text.len == 0)
        return false;
    if (text.at[0] == '{')
        return guess_object(eye, text, guess);
    if (text.at[0] == '[')
        return guess_array(eye, text, guess);
    guess->form = EF_NDJSON;
    return mostly_values(eye, text, '{');
}

/* ---- tables ---- */

typedef struct table_eye {
    ef_span text;
    bool whole;
    ef_known_column *known;
    const void *context;
    ef_arena *arena;
} table_eye;

/* The cells of a row, and how many there are. */
typedef struct row {
    ef_span *cells;
    size_t count;
} row;

static size_t read_rows(const table_eye *eye, char delimiter, row *rows)
{
    ef_plan *const plan = ef_arena_alloc(eye->arena, sizeof *plan);
    ef_splitter *const splitter = ef_arena_alloc(eye->arena, sizeof *splitter);
    size_t n_rows = 0;
    ef_cut cut;
    if (plan == NULL || splitter == NULL)
        return 0;
    plan->form = EF_CSV;
    plan->delimiter = delimiter;
    ef_splitter_init(splitter, plan);
    const ef_end end = eye->whole ? EF_ENDED : EF_GOES_ON;
    while (n_rows < ROWS_LOOKED_AT && ef_splitter_next(splitter, eye->text, end, &cut)) {
        row *const each = &rows[n_rows];
        const ef_span bytes = ef_span_make(eye->text.at + cut.start, cut.len);
        size_t bad_at;
        if (cut.reason != EF_REASON_NONE)
            break;
        each->cells = ef_arena_array(eye->arena, MAX_COLUMNS, sizeof *each->cells);
        if (each->cells == NULL || !ef_csv_row(bytes, delimiter, eye->arena, each->cells,
                                               MAX_COLUMNS, &each->count, &bad_at))
            break;
        n_rows++;
    }
    return n_rows;
}

static size_t count_known(const table_eye *eye, const row *header)
{
    size_t known = 0;
    for (size_t i = 0; i < header->count; i++)
        known += eye->known(eye->context, ef_span_trim(header->cells[i]));
    return known;
}

/* How many of the rows behind the header have as many cells. */
static size_t count_regular(const row *rows, size_t n_rows)
{
    size_t regular = 0;
    for (size_t i = 1; i < n_rows; i++)
        regular += rows[i].count == rows[0].count;
    return regular;
}

/* Names are short and no numbers; the first may be empty, a row number's. */
static bool has_names(const row *header)
{
    for (size_t i = 0; i < header->count; i++) {
        const ef_span cell = ef_span_trim(header->cells[i]);
        long long number;
        if ((cell.len == 0 && i > 0) || cell.len > 60 || ef_span_to_int(cell, &number))
            return false;
    }
    return true;
}

static void take_header(const table_eye *eye, const row *rows, size_t n_rows, char delimiter,
                        ef_guess *guess)
{
    static const ef_span import = EF_SPAN("{\"ImportId\"");
    uint64_t replaced = 0;
    for (size_t i = 0; i < rows[0].count; i++) {
        ef_span *const cell = &rows[0].cells[i];
        *cell = ef_utf8_repair(ef_span_trim(*cell), eye->arena, &replaced);
    }
    guess->form = delimiter == '\t' ? EF_TSV : EF_CSV;
    guess->delimiter = delimiter;
    guess->columns = rows[0].cells;
    guess->n_columns = rows[0].count;
    /* Survey exports repeat the header as questions and as ids. */
    guess->header_rows = n_rows > 2 && ef_span_starts_with(rows[2].cells[0], import) ? 3 : 1;
}

/* Tries one delimiter; true when the table holds a known column, or looks like none but a table. */
static void try_table(const table_eye *eye, char delimiter, ef_guess *guess)
{
    row rows[ROWS_LOOKED_AT];
    const size_t n_rows = read_rows(eye, delimiter, rows);
    if (n_rows == 0 || rows[0].count > MAX_COLUMNS)
        return;
    const size_t regular = count_regular(rows, n_rows);
    const size_t count = rows[0].count;
    const bool single = count == 1 && delimiter == ',';
    if (count > 1 ? n_rows > 1 && regular == 0 : !single)
        return;
    if (count_known(eye, &rows[0]) > 0) {
        if (!guess->table && count <= guess->n_columns)
            return;
        guess->table = false;
        take_header(eye, rows, n_rows, delimiter, guess);
    } else if (guess->n_columns == 0 && regular >= 2 && regular + 1 == n_rows &&
               count >= (delimiter == '\t' ? 2 : 3) && has_names(&rows[0])) {
        guess->table = true;
        take_header(eye, rows, n_rows, delimiter, guess);
    }
}

/* Spreadsheets write a first line that names the delimiter: "sep=;". '\0' when there is none. */
static char take_separator(ef_span *text)
{
    ef_span rest = *text;
    const ef_span line = ef_span_trim(ef_span_cut(&rest, '\n'));
    if (line.len != 5 ||
        !ef_span_equal_ignoring_case(ef_span_make(line.at, 4), EF_SPAN_TEXT("sep=")))
        return '\0';
    *text = rest;
    return line.at[4];
}

static void guess_table(table_eye *eye, ef_guess *guess)
{
    static const char delimiters[] = {',', '\t', ';', '|'};
    const char separator = take_separator(&eye->text);
    if (separator != '\0') {
        try_table(eye, separator, guess);
        guess->header_rows += guess->n_columns > 0;
        return;
    }
    for (size_t i = 0; i < EF_COUNT(delimiters); i++)
        try_table(eye, delimiters[i], guess);
}

ef_guess ef_sniff_form(const ef_head *head, ef_known_column *known, const void *context,
                       ef_arena *arena)
{
    ef_guess guess = {.form = EF_LINES};
    const ef_span text = ef_span_trim(head->text);
    json_eye eye = {.json = calloc(1, sizeof *eye.json), .wanted = ef_wanted_new()};
    table_eye tables = {head->text, head->whole, known, context, arena};
    if (eye.json == NULL || eye.wanted == NULL) {
        arena->failed = true;
    } else if (!guess_json(&eye, text, &guess)) {
        guess.form = EF_LINES;
        guess_table(&tables, &guess);
        if (guess.n_columns == 0 && mostly_values(&eye, text, '"'))
            guess.form = EF_NDJSON;
    }
    if (eye.found.failed)
        arena->failed = true;
    if (eye.json != NULL)
        ef_json_fini(eye.json);
    free(eye.json);
    ef_wanted_free(eye.wanted);
    ef_found_fini(&eye.found);
    return guess;
}

uint32_t ef_find_column(const ef_span *columns, size_t n_columns, ef_span name)
{
    for (uint32_t i = 0; i < n_columns; i++) {
        if (ef_span_equal(columns[i], name))
            return i;
    }
    for (uint32_t i = 0; i < n_columns; i++) {
        if (ef_span_equal_ignoring_case(columns[i], name))
            return i;
    }
    return EF_NONE;
}
