#include "records/where_scan.h"

#include "base/attr.h"

/* Longer ones first. */
static const struct {
    ef_span text;
    ef_operator op;
} OPERATORS[] = {
    {EF_SPAN("!="), EF_NOT_EQUAL}, {EF_SPAN("<="), EF_AT_MOST}, {EF_SPAN(">="), EF_AT_LEAST},
    {EF_SPAN("="), EF_EQUAL},      {EF_SPAN("<"), EF_LESS},     {EF_SPAN(">"), EF_MORE},
    {EF_SPAN("~"), EF_LIKE},
};

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool is_word_char(char c)
{
    return !is_space(c) && strchr("()=!<>~\"", c) == NULL;
}

static ef_span from(ef_span expression, size_t at)
{
    return ef_span_make(expression.at + at, expression.len - at);
}

/* *at is behind the opening quote and moves behind the closing one. */
static ef_where_token scan_quoted(ef_span expression, size_t *at)
{
    ef_where_token token = {.kind = EF_WHERE_UNCLOSED, .at = *at - 1};
    const size_t start = *at;
    for (; *at < expression.len; ++*at) {
        const char c = expression.at[*at];
        if (c == '\\' && *at + 1 < expression.len) {
            ++*at;
        } else if (c == '"') {
            token.kind = EF_WHERE_QUOTED;
            token.text = ef_span_make(expression.at + start, *at - start);
            ++*at;
            break;
        }
    }
    return token;
}

static ef_where_token scan_word(ef_span expression, size_t *at)
{
    const size_t start = *at;
    while (*at < expression.len && is_word_char(expression.at[*at]))
        ++*at;
    if (*at == start) /* a lone "!", which the parser will not like */
        ++*at;
    return (ef_where_token){.kind = EF_WHERE_WORD,
                            .text = ef_span_make(expression.at + start, *at - start),
                            .at = start};
}

ef_where_token ef_where_scan(ef_span expression, size_t *at)
{
    while (*at < expression.len && is_space(expression.at[*at]))
        ++*at;
    const size_t start = *at;
    if (start == expression.len)
        return (ef_where_token){.kind = EF_WHERE_END, .at = start};
    const char c = expression.at[start];
    if (c == '(' || c == ')') {
        ++*at;
        return (ef_where_token){.kind = c == '(' ? EF_WHERE_OPEN : EF_WHERE_CLOSE,
                                .text = ef_span_make(expression.at + start, 1),
                                .at = start};
    }
    if (c == '"') {
        ++*at;
        return scan_quoted(expression, at);
    }
    for (size_t i = 0; i < EF_COUNT(OPERATORS); i++) {
        if (ef_span_starts_with(from(expression, start), OPERATORS[i].text)) {
            *at += OPERATORS[i].text.len;
            return (ef_where_token){.kind = EF_WHERE_OPERATOR,
                                    .text = OPERATORS[i].text,
                                    .op = OPERATORS[i].op,
                                    .at = start};
        }
    }
    return scan_word(expression, at);
}
