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
    EF_NODE_WORDS, /* a word, phrase or single-word regex: consecutive atoms */
    EF_NODE_REGEX, /* over the sentence */
    EF_NODE_RAW,   /* exact bytes of the text, not inside a longer word */
    EF_NODE_FIELD, /* restricts to documents; has no place in the text */
    EF_NODE_TOPIC  /* ^reference: any rule of the topic and of those below it */
} ef_node_kind;

typedef enum ef_wanted_value {
    EF_WANTS_TEXT, /* equal, case folded, with wildcards */
    EF_WANTS_EQUAL,
    EF_WANTS_LESS,
    EF_WANTS_LESS_EQUAL,
    EF_WANTS_GREATER,
    EF_WANTS_GREATER_EQUAL
} ef_wanted_value;

typedef struct ef_node {
    ef_node_kind kind;
    struct ef_node **children; /* operands, two or more; of NOT, NEAR ... exactly two */
    uint32_t n_children;
    uint32_t distance;     /* NEAR: words in between at most */
    const uint32_t *atoms; /* WORDS: in their order; REGEX, RAW: one of them is in every match,
                              unless letters hide from words (see ef_rule.searches); OR: by child
                              one that it cannot match without, EF_NONE = unknown */
    uint32_t n_atoms;
    ef_pattern *pattern;  /* REGEX, and WORDS that were written as one */
    ef_span text;         /* RAW: the bytes; FIELD: the value; TOPIC: the path; else as written */
    ef_span field;        /* FIELD: its name, lower case */
    ef_wanted_value test; /* FIELD */
    int32_t number;       /* FIELD, unless its value is text: ten-thousandths */
    uint32_t topic;       /* TOPIC: EF_NONE until the topics are built; then children are theirs */
    uint32_t column;      /* in the rule's cell, from 1 */
    uint32_t height; /* of the tree below, from 1; bounded, so trees may be walked recursively */
    bool restricts;  /* made of fields alone */
} ef_node;

typedef enum ef_scope {
    EF_SCOPE_SENTENCE,
    EF_SCOPE_TURN,
    EF_SCOPE_DOCUMENT,
    EF_SCOPE_FIRST
} ef_scope;

/* Atoms of which at least one must stand in the range. */
typedef struct ef_demand {
    const uint32_t *atoms;
    uint32_t count;
} ef_demand;

#define EF_UNBOUNDED ((uint32_t)UINT32_MAX)

/* One of the ways in which a rule can match: an operand of its outermost OR, or all of it. What is
 * right of a NOT is none. */
typedef struct ef_alternative {
    const ef_node *node;
    bool deniable;    /* it stands left of a NOT, so the rule may not match where the node does */
    ef_demand denial; /* is met where that which denies it matches; empty = unknown, or of none */
    ef_demand needs;  /* the rarest of its demands, which calls for a try; empty = always try it */
    ef_demand *demands; /* all are met in every match, unless letters hide (ef_rule.searches) */
    uint32_t n_demands;
    uint32_t reach; /* words from the first of a match to its last at most; EF_UNBOUNDED */
} ef_alternative;

typedef struct ef_rule {
    const ef_node *root;
    ef_scope scope;
    uint32_t first_n; /* EF_SCOPE_FIRST: sentences */
    uint32_t topic;   /* EF_NONE for a condition of a lexicon term */
    bool guarded;     /* the negation guard is on */
    bool searches;    /* a regex or raw text must be tried, too, where letters are not words: in
                         sentences with links, handles, emoticons, contractions, drawn-out words */
    const char *file;
    uint32_t line;
    ef_alternative *alternatives;
    uint32_t n_alternatives;
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
    uint32_t column; /* of the cell; 0 = unknown */
    bool quoted;     /* the cell stands in quotation marks, so each mark inside is written twice */
    bool condition;  /* of a lexicon term: may be fields alone, and names no topics */
    bool lane;       /* a part of a rule that stands in columns: may be fields alone */
} ef_rule_context;

enum {
    EF_RULE_MAX_BRACKETS = 100, /* inside each other */
    EF_RULE_MAX_HEIGHT = 250,
    EF_RULE_MAX_WORDS = 64, /* of a phrase */
    EF_RULE_MAX_DISTANCE = 1000,
    EF_RULE_DISTANCE = 10 /* of NEAR without a number */
};

/* EARFUL_MODEL with file, line and column, and a remedy in the message. */
earful_status ef_rule_parse(const ef_rule_context *context, ef_span text, ef_node **root,
                            earful_error *err);

/* Frees patterns below, not those behind ^references; the nodes are the arena's. */
void ef_node_release(ef_node *node);

/* In the rule language, brackets only where needed; parsing it gives the same tree. */
void ef_node_print(const ef_node *node, ef_buffer *out);

/* Fills rule->alternatives, needs and searches. False when memory ran out. */
bool ef_rule_find_needs(ef_rule *rule, const ef_vocabulary *vocabulary, ef_arena *arena);

/* Adds the names of the fields that the rule asks for. False when memory ran out. */
bool ef_node_fields(const ef_node *node, ef_table *names);

/* A quotation mark or hyphen: what may stand between the words of a phrase. */
bool ef_is_phrase_mark(ef_span mark);

#endif
