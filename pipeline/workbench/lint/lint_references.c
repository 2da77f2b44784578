/* What only shows between rows: ^references to topics that are not there or in a circle, and rules
 * that no word leads to. The clean sheets are compiled; a row that is refused gets a harmless rule,
 * so that its topic stays, and everything is compiled again. */
#include <stdlib.h>

#include "lexicon/topics.h"
#include "workbench/lint/lint.h"

enum { ARENA_CHUNK = 256 * 1024 };

void ef_lint_replace_rule(ef_lint_sheet *sheet, size_t row)
{
    static const char *const names[] = {"rule", "any", "and", "and2", "not"};
    bool placed = false;
    for (size_t i = 0; i < EF_COUNT(names); i++) {
        const uint32_t column = ef_sheet_column(&sheet->clean, names[i]);
        if (column == EF_NONE)
            continue;
        ef_lint_blank(sheet, row, column);
        if (!placed)
            sheet->clean.cells[row * sheet->clean.n_headers + column] = EF_SPAN_TEXT("x");
        placed = true;
    }
}

typedef struct compilation {
    ef_topics topics;
    ef_vocabulary *vocabulary;
    ef_arena arena;
} compilation;

static void fini(compilation *self)
{
    ef_topics_fini(&self->topics);
    ef_vocabulary_free(self->vocabulary);
    ef_arena_fini(&self->arena);
}

static earful_status compile(const ef_lint *lint, const ef_sheet *sheets, size_t n_sheets,
                             compilation *self, earful_error *err)
{
    *self = (compilation){.vocabulary = ef_vocabulary_new()};
    ef_arena_init(&self->arena, ARENA_CHUNK);
    const ef_rule_context context = {.spelling = &lint->spelling,
                                     .vocabulary = self->vocabulary,
                                     .arena = &self->arena,
                                     .directory = lint->options->directory};
    if (self->vocabulary == NULL)
        return ef_fail_memory(err);
    return ef_topics_build(&self->topics, sheets, n_sheets, &context, err);
}

/* The row of a place; false when there is none. */
static bool find_row(ef_lint_sheet *sheets, size_t n_sheets, const char *path, uint32_t line,
                     ef_lint_sheet **sheet, size_t *row)
{
    for (size_t i = n_sheets; i-- > 0;) {
        *sheet = &sheets[i];
        for (*row = 0; *row < sheets[i].clean.n_rows; ++*row)
            if (sheets[i].clean.lines[*row] == line && strcmp(sheets[i].path, path) == 0)
                return true;
    }
    return false;
}

static void check_needs(ef_lint *lint, const compilation *of)
{
    for (size_t i = 0; i < of->topics.n_rules; i++) {
        const ef_rule *const rule = &of->topics.rules[i];
        if (rule->n_needs == 0)
            ef_findings_add(&lint->findings, EF_WARNING, "needs-no-word",
                            ef_arena_span(&lint->arena, ef_span_of(rule->file)).at, rule->line, 0,
                            "no word leads to this rule, so every text is searched for it; make a "
                            "word or three letters in a row obligatory, or add one by AND");
    }
}

bool ef_lint_references(ef_lint *lint, ef_lint_sheet *sheets, size_t n_sheets)
{
    ef_sheet *const cleans = calloc(n_sheets + 1, sizeof cleans[0]);
    bool again = cleans != NULL;
    bool good = again;
    for (int round = 0; again && good; round++) {
        earful_error err = {0};
        compilation self;
        ef_lint_sheet *sheet = NULL;
        size_t row = 0;
        for (size_t i = 0; i < n_sheets; i++)
            cleans[i] = sheets[i].clean;
        again = compile(lint, cleans, n_sheets, &self, &err) != EARFUL_OK;
        good = err.status != EARFUL_MEMORY;
        if (!again) {
            check_needs(lint, &self);
            ef_lint_rows(lint, &self.topics, self.vocabulary);
        } else {
            ef_findings_add_error(
                &lint->findings, EF_ERROR,
                strstr(err.message, "circle") != NULL ? "reference-cycle" : "reference", &err);
        }
        fini(&self);
        if (again && find_row(sheets, n_sheets, err.path, err.line, &sheet, &row))
            ef_lint_replace_rule(sheet, row);
        else
            again = false;
        again = again && round < EF_LINT_ROUNDS;
    }
    free(cleans);
    return good;
}
