#include "lexicon/rule_term.h"

#include "base/grow.h"
#include "base/nearest.h"
#include "lexicon/regex_letters.h"
#include "lexicon/settings.h"
#include "lexicon/word_wildcard.h"
#include "tokens/utf8.h"

ef_node *ef_rule_new_node(ef_rule_parser *parser, ef_node_kind kind, const ef_lexeme *lexeme)
{
    ef_node *const node = ef_arena_alloc(parser->context->arena, sizeof *node);
    if (node != NULL) {
        node->kind = kind;
        node->column = (uint32_t)lexeme->at + 1;
        node->height = 1;
        node->topic = EF_NONE;
        node->text = ef_arena_span(parser->context->arena, lexeme->text);
    }
    return node;
}

earful_status ef_rule_finish(const ef_rule_parser *parser, earful_error *err)
{
    return parser->context->arena->failed ? ef_fail_memory(err) : EARFUL_OK;
}

/* The atoms `*piece*`, one of which is in every match. */
static earful_status need_letters(ef_rule_parser *parser, ef_node *node, const ef_span *pieces,
                                  size_t n_pieces, earful_error *err)
{
    uint32_t *const atoms = ef_arena_array(parser->context->arena, n_pieces, sizeof atoms[0]);
    for (size_t i = 0; i < n_pieces && atoms != NULL; i++) {
        ef_buffer_reset(&parser->word);
        ef_buffer_add_char(&parser->word, '*');
        ef_buffer_add_span(&parser->word, pieces[i]);
        ef_buffer_add_char(&parser->word, '*');
        if (!parser->word.failed)
            atoms[i] = ef_vocabulary_add_wildcard(parser->context->vocabulary,
                                                  ef_buffer_span(&parser->word));
        if (parser->word.failed || atoms[i] == EF_NONE)
            return ef_fail_memory(err);
    }
    node->atoms = atoms;
    node->n_atoms = (uint32_t)n_pieces;
    return ef_rule_finish(parser, err);
}

static earful_status compile_regex(ef_rule_parser *parser, const ef_lexeme *lexeme,
                                   ef_pattern **pattern, earful_error *err)
{
    const ef_rule_context *const context = parser->context;
    /* A column of 1 more than the rule's bytes before it, doubled quotation marks included. */
    uint32_t column = context->column > 0 ? context->column + (uint32_t)lexeme->at + 1 : 0;
    for (size_t i = 0; context->quoted && column > 0 && i < lexeme->at; i++)
        column += parser->lexer.text.at[i] == '"';
    const earful_status status =
        ef_pattern_compile(lexeme->text, false, context->file, context->line, column, pattern, err);
    if (status != EARFUL_OK)
        return status;
    if (!ef_grow(&parser->patterns, &parser->patterns_capacity, parser->n_patterns + 1,
                 sizeof parser->patterns[0])) {
        ef_pattern_free(*pattern);
        return ef_fail_memory(err);
    }
    parser->patterns[parser->n_patterns++] = *pattern;
    if (parser->scratch == NULL && (parser->scratch = ef_pattern_scratch_new()) == NULL)
        return ef_fail_memory(err);
    size_t start = 0;
    size_t end = 0;
    if (ef_pattern_find(*pattern, parser->scratch, (ef_span){0}, 0, &start, &end) == EF_MATCH)
        return ef_rule_fail(context, parser->lexer.text, lexeme->at, err,
                            "this regular expression matches the empty text, so it would match "
                            "everywhere; make at least one letter of it obligatory");
    return EARFUL_OK;
}

static earful_status make_regex(ef_rule_parser *parser, const ef_lexeme *lexeme, ef_node **node,
                                earful_error *err)
{
    ef_pattern *pattern = NULL;
    const earful_status status = compile_regex(parser, lexeme, &pattern, err);
    if (status != EARFUL_OK)
        return status;
    const bool word = ef_regex_is_word(lexeme->text);
    ef_node *const made = ef_rule_new_node(parser, word ? EF_NODE_WORDS : EF_NODE_REGEX, lexeme);
    if (made == NULL)
        return ef_fail_memory(err);
    made->pattern = pattern;
    *node = made;
    if (!word) {
        ef_span pieces[EF_REGEX_LETTERS];
        const size_t n_pieces = ef_regex_letters(lexeme->text, pieces);
        return need_letters(parser, made, pieces, n_pieces, err);
    }
    uint32_t *const atom = ef_arena_array(parser->context->arena, 1, sizeof *atom);
    if (atom == NULL)
        return ef_fail_memory(err);
    *atom = ef_vocabulary_add_pattern(parser->context->vocabulary, pattern);
    made->atoms = atom;
    made->n_atoms = 1;
    return *atom == EF_NONE ? ef_fail_memory(err) : EARFUL_OK;
}

static bool is_ascii_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The longest run of ASCII letters, as ef_regex_letters would have it. */
static size_t letters_of_raw(ef_span text, ef_span *piece)
{
    *piece = (ef_span){0};
    for (size_t from = 0, to; from < text.len; from = to + 1) {
        for (to = from; to < text.len && is_ascii_letter(text.at[to]);)
            to++;
        if (to - from > piece->len + 1)
            *piece = ef_span_make(text.at + from, to - from - 1);
    }
    return piece->len >= 3;
}

static earful_status make_raw(ef_rule_parser *parser, const ef_lexeme *lexeme, ef_node **node,
                              earful_error *err)
{
    *node = ef_rule_new_node(parser, EF_NODE_RAW, lexeme);
    if (*node == NULL)
        return ef_fail_memory(err);
    ef_span piece;
    return need_letters(parser, *node, &piece, letters_of_raw(lexeme->text, &piece), err);
}

static size_t test_sign(ef_span value, ef_wanted_value *test)
{
    static const struct {
        const char *text;
        ef_wanted_value test;
    } signs[] = {{"<=", EF_WANTS_LESS_EQUAL},
                 {">=", EF_WANTS_GREATER_EQUAL},
                 {"<", EF_WANTS_LESS},
                 {">", EF_WANTS_GREATER},
                 {"=", EF_WANTS_EQUAL}};
    for (size_t i = 0; i < EF_COUNT(signs); i++) {
        if (ef_span_starts_with(value, ef_span_of(signs[i].text))) {
            *test = signs[i].test;
            return strlen(signs[i].text);
        }
    }
    return 0;
}

static earful_status read_number(const ef_rule_parser *parser, const ef_lexeme *lexeme,
                                 ef_node *node, earful_error *err)
{
    const bool rating = ef_span_is(node->field, "rating");
    const size_t sign = test_sign(node->text, &node->test);
    if (sign == 0 && !rating)
        return EARFUL_OK;
    if (sign == 0)
        node->test = EF_WANTS_EQUAL;
    const ef_span digits = ef_span_make(node->text.at + sign, node->text.len - sign);
    if (ef_decimal_parse(digits, &node->number))
        return EARFUL_OK;
    return ef_rule_fail(parser->context, parser->lexer.text, lexeme->at, err,
                        "%.*s compares with a number, as in %.*s:<=2, not with `%.*s`",
                        (int)node->field.len, node->field.at, (int)node->field.len, node->field.at,
                        (int)digits.len, digits.at);
}

static earful_status check_role(const ef_rule_parser *parser, const ef_lexeme *lexeme,
                                const ef_node *node, earful_error *err)
{
    static const char *const roles[] = {"customer", "agent", "bot", "system", "unknown"};
    if (!ef_span_is(node->field, "role") || ef_word_is_wildcard(node->text))
        return EARFUL_OK;
    for (size_t i = 0; i < EF_COUNT(roles); i++) {
        if (ef_span_is(node->text, roles[i]))
            return EARFUL_OK;
    }
    const char *const near = ef_nearest_name(node->text, roles, EF_COUNT(roles));
    return ef_rule_fail(parser->context, parser->lexer.text, lexeme->at, err,
                        "no role is called `%.*s`%s%s; there are customer, agent, bot, system and "
                        "unknown",
                        (int)node->text.len, node->text.at, near != NULL ? ", did you mean " : "",
                        near != NULL ? near : "");
}

static ef_span lower_ascii(ef_arena *arena, ef_span text)
{
    char *const bytes = ef_arena_bytes(arena, text.len + 1);
    for (size_t i = 0; bytes != NULL && i < text.len; i++)
        bytes[i] = (char)(text.at[i] | (text.at[i] >= 'A' && text.at[i] <= 'Z' ? 0x20 : 0));
    return ef_span_make(bytes, bytes != NULL ? text.len : 0);
}

static earful_status make_field(ef_rule_parser *parser, const ef_lexeme *lexeme, ef_node **node,
                                earful_error *err)
{
    ef_buffer_reset(&parser->word);
    ef_fold(lexeme->text, &parser->word);
    ef_node *const made = ef_rule_new_node(parser, EF_NODE_FIELD, lexeme);
    if (made == NULL || parser->word.failed)
        return ef_fail_memory(err);
    made->field = lower_ascii(parser->context->arena, lexeme->name);
    made->text = ef_arena_span(parser->context->arena, ef_buffer_span(&parser->word));
    made->restricts = true;
    *node = made;
    earful_status status = ef_rule_finish(parser, err);
    if (status == EARFUL_OK)
        status = read_number(parser, lexeme, made, err);
    if (status == EARFUL_OK)
        status = check_role(parser, lexeme, made, err);
    return status;
}

static earful_status make_topic(ef_rule_parser *parser, const ef_lexeme *lexeme, ef_node **node,
                                earful_error *err)
{
    if (parser->context->condition)
        return ef_rule_fail(parser->context, parser->lexer.text, lexeme->at, err,
                            "a condition cannot name a topic; write its words");
    *node = ef_rule_new_node(parser, EF_NODE_TOPIC, lexeme);
    return ef_rule_finish(parser, err);
}

earful_status ef_rule_term(ef_rule_parser *parser, const ef_lexeme *lexeme, ef_node **node,
                           earful_error *err)
{
    switch (lexeme->kind) {
    case EF_LEXEME_WORD:
    case EF_LEXEME_PHRASE: return ef_rule_words(parser, lexeme, node, err);
    case EF_LEXEME_REGEX: return make_regex(parser, lexeme, node, err);
    case EF_LEXEME_RAW: return make_raw(parser, lexeme, node, err);
    case EF_LEXEME_FIELD: return make_field(parser, lexeme, node, err);
    case EF_LEXEME_TOPIC: return make_topic(parser, lexeme, node, err);
    case EF_LEXEME_LIST: return ef_rule_list(parser, lexeme, node, err);
    case EF_LEXEME_END:
    case EF_LEXEME_OPEN:
    case EF_LEXEME_CLOSE:
    case EF_LEXEME_OPERATOR: break;
    }
    return ef_rule_fail(parser->context, parser->lexer.text, lexeme->at, err, "no term");
}
