/* The lexemes of the rule language: brackets, operators and terms, each with its place. It knows
 * where a term begins and ends, not what it means. Errors name the file, line and column. */
#ifndef EF_RULE_LEXER_H
#define EF_RULE_LEXER_H

#include "lexicon/rule.h"

typedef enum ef_lexeme_kind {
    EF_LEXEME_END,
    EF_LEXEME_OPEN,
    EF_LEXEME_CLOSE,
    EF_LEXEME_OPERATOR,
    EF_LEXEME_WORD,
    EF_LEXEME_PHRASE,
    EF_LEXEME_REGEX,
    EF_LEXEME_RAW,
    EF_LEXEME_FIELD,
    EF_LEXEME_TOPIC,
    EF_LEXEME_LIST
} ef_lexeme_kind;

typedef struct ef_lexeme {
    ef_lexeme_kind kind;
    size_t at;             /* byte of the rule */
    ef_span written;       /* all of it */
    ef_span text;          /* inside of quotes or slashes, behind the colon, ^ or @ */
    ef_span name;          /* FIELD */
    ef_node_kind operator; /* OPERATOR; a comma is OR */
    uint32_t distance;     /* OPERATOR: of NEAR and its like */
} ef_lexeme;

typedef struct ef_rule_lexer {
    const ef_rule_context *context;
    ef_span text;
    size_t at;
} ef_rule_lexer;

earful_status ef_rule_lex(ef_rule_lexer *lexer, ef_lexeme *lexeme, earful_error *err);

/* True for a word that the lexer gives back as that word. */
bool ef_rule_is_plain_word(ef_span text);

/* EARFUL_MODEL at byte `at` of the rule. */
earful_status ef_rule_fail(const ef_rule_context *context, ef_span rule, size_t at,
                           earful_error *err, const char *format, ...) EF_PRINTF(5, 6) EF_COLD;

#endif
