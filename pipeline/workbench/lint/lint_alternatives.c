/* What can never add a hit: alternatives of an OR beside one that is there wherever they are, a word
 * under a wildcard, a phrase around a word; and terms that a NOT takes away. */
#include "workbench/lint/lint.h"
#include "workbench/lint/lint_words.h"

typedef struct alternatives {
    ef_lint *lint;
    const ef_rule_context *context;
    ef_span rule;
    ef_lint_words words;
} alternatives;

bool ef_lint_holds_negator(const ef_lint *lint, const ef_vocabulary *vocabulary,
                           const ef_node *node)
{
    for (size_t i = 0; i < node->n_atoms; i++)
        if (ef_table_find(&lint->negators, ef_vocabulary_text(vocabulary, node->atoms[i])) !=
            EF_NONE)
            return true;
    return false;
}

/* A phrase with a negator in it is not needless beside its word: a hit that holds the negator itself
 * is not guarded. */
static void check_alternative(const alternatives *of, const ef_node *child, uint32_t number)
{
    if (child->n_atoms > 1 && ef_lint_holds_negator(of->lint, of->context->vocabulary, child))
        return;
    const ef_span cover = ef_lint_words_cover(&of->words, child, number).text;
    if (cover.len > 0)
        ef_lint_doubt(of->lint, of->context, of->rule, child->column - 1, "unreachable-term",
                      "`%.*s` is found wherever the alternative `%.*s` is, which also finds more; "
                      "remove one of them",
                      (int)child->text.len, child->text.at, (int)cover.len, cover.at);
}

static void check_or(alternatives *of, const ef_node *node, ef_table *whole)
{
    for (uint32_t i = 0; i < node->n_children; i++)
        ef_lint_words_add(&of->words, node->children[i], i);
    for (uint32_t i = 0; i < node->n_children; i++) {
        const ef_node *const child = node->children[i];
        bool added = true;
        if (!ef_lint_is_words(child))
            continue;
        const ef_span atoms =
            ef_span_make((const char *)child->atoms, child->n_atoms * sizeof child->atoms[0]);
        if (ef_table_add(whole, atoms, &added) != EF_NONE && !added)
            ef_lint_doubt(of->lint, of->context, of->rule, child->column - 1, "duplicate-term",
                          "`%.*s` is an alternative already; remove it", (int)child->text.len,
                          child->text.at);
        else
            check_alternative(of, child, i);
    }
}

/* Reports the words of the positive side that stand nowhere but where the negative side does. */
static void check_not(const alternatives *of, const ef_node *node, const ef_node *not_node)
{
    if (ef_lint_is_words(node)) {
        const ef_span cover = ef_lint_words_cover(&of->words, node, EF_NONE).text;
        if (cover.len > 0)
            ef_lint_doubt(of->lint, of->context, of->rule, node->column - 1, "unreachable-term",
                          "`%.*s` is never found, because `%.*s` behind %s excludes it; remove one "
                          "of them",
                          (int)node->text.len, node->text.at, (int)cover.len, cover.at,
                          not_node->kind == EF_NODE_NOT ? "NOT" : "NOTWITH");
    } else if (node->kind == EF_NODE_NOT || node->kind == EF_NODE_NOTWITH ||
               node->kind == EF_NODE_NOTNEAR) {
        check_not(of, node->children[0], not_node);
    } else if (node->kind != EF_NODE_TOPIC) {
        for (size_t i = 0; i < node->n_children; i++)
            check_not(of, node->children[i], not_node);
    }
}

bool ef_lint_alternatives(ef_lint *lint, const ef_rule_context *context, ef_span rule,
                          const ef_node *node)
{
    alternatives of = {.lint = lint, .context = context, .rule = rule};
    ef_table whole; /* the atoms of each alternative */
    ef_table_init(&whole);
    ef_lint_words_init(&of.words, context->vocabulary);
    if (node->kind == EF_NODE_OR) {
        check_or(&of, node, &whole);
    } else {
        const ef_node *const negative = node->children[1];
        ef_lint_words_add(&of.words, negative, 0);
        for (size_t i = 0; i < negative->n_children && negative->kind == EF_NODE_OR; i++)
            ef_lint_words_add(&of.words, negative->children[i], 0);
        check_not(&of, node->children[0], node);
    }
    const bool good = !whole.failed && !of.words.failed;
    ef_table_fini(&whole);
    ef_lint_words_fini(&of.words);
    return good;
}
