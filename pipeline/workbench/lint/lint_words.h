/* Words and wildcards of rules, and the question whether one of them stands wherever another does. */
#ifndef EF_LINT_WORDS_H
#define EF_LINT_WORDS_H

#include "lexicon/rule.h"

enum { EF_LINT_WILDCARDS = 64 };

typedef struct ef_lint_word {
    ef_span text; /* empty = none */
    uint32_t owner;
} ef_lint_word;

typedef struct ef_lint_words {
    const ef_vocabulary *vocabulary;
    ef_table whole;        /* words, and wildcards with one star, at the end */
    ef_lint_word *members; /* by number in it */
    size_t capacity;
    ef_lint_word others[EF_LINT_WILDCARDS]; /* wildcards of other shapes */
    size_t n_others;
    bool failed; /* memory is out */
} ef_lint_words;

void ef_lint_words_init(ef_lint_words *words, const ef_vocabulary *vocabulary);
void ef_lint_words_fini(ef_lint_words *words);

/* A word or phrase, and no expression. */
bool ef_lint_is_words(const ef_node *node);

/* Adds a node that is a single word; others are let be. Of equal words the first stays. */
void ef_lint_words_add(ef_lint_words *words, const ef_node *node, uint32_t owner);

/* The word of another owner that is there wherever the node is, which is a word or phrase. */
ef_lint_word ef_lint_words_cover(const ef_lint_words *words, const ef_node *node, uint32_t owner);

#endif
