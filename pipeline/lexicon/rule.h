/* The rule language: what is written in topics.csv, parsed into a tree.
 *
 *     rule := or        or := and { ("OR" | ",") and }
 *     and  := near { ("AND" | "NOT" | "WITH" | "NOTWITH") near }
 *     near := prim { ("NEAR/n" | "ONEAR/n" | "NOTNEAR/n") prim }
 *     prim := "(" or ")" | word | "phrase" | /regex/ | raw:"X" | field:value | ^"Topic" | @list
 *
 * Words are tokenized exactly as text is, so that both sides meet. The matcher is hits/evaluate. */
#ifndef EF_RULE_H
#define EF_RULE_H

#include "base/buffer.h"
#include "lexicon/pattern.h"
#include "lexicon/vocabulary.h"
#include "tokens/spelling.h"

typedef enum ef_node_kind {
    EF_NODE_OR,
    EF_NODE_AND,
    EF_NODE_NOT,  /* left and not right, in the scope */
    EF_NODE_WITH, /* as AND, always in the sentence */
    EF_NODE_NOTWITH,
    EF_NODE_NEAR,
    EF_NODE_ONEAR,
    EF_NODE_NOTNEAR,
    EF_NODE_WORDS, /* a word or phrase: consecutive atoms */
    EF_NODE_REGEX, /* over the sentence */
    EF_NODE_RAW,   /* exact bytes of the text */
    EF_NODE_FIELD,
    EF_NODE_TOPIC /* ^reference, resolved to a topic number */
} ef_node_kind;

typedef struct ef_node {
    ef_node_kind kind;
    struct ef_node **children; /* operands, two or more; of NOT, NEAR ... exactly two */
    uint32_t n_children;
    uint32_t distance;     /* NEAR: words in between at most */
    const uint32_t *atoms; /* WORDS */
    uint32_t n_atoms;
    ef_pattern *pattern; /* REGEX */
    ef_span text;        /* RAW: the bytes; FIELD: the value; TOPIC: the path; else as written */
    ef_span field;       /* FIELD */
    uint32_t topic;      /* TOPIC */
    uint32_t column;     /* in the rule's cell, from 1 */
} ef_node;

typedef enum ef_scope {
    EF_SCOPE_SENTENCE,
    EF_SCOPE_TURN,
    EF_SCOPE_DOCUMENT,
    EF_SCOPE_FIRST
} ef_scope;

typedef struct ef_rule {
    const ef_node *root;
    ef_scope scope;
    uint32_t first_n; /* EF_SCOPE_FIRST: sentences */
    uint32_t topic;   /* EF_NONE for a condition of a lexicon term */
    bool guarded;     /* the negation guard is on */
    const char *file;
    uint32_t line;
    /* At least one of these atoms is in every match; empty = the rule must always be tried. */
    const uint32_t *needs;
    uint32_t n_needs;
} ef_rule;

typedef struct ef_rule_context {
    const ef_spelling *spelling;
    ef_vocabulary *vocabulary; /* atoms are added here */
    ef_arena *arena;           /* owns nodes */
    const char *directory;     /* of @list files; NULL = none can be read */
    const char *file;
    uint32_t line;
    uint32_t column; /* of the cell */
} ef_rule_context;

/* EARFUL_MODEL with file, line and column, and a remedy in the message. */
earful_status ef_rule_parse(const ef_rule_context *context, ef_span text, ef_node **root,
                            earful_error *err);

/* Frees patterns below; the nodes are the arena's. */
void ef_node_release(ef_node *node);

/* In the rule language, brackets only where needed; parsing it gives the same tree. */
void ef_node_print(const ef_node *node, ef_buffer *out);

#endif
