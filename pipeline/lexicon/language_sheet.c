#include "lexicon/language_sheet.h"

static const char *const kind_names[] = {"common", "word", "hint", "letter", "script"};
static const ef_clue_kind kinds[] = {EF_CLUE_WORD, EF_CLUE_WORD, EF_CLUE_HINT, EF_CLUE_LETTER,
                                     EF_CLUE_SCRIPT};

typedef struct language_row {
    const ef_sheet *sheet;
    size_t row;
    ef_clue_kind kind;
    uint64_t languages;
} language_row;

static earful_status fail_in(const language_row *row, const char *header, const char *why,
                             ef_span what, earful_error *err)
{
    const uint32_t column = ef_sheet_column(row->sheet, header);
    return ef_fail_at(err, EARFUL_MODEL, row->sheet->name, row->sheet->lines[row->row],
                      ef_sheet_cell_column(row->sheet, row->row, column), "`%.*s` %s",
                      (int)what.len, what.at, why);
}

ef_span ef_languages_next_form(ef_span *rest)
{
    ef_span form = {0};
    while (form.len == 0 && rest->len > 0)
        form = ef_span_trim(ef_span_cut(rest, ' '));
    return form;
}

static earful_status read_kind(language_row *row, earful_error *err)
{
    const ef_span name = ef_sheet_cell(row->sheet, row->row, ef_sheet_column(row->sheet, "kind"));
    for (size_t i = 0; i < EF_COUNT(kinds); i++) {
        if (ef_span_is(name, kind_names[i])) {
            row->kind = kinds[i];
            return EARFUL_OK;
        }
    }
    return fail_in(row, "kind", "is no kind; there are common, word, hint, letter, script", name,
                   err);
}

static earful_status read_languages(language_row *row, ef_languages *languages, earful_error *err)
{
    ef_span rest = ef_sheet_cell(row->sheet, row->row, ef_sheet_column(row->sheet, "language"));
    row->languages = 0;
    while (rest.len > 0) {
        const ef_span name = ef_languages_next_form(&rest);
        const uint32_t number = ef_languages_number(languages, name);
        if (number == EF_NONE)
            return languages->names.failed
                       ? ef_fail_memory(err)
                       : fail_in(row, "language", "is one language too many", name, err);
        row->languages |= (uint64_t)1 << number;
    }
    return row->languages != 0 ? EARFUL_OK
                               : fail_in(row, "language", "names no language", rest, err);
}

static bool read_code_point(ef_span text, uint32_t *point)
{
    *point = 0;
    for (size_t i = 0; i < text.len; i++) {
        const char c = (char)(text.at[i] | 0x20);
        if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f'))
            return false;
        *point = *point << 4 | (uint32_t)(c <= '9' ? c - '0' : c - 'a' + 10);
    }
    return text.len > 0 && text.len <= 6;
}

static earful_status add_script(const language_row *row, ef_languages *languages, ef_span range,
                                earful_error *err)
{
    uint32_t first = 0;
    uint32_t last = 0;
    ef_span end = range;
    const ef_span start = ef_span_cut(&end, '-');
    if (!read_code_point(start, &first) || !read_code_point(end, &last) || first > last)
        return fail_in(row, "forms", "is no range such as 0400-052F", range, err);
    return ef_languages_add_script(languages, first, last, row->languages) ? EARFUL_OK
                                                                           : ef_fail_memory(err);
}

static earful_status add_forms(const language_row *row, ef_languages *languages, earful_error *err)
{
    ef_span rest = ef_sheet_cell(row->sheet, row->row, ef_sheet_column(row->sheet, "forms"));
    earful_status status = EARFUL_OK;
    while (status == EARFUL_OK && rest.len > 0) {
        const ef_span form = ef_languages_next_form(&rest);
        if (row->kind == EF_CLUE_SCRIPT)
            status = add_script(row, languages, form, err);
        else if (languages->clues.count == EF_MOST_CLUES)
            status = fail_in(row, "forms", "is one word too many", form, err);
        else if (!ef_languages_add(languages, row->kind, form, row->languages))
            status = ef_fail_memory(err);
    }
    return status;
}

earful_status ef_languages_read(ef_languages *languages, const ef_sheet *sheet, earful_error *err)
{
    static const char *const headers[] = {"language", "kind", "forms"};
    for (size_t i = 0; i < EF_COUNT(headers); i++)
        if (ef_sheet_column(sheet, headers[i]) == EF_NONE)
            return ef_fail_at(err, EARFUL_MODEL, sheet->name, sheet->header_line, 1,
                              "a table of languages needs the columns language, kind and forms");
    earful_status status = EARFUL_OK;
    for (size_t i = 0; i < sheet->n_rows && status == EARFUL_OK; i++) {
        language_row row = {.sheet = sheet, .row = i};
        status = read_kind(&row, err);
        if (status == EARFUL_OK)
            status = read_languages(&row, languages, err);
        if (status == EARFUL_OK)
            status = add_forms(&row, languages, err);
    }
    return status;
}
