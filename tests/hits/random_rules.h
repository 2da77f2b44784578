/* Rules and texts by chance, of few words, so that rules match often. */
#ifndef EF_TEST_RANDOM_RULES_H
#define EF_TEST_RANDOM_RULES_H

#include "base/buffer.h"
#include "lexicon/rule.h"

/* Kinds of leaves, and what they are written as, behind the kinds that are operators. */
typedef enum twin_kind {
    TWIN_WORDS = EF_NODE_NOTNEAR + 1,
    TWIN_WILDCARD,
    TWIN_WORD_REGEX, /* /\ba+b?\b/ */
    TWIN_REGEX,
    TWIN_RAW,
    TWIN_FIELD, /* left, by agents or by others than agents */
    TWIN_TOPIC, /* of an earlier rule */
    TWIN_KINDS
} twin_kind;

typedef struct twin_node {
    unsigned kind; /* ef_node_kind or twin_kind */
    struct twin_node *left;
    struct twin_node *right;
    uint32_t distance;
    char words[3];
    size_t n_words;
    const char *text;           /* of wildcards, expressions, raw text */
    bool by_agents;             /* FIELD */
    size_t number;              /* TOPIC */
    const struct twin_node *of; /* TOPIC: a root of the model */
} twin_node;

/* Chance is the same for the same seed. */
void random_begin(uint64_t seed);
uint32_t random_roll(uint32_t sides); /* 0 .. sides - 1 */

/* A rule of three levels or less, which may name earlier ones; fell frees it. */
twin_node *grow_rule(twin_node *const *earlier, size_t n_earlier);
void fell(twin_node *node);

/* As it stands in a quoted cell of topics.csv. */
void write_rule(const twin_node *node, ef_buffer *out);

/* The same `text`. */
const char *random_text(char *text, size_t size);

#endif
