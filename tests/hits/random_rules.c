#include "random_rules.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/attr.h"

static uint64_t state;

void random_begin(uint64_t seed)
{
    state = seed;
}

uint32_t random_roll(uint32_t sides)
{
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(state >> 33) % sides;
}

static const char *name_of(unsigned kind)
{
    static const char *const names[] = {
        [EF_NODE_OR] = "OR",           [EF_NODE_AND] = "AND",     [EF_NODE_NOT] = "NOT",
        [EF_NODE_WITH] = "WITH",       [EF_NODE_NEAR] = "NEAR",   [EF_NODE_NOTWITH] = "NOTWITH",
        [EF_NODE_NOTNEAR] = "NOTNEAR", [EF_NODE_ONEAR] = "ONEAR",
    };
    return names[kind];
}

static void grow_words(twin_node *node)
{
    node->kind = TWIN_WORDS;
    node->n_words = 1 + random_roll(random_roll(2) == 0 ? 3 : 1);
    for (size_t i = 0; i < node->n_words; i++)
        node->words[i] = (char)('a' + random_roll(4));
}

static void grow_leaf(twin_node *node)
{
    static const char *const wildcards[] = {"a*", "*b", "?a", "b?", "a?b", "*a*"};
    static const char *const expressions[] = {"a b", "b a", "x b", "ab a"};
    static const char *const raws[] = {"X", "a", "a b", "ba", "z"};
    switch (random_roll(8)) {
    case 0:
        node->kind = TWIN_WILDCARD;
        node->text = wildcards[random_roll(EF_COUNT(wildcards))];
        break;
    case 1:
        node->kind = TWIN_REGEX;
        node->text = expressions[random_roll(EF_COUNT(expressions))];
        break;
    case 2:
        node->kind = TWIN_RAW;
        node->text = raws[random_roll(EF_COUNT(raws))];
        break;
    case 3: node->kind = TWIN_WORD_REGEX; break;
    default: grow_words(node);
    }
}

static twin_node *grow(unsigned depth, twin_node *const *earlier, size_t n_earlier)
{
    twin_node *const node = calloc(1, sizeof *node);
    if (n_earlier > 0 && random_roll(12) == 0) {
        node->kind = TWIN_TOPIC;
        node->number = random_roll((uint32_t)n_earlier);
        node->of = earlier[node->number];
    } else if (depth == 0 || random_roll(4) == 0) {
        grow_leaf(node);
    } else {
        node->kind = random_roll(TWIN_WORDS);
        node->distance = random_roll(4);
        node->left = grow(depth - 1, earlier, n_earlier);
        node->right = grow(depth - 1, earlier, n_earlier);
    }
    return node;
}

/* Fields join an AND that they are written in, and restrict all of it; so here they are outermost. */
twin_node *grow_rule(twin_node *const *earlier, size_t n_earlier)
{
    twin_node *const node = grow(1 + random_roll(3), earlier, n_earlier);
    if (random_roll(4) > 0)
        return node;
    twin_node *const field = calloc(1, sizeof *field);
    field->kind = TWIN_FIELD;
    field->by_agents = node->kind != EF_NODE_AND && random_roll(2) == 0;
    field->left = node;
    return field;
}

void fell(twin_node *node)
{
    if (node == NULL)
        return;
    fell(node->left);
    fell(node->right);
    free(node);
}

static void write_leaf(const twin_node *node, ef_buffer *out)
{
    switch (node->kind) {
    case TWIN_WILDCARD: ef_buffer_add_text(out, node->text); break;
    case TWIN_WORD_REGEX: ef_buffer_add_text(out, "/\\ba+b?\\b/"); break;
    case TWIN_REGEX: ef_buffer_add_format(out, "/%s/", node->text); break;
    case TWIN_RAW: ef_buffer_add_format(out, "raw:\"\"%s\"\"", node->text); break;
    case TWIN_TOPIC: ef_buffer_add_format(out, "^T%zu", node->number); break;
    case TWIN_FIELD:
        ef_buffer_add_char(out, '(');
        write_rule(node->left, out);
        ef_buffer_add_format(out, ") %s role:agent", node->by_agents ? "AND" : "NOT");
        break;
    default:
        ef_buffer_add_text(out, "\"\"");
        for (size_t i = 0; i < node->n_words; i++)
            ef_buffer_add_format(out, "%s%c", i > 0 ? " " : "", node->words[i]);
        ef_buffer_add_text(out, "\"\"");
    }
}

void write_rule(const twin_node *node, ef_buffer *out)
{
    if (node->kind >= TWIN_WORDS) {
        write_leaf(node, out);
        return;
    }
    ef_buffer_add_char(out, '(');
    write_rule(node->left, out);
    ef_buffer_add_format(out, " %s", name_of(node->kind));
    if (node->kind >= EF_NODE_NEAR)
        ef_buffer_add_format(out, "/%u", node->distance);
    ef_buffer_add_char(out, ' ');
    write_rule(node->right, out);
    ef_buffer_add_char(out, ')');
}

const char *random_text(char *text, size_t size)
{
    static const char *const pieces[] = {"a ", "b ",  "c ", "d ",  "a ",   "b ", "ab ", "ba ",
                                         "x ", "y, ", "z ", "\" ", ". X ", "! ", "X "};
    size_t len = 0;
    const uint32_t count = 5 + random_roll(30);
    text[0] = '\0';
    for (uint32_t i = 0; i < count; i++)
        len +=
            (size_t)snprintf(text + len, size - len, "%s", pieces[random_roll(EF_COUNT(pieces))]);
    return text;
}
