/* The parser of --where: recursive descent over where_scan.h into where_program.h. Brackets are the
 * only thing that nests, and their depth is bounded. */
#include <stdlib.h>

#include "base/failure.h"
#include "base/grow.h"
#include "records/time.h"
#include "records/where_scan.h"

enum { MOST_DEPTH = 64, MOST_SHOWN = 40 };

typedef struct where_parser {
    ef_span expression;
    size_t at;
    ef_where_token token; /* the next one, not yet taken */
    unsigned depth;
    ef_where *where;
    earful_error *err;
} where_parser;

static bool parse_or(where_parser *parser);

static bool fail(where_parser *parser, const ef_where_token *token, const char *what)
{
    ef_fail_at(parser->err, EARFUL_USAGE, NULL, 0, (uint32_t)token->at + 1,
               "--where, column %zu: %s", token->at + 1, what);
    return false;
}

/* The same with what was found instead. */
static bool fail_at_text(where_parser *parser, const ef_where_token *token, const char *what)
{
    const int len = (int)(token->text.len < MOST_SHOWN ? token->text.len : MOST_SHOWN);
    if (token->kind == EF_WHERE_UNCLOSED)
        return fail(parser, token, "the closing quote is missing");
    if (token->kind == EF_WHERE_END)
        ef_fail_at(parser->err, EARFUL_USAGE, NULL, 0, (uint32_t)token->at + 1,
                   "--where, column %zu: %s, and the expression ends", token->at + 1, what);
    else
        ef_fail_at(parser->err, EARFUL_USAGE, NULL, 0, (uint32_t)token->at + 1,
                   "--where, column %zu: %s, not \"%.*s\"", token->at + 1, what, len,
                   token->text.at);
    return false;
}

static void next(where_parser *parser)
{
    parser->token = ef_where_scan(parser->expression, &parser->at);
}

static bool at_keyword(const where_parser *parser, const char *keyword)
{
    return parser->token.kind == EF_WHERE_WORD &&
           ef_span_equal_ignoring_case(parser->token.text, ef_span_of(keyword));
}

/* A failure shows in where->failed and is looked at once. */
static size_t add_step(where_parser *parser, ef_where_step_kind kind, size_t number)
{
    ef_where *const where = parser->where;
    if (!ef_grow(&where->steps, &where->steps_capacity, where->n_steps + 1, sizeof *where->steps)) {
        where->failed = true;
        return 0;
    }
    where->steps[where->n_steps] = (ef_where_step){kind, number};
    return where->n_steps++;
}

static void end_skip(where_parser *parser, size_t step)
{
    if (!parser->where->failed)
        parser->where->steps[step].number = parser->where->n_steps;
}

static void add_name(ef_where *where, ef_span field)
{
    for (size_t i = 0; i < where->n_names; i++)
        if (ef_span_is(field, where->names[i]))
            return;
    if (!ef_grow(&where->names, &where->names_capacity, where->n_names + 1, sizeof *where->names)) {
        where->failed = true;
        return;
    }
    where->names[where->n_names++] = field.at; /* NUL-terminated by the arena */
}

static void add_comparison(where_parser *parser, const ef_comparison *comparison)
{
    ef_where *const where = parser->where;
    add_name(where, comparison->field);
    if (!ef_grow(&where->comparisons, &where->comparisons_capacity, where->n_comparisons + 1,
                 sizeof *where->comparisons)) {
        where->failed = true;
        return;
    }
    where->comparisons[where->n_comparisons] = *comparison;
    add_step(parser, EF_STEP_COMPARE, where->n_comparisons++);
}

/* In quotes, \" and \\ are a quote and a backslash; any other backslash is itself. */
static ef_span text_of(where_parser *parser, const ef_where_token *token)
{
    ef_arena *const arena = &parser->where->arena;
    if (token->kind != EF_WHERE_QUOTED)
        return ef_arena_span(arena, token->text);
    char *const out = ef_arena_bytes(arena, token->text.len + 1);
    if (out == NULL)
        return (ef_span){0};
    size_t len = 0;
    for (size_t i = 0; i < token->text.len; i++) {
        const char c = token->text.at[i];
        const char after = i + 1 < token->text.len ? token->text.at[i + 1] : '\0';
        if (c == '\\' && (after == '"' || after == '\\'))
            i++;
        out[len++] = token->text.at[i];
    }
    out[len] = '\0';
    return ef_span_make(out, len);
}

static ef_comparison_kind kind_of(ef_span field, ef_operator op)
{
    if (op == EF_LIKE)
        return EF_COMPARE_TEXT;
    if (ef_span_is(field, "rating"))
        return EF_COMPARE_RATING;
    if (ef_span_is(field, "time"))
        return EF_COMPARE_TIME;
    return ef_span_is(field, "weight") ? EF_COMPARE_WEIGHT : EF_COMPARE_TEXT;
}

static bool interpret_value(where_parser *parser, const ef_where_token *token,
                            ef_comparison *comparison)
{
    comparison->is_decimal = ef_decimal_read(comparison->value, &comparison->decimal);
    switch (comparison->kind) {
    case EF_COMPARE_TEXT: return true;
    case EF_COMPARE_TIME:
        return ef_time_parse(comparison->value, &comparison->number) ||
               fail_at_text(parser, token, "a time such as 2024-01-31 is due");
    case EF_COMPARE_RATING:
    case EF_COMPARE_WEIGHT:
        return (comparison->is_decimal &&
                ef_decimal_to_fixed4(&comparison->decimal, &comparison->number)) ||
               fail_at_text(parser, token, "a number is due");
    }
    return true;
}

static bool is_text(const ef_where_token *token)
{
    return token->kind == EF_WHERE_WORD || token->kind == EF_WHERE_QUOTED;
}

static bool parse_comparison(where_parser *parser)
{
    if (!is_text(&parser->token) || parser->token.text.len == 0)
        return fail_at_text(parser, &parser->token, "a field is due");
    ef_comparison comparison = {.field = text_of(parser, &parser->token)};
    next(parser);
    if (parser->token.kind != EF_WHERE_OPERATOR)
        return fail_at_text(parser, &parser->token, "one of = != < <= > >= ~ is due");
    comparison.op = parser->token.op;
    next(parser);
    const ef_where_token value = parser->token;
    if (!is_text(&value))
        return fail_at_text(parser, &value, "a value is due");
    next(parser);
    comparison.value = text_of(parser, &value);
    if (parser->where->arena.failed)
        return true; /* memory is out; ef_where_parse says so */
    comparison.kind = kind_of(comparison.field, comparison.op);
    if (!interpret_value(parser, &value, &comparison))
        return false;
    add_comparison(parser, &comparison);
    return true;
}

static bool parse_primary(where_parser *parser)
{
    if (parser->token.kind != EF_WHERE_OPEN)
        return parse_comparison(parser);
    if (++parser->depth > MOST_DEPTH)
        return fail(parser, &parser->token, "brackets are nested deeper than 64");
    next(parser);
    if (!parse_or(parser))
        return false;
    if (parser->token.kind != EF_WHERE_CLOSE)
        return fail_at_text(parser, &parser->token, "AND, OR or a closing bracket is due");
    next(parser);
    parser->depth--;
    return true;
}

static bool parse_not(where_parser *parser)
{
    if (!at_keyword(parser, "not"))
        return parse_primary(parser);
    next(parser);
    if (!parse_primary(parser))
        return false;
    add_step(parser, EF_STEP_NOT, 0);
    return true;
}

static bool parse_and(where_parser *parser)
{
    if (!parse_not(parser))
        return false;
    while (at_keyword(parser, "and")) {
        next(parser);
        const size_t skip = add_step(parser, EF_STEP_SKIP_IF_FALSE, 0);
        if (!parse_not(parser))
            return false;
        end_skip(parser, skip);
    }
    return true;
}

static bool parse_or(where_parser *parser)
{
    if (!parse_and(parser))
        return false;
    while (at_keyword(parser, "or")) {
        next(parser);
        const size_t skip = add_step(parser, EF_STEP_SKIP_IF_TRUE, 0);
        if (!parse_and(parser))
            return false;
        end_skip(parser, skip);
    }
    return true;
}

earful_status ef_where_parse(const char *expression, ef_where **where, earful_error *err)
{
    *where = NULL;
    if (expression == NULL)
        return EARFUL_OK;
    ef_where *const parsed = calloc(1, sizeof *parsed);
    if (parsed == NULL)
        return ef_fail_memory(err);
    ef_arena_init(&parsed->arena, 1024);
    where_parser parser = {.expression = ef_span_of(expression), .where = parsed, .err = err};
    next(&parser);
    earful_status status = EARFUL_OK;
    if (!parse_or(&parser))
        status = EARFUL_USAGE;
    else if (parsed->failed || parsed->arena.failed)
        status = ef_fail_memory(err);
    else if (parser.token.kind != EF_WHERE_END) {
        fail_at_text(&parser, &parser.token, "AND or OR is due");
        status = EARFUL_USAGE;
    }
    if (status != EARFUL_OK) {
        ef_where_free(parsed);
        return status;
    }
    *where = parsed;
    return EARFUL_OK;
}
