/* Words, phrases and list files as nodes of atoms. */
#include "base/file.h"
#include "base/grow.h"
#include "lexicon/rule_term.h"

enum { LONGEST_LIST = 1024 * 1024 };

static bool is_ascii_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The tokenizer would take wildcards for punctuation, so they go through it disguised as letters
 * that no text has: U+A78F for `*`, U+A7F7 for `?`. */
static const char any_run[] = "\xea\x9e\x8f";
static const char any_one[] = "\xea\x9f\xb7";

static void disguise(ef_span text, ef_buffer *out)
{
    ef_buffer_reset(out);
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] == '*') {
            if (i == 0 || text.at[i - 1] != '*')
                ef_buffer_add_text(out, any_run);
        } else if (text.at[i] == '?') {
            ef_buffer_add_text(out, any_one);
        } else {
            ef_buffer_add_char(out, text.at[i]);
        }
    }
}

static void undisguise(ef_span word, ef_buffer *out)
{
    ef_buffer_reset(out);
    for (size_t i = 0; i < word.len; i++) {
        const ef_span rest = ef_span_make(word.at + i, word.len - i);
        const bool run = ef_span_starts_with(rest, ef_span_of(any_run));
        const bool one = ef_span_starts_with(rest, ef_span_of(any_one));
        ef_buffer_add_char(out, run ? '*' : one ? '?' : word.at[i]);
        i += run || one ? strlen(any_run) - 1 : 0;
    }
}

bool ef_is_phrase_mark(ef_span mark)
{
    static const ef_span marks[] = {
        EF_SPAN("\xe2\x80\x90"), EF_SPAN("\xe2\x80\x91"), EF_SPAN("\xe2\x80\x98"),
        EF_SPAN("\xe2\x80\x99"), EF_SPAN("\xe2\x80\x9c"), EF_SPAN("\xe2\x80\x9d"),
        EF_SPAN("\xe2\x80\x9e"), EF_SPAN("\xc2\xab"),     EF_SPAN("\xc2\xbb")};
    if (mark.len == 1)
        return mark.at[0] == '-' || mark.at[0] == '"' || mark.at[0] == '\'';
    for (size_t i = 0; i < EF_COUNT(marks); i++) {
        if (ef_span_equal(mark, marks[i]))
            return true;
    }
    return false;
}

/* Whether a token of a rule has an atom; one that neither has one nor may be skipped is an error. */
static earful_status check_token(const ef_rule_parser *parser, const ef_lexeme *lexeme,
                                 size_t token, bool *has_atom, earful_error *err)
{
    const ef_token_kind kind = (ef_token_kind)parser->tokens.kind[token];
    const ef_span written =
        ef_span_make(parser->marked.at + parser->tokens.start[token], parser->tokens.len[token]);
    const ef_rule_context *const context = parser->context;
    *has_atom = kind != EF_PUNCT;
    if (kind == EF_PUNCT && !ef_is_phrase_mark(written))
        return ef_rule_fail(context, parser->lexer.text, lexeme->at, err,
                            "`%.*s` is no word, so this never matches; leave it out, or write "
                            "raw:\"%.*s\" for the exact text",
                            (int)written.len, written.at, (int)lexeme->text.len, lexeme->text.at);
    if (kind == EF_URL || kind == EF_EMAIL || kind == EF_HANDLE)
        return ef_rule_fail(context, parser->lexer.text, lexeme->at, err,
                            "links, addresses and handles are no words; write raw:\"%.*s\" for the "
                            "exact text",
                            (int)lexeme->text.len, lexeme->text.at);
    return EARFUL_OK;
}

static uint32_t atom_of(ef_rule_parser *parser, size_t token)
{
    undisguise(ef_token_word(&parser->tokens, token), &parser->word);
    if (parser->word.failed)
        return EF_NONE;
    return ef_vocabulary_add_wildcard(parser->context->vocabulary, ef_buffer_span(&parser->word));
}

static bool is_only_wildcards(ef_span text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] != '*' && text.at[i] != '?' && text.at[i] != ' ')
            return false;
    }
    return true;
}

static earful_status check_words(const ef_rule_parser *parser, const ef_lexeme *lexeme,
                                 uint32_t n_atoms, earful_error *err)
{
    const ef_span rule = parser->lexer.text;
    if (lexeme->text.len > 0 && is_only_wildcards(lexeme->text) && n_atoms > 0)
        return ef_rule_fail(parser->context, rule, lexeme->at, err,
                            "`%.*s` matches every word; write at least one letter",
                            (int)lexeme->text.len, lexeme->text.at);
    if (n_atoms == 0)
        return ef_rule_fail(parser->context, rule, lexeme->at, err,
                            "no word stands here; write one, or remove the term");
    if (n_atoms > EF_RULE_MAX_WORDS)
        return ef_rule_fail(parser->context, rule, lexeme->at, err,
                            "a phrase of %u words, and %d are possible; join shorter ones by AND",
                            n_atoms, EF_RULE_MAX_WORDS);
    return EARFUL_OK;
}

earful_status ef_rule_words(ef_rule_parser *parser, const ef_lexeme *lexeme, ef_node **node,
                            earful_error *err)
{
    ef_tokens *const tokens = &parser->tokens;
    disguise(lexeme->text, &parser->marked);
    if (parser->marked.failed ||
        !ef_tokenize_text(parser->context->spelling, ef_buffer_span(&parser->marked), tokens))
        return ef_fail_memory(err);
    uint32_t *const atoms = ef_arena_array(parser->context->arena, tokens->count, sizeof atoms[0]);
    uint32_t n_atoms = 0;
    for (size_t t = 0; t < tokens->count && atoms != NULL; t++) {
        bool has_atom = false;
        const earful_status status = check_token(parser, lexeme, t, &has_atom, err);
        if (status != EARFUL_OK)
            return status;
        if (has_atom && (atoms[n_atoms++] = atom_of(parser, t)) == EF_NONE)
            return ef_fail_memory(err);
    }
    const earful_status status = check_words(parser, lexeme, n_atoms, err);
    if (status != EARFUL_OK)
        return status;
    *node = ef_rule_new_node(parser, EF_NODE_WORDS, lexeme);
    if (*node != NULL) {
        (*node)->atoms = atoms;
        (*node)->n_atoms = n_atoms;
    }
    return ef_rule_finish(parser, err);
}

/* A name of letters, digits, `_` and `-`: no path leads out of the model's directory. */
static bool is_list_name(ef_span name)
{
    for (size_t i = 0; i < name.len; i++) {
        const char c = name.at[i];
        if (!is_ascii_letter(c) && !(c >= '0' && c <= '9') && c != '_' && c != '-')
            return false;
    }
    return name.len > 0;
}

static earful_status read_list(ef_rule_parser *parser, const ef_lexeme *lexeme, earful_error *err)
{
    const ef_rule_context *const context = parser->context;
    if (!is_list_name(lexeme->text))
        return ef_rule_fail(context, parser->lexer.text, lexeme->at, err,
                            "the name of a list is made of letters, digits, _ and -; @words reads "
                            "words.txt beside the rules");
    if (context->directory == NULL)
        return ef_rule_fail(context, parser->lexer.text, lexeme->at, err,
                            "lists are read from a model's directory, and this model has none");
    ef_buffer_reset(&parser->word);
    ef_buffer_add_format(&parser->word, "%s/%.*s.txt", context->directory, (int)lexeme->text.len,
                         lexeme->text.at);
    ef_buffer_add_char(&parser->word, '\0');
    if (parser->word.failed)
        return ef_fail_memory(err);
    earful_error reason = {0};
    const earful_status status =
        ef_file_read(parser->word.at, LONGEST_LIST, &parser->list, &reason);
    if (status == EARFUL_OK || status == EARFUL_MEMORY)
        return status == EARFUL_OK ? EARFUL_OK : ef_fail_memory(err);
    return ef_rule_fail(context, parser->lexer.text, lexeme->at, err,
                        "the list %.*s.txt cannot be read: %s", (int)lexeme->text.len,
                        lexeme->text.at, reason.message);
}

earful_status ef_rule_list(ef_rule_parser *parser, const ef_lexeme *lexeme, ef_node **node,
                           earful_error *err)
{
    earful_status status = read_list(parser, lexeme, err);
    const size_t base = parser->n_stack;
    ef_span rest = ef_buffer_span(&parser->list);
    while (status == EARFUL_OK && rest.len > 0) {
        const ef_span line = ef_span_trim(ef_span_cut(&rest, '\n'));
        if (line.len == 0 || line.at[0] == '#')
            continue;
        ef_lexeme word = *lexeme;
        word.text = line;
        ef_node *made = NULL;
        status = ef_rule_words(parser, &word, &made, err);
        if (status == EARFUL_OK && !ef_grow(&parser->stack, &parser->stack_capacity,
                                            parser->n_stack + 1, sizeof parser->stack[0]))
            status = ef_fail_memory(err);
        if (status == EARFUL_OK)
            parser->stack[parser->n_stack++] = made;
    }
    if (status == EARFUL_OK && parser->n_stack == base)
        status =
            ef_rule_fail(parser->context, parser->lexer.text, lexeme->at, err,
                         "the list %.*s.txt has no words", (int)lexeme->text.len, lexeme->text.at);
    if (status == EARFUL_OK)
        status = ef_rule_join(parser, EF_NODE_OR, lexeme->at, parser->stack + base,
                              parser->n_stack - base, node, err);
    parser->n_stack = base;
    return status;
}
