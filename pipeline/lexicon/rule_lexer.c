#include "lexicon/rule_lexer.h"

#include <stdarg.h>
#include <stdio.h>

earful_status ef_rule_fail(const ef_rule_context *context, ef_span rule, size_t at,
                           earful_error *err, const char *format, ...)
{
    char message[400];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    size_t doubled = 0;
    for (size_t i = 0; context->quoted && i < at; i++)
        doubled += rule.at[i] == '"';
    const uint32_t column = context->column > 0 ? context->column + (uint32_t)(at + doubled) : 0;
    return ef_fail_at(err, EARFUL_MODEL, context->file, context->line, column, "%s", message);
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* The length of the quotation mark at a place, 0 for none. Spreadsheets bend the straight ones. */
static size_t quote_at(ef_span text, size_t at)
{
    if (text.at[at] == '"')
        return 1;
    const bool bent = text.len - at >= 3 && (memcmp(text.at + at, "\xe2\x80\x9c", 3) == 0 ||
                                             memcmp(text.at + at, "\xe2\x80\x9d", 3) == 0 ||
                                             memcmp(text.at + at, "\xe2\x80\x9e", 3) == 0);
    return bent ? 3 : 0;
}

static bool ends_word(ef_span text, size_t at)
{
    return at == text.len || is_space(text.at[at]) || text.at[at] == '(' || text.at[at] == ')' ||
           text.at[at] == ',' || quote_at(text, at) > 0;
}

static size_t end_of_word(ef_span text, size_t at)
{
    while (!ends_word(text, at))
        at++;
    return at;
}

/* What stands between the quotation marks at lexer->at, which moves behind them. */
static earful_status lex_quoted(ef_rule_lexer *lexer, ef_span *inside, earful_error *err)
{
    const size_t open = lexer->at;
    const size_t from = open + quote_at(lexer->text, open);
    size_t at = from;
    while (at < lexer->text.len && quote_at(lexer->text, at) == 0)
        at++;
    if (at == lexer->text.len)
        return ef_rule_fail(lexer->context, lexer->text, open, err,
                            "nothing closes this quotation mark");
    *inside = ef_span_make(lexer->text.at + from, at - from);
    lexer->at = at + quote_at(lexer->text, at);
    if (lexer->at < lexer->text.len && !ends_word(lexer->text, lexer->at))
        return ef_rule_fail(lexer->context, lexer->text, lexer->at, err,
                            "text behind a closing quotation mark; put a space or an operator "
                            "between them");
    return EARFUL_OK;
}

/* A backslash keeps the slash behind it from closing the expression. */
static earful_status lex_regex(ef_rule_lexer *lexer, ef_lexeme *lexeme, earful_error *err)
{
    const ef_span text = lexer->text;
    size_t at = lexeme->at + 1;
    while (at < text.len && text.at[at] != '/')
        at += text.at[at] == '\\' && at + 1 < text.len ? 2 : 1;
    if (at >= text.len)
        return ef_rule_fail(lexer->context, text, lexeme->at, err,
                            "nothing closes this regular expression; it ends with a slash, and a "
                            "slash inside is written \\/");
    lexeme->kind = EF_LEXEME_REGEX;
    lexeme->text = ef_span_make(text.at + lexeme->at + 1, at - lexeme->at - 1);
    lexer->at = at + 1;
    if (!ends_word(text, lexer->at))
        return ef_rule_fail(lexer->context, text, lexer->at, err,
                            "text behind a regular expression; write a slash inside it as \\/, and "
                            "options as (?-i) at its start");
    if (lexeme->text.len == 0)
        return ef_rule_fail(lexer->context, text, lexeme->at, err, "an empty regular expression");
    return EARFUL_OK;
}

typedef struct operator_name {
    const char *name;
    ef_node_kind kind;
    bool measures; /* may carry a distance */
} operator_name;

static const operator_name operators[] = {
    {"OR", EF_NODE_OR, false},           {"AND", EF_NODE_AND, false},
    {"NOT", EF_NODE_NOT, false},         {"WITH", EF_NODE_WITH, false},
    {"NOTWITH", EF_NODE_NOTWITH, false}, {"NEAR", EF_NODE_NEAR, true},
    {"ONEAR", EF_NODE_ONEAR, true},      {"NOTNEAR", EF_NODE_NOTNEAR, true},
};

static const operator_name *find_operator(ef_span word)
{
    for (size_t i = 0; i < EF_COUNT(operators); i++) {
        if (ef_span_is(word, operators[i].name))
            return &operators[i];
    }
    return NULL;
}

/* True with *status set when the word is an operator. */
static bool lex_operator(const ef_rule_lexer *lexer, ef_lexeme *lexeme, earful_status *status,
                         earful_error *err)
{
    ef_span rest = lexeme->written;
    const operator_name *const found = find_operator(ef_span_cut(&rest, '/'));
    const bool has_distance = rest.at != NULL;
    if (found == NULL || (has_distance && !found->measures))
        return false;
    lexeme->kind = EF_LEXEME_OPERATOR;
    lexeme->operator= found->kind;
    lexeme->distance = found->measures ? EF_RULE_DISTANCE : 0;
    long long distance = 0;
    *status = EARFUL_OK;
    if (!has_distance)
        return true;
    if (!ef_span_to_int(rest, &distance) || distance < 0 || distance > EF_RULE_MAX_DISTANCE)
        *status = ef_rule_fail(lexer->context, lexer->text, lexeme->at, err,
                               "%s takes a number of words from 0 to %d, as in %s/5, not `%.*s`",
                               found->name, EF_RULE_MAX_DISTANCE, found->name,
                               (int)(rest.len < 40 ? rest.len : 40), rest.at);
    lexeme->distance = (uint32_t)distance;
    return true;
}

static bool is_name_byte(char c, bool first)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           (!first && ((c >= '0' && c <= '9') || c == '.' || c == '-'));
}

/* The length of a field's name with its colon at the start of the word, 0 when there is none. */
static size_t field_name(ef_span word)
{
    size_t len = 0;
    while (len < word.len && is_name_byte(word.at[len], len == 0))
        len++;
    const bool colon = len > 0 && len < word.len && word.at[len] == ':';
    const bool address = colon && word.len > len + 2 && memcmp(word.at + len, "://", 3) == 0;
    return colon && !address ? len + 1 : 0;
}

/* The value behind a field's colon, a ^ or an @: quoted, or the rest of the word. */
static earful_status lex_value(ef_rule_lexer *lexer, ef_lexeme *lexeme, size_t from,
                               earful_error *err)
{
    lexer->at = from;
    if (from < lexer->text.len && quote_at(lexer->text, from) > 0)
        return lex_quoted(lexer, &lexeme->text, err);
    lexer->at = end_of_word(lexer->text, from);
    lexeme->text = ef_span_make(lexer->text.at + from, lexer->at - from);
    return EARFUL_OK;
}

static earful_status lex_field(ef_rule_lexer *lexer, ef_lexeme *lexeme, size_t name_len,
                               earful_error *err)
{
    lexeme->name = ef_span_make(lexeme->written.at, name_len - 1);
    lexeme->kind = ef_span_is(lexeme->name, "raw") ? EF_LEXEME_RAW : EF_LEXEME_FIELD;
    const earful_status status = lex_value(lexer, lexeme, lexeme->at + name_len, err);
    if (status != EARFUL_OK || lexeme->text.len > 0)
        return status;
    return ef_rule_fail(lexer->context, lexer->text, lexeme->at, err,
                        "nothing stands behind `%.*s:`; write a value right behind the colon, or "
                        "quote a word that ends in one",
                        (int)lexeme->name.len, lexeme->name.at);
}

static earful_status lex_word(ef_rule_lexer *lexer, ef_lexeme *lexeme, earful_error *err)
{
    const ef_span text = lexer->text;
    const size_t end = end_of_word(text, lexeme->at);
    lexeme->written = ef_span_make(text.at + lexeme->at, end - lexeme->at);
    lexeme->text = lexeme->written;
    lexeme->kind = EF_LEXEME_WORD;
    lexer->at = end;
    earful_status status = EARFUL_OK;
    if (lex_operator(lexer, lexeme, &status, err))
        return status;
    if (text.at[lexeme->at] == '^' || text.at[lexeme->at] == '@') {
        lexeme->kind = text.at[lexeme->at] == '^' ? EF_LEXEME_TOPIC : EF_LEXEME_LIST;
        status = lex_value(lexer, lexeme, lexeme->at + 1, err);
        if (status == EARFUL_OK && lexeme->text.len == 0)
            status = ef_rule_fail(lexer->context, text, lexeme->at, err,
                                  "a name must follow `%c`, as in %s", text.at[lexeme->at],
                                  lexeme->kind == EF_LEXEME_TOPIC ? "^\"Delivery > Late\""
                                                                  : "@competitors");
        return status;
    }
    const size_t name_len = field_name(lexeme->written);
    return name_len > 0 ? lex_field(lexer, lexeme, name_len, err) : EARFUL_OK;
}

static earful_status lex_term(ef_rule_lexer *lexer, ef_lexeme *lexeme, earful_error *err)
{
    if (lexer->text.at[lexeme->at] == '/')
        return lex_regex(lexer, lexeme, err);
    if (quote_at(lexer->text, lexeme->at) > 0) {
        lexeme->kind = EF_LEXEME_PHRASE;
        return lex_quoted(lexer, &lexeme->text, err);
    }
    return lex_word(lexer, lexeme, err);
}

earful_status ef_rule_lex(ef_rule_lexer *lexer, ef_lexeme *lexeme, earful_error *err)
{
    while (lexer->at < lexer->text.len && is_space(lexer->text.at[lexer->at]))
        lexer->at++;
    *lexeme = (ef_lexeme){.kind = EF_LEXEME_END, .at = lexer->at};
    if (lexer->at == lexer->text.len)
        return EARFUL_OK;
    earful_status status = EARFUL_OK;
    switch (lexer->text.at[lexer->at]) {
    case '(': lexeme->kind = EF_LEXEME_OPEN; break;
    case ')': lexeme->kind = EF_LEXEME_CLOSE; break;
    case ',':
        lexeme->kind = EF_LEXEME_OPERATOR;
        lexeme->operator= EF_NODE_OR;
        break;
    default: status = lex_term(lexer, lexeme, err); break;
    }
    if (lexer->at == lexeme->at)
        lexer->at++;
    lexeme->written = ef_span_make(lexer->text.at + lexeme->at, lexer->at - lexeme->at);
    return status;
}

bool ef_rule_is_plain_word(ef_span text)
{
    ef_rule_lexer lexer = {.context = &(ef_rule_context){0}, .text = text};
    ef_lexeme lexeme;
    return ef_rule_lex(&lexer, &lexeme, NULL) == EARFUL_OK && lexeme.kind == EF_LEXEME_WORD &&
           ef_span_equal(lexeme.text, text);
}
