/* Any bytes as a file of a model: the first byte says which, the rest is the file. Nothing may
 * crash; what is refused is refused as a mistake in the file, with its line and a message. */
#include <stdlib.h>

#include "lexicon/model.h"
#include "lexicon/spelling_sheet.h"

static const char file_name[] = "fuzzed";

static void require(bool held)
{
    if (!held)
        abort();
}

static void check(earful_status status, const earful_error *err)
{
    require(status == err->status);
    if (status == EARFUL_OK)
        return;
    require(status == EARFUL_MODEL || status == EARFUL_LIMIT);
    require(err->message[0] != '\0' && strcmp(err->path, file_name) == 0);
    require(status == EARFUL_LIMIT || err->line > 0);
}

static void check_sheet(const ef_sheet *sheet)
{
    require(sheet->n_headers > 0);
    for (size_t row = 0; row < sheet->n_rows; row++) {
        require(sheet->lines[row] > (row > 0 ? sheet->lines[row - 1] : 0));
        for (uint32_t column = 0; column < sheet->n_headers; column++) {
            ef_sheet_cell(sheet, row, column);
            ef_sheet_cell_quoted(sheet, row, column);
            require(ef_sheet_cell_column(sheet, row, column) > 0);
        }
    }
}

static void check_index(const ef_lexicon *lexicon, size_t n_atoms)
{
    require(lexicon->first[n_atoms] == lexicon->n_terms);
    for (size_t atom = 0; atom < n_atoms; atom++)
        for (uint32_t i = lexicon->first[atom]; i < lexicon->first[atom + 1]; i++) {
            const ef_term *const term = &lexicon->terms[lexicon->by_atom[i]];
            require(term->atoms[0] == atom);
            require(lexicon->second[i] == (term->n_atoms > 1 ? term->atoms[1] : EF_NONE));
            require(i == lexicon->first[atom] || lexicon->second[i - 1] <= lexicon->second[i]);
        }
}

static void read_settings(ef_span bytes, earful_model *model)
{
    earful_error err = {0};
    check(ef_settings_parse(&model->settings, &model->arena, file_name, bytes, &err), &err);
}

static void read_spelling(ef_span bytes, earful_model *model)
{
    earful_error err = {0};
    ef_sheet sheet;
    earful_status status = ef_sheet_parse(&sheet, file_name, bytes, &err);
    if (status == EARFUL_OK) {
        check_sheet(&sheet);
        status = ef_spelling_read(&model->spelling, &sheet, &err);
    }
    check(status, &err);
    ef_sheet_fini(&sheet);
}

static void read_rules(ef_span bytes, bool topics, earful_model *model)
{
    earful_error err = {0};
    ef_sheet sheet;
    const ef_rule_context context = {
        .spelling = &model->spelling, .vocabulary = model->vocabulary, .arena = &model->arena};
    earful_status status = topics ? ef_sheet_parse(&sheet, file_name, bytes, &err)
                                  : ef_lexicon_sheet_parse(&sheet, file_name, bytes, &err);
    if (status == EARFUL_OK) {
        check_sheet(&sheet);
        status = topics ? ef_topics_build(&model->topics, &sheet, 1, &context, &err)
                        : ef_lexicon_build(&model->lexicon, &sheet, 1, &context, &err);
    }
    check(status, &err);
    ef_sheet_fini(&sheet);
    if (status != EARFUL_OK)
        return;
    require(ef_vocabulary_seal(model->vocabulary));
    require(ef_topics_index(&model->topics, model->vocabulary));
    require(ef_lexicon_index(&model->lexicon, model->vocabulary, &model->arena));
    check_index(&model->lexicon, ef_vocabulary_atoms(model->vocabulary));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    const ef_span bytes = ef_span_make((const char *)data + 1, size - 1);
    earful_model model = {.vocabulary = ef_vocabulary_new()};
    ef_arena_init(&model.arena, 4096);
    ef_spelling_init(&model.spelling);
    switch (data[0] % 4) {
    case 0: read_settings(bytes, &model); break;
    case 1: read_spelling(bytes, &model); break;
    case 2: read_rules(bytes, false, &model); break;
    default: read_rules(bytes, true, &model); break;
    }
    ef_vocabulary_free(model.vocabulary);
    ef_lexicon_fini(&model.lexicon);
    ef_topics_fini(&model.topics);
    ef_spelling_fini(&model.spelling);
    ef_arena_fini(&model.arena);
    return 0;
}
