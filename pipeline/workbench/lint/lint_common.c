/* Rules that most texts would fire: a word alone that is among the most common of the language. Which
 * those are stands in languages.csv. */
#include "lexicon/language_sheet.h"
#include "tokens/utf8.h"
#include "workbench/lint/lint.h"

static bool add_forms(ef_lint *lint, ef_span forms)
{
    ef_buffer folded = {0};
    for (ef_span form; (form = ef_languages_next_form(&forms)).len > 0;) {
        bool added = false;
        ef_buffer_reset(&folded);
        ef_fold(form, &folded);
        ef_table_add(&lint->common, ef_buffer_span(&folded), &added);
    }
    const bool good = !folded.failed && !lint->common.failed;
    ef_buffer_fini(&folded);
    return good;
}

static bool names(ef_span languages, ef_span wanted)
{
    for (ef_span name; (name = ef_languages_next_form(&languages)).len > 0;)
        if (ef_span_equal(name, wanted))
            return true;
    return false;
}

bool ef_lint_read_common(ef_lint *lint, const ef_model_file *file)
{
    ef_sheet sheet;
    bool good = ef_sheet_parse(&sheet, file->name, file->bytes, NULL) == EARFUL_OK;
    const uint32_t language = ef_sheet_column(&sheet, "language");
    const uint32_t kind = ef_sheet_column(&sheet, "kind");
    const uint32_t forms = ef_sheet_column(&sheet, "forms");
    for (size_t row = 0; good && row < sheet.n_rows; row++)
        if (ef_span_is(ef_sheet_cell(&sheet, row, kind), "common") &&
            names(ef_sheet_cell(&sheet, row, language), lint->language))
            good = add_forms(lint, ef_sheet_cell(&sheet, row, forms));
    ef_sheet_fini(&sheet);
    return good;
}

/* A list may name what it likes: function words are counted, too. */
static bool is_of_list(ef_span rule, const ef_node *node)
{
    return node->column > 0 && node->column <= rule.len && rule.at[node->column - 1] == '@';
}

void ef_lint_common(ef_lint *lint, const ef_rule_context *context, ef_span rule,
                    const ef_node *root)
{
    if (root->kind == EF_NODE_OR) {
        for (size_t i = 0; i < root->n_children; i++)
            ef_lint_common(lint, context, rule, root->children[i]);
    } else if (root->kind == EF_NODE_WORDS && root->n_atoms == 1 && !is_of_list(rule, root) &&
               ef_table_find(&lint->common,
                             ef_vocabulary_text(context->vocabulary, root->atoms[0])) != EF_NONE) {
        ef_lint_doubt(lint, context, rule, root->column - 1, "common-word",
                      "`%.*s` is in a great part of all texts; join it to another word by NEAR or "
                      "AND",
                      (int)root->text.len, root->text.at);
    }
}
