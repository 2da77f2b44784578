/* Topics under lint: each row alone, then the rows of a topic against each other. */
#include <stdlib.h>

#include "base/grow.h"
#include "lexicon/topic_rule.h"
#include "tokens/utf8.h"
#include "workbench/lint/lint.h"

/* The row that first gave a topic its attribute, or first had its rule. */
typedef struct first_row {
    ef_span value;
    uint32_t line;
} first_row;

typedef struct firsts {
    ef_table keys;
    first_row *rows; /* by key */
    size_t capacity;
} firsts;

typedef struct topics_lint {
    ef_lint *lint;
    ef_lint_sheet *sheet;
    ef_rule_context context;
    firsts attributes; /* by attribute and path */
    firsts rules;      /* by path, scope and canonical rule */
    firsts counters;   /* by path: the first row, and whether a counter was seen */
    ef_buffer key;
    ef_buffer rule;
} topics_lint;

/* NULL when memory is out. */
static first_row *first_of(topics_lint *of, firsts *in, bool *added)
{
    const uint32_t number =
        of->key.failed ? EF_NONE : ef_table_add(&in->keys, ef_buffer_span(&of->key), added);
    if (number == EF_NONE || !ef_grow(&in->rows, &in->capacity, in->keys.count, sizeof *in->rows)) {
        of->lint->findings.failed = true;
        return NULL;
    }
    return &in->rows[number];
}

static uint32_t place_of(const topics_lint *of, size_t row, uint32_t column)
{
    return ef_sheet_cell_column(&of->sheet->written, row, column);
}

static void check_attributes(topics_lint *of, size_t row_number, const ef_topic_row *row)
{
    for (int a = 0; a < EF_ATTRIBUTE_COUNT; a++) {
        const ef_span value = row->attributes[a];
        if (value.len == 0)
            continue;
        bool added = false;
        ef_buffer_reset(&of->key);
        ef_buffer_add_char(&of->key, (char)a);
        ef_buffer_add_span(&of->key, row->path);
        first_row *const first = first_of(of, &of->attributes, &added);
        if (first == NULL)
            return;
        if (added)
            *first = (first_row){value, row->line};
        if (ef_span_equal(first->value, value))
            continue;
        const char *const name = ef_attribute_name((ef_attribute)a);
        const uint32_t column = ef_sheet_column(&of->sheet->clean, name);
        ef_findings_add(&of->lint->findings, EF_ERROR, "conflicting-attribute", row->file,
                        row->line, place_of(of, row_number, column),
                        "the %s of %.*s is %.*s here and %.*s in line %u; make them the same", name,
                        (int)row->path.len, row->path.at, (int)value.len, value.at,
                        (int)first->value.len, first->value.at, first->line);
        ef_lint_blank(of->sheet, row_number, column);
    }
}

static void check_twice(topics_lint *of, const ef_topic_row *row, const ef_node *root)
{
    bool added = false;
    ef_buffer_reset(&of->key);
    ef_buffer_reset(&of->rule);
    ef_node_print(root, &of->rule);
    of->key.failed |= of->rule.failed;
    ef_buffer_add_format(&of->key, "%d %u ", (int)row->scope, (unsigned)row->first_n);
    ef_buffer_add_span(&of->key, row->path);
    ef_buffer_add_char(&of->key, '\n');
    ef_fold(ef_buffer_span(&of->rule), &of->key);
    first_row *const first = first_of(of, &of->rules, &added);
    if (first != NULL && added)
        *first = (first_row){.line = row->line};
    else if (first != NULL)
        ef_findings_add(&of->lint->findings, EF_WARNING, "duplicate-rule", row->file, row->line,
                        row->rule.column, "the same rule as in line %u; remove one of them",
                        first->line);
}

/* Every row wants an example, every topic one text that must not fire it. */
static void check_tests(topics_lint *of, size_t row_number, const ef_topic_row *row)
{
    const ef_sheet *const sheet = &of->sheet->clean;
    const uint32_t example = ef_sheet_column(sheet, "example");
    const uint32_t counter = ef_sheet_column(sheet, "counter");
    if (example != EF_NONE && ef_sheet_cell(sheet, row_number, example).len == 0)
        ef_findings_add(&of->lint->findings, EF_WARNING, "no-example", row->file, row->line,
                        place_of(of, row_number, example),
                        "the row has no example; write a text that it must find, for earful check");
    if (counter == EF_NONE)
        return;
    bool added = false;
    ef_buffer_reset(&of->key);
    ef_buffer_add_span(&of->key, row->path);
    first_row *const first = first_of(of, &of->counters, &added);
    if (first != NULL && added)
        *first = (first_row){.line = row->line};
    if (first != NULL && first->value.len == 0)
        first->value = ef_sheet_cell(sheet, row_number, counter);
}

static void check_counters(const topics_lint *of)
{
    for (size_t i = 0; i < of->counters.keys.count; i++) {
        const ef_span path = ef_table_key(&of->counters.keys, (uint32_t)i);
        if (of->counters.rows[i].value.len == 0)
            ef_findings_add(&of->lint->findings, EF_WARNING, "no-counter", of->sheet->path,
                            of->counters.rows[i].line, 0,
                            "%.*s has no counter; write a text that sounds like it and must not "
                            "be found, for earful check",
                            (int)path.len, path.at);
    }
}

static void check_columns(ef_lint *lint, const ef_lint_sheet *sheet)
{
    static const char *const names[] = {"example", "counter"};
    for (size_t i = 0; i < EF_COUNT(names); i++)
        if (ef_sheet_column(&sheet->clean, names[i]) == EF_NONE)
            ef_findings_add(&lint->findings, EF_WARNING, i == 0 ? "no-example" : "no-counter",
                            sheet->path, sheet->clean.header_line, 0,
                            "no column is called %s; add one, so that earful check can try the "
                            "rules",
                            names[i]);
}

/* The cells that a rule is written in. */
static size_t cells_of(const ef_topic_row *row, const ef_topic_cell *cells[EF_RULE_LANES])
{
    size_t count = 0;
    if (row->rule.text.at != NULL)
        cells[count++] = &row->rule;
    for (size_t i = 0; i < EF_RULE_LANES && row->rule.text.at == NULL; i++)
        if (row->lanes[i].text.at != NULL)
            cells[count++] = &row->lanes[i];
    return count;
}

static ef_rule_context context_of(const topics_lint *of, const ef_topic_row *row,
                                  const ef_topic_cell *cell)
{
    ef_rule_context context = of->context;
    context.line = row->line;
    context.column = cell->column;
    context.quoted = cell->quoted;
    return context;
}

static bool check_rule(topics_lint *of, size_t row_number, const ef_topic_row *row)
{
    earful_error err = {0};
    ef_node *root = NULL;
    const ef_topic_cell *cells[EF_RULE_LANES];
    const size_t n_cells = cells_of(row, cells);
    const earful_status status = ef_topic_rule_parse(row, &of->context, &root, &err);
    if (status == EARFUL_OK) {
        const bool whole = row->rule.text.at != NULL;
        const ef_rule_context context =
            context_of(of, row, whole ? &row->rule : &(ef_topic_cell){0});
        check_twice(of, row, root);
        ef_lint_rule_tree(of->lint, &context, row->rule.text, root);
        ef_lint_common(of->lint, &context, row->rule.text, root);
    } else {
        const ef_rule_context context = context_of(of, row, cells[0]);
        ef_findings_add_error(&of->lint->findings, EF_ERROR,
                              n_cells == 1 ? ef_lint_rule_kind(&context, cells[0]->text) : "rule",
                              &err);
        ef_lint_replace_rule(of->sheet, row_number);
    }
    ef_node_release(root);
    for (size_t i = 0; i < n_cells; i++) {
        const ef_rule_context context = context_of(of, row, cells[i]);
        if (status == EARFUL_OK)
            ef_lint_rule_text(of->lint, &context, cells[i]->text);
        if (!ef_lint_rule_lists(of->lint, &context, cells[i]->text))
            return false;
    }
    return status != EARFUL_MEMORY;
}

/* Reads a row as the compiler does, time and again, without what it complained of. False when it
 * cannot be used at all. */
static bool read_row(topics_lint *of, size_t row, ef_topic_rows *rows)
{
    const ef_sheet one = ef_lint_row(of->sheet, row);
    for (;;) {
        earful_error err = {0};
        if (ef_topic_rows_read(rows, &one, 1, &of->context, &err) == EARFUL_OK)
            return true;
        ef_topic_rows_fini(rows);
        if (!ef_lint_take(of->lint, of->sheet, row, NULL, &err))
            return false;
    }
}

static void check_row(topics_lint *of, size_t row)
{
    ef_topic_rows rows = {0};
    of->sheet->dropped[row] = !read_row(of, row, &rows);
    if (rows.count == 1) { /* none: it is not enabled, or removes */
        check_attributes(of, row, &rows.items[0]);
        check_tests(of, row, &rows.items[0]);
        of->lint->findings.failed |= !check_rule(of, row, &rows.items[0]);
    }
    ef_topic_rows_fini(&rows);
}

static void release(firsts *in)
{
    ef_table_fini(&in->keys);
    free(in->rows);
}

static bool check_rows(ef_lint *lint, ef_lint_sheet *sheet)
{
    topics_lint of = {.lint = lint, .sheet = sheet, .context = ef_lint_context(lint, sheet)};
    ef_topic_rows none = {0};
    earful_error err = {0};
    ef_sheet header = sheet->clean;
    header.n_rows = 0;
    const earful_status status = ef_topic_rows_read(&none, &header, 1, &of.context, &err);
    ef_topic_rows_fini(&none);
    if (status != EARFUL_OK) {
        ef_findings_add_error(&lint->findings, EF_ERROR, "missing-column", &err);
        sheet->clean.n_rows = 0;
        return status != EARFUL_MEMORY;
    }
    ef_table_init(&of.attributes.keys);
    ef_table_init(&of.rules.keys);
    ef_table_init(&of.counters.keys);
    check_columns(lint, sheet);
    for (size_t row = 0; row < sheet->written.n_rows && !lint->findings.failed; row++)
        check_row(&of, row);
    check_counters(&of);
    release(&of.attributes);
    release(&of.rules);
    release(&of.counters);
    ef_buffer_fini(&of.key);
    ef_buffer_fini(&of.rule);
    return !lint->findings.failed;
}

/* Rows that cannot be used at all leave the clean sheet. */
static void drop_rows(ef_lint_sheet *sheet)
{
    ef_sheet *const clean = &sheet->clean;
    size_t kept = 0;
    for (size_t row = 0; row < clean->n_rows; row++) {
        if (sheet->dropped[row])
            continue;
        memmove(clean->cells + kept * clean->n_headers, clean->cells + row * clean->n_headers,
                clean->n_headers * sizeof clean->cells[0]);
        clean->lines[kept] = clean->lines[row];
        clean->starts[kept++] = clean->starts[row];
    }
    clean->n_rows = kept;
}

bool ef_lint_topics(ef_lint *lint, const ef_model_file *files, size_t n_files)
{
    static const ef_lint_columns columns = {ef_topic_column_name, "topics", false};
    ef_lint_sheet *const sheets = calloc(n_files + 1, sizeof sheets[0]);
    size_t n_sheets = 0;
    bool good = sheets != NULL;
    for (size_t i = 0; i < n_files && good; i++) {
        ef_lint_sheet *const sheet = &sheets[n_sheets];
        if (ef_lint_sheet_read(lint, sheet, &files[i], &columns)) {
            n_sheets++;
            good = check_rows(lint, sheet);
            drop_rows(sheet);
        } else {
            ef_lint_sheet_fini(sheet);
        }
    }
    good = good && ef_lint_references(lint, sheets, n_sheets);
    for (size_t i = 0; i < n_sheets; i++)
        ef_lint_sheet_fini(&sheets[i]);
    free(sheets);
    return good && !lint->arena.failed && !lint->findings.failed;
}
