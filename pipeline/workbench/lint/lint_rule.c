/* Rules under lint: what the text shows that the tree has lost, and what the tree shows. */
#include <stdarg.h>
#include <stdio.h>

#include "base/key_hash.h"
#include "lexicon/rule_lexer.h"
#include "workbench/lint/lint.h"

void ef_lint_doubt(ef_lint *lint, const ef_rule_context *context, ef_span rule, size_t at,
                   const char *kind, const char *format, ...)
{
    char message[400];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    earful_error place = {0};
    ef_rule_fail(context, rule, rule.at != NULL ? at : 0, &place, "%s", message);
    ef_findings_add_error(&lint->findings, EF_WARNING, kind, &place);
}

/* What stands between the brackets of one depth. */
typedef struct bracket {
    bool alternatives;
    ef_span condition; /* the first of AND and its like; empty = none yet */
} bracket;

static bool is_condition(ef_node_kind kind)
{
    return kind == EF_NODE_AND || kind == EF_NODE_NOT || kind == EF_NODE_WITH ||
           kind == EF_NODE_NOTWITH;
}

static void check_operator(ef_lint *lint, const ef_rule_context *context, ef_span rule,
                           const ef_lexeme *lexeme, bracket *inside)
{
    const bool before = inside->alternatives && inside->condition.len > 0;
    inside->alternatives |= lexeme->operator== EF_NODE_OR;
    if (inside->condition.len == 0 && is_condition(lexeme->operator))
        inside->condition = lexeme->written;
    if (!before && inside->alternatives && inside->condition.len > 0)
        ef_lint_doubt(lint, context, rule, lexeme->at, "mixed-operators",
                      "OR and %.*s stand side by side, and %.*s binds more closely; put brackets "
                      "around what belongs together",
                      (int)inside->condition.len, inside->condition.at, (int)inside->condition.len,
                      inside->condition.at);
}

/* `and` among terms is nearly always a slip; `not` and `with` are words worth finding. */
static void check_word(ef_lint *lint, const ef_rule_context *context, ef_span rule,
                       const ef_lexeme *lexeme)
{
    if (ef_span_equal_ignoring_case(lexeme->text, EF_SPAN_TEXT("and")) ||
        ef_span_equal_ignoring_case(lexeme->text, EF_SPAN_TEXT("or")))
        ef_lint_doubt(lint, context, rule, lexeme->at, "lower-case-operator",
                      "`%.*s` is a word to be found here; write operators in capitals, or quote it",
                      (int)lexeme->text.len, lexeme->text.at);
}

void ef_lint_rule_text(ef_lint *lint, const ef_rule_context *context, ef_span rule)
{
    bracket inside[EF_RULE_MAX_BRACKETS + 1] = {0};
    size_t depth = 0;
    ef_rule_lexer lexer = {.context = context, .text = rule};
    ef_lexeme lexeme;
    while (ef_rule_lex(&lexer, &lexeme, NULL) == EARFUL_OK && lexeme.kind != EF_LEXEME_END) {
        if (lexeme.kind == EF_LEXEME_OPEN && depth < EF_RULE_MAX_BRACKETS)
            inside[++depth] = (bracket){0};
        else if (lexeme.kind == EF_LEXEME_CLOSE && depth > 0)
            depth--;
        else if (lexeme.kind == EF_LEXEME_OPERATOR)
            check_operator(lint, context, rule, &lexeme, &inside[depth]);
        else if (lexeme.kind == EF_LEXEME_WORD)
            check_word(lint, context, rule, &lexeme);
    }
}

bool ef_lint_rule_lists(ef_lint *lint, const ef_rule_context *context, ef_span rule)
{
    ef_rule_lexer lexer = {.context = context, .text = rule};
    ef_lexeme lexeme;
    bool added = false;
    while (ef_rule_lex(&lexer, &lexeme, NULL) == EARFUL_OK && lexeme.kind != EF_LEXEME_END)
        if (lexeme.kind == EF_LEXEME_LIST)
            ef_table_add(&lint->lists, lexeme.text, &added);
    return !lint->lists.failed;
}

static bool is_operator_in_small(ef_span word)
{
    static const char *const names[] = {"or", "and", "not", "with", "near", "onear", "notnear"};
    const ef_span head = ef_span_cut(&word, '/');
    for (size_t i = 0; i < EF_COUNT(names); i++)
        if (ef_span_equal_ignoring_case(head, ef_span_of(names[i])))
            return true;
    return false;
}

const char *ef_lint_rule_kind(const ef_rule_context *context, ef_span rule)
{
    ef_rule_lexer lexer = {.context = context, .text = rule};
    ef_lexeme lexeme = {0};
    long depth = 0;
    bool small = false;
    bool positive = false;
    bool below = false;
    do {
        if (ef_rule_lex(&lexer, &lexeme, NULL) != EARFUL_OK)
            return "rule-term";
        depth += (lexeme.kind == EF_LEXEME_OPEN) - (lexeme.kind == EF_LEXEME_CLOSE);
        below |= depth < 0;
        small |= lexeme.kind == EF_LEXEME_WORD && is_operator_in_small(lexeme.text);
        positive |= lexeme.kind >= EF_LEXEME_WORD && lexeme.kind != EF_LEXEME_FIELD;
    } while (lexeme.kind != EF_LEXEME_END);
    return depth != 0 || below ? "unbalanced-bracket"
           : small             ? "lower-case-operator"
           : !positive         ? "no-positive-term"
                               : "rule";
}

/* `didn*`: the words that it is meant for are read in full before anything is compared. */
static bool is_contraction(const ef_spelling *spelling, ef_span stem)
{
    uint32_t number = EF_NONE;
    return (ef_spelling_find(spelling, ef_key_hash(stem), stem, &number) & EF_CONTRACTION) != 0;
}

const char *ef_lint_wildcard(const ef_spelling *spelling, ef_span word, const char **kind)
{
    size_t letters = 0;
    bool run = false;
    for (size_t i = 0; i < word.len; i++) {
        const unsigned char c = (unsigned char)word.at[i];
        run |= c == '*';
        letters += c != '*' && c != '?' && (c & 0xc0) != 0x80;
    }
    *kind = "greedy-wildcard";
    if (!run || word.at[0] == '/')
        return NULL;
    if (letters < EF_LINT_LEAST_LETTERS)
        return "has fewer than three letters beside its *, and matches far too much; write more "
               "of the word";
    *kind = "contraction-form";
    if (is_contraction(spelling, ef_span_make(word.at, word.len - 1)))
        return "finds no contraction, because those of a text are read in full; write the words "
               "that "
               "are meant";
    *kind = "leading-wildcard";
    if (word.at[0] == '*')
        return "begins with a *, so that every word must be compared; write the beginnings that "
               "are meant";
    return NULL;
}

/* In a phrase the other words hold a wildcard in check. */
static void check_wildcard(ef_lint *lint, const ef_rule_context *context, ef_span rule,
                           const ef_node *node)
{
    if (node->n_atoms != 1 || node->pattern != NULL)
        return;
    const char *kind = NULL;
    const ef_span word = ef_vocabulary_text(context->vocabulary, node->atoms[0]);
    const char *const what = ef_lint_wildcard(&lint->spelling, word, &kind);
    if (what != NULL)
        ef_lint_doubt(lint, context, rule, node->column - 1, kind, "`%.*s` %s", (int)word.len,
                      word.at, what);
}

bool ef_lint_rule_tree(ef_lint *lint, const ef_rule_context *context, ef_span rule,
                       const ef_node *root)
{
    bool good = true;
    if (root->kind == EF_NODE_WORDS)
        check_wildcard(lint, context, rule, root);
    if (root->kind == EF_NODE_OR || root->kind == EF_NODE_NOT || root->kind == EF_NODE_NOTWITH)
        good = ef_lint_alternatives(lint, context, rule, root);
    for (size_t i = 0; i < root->n_children && good && root->kind != EF_NODE_TOPIC; i++)
        good = ef_lint_rule_tree(lint, context, rule, root->children[i]);
    return good;
}
