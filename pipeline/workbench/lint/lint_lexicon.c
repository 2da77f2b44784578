/* Lexicons under lint. */
#include <stdio.h>
#include <stdlib.h>

#include "base/grow.h"
#include "lexicon/term.h"
#include "workbench/lint/lint.h"

typedef struct lexicon_lint {
    ef_lint *lint;
    ef_lint_sheet *sheet;
    ef_term_columns columns;
    ef_rule_context context;
    ef_tokens scratch;
    ef_table keys;        /* lane, atoms and condition of a line */
    ef_term_line *firsts; /* by key: the line that came first */
    size_t firsts_capacity;
    ef_buffer key;
} lexicon_lint;

static uint32_t line_of(const lexicon_lint *of, size_t row)
{
    return of->sheet->written.lines[row];
}

static uint32_t term_column(const lexicon_lint *of, size_t row)
{
    return ef_sheet_cell_column(&of->sheet->written, row, of->columns.term);
}

static void doubt(const lexicon_lint *of, size_t row, ef_severity severity, const char *kind,
                  ef_span term, const char *what, uint32_t other)
{
    char place[40] = "";
    if (other > 0)
        snprintf(place, sizeof place, "line %u; keep one of them", (unsigned)other);
    ef_findings_add(&of->lint->findings, severity, kind, of->sheet->path, line_of(of, row),
                    term_column(of, row), "`%.*s` %s%s", (int)(term.len < 80 ? term.len : 80),
                    term.at, what, place);
}

/* Within one file a second line of a term silently wins; across files that is what overlays are. */
static void check_twice(lexicon_lint *of, size_t row, const ef_term_line *line)
{
    const ef_term *const term = &line->term;
    ef_buffer_reset(&of->key);
    ef_buffer_add_char(&of->key, (char)term->lane);
    ef_buffer_add_char(&of->key, (char)term->n_atoms);
    ef_buffer_add(&of->key, (const char *)term->atoms, term->n_atoms * sizeof term->atoms[0]);
    ef_buffer_add_char(&of->key, ':');
    ef_buffer_add_span(&of->key, line->condition);
    bool added = false;
    const uint32_t number =
        of->key.failed ? EF_NONE : ef_table_add(&of->keys, ef_buffer_span(&of->key), &added);
    if (number == EF_NONE ||
        !ef_grow(&of->firsts, &of->firsts_capacity, of->keys.count, sizeof of->firsts[0])) {
        of->lint->findings.failed = true;
        return;
    }
    const ef_term_line *const first = &of->firsts[number];
    if (added) {
        of->firsts[number] = *line;
        return;
    }
    if (line->removes || first->removes)
        return;
    const ef_severity severity = of->sheet->written.plain ? EF_WARNING : EF_ERROR;
    const bool stops = term->type == EF_TERM_STOP || first->term.type == EF_TERM_STOP;
    const bool same = term->valence == first->term.valence &&
                      term->has_negated == first->term.has_negated &&
                      term->negated == first->term.negated;
    if (stops && term->type != first->term.type)
        doubt(of, row, severity, "shadowed-term", term->text,
              "is a stop in one line and scores in the other, and only this line counts, not ",
              first->term.line);
    else if (same)
        doubt(of, row, EF_WARNING, "duplicate-term", term->text, "says again what it says in ",
              first->term.line);
    else
        doubt(of, row, severity, "conflicting-valence", term->text, "has another valence than in ",
              first->term.line);
}

/* In a phrase the other words hold a wildcard in check. */
static void check_wildcard(const lexicon_lint *of, size_t row, const ef_term *term)
{
    const char *kind = NULL;
    if (of->sheet->written.plain || term->n_atoms != 1 || term->type == EF_TERM_EMOJI ||
        term->type == EF_TERM_EMOTICON)
        return;
    const char *const what = ef_lint_wildcard(
        &of->lint->spelling, ef_vocabulary_text(of->lint->vocabulary, term->atoms[0]), &kind);
    if (what != NULL)
        doubt(of, row, EF_WARNING, kind, term->text, what, 0);
}

/* A picture that the tokenizer does not take for one token is found in no text. */
static void check_picture(lexicon_lint *of, size_t row, const ef_term *term)
{
    if (of->sheet->written.plain || (term->type != EF_TERM_EMOJI && term->type != EF_TERM_EMOTICON))
        return;
    if (!ef_tokenize_text(&of->lint->spelling, term->text, &of->scratch)) {
        of->lint->findings.failed = true;
        return;
    }
    const ef_tokens *const tokens = &of->scratch;
    const ef_token_kind kind = tokens->count == 1 ? (ef_token_kind)tokens->kind[0] : EF_PUNCT;
    if (kind == EF_PUNCT || kind == EF_URL || kind == EF_EMAIL || kind == EF_HANDLE)
        doubt(of, row, EF_WARNING, "unmatchable-term", term->text,
              "is never found, because texts are not cut apart like that; remove the line", 0);
}

static bool check_condition(lexicon_lint *of, const ef_term_line *line)
{
    if (line->condition.len == 0)
        return true;
    ef_rule_context context = of->context;
    context.line = line->term.line;
    context.column = line->condition_column;
    context.quoted = line->condition_quoted;
    context.condition = true;
    earful_error err = {0};
    ef_node *root = NULL;
    if (ef_rule_parse(&context, line->condition, &root, &err) == EARFUL_OK) {
        ef_lint_rule_text(of->lint, &context, line->condition);
        const bool good = ef_lint_rule_lists(of->lint, &context, line->condition) &&
                          ef_lint_rule_tree(of->lint, &context, line->condition, root);
        ef_node_release(root);
        return good;
    }
    ef_findings_add_error(&of->lint->findings, EF_ERROR,
                          ef_lint_rule_kind(&context, line->condition), &err);
    return err.status != EARFUL_MEMORY;
}

static bool check_row(lexicon_lint *of, size_t row)
{
    const ef_sheet one = ef_lint_row(of->sheet, row);
    ef_term_line line;
    for (;;) {
        earful_error err = {0};
        if (ef_term_read(&of->columns, &one, 0, of->sheet->path, &of->context, &of->scratch, &line,
                         &err) == EARFUL_OK)
            break;
        if (!ef_lint_take(of->lint, of->sheet, row, NULL, &err))
            return !of->lint->findings.failed;
    }
    if (of->sheet->blanked[row] == 0) {
        check_twice(of, row, &line);
        check_wildcard(of, row, &line.term);
        check_picture(of, row, &line.term);
    }
    bool added = false;
    if (line.term.type == EF_TERM_NEGATOR && line.term.n_atoms == 1 && !line.removes)
        ef_table_add(&of->lint->negators,
                     ef_vocabulary_text(of->lint->vocabulary, line.term.atoms[0]), &added);
    return check_condition(of, &line) && !of->lint->findings.failed && !of->lint->negators.failed;
}

static bool check_rows(ef_lint *lint, ef_lint_sheet *sheet)
{
    earful_error err = {0};
    lexicon_lint of = {.lint = lint, .sheet = sheet, .context = ef_lint_context(lint, sheet)};
    if (ef_term_columns_find(&of.columns, &sheet->clean, &err) != EARFUL_OK) {
        ef_findings_add_error(&lint->findings, EF_ERROR, "missing-column", &err);
        return true;
    }
    ef_table_init(&of.keys);
    ef_tokens_init(&of.scratch);
    bool good = true;
    for (size_t row = 0; row < sheet->written.n_rows && good; row++)
        good = check_row(&of, row);
    ef_table_fini(&of.keys);
    ef_tokens_fini(&of.scratch);
    ef_buffer_fini(&of.key);
    free(of.firsts);
    return good;
}

bool ef_lint_lexicon(ef_lint *lint, const ef_model_file *file)
{
    static const ef_lint_columns columns = {ef_term_column_name, "a lexicon", true};
    ef_lint_sheet sheet;
    const bool good = !ef_lint_sheet_read(lint, &sheet, file, &columns) || check_rows(lint, &sheet);
    ef_lint_sheet_fini(&sheet);
    return good && !lint->arena.failed && !lint->findings.failed;
}
