#include "lexicon/rule.h"

#include <stdlib.h>

#include "base/grow.h"
#include "lexicon/rule_term.h"

static earful_status push(ef_rule_parser *parser, ef_node *node, earful_error *err)
{
    if (!ef_grow(&parser->stack, &parser->stack_capacity, parser->n_stack + 1,
                 sizeof parser->stack[0]))
        return ef_fail_memory(err);
    parser->stack[parser->n_stack++] = node;
    return EARFUL_OK;
}

static earful_status advance(ef_rule_parser *parser, earful_error *err)
{
    parser->last = parser->now;
    return ef_rule_lex(&parser->lexer, &parser->now, err);
}

static bool at_operator(const ef_rule_parser *parser, ef_node_kind kind)
{
    return parser->now.kind == EF_LEXEME_OPERATOR && parser->now.operator== kind;
}

static bool absorbs(ef_node_kind kind, const ef_node *child)
{
    return child->kind == kind &&
           (kind == EF_NODE_OR || kind == EF_NODE_AND || kind == EF_NODE_WITH);
}

static bool is_near(ef_node_kind kind)
{
    return kind == EF_NODE_NEAR || kind == EF_NODE_ONEAR || kind == EF_NODE_NOTNEAR;
}

/* Fields restrict documents and have no place in the text, so they cannot stand everywhere. */
static earful_status check_fields(const ef_rule_parser *parser, ef_node *node, earful_error *err)
{
    size_t n_restricting = 0;
    size_t last = 0;
    for (size_t i = 0; i < node->n_children; i++) {
        if (node->children[i]->restricts) {
            n_restricting++;
            last = i;
        }
    }
    node->restricts = n_restricting == node->n_children;
    if (n_restricting == 0 || node->kind == EF_NODE_AND || node->kind == EF_NODE_WITH)
        return EARFUL_OK;
    const ef_span rule = parser->lexer.text;
    const size_t at = node->children[last]->column - 1;
    if (is_near(node->kind))
        return ef_rule_fail(parser->context, rule, at, err,
                            "a field has no place in the text to be near to; join it by AND");
    if (node->kind == EF_NODE_OR && !node->restricts)
        return ef_rule_fail(parser->context, rule, at, err,
                            "a field cannot be an alternative to words; join it by AND, or write a "
                            "row of its own");
    if (node->kind != EF_NODE_OR && !node->restricts && node->children[0]->restricts)
        return ef_rule_fail(parser->context, rule, at, err,
                            "a word or phrase must stand before NOT; a field alone is no hit");
    return EARFUL_OK;
}

/* An atom without which the node cannot match, a rare one of several; EF_NONE when none is known. */
static uint32_t necessary_atom(const ef_vocabulary *vocabulary, const ef_node *node)
{
    uint32_t rarest = EF_NONE;
    if (node->kind == EF_NODE_WORDS) {
        for (size_t i = 0; i < node->n_atoms; i++) {
            if (rarest == EF_NONE || ef_vocabulary_rank(vocabulary, node->atoms[i]) >
                                         ef_vocabulary_rank(vocabulary, rarest))
                rarest = node->atoms[i];
        }
    } else if (node->kind != EF_NODE_OR && node->n_children > 0) {
        rarest = necessary_atom(vocabulary, node->children[0]);
    }
    return rarest;
}

/* Kept beside the children, so that the matcher need not touch those that cannot match. */
static bool note_atoms(const ef_rule_parser *parser, ef_node *node)
{
    uint32_t *const atoms =
        ef_arena_array(parser->context->arena, node->n_children, sizeof atoms[0]);
    for (size_t i = 0; i < node->n_children && atoms != NULL; i++)
        atoms[i] = necessary_atom(parser->context->vocabulary, node->children[i]);
    node->atoms = atoms;
    node->n_atoms = node->n_children;
    return atoms != NULL;
}

earful_status ef_rule_join(ef_rule_parser *parser, ef_node_kind kind, size_t at,
                           ef_node *const *children, size_t n_children, ef_node **node,
                           earful_error *err)
{
    size_t count = 0;
    for (size_t i = 0; i < n_children; i++)
        count += absorbs(kind, children[i]) ? children[i]->n_children : 1;
    ef_arena *const arena = parser->context->arena;
    ef_node *const made = ef_arena_alloc(arena, sizeof *made);
    ef_node **const all = ef_arena_array(arena, count, sizeof all[0]);
    if (arena->failed)
        return ef_fail_memory(err);
    *made = (ef_node){.kind = kind, .children = all, .column = (uint32_t)at + 1, .topic = EF_NONE};
    for (size_t i = 0; i < n_children; i++) {
        if (absorbs(kind, children[i])) {
            memcpy(all + made->n_children, children[i]->children,
                   children[i]->n_children * sizeof all[0]);
            made->n_children += children[i]->n_children;
        } else {
            all[made->n_children++] = children[i];
        }
    }
    for (size_t i = 0; i < count; i++)
        made->height = made->height > all[i]->height ? made->height : all[i]->height;
    *node = made;
    if (kind == EF_NODE_OR && !note_atoms(parser, made))
        return ef_fail_memory(err);
    if (++made->height > EF_RULE_MAX_HEIGHT)
        return ef_rule_fail(parser->context, parser->lexer.text, at, err,
                            "operators nested more than %d deep; split the rule into rows",
                            EF_RULE_MAX_HEIGHT);
    return check_fields(parser, made, err);
}

/* Replaces the operands from base on by one node over them. */
static earful_status reduce(ef_rule_parser *parser, ef_node_kind kind, uint32_t distance, size_t at,
                            size_t base, earful_error *err)
{
    ef_node *node = NULL;
    const earful_status status =
        ef_rule_join(parser, kind, at, parser->stack + base, parser->n_stack - base, &node, err);
    if (status != EARFUL_OK)
        return status;
    node->distance = distance;
    parser->n_stack = base;
    return push(parser, node, err);
}

static earful_status fail_missing(const ef_rule_parser *parser, earful_error *err)
{
    const ef_lexeme *const now = &parser->now;
    const ef_lexeme *const last = &parser->last;
    const ef_span rule = parser->lexer.text;
    const bool after = last->kind == EF_LEXEME_OPERATOR;
    if (after)
        return ef_rule_fail(parser->context, rule, last->at, err,
                            "`%.*s` needs a term behind it; write one, or remove `%.*s`",
                            (int)last->written.len, last->written.at, (int)last->written.len,
                            last->written.at);
    if (now->kind == EF_LEXEME_OPERATOR)
        return ef_rule_fail(
            parser->context, rule, now->at, err,
            "`%.*s` needs a term before it; to search for the word itself, quote it",
            (int)now->written.len, now->written.at);
    if (last->kind == EF_LEXEME_OPEN)
        return ef_rule_fail(parser->context, rule, last->at, err,
                            "nothing stands in this bracket; write a term, or remove it");
    if (now->kind == EF_LEXEME_CLOSE)
        return ef_rule_fail(parser->context, rule, now->at, err,
                            "no bracket was opened that this one could close");
    return ef_rule_fail(parser->context, rule, 0, err, "an empty rule; write a word or phrase");
}

/* A term follows a term. */
static earful_status fail_adjacent(const ef_rule_parser *parser, earful_error *err)
{
    static const char *const names[] = {"or", "and", "not", "with", "near"};
    const ef_lexeme *const now = &parser->now;
    for (size_t i = 0; i < EF_COUNT(names); i++) {
        ef_span word = now->written;
        const ef_span head = ef_span_cut(&word, '/');
        if (now->kind == EF_LEXEME_WORD && ef_span_equal_ignoring_case(head, ef_span_of(names[i])))
            return ef_rule_fail(parser->context, parser->lexer.text, now->at, err,
                                "operators are written in capitals: `%.*s` would be a word; write "
                                "it in capitals or quote the phrase",
                                (int)now->written.len, now->written.at);
    }
    return ef_rule_fail(parser->context, parser->lexer.text, now->at, err,
                        "no operator stands before `%.*s`; write OR, AND or NEAR, or quote the "
                        "phrase",
                        (int)(now->written.len < 60 ? now->written.len : 60), now->written.at);
}

static earful_status parse_or(ef_rule_parser *parser, earful_error *err);

static earful_status parse_bracket(ef_rule_parser *parser, earful_error *err)
{
    const size_t open = parser->now.at;
    if (parser->brackets == EF_RULE_MAX_BRACKETS)
        return ef_rule_fail(parser->context, parser->lexer.text, open, err,
                            "more than %d brackets inside each other", EF_RULE_MAX_BRACKETS);
    parser->brackets++;
    earful_status status = advance(parser, err);
    if (status == EARFUL_OK)
        status = parse_or(parser, err);
    if (status != EARFUL_OK)
        return status;
    if (parser->now.kind == EF_LEXEME_END)
        return ef_rule_fail(parser->context, parser->lexer.text, open, err,
                            "nothing closes this bracket");
    if (parser->now.kind != EF_LEXEME_CLOSE)
        return fail_adjacent(parser, err);
    parser->brackets--;
    return advance(parser, err);
}

static earful_status parse_primary(ef_rule_parser *parser, earful_error *err)
{
    if (parser->now.kind == EF_LEXEME_OPEN)
        return parse_bracket(parser, err);
    if (parser->now.kind == EF_LEXEME_END && parser->last.kind == EF_LEXEME_OPEN)
        return ef_rule_fail(parser->context, parser->lexer.text, parser->last.at, err,
                            "nothing closes this bracket");
    if (parser->now.kind < EF_LEXEME_WORD)
        return fail_missing(parser, err);
    ef_node *node = NULL;
    earful_status status = ef_rule_term(parser, &parser->now, &node, err);
    if (status == EARFUL_OK)
        status = push(parser, node, err);
    return status == EARFUL_OK ? advance(parser, err) : status;
}

/* A chain of operators of one strength, each over what stands before it and the next operand. */
static earful_status parse_chain(ef_rule_parser *parser,
                                 earful_status (*parse)(ef_rule_parser *, earful_error *),
                                 const ef_node_kind *kinds, size_t n_kinds, earful_error *err)
{
    const size_t base = parser->n_stack;
    earful_status status = parse(parser, err);
    while (status == EARFUL_OK && parser->now.kind == EF_LEXEME_OPERATOR) {
        size_t i = 0;
        while (i < n_kinds && kinds[i] != parser->now.operator)
            i++;
        if (i == n_kinds)
            break;
        const ef_lexeme operator= parser->now;
        status = advance(parser, err);
        if (status == EARFUL_OK)
            status = parse(parser, err);
        if (status == EARFUL_OK)
            status = reduce(parser, operator.operator, operator.distance, operator.at, base, err);
    }
    return status;
}

static earful_status parse_near(ef_rule_parser *parser, earful_error *err)
{
    static const ef_node_kind kinds[] = {EF_NODE_NEAR, EF_NODE_ONEAR, EF_NODE_NOTNEAR};
    return parse_chain(parser, parse_primary, kinds, EF_COUNT(kinds), err);
}

static earful_status parse_and(ef_rule_parser *parser, earful_error *err)
{
    static const ef_node_kind kinds[] = {EF_NODE_AND, EF_NODE_NOT, EF_NODE_WITH, EF_NODE_NOTWITH};
    return parse_chain(parser, parse_near, kinds, EF_COUNT(kinds), err);
}

/* All alternatives become one node at once: word lists run into the thousands. */
static earful_status parse_or(ef_rule_parser *parser, earful_error *err)
{
    const size_t base = parser->n_stack;
    size_t at = 0;
    earful_status status = parse_and(parser, err);
    while (status == EARFUL_OK && at_operator(parser, EF_NODE_OR)) {
        at = parser->now.at;
        status = advance(parser, err);
        if (status == EARFUL_OK)
            status = parse_and(parser, err);
    }
    if (status == EARFUL_OK && parser->n_stack > base + 1)
        status = reduce(parser, EF_NODE_OR, 0, at, base, err);
    return status;
}

static earful_status parse_rule(ef_rule_parser *parser, ef_node **root, earful_error *err)
{
    earful_status status = advance(parser, err);
    parser->last = (ef_lexeme){.kind = EF_LEXEME_END};
    if (status == EARFUL_OK)
        status = parse_or(parser, err);
    if (status != EARFUL_OK)
        return status;
    if (parser->now.kind == EF_LEXEME_CLOSE)
        return ef_rule_fail(parser->context, parser->lexer.text, parser->now.at, err,
                            "no bracket was opened that this one could close");
    if (parser->now.kind != EF_LEXEME_END)
        return fail_adjacent(parser, err);
    *root = parser->stack[0];
    if ((*root)->restricts && !parser->context->condition && !parser->context->lane)
        return ef_rule_fail(parser->context, parser->lexer.text, 0, err,
                            "a rule needs a word, phrase or expression to find; fields only "
                            "restrict where it may stand");
    return EARFUL_OK;
}

earful_status ef_rule_parse(const ef_rule_context *context, ef_span text, ef_node **root,
                            earful_error *err)
{
    ef_rule_parser parser = {.context = context, .lexer = {.context = context, .text = text}};
    ef_tokens_init(&parser.tokens);
    *root = NULL;
    const earful_status status = parse_rule(&parser, root, err);
    for (size_t i = 0; status != EARFUL_OK && i < parser.n_patterns; i++)
        ef_pattern_free(parser.patterns[i]);
    if (status != EARFUL_OK)
        *root = NULL;
    free(parser.patterns);
    free(parser.stack);
    ef_pattern_scratch_free(parser.scratch);
    ef_tokens_fini(&parser.tokens);
    ef_buffer_fini(&parser.marked);
    ef_buffer_fini(&parser.word);
    ef_buffer_fini(&parser.list);
    return status;
}

void ef_node_release(ef_node *node)
{
    if (node == NULL)
        return;
    ef_pattern_free(node->pattern);
    node->pattern = NULL;
    for (size_t i = 0; node->kind != EF_NODE_TOPIC && i < node->n_children; i++)
        ef_node_release(node->children[i]);
}

bool ef_node_fields(const ef_node *node, ef_table *names)
{
    bool added = false;
    if (node->kind == EF_NODE_FIELD)
        return ef_table_add(names, node->field, &added) != EF_NONE;
    for (size_t i = 0; node->kind != EF_NODE_TOPIC && i < node->n_children; i++) {
        if (!ef_node_fields(node->children[i], names))
            return false;
    }
    return true;
}
