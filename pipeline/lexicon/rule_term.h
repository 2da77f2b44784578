/* The terms of the rule language, turned into nodes: words and phrases into atoms, expressions into
 * patterns, list files into alternatives. What stands between terms is rule.c's business. */
#ifndef EF_RULE_TERM_H
#define EF_RULE_TERM_H

#include "lexicon/rule_lexer.h"
#include "tokens/tokens.h"

typedef struct ef_rule_parser {
    const ef_rule_context *context;
    ef_rule_lexer lexer;
    ef_lexeme now;
    ef_lexeme last; /* before `now` */
    uint32_t brackets;
    ef_node **stack; /* operands not yet in a node */
    size_t n_stack;
    size_t stack_capacity;
    ef_pattern **patterns; /* made so far, to be freed when the rule turns out to be wrong */
    size_t n_patterns;
    size_t patterns_capacity;
    ef_pattern_scratch *scratch; /* NULL until the first expression */
    ef_tokens tokens;
    ef_buffer marked;
    ef_buffer word;
    ef_buffer list;
} ef_rule_parser;

earful_status ef_rule_term(ef_rule_parser *parser, const ef_lexeme *lexeme, ef_node **node,
                           earful_error *err);

earful_status ef_rule_words(ef_rule_parser *parser, const ef_lexeme *lexeme, ef_node **node,
                            earful_error *err);
earful_status ef_rule_list(ef_rule_parser *parser, const ef_lexeme *lexeme, ef_node **node,
                           earful_error *err);

/* A node without children for a lexeme; NULL when memory is out. */
ef_node *ef_rule_new_node(ef_rule_parser *parser, ef_node_kind kind, const ef_lexeme *lexeme);
earful_status ef_rule_finish(const ef_rule_parser *parser, earful_error *err);

/* A node of one kind over children copied from an array; an OR, AND or WITH takes over the children
 * of its own kind. */
earful_status ef_rule_join(ef_rule_parser *parser, ef_node_kind kind, size_t at,
                           ef_node *const *children, size_t n_children, ef_node **node,
                           earful_error *err);

#endif
