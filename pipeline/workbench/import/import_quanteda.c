/* quanteda's dictionaries: YAML of nested keys over lists of words with wildcards. A strict reader of
 * that much: keys by indentation, items behind `- `, in [brackets] or alone behind the key, quoted
 * or plain. Anything else of YAML is refused with its line. */
#include "workbench/import/import.h"

enum { DEEPEST = 16, VALENCE = 15000 };

typedef struct key_level {
    size_t indent;
    size_t path_len; /* with this key */
} key_level;

typedef struct yaml {
    ef_import *import;
    ef_buffer path; /* "A > B" */
    key_level levels[DEEPEST];
    size_t depth;
    int32_t valence;  /* of the innermost key; 0 = none */
    bool in_brackets; /* a list in brackets that goes on over lines */
} yaml;

static earful_status refuse(const yaml *of, const char *what)
{
    return ef_fail_at(of->import->err, EARFUL_MODEL, of->import->path, of->import->line, 1,
                      "%s; only nested keys and lists of words can be read", what);
}

static void add_item(yaml *of, ef_span word)
{
    const ef_span path = ef_buffer_span(&of->path);
    if (of->valence != 0)
        ef_import_add_term(of->import, word, EF_TERM_WORD, of->valence);
    ef_import_add_word(of->import, path, word);
}

/* Takes a scalar off the front: quoted, or up to one of the ends. */
static bool take_scalar(ef_span *rest, const char *ends, ef_span *scalar)
{
    *rest = ef_span_trim(*rest);
    const char quote =
        rest->len > 0 && (rest->at[0] == '"' || rest->at[0] == '\'') ? rest->at[0] : 0;
    size_t len = quote != 0 ? 1 : 0;
    while (len < rest->len &&
           (quote != 0 ? rest->at[len] != quote
                       : strchr(ends, rest->at[len]) == NULL || rest->at[len] == 0))
        len++;
    if (quote != 0 && len == rest->len)
        return false;
    *scalar = quote != 0 ? ef_span_make(rest->at + 1, len - 1)
                         : ef_span_trim(ef_span_make(rest->at, len));
    len += quote != 0;
    *rest = ef_span_trim(ef_span_make(rest->at + len, rest->len - len));
    return true;
}

/* a, "b c", d] */
static earful_status read_brackets(yaml *of, ef_span rest)
{
    of->in_brackets = true;
    while (rest.len > 0) {
        ef_span word;
        if (rest.at[0] == ']') {
            of->in_brackets = false;
            rest = ef_span_trim(ef_span_make(rest.at + 1, rest.len - 1));
            return rest.len == 0 || rest.at[0] == '#' ? EARFUL_OK
                                                      : refuse(of, "text behind a bracket");
        }
        if (rest.at[0] == '[')
            return refuse(of, "a list inside a list");
        if (rest.at[0] == ',') {
            rest = ef_span_trim(ef_span_make(rest.at + 1, rest.len - 1));
            continue;
        }
        if (!take_scalar(&rest, ",]", &word))
            return refuse(of, "nothing closes a quotation mark");
        if (rest.len > 0 && rest.at[0] != ',' && rest.at[0] != ']')
            return refuse(of, "text behind a quotation mark");
        add_item(of, word);
    }
    return EARFUL_OK;
}

static bool is_foreign(ef_span text)
{
    return text.len > 0 && strchr("&*!|>{}%@`?", text.at[0]) != NULL &&
           !(text.at[0] == '*' && text.len > 1 && text.at[1] != ' ');
}

/* What stands behind a key or a dash. */
static earful_status read_value(yaml *of, ef_span text)
{
    ef_span word;
    if (text.len == 0 || text.at[0] == '#')
        return EARFUL_OK;
    if (text.at[0] == '[')
        return read_brackets(of, ef_span_trim(ef_span_make(text.at + 1, text.len - 1)));
    if (is_foreign(text))
        return refuse(of, "this is more of YAML than can be read");
    if (!take_scalar(&text, "", &word))
        return refuse(of, "nothing closes a quotation mark");
    for (size_t i = 0; i + 1 < word.len; i++)
        if (word.at[i] == ' ' && word.at[i + 1] == '#')
            word = ef_span_trim(ef_span_make(word.at, i));
    if (text.len > 0 && text.at[0] != '#')
        return refuse(of, "text behind a quotation mark");
    add_item(of, word);
    return EARFUL_OK;
}

static earful_status open_key(yaml *of, ef_span key, size_t indent)
{
    if (key.len == 0)
        return refuse(of, "a key without a name");
    if (of->depth == DEEPEST)
        return refuse(of, "keys nested too deep");
    if (of->path.len > 0)
        ef_buffer_add_text(&of->path, " > ");
    for (size_t i = 0; i < key.len; i++) /* ">" parts a path */
        ef_buffer_add_char(&of->path, key.at[i] == '>' ? '-' : key.at[i]);
    of->levels[of->depth++] = (key_level){indent, of->path.len};
    of->valence = ef_span_equal_ignoring_case(key, EF_SPAN_TEXT("positive"))   ? VALENCE
                  : ef_span_equal_ignoring_case(key, EF_SPAN_TEXT("negative")) ? -VALENCE
                                                                               : 0;
    return of->path.failed ? ef_fail_memory(of->import->err) : EARFUL_OK;
}

/* Keys as far in as this one, or further, are over. */
static void close_keys(yaml *of, size_t indent)
{
    while (of->depth > 0 && of->levels[of->depth - 1].indent >= indent)
        of->depth--;
    of->path.len = of->depth > 0 ? of->levels[of->depth - 1].path_len : 0;
}

static earful_status read_line(yaml *of, ef_span line)
{
    size_t indent = 0;
    while (indent < line.len && line.at[indent] == ' ')
        indent++;
    ef_span text = ef_span_trim(line);
    if (of->in_brackets)
        return read_brackets(of, text);
    if (text.len == 0 || text.at[0] == '#' || ef_span_is(text, "---") || ef_span_is(text, "..."))
        return EARFUL_OK;
    if (line.at[indent] == '\t')
        return refuse(of, "a tab before a key");
    if (text.at[0] == '-' && (text.len == 1 || text.at[1] == ' ')) {
        if (of->depth == 0 || indent < of->levels[of->depth - 1].indent)
            return refuse(of, "an item that belongs to no key");
        return read_value(of, ef_span_trim(ef_span_make(text.at + 1, text.len - 1)));
    }
    ef_span key;
    if (is_foreign(text) || !take_scalar(&text, ":", &key) || text.len == 0 || text.at[0] != ':')
        return refuse(of, "neither a key with a colon nor an item");
    close_keys(of, indent);
    const earful_status status = open_key(of, key, indent);
    return status == EARFUL_OK
               ? read_value(of, ef_span_trim(ef_span_make(text.at + 1, text.len - 1)))
               : status;
}

earful_status ef_import_quanteda(ef_import *import, const char *path)
{
    yaml of = {.import = import};
    ef_span rest;
    ef_span line;
    earful_status status = ef_import_read(import, path, &rest);
    while (status == EARFUL_OK && !import->failed && ef_import_line(import, &rest, &line))
        status = read_line(&of, line);
    if (status == EARFUL_OK && of.in_brackets)
        status = refuse(&of, "nothing closes a bracket");
    ef_buffer_fini(&of.path);
    return status;
}
