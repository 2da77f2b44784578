/* Lint: all that is wrong or doubtful in a model's files.
 *
 * The compiler stops at its first complaint; here each row is read alone, with the compiler's own
 * functions, and what is wrong in it is reported and blanked, so that no mistake hides another. What
 * is left is compiled as a whole for what only shows between rows. Where one mistake makes a file
 * unreadable it is mended and read again, at most EF_LINT_ROUNDS times. */
#ifndef EF_LINT_H
#define EF_LINT_H

#include "base/table.h"
#include "lexicon/model_files.h"
#include "lexicon/sheet.h"
#include "lexicon/topic_rows.h"
#include "workbench/findings.h"

enum { EF_LINT_ROUNDS = 100, EF_LINT_COLUMNS = 64, EF_LINT_LEAST_LETTERS = 3 };

typedef struct ef_lint {
    const earful_model_options *options;
    ef_model_files files;
    ef_findings findings;
    ef_spelling spelling;
    ef_vocabulary *vocabulary;
    ef_arena arena;
    ef_table lists;    /* that rules name by @ */
    ef_table negators; /* single words, folded */
    ef_table common;   /* words of most texts in the model's language, folded */
    ef_span language;  /* as its settings say */
    uint64_t checked;  /* rows */
} ef_lint;

/* ---- sheets (lint_sheet.c) ---- */

/* A sheet as it was written, and a copy from which mistakes are taken away. */
typedef struct ef_lint_sheet {
    const char *path;
    ef_sheet written;
    ef_sheet clean;    /* its arrays are the lint's arena's */
    uint64_t *blanked; /* by row: a bit a column */
    bool *dropped;     /* by row */
} ef_lint_sheet;

/* Which columns there may be. */
typedef struct ef_lint_columns {
    const char *(*name)(size_t index); /* NULL past the last */
    const char *what;                  /* "a lexicon" */
    bool strict;                       /* columns of other names are refused */
} ef_lint_columns;

/* Parses, with further attempts behind mistakes; checks headers and hidden characters. False when
 * nothing can be read at all, or memory is out. fini is due in any case. */
bool ef_lint_sheet_read(ef_lint *lint, ef_lint_sheet *sheet, const ef_model_file *file,
                        const ef_lint_columns *columns);
void ef_lint_sheet_fini(ef_lint_sheet *sheet);

/* What its rules are parsed with. */
ef_rule_context ef_lint_context(ef_lint *lint, const ef_lint_sheet *sheet);

/* One row of the clean sheet, as a sheet. */
ef_sheet ef_lint_row(const ef_lint_sheet *sheet, size_t row);

/* Reports what the compiler says of a row and blanks the cell. True when the row is worth another
 * try. `kind` NULL: by the column. */
bool ef_lint_take(ef_lint *lint, ef_lint_sheet *sheet, size_t row, const char *kind,
                  const earful_error *err);

/* Empties a cell of the clean sheet. */
void ef_lint_blank(ef_lint_sheet *sheet, size_t row, uint32_t column);

/* ---- parts of a model: false when memory is out ---- */

bool ef_lint_lexicon(ef_lint *lint, const ef_model_file *file);
bool ef_lint_topics(ef_lint *lint, const ef_model_file *files, size_t n_files);
bool ef_lint_unused_lists(ef_lint *lint);
bool ef_lint_read_common(ef_lint *lint, const ef_model_file *file);

/* ---- rules (lint_rule.c) ---- */

/* What the written rule shows: operators mixed or in lower case. */
void ef_lint_rule_text(ef_lint *lint, const ef_rule_context *context, ef_span rule);

/* Notes the lists that it names. False when memory is out. */
bool ef_lint_rule_lists(ef_lint *lint, const ef_rule_context *context, ef_span rule);

/* Which kind of mistake a rule that cannot be parsed has. */
const char *ef_lint_rule_kind(const ef_rule_context *context, ef_span rule);

/* The words alone, or beside other alternatives, that most texts have (lint_common.c). */
void ef_lint_common(ef_lint *lint, const ef_rule_context *context, ef_span rule,
                    const ef_node *root);

/* What its tree shows. False when memory is out. */
bool ef_lint_rule_tree(ef_lint *lint, const ef_rule_context *context, ef_span rule,
                       const ef_node *root);

/* Words below an OR, NOT or NOTWITH that can never add a hit (lint_alternatives.c). */
bool ef_lint_alternatives(ef_lint *lint, const ef_rule_context *context, ef_span rule,
                          const ef_node *node);

bool ef_lint_holds_negator(const ef_lint *lint, const ef_vocabulary *vocabulary,
                           const ef_node *node);

/* A doubt at byte `at` of a rule. */
void ef_lint_doubt(ef_lint *lint, const ef_rule_context *context, ef_span rule, size_t at,
                   const char *kind, const char *format, ...) EF_PRINTF(6, 7);

/* Wildcards that match too much or cost too much; their message, or NULL for a good one. */
const char *ef_lint_wildcard(const ef_spelling *spelling, ef_span word, const char **kind);

/* ---- between rows (lint_references.c) ---- */

/* Compiles the clean sheets; ^references, and rules that no word leads to. */
bool ef_lint_references(ef_lint *lint, ef_lint_sheet *sheets, size_t n_sheets);

/* Words that two rows of a topic find (lint_rows.c). */
void ef_lint_rows(ef_lint *lint, const ef_topics *topics, const ef_vocabulary *vocabulary);

/* Puts a harmless rule in the place of the row's own. */
void ef_lint_replace_rule(ef_lint_sheet *sheet, size_t row);

#endif
