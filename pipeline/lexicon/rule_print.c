/* Rules as text again. A word that the lexer would take for something else is quoted. */
#include "lexicon/rule_lexer.h"

/* How strongly a node holds together: NEAR stronger than AND, AND stronger than OR. */
static unsigned strength(const ef_node *node)
{
    switch (node->kind) {
    case EF_NODE_OR: return 1;
    case EF_NODE_AND:
    case EF_NODE_NOT:
    case EF_NODE_WITH:
    case EF_NODE_NOTWITH: return 2;
    case EF_NODE_NEAR:
    case EF_NODE_ONEAR:
    case EF_NODE_NOTNEAR: return 3;
    case EF_NODE_WORDS:
    case EF_NODE_REGEX:
    case EF_NODE_RAW:
    case EF_NODE_FIELD:
    case EF_NODE_TOPIC: break;
    }
    return 4;
}

static void print_quoted(ef_span text, ef_buffer *out)
{
    ef_buffer_add_char(out, '"');
    ef_buffer_add_span(out, text);
    ef_buffer_add_char(out, '"');
}

static void print_term(const ef_node *node, ef_buffer *out)
{
    if (node->pattern != NULL) {
        ef_buffer_add_char(out, '/');
        ef_buffer_add_span(out, node->text);
        ef_buffer_add_char(out, '/');
        return;
    }
    if (node->kind == EF_NODE_WORDS) {
        if (ef_rule_is_plain_word(node->text))
            ef_buffer_add_span(out, node->text);
        else
            print_quoted(node->text, out);
        return;
    }
    if (node->kind == EF_NODE_TOPIC) {
        ef_buffer_add_char(out, '^');
    } else {
        ef_buffer_add_span(out, node->kind == EF_NODE_RAW ? EF_SPAN_TEXT("raw") : node->field);
        ef_buffer_add_char(out, ':');
    }
    print_quoted(node->text, out);
}

static void print_operator(const ef_node *node, ef_buffer *out)
{
    static const char *const names[] = {
        [EF_NODE_OR] = "OR",           [EF_NODE_AND] = "AND",     [EF_NODE_NOT] = "NOT",
        [EF_NODE_WITH] = "WITH",       [EF_NODE_NEAR] = "NEAR",   [EF_NODE_NOTWITH] = "NOTWITH",
        [EF_NODE_NOTNEAR] = "NOTNEAR", [EF_NODE_ONEAR] = "ONEAR",
    };
    ef_buffer_add_char(out, ' ');
    ef_buffer_add_text(out, names[node->kind]);
    if (strength(node) == 3) {
        ef_buffer_add_char(out, '/');
        ef_buffer_add_int(out, node->distance);
    }
    ef_buffer_add_char(out, ' ');
}

void ef_node_print(const ef_node *node, ef_buffer *out)
{
    if (strength(node) == 4) {
        print_term(node, out);
        return;
    }
    for (size_t i = 0; i < node->n_children; i++) {
        const ef_node *const child = node->children[i];
        /* Chains associate to the left, so only the first operand may be of the same strength. */
        const bool brackets = strength(child) < strength(node) + (i > 0);
        if (i > 0)
            print_operator(node, out);
        if (brackets)
            ef_buffer_add_char(out, '(');
        ef_node_print(child, out);
        if (brackets)
            ef_buffer_add_char(out, ')');
    }
}
