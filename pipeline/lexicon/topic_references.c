#include "lexicon/topic_references.h"

#include <stdlib.h>

#include "base/nearest.h"
#include "lexicon/rule_lexer.h"

enum { MOST_NODES = 20 * 1000, DEEPEST = 100 };

typedef enum visit_state { NOT_VISITED, BEING_VISITED, VISITED } visit_state;

typedef struct resolver {
    ef_topics *topics;
    const ef_topic_row *rows; /* one a rule */
    const ef_rule_context *context;
    uint8_t *states; /* of the rules */
    uint32_t *sizes; /* of their trees, references written out */
    uint32_t path[DEEPEST];
    size_t depth;
    earful_error *err;
} resolver;

static earful_status fail(const resolver *of, uint32_t rule, const ef_node *node, const char *what,
                          ef_span about)
{
    const ef_topic_row *const row = &of->rows[rule];
    const ef_topic_cell cell = row->rule;
    const ef_rule_context context = {.file = row->file,
                                     .line = row->line,
                                     .column = cell.text.at != NULL ? cell.column : 0,
                                     .quoted = cell.quoted};
    return ef_rule_fail(&context, cell.text, node != NULL ? node->column - 1 : 0, of->err, "%s%.*s",
                        what, (int)(about.len < 300 ? about.len : 300), about.at);
}

static earful_status fail_unknown(const resolver *of, uint32_t rule, const ef_node *node)
{
    const ef_topics *const topics = of->topics;
    const char **const names = calloc(topics->count + 1, sizeof names[0]);
    if (names == NULL)
        return ef_fail_memory(of->err);
    for (size_t i = 0; i < topics->count; i++)
        names[i] = topics->items[i].path.at;
    const char *const near = ef_nearest_name(node->text, names, topics->count);
    ef_buffer message = {0};
    ef_buffer_add_span(&message, node->text);
    ef_buffer_add_text(&message, near != NULL ? "; did you mean " : "; write its whole path");
    ef_buffer_add_text(&message, near != NULL ? near : "");
    const earful_status status =
        fail(of, rule, node, "no topic is called ", ef_buffer_span(&message));
    ef_buffer_fini(&message);
    free(names);
    return status;
}

static earful_status fail_cycle(const resolver *of, uint32_t rule, const ef_node *node, uint32_t to)
{
    ef_buffer message = {0};
    size_t from = 0;
    while (of->path[from] != to)
        from++;
    for (; from < of->depth; from++) {
        ef_buffer_add_char(&message, '^');
        ef_buffer_add_span(&message, of->rows[of->path[from]].path);
        ef_buffer_add_text(&message, " -> ");
    }
    ef_buffer_add_char(&message, '^');
    ef_buffer_add_span(&message, of->rows[to].path);
    const earful_status status =
        fail(of, rule, node, "topics refer to each other in a circle: ", ef_buffer_span(&message));
    ef_buffer_fini(&message);
    return status;
}

static earful_status visit_rule(resolver *of, uint32_t rule);

static uint32_t find_topic(const ef_topics *topics, ef_span path)
{
    for (uint32_t i = 0; i < topics->count; i++) {
        if (ef_span_equal(topics->items[i].path, path))
            return i;
    }
    return EF_NONE;
}

/* The roots of all rules of the topic and of those below it become the reference's children. */
static earful_status write_out(resolver *of, uint32_t rule, ef_node *node, uint32_t *size)
{
    ef_topics *const topics = of->topics;
    ef_arena *const arena = of->context->arena;
    const ef_span path = ef_topic_path(arena, node->text);
    node->topic = path.len > 0 ? find_topic(topics, path) : EF_NONE;
    if (node->topic == EF_NONE)
        return arena->failed ? ef_fail_memory(of->err) : fail_unknown(of, rule, node);
    node->children = ef_arena_array(arena, topics->n_rules, sizeof node->children[0]);
    if (node->children == NULL)
        return ef_fail_memory(of->err);
    for (uint32_t i = 0; i < topics->n_rules; i++) {
        if (!ef_topic_is_under(of->rows[i].path, path))
            continue;
        if (of->states[i] == BEING_VISITED)
            return fail_cycle(of, rule, node, i);
        const earful_status status = of->states[i] == NOT_VISITED ? visit_rule(of, i) : EARFUL_OK;
        if (status != EARFUL_OK)
            return status;
        *size += of->sizes[i];
        node->children[node->n_children++] = topics->roots[i];
        if (*size > MOST_NODES)
            return fail(of, rule, node, "references make this rule too large; write it out",
                        (ef_span){0});
    }
    return EARFUL_OK;
}

static earful_status visit_node(resolver *of, uint32_t rule, ef_node *node, uint32_t *size)
{
    earful_status status = EARFUL_OK;
    ++*size;
    if (node->kind == EF_NODE_TOPIC)
        status = write_out(of, rule, node, size);
    node->height = 1;
    for (size_t i = 0; i < node->n_children && status == EARFUL_OK; i++) {
        ef_node *const child = node->children[i];
        if (node->kind != EF_NODE_TOPIC)
            status = visit_node(of, rule, child, size);
        node->height = node->height > child->height ? node->height : child->height + 1;
    }
    if (status == EARFUL_OK && node->height > EF_RULE_MAX_HEIGHT)
        status =
            fail(of, rule, node, "references nest this rule too deep; write it out", (ef_span){0});
    return status;
}

static earful_status visit_rule(resolver *of, uint32_t rule)
{
    if (of->depth == DEEPEST)
        return fail(of, rule, NULL, "references follow references too far; write this rule out",
                    (ef_span){0});
    of->states[rule] = BEING_VISITED;
    of->path[of->depth++] = rule;
    const earful_status status = visit_node(of, rule, of->topics->roots[rule], &of->sizes[rule]);
    of->depth--;
    of->states[rule] = VISITED;
    return status;
}

earful_status ef_topics_resolve(ef_topics *topics, const ef_topic_row *rows,
                                const ef_rule_context *context, earful_error *err)
{
    resolver of = {.topics = topics, .rows = rows, .context = context, .err = err};
    of.states = ef_arena_array(context->arena, topics->n_rules, sizeof of.states[0]);
    of.sizes = ef_arena_array(context->arena, topics->n_rules, sizeof of.sizes[0]);
    if (context->arena->failed)
        return ef_fail_memory(err);
    for (uint32_t i = 0; i < topics->n_rules; i++) {
        const earful_status status = of.states[i] == NOT_VISITED ? visit_rule(&of, i) : EARFUL_OK;
        if (status != EARFUL_OK)
            return status;
    }
    return EARFUL_OK;
}
