/* What tests of rules need: a spelling, a vocabulary and an arena, and rules parsed into them. */
#ifndef EF_TEST_PARSING_H
#define EF_TEST_PARSING_H

#include "lexicon/rule.h"

typedef struct parsing {
    ef_spelling spelling;
    ef_vocabulary *vocabulary;
    ef_arena arena;
    ef_rule_context context; /* of cell 1 of line 3 of rules.csv */
    ef_node *root;           /* of the rule parsed last */
    earful_error err;
    ef_buffer printed;
} parsing;

void parsing_begin(parsing *p);
void parsing_end(parsing *p);

/* Frees what was parsed before. */
earful_status parse(parsing *p, const char *rule);

/* The rule as it is printed, or "column: message" of its error. Valid until the next call. */
const char *print(parsing *p, const char *rule);

#endif
