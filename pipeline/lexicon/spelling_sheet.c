#include "lexicon/spelling_sheet.h"

#include "base/nearest.h"

static const char *const kind_names[] = {"contraction", "abbreviation", "clause"};
static const ef_spelling_kind kinds[] = {EF_CONTRACTION, EF_ABBREVIATION, EF_CLAUSE_WORD};

static earful_status unknown_kind(const ef_sheet *sheet, size_t row, uint32_t column, ef_span kind,
                                  earful_error *err)
{
    const char *const near = ef_nearest_name(kind, kind_names, EF_COUNT(kind_names));
    return ef_fail_at(err, EARFUL_MODEL, sheet->name, sheet->lines[row],
                      ef_sheet_cell_column(sheet, row, column), "no kind `%.*s`; %s", (int)kind.len,
                      kind.at,
                      near == NULL            ? "there are contraction, abbreviation, clause"
                      : near == kind_names[0] ? "did you mean `contraction`"
                      : near == kind_names[1] ? "did you mean `abbreviation`"
                                              : "did you mean `clause`");
}

earful_status ef_spelling_read(ef_spelling *spelling, const ef_sheet *sheet, earful_error *err)
{
    const uint32_t word_column = ef_sheet_column(sheet, "word");
    const uint32_t kind_column = ef_sheet_column(sheet, "kind");
    const uint32_t expansion_column = ef_sheet_column(sheet, "expansion");
    if (word_column == EF_NONE || kind_column == EF_NONE)
        return ef_fail_at(err, EARFUL_MODEL, sheet->name, sheet->header_line, 1,
                          "a spelling needs the columns word and kind");
    for (size_t row = 0; row < sheet->n_rows; row++) {
        const ef_span word = ef_sheet_cell(sheet, row, word_column);
        const ef_span name = ef_sheet_cell(sheet, row, kind_column);
        const ef_span expansion = ef_sheet_cell(sheet, row, expansion_column);
        size_t kind = 0;
        while (kind < EF_COUNT(kinds) && !ef_span_is(name, kind_names[kind]))
            kind++;
        if (kind == EF_COUNT(kinds))
            return unknown_kind(sheet, row, kind_column, name, err);
        if (word.len == 0)
            return ef_fail_at(err, EARFUL_MODEL, sheet->name, sheet->lines[row],
                              ef_sheet_cell_column(sheet, row, word_column), "the word is missing");
        if ((kinds[kind] == EF_CONTRACTION) != (expansion.len > 0))
            return ef_fail_at(err, EARFUL_MODEL, sheet->name, sheet->lines[row],
                              ef_sheet_cell_column(sheet, row, expansion_column),
                              kinds[kind] == EF_CONTRACTION
                                  ? "a contraction needs the words that it stands for"
                                  : "only a contraction stands for other words");
        if (!ef_spelling_add(spelling, kinds[kind], word, expansion))
            return ef_fail_memory(err);
    }
    return EARFUL_OK;
}
