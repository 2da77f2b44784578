/* LIWC's dictionaries: categories between two lines of `%`, then a line a term with the numbers of
 * its categories. Positive and negative emotion become valences, every other category a topic. */
#include <stdlib.h>

#include "base/grow.h"
#include "workbench/import/import.h"

enum { VALENCE = 15000 };

typedef struct category {
    ef_span name;
    int32_t valence; /* 0: a topic */
} category;

typedef struct dictionary {
    ef_import *import;
    ef_table numbers;
    category *categories; /* by number */
    size_t capacity;
} dictionary;

static bool contains(ef_span text, const char *part)
{
    const ef_span wanted = ef_span_of(part);
    for (size_t i = 0; i + wanted.len <= text.len; i++)
        if (ef_span_equal_ignoring_case(ef_span_make(text.at + i, wanted.len), wanted))
            return true;
    return false;
}

static int32_t valence_of(ef_span name)
{
    return contains(name, "posemo") || contains(name, "positive")   ? VALENCE
           : contains(name, "negemo") || contains(name, "negative") ? -VALENCE
                                                                    : 0;
}

/* The next piece between tabs and spaces; empty at the end. */
static ef_span next_word(ef_span *rest)
{
    while (rest->len > 0 && (rest->at[0] == ' ' || rest->at[0] == '\t'))
        *rest = ef_span_make(rest->at + 1, rest->len - 1);
    size_t len = 0;
    while (len < rest->len && rest->at[len] != ' ' && rest->at[len] != '\t')
        len++;
    const ef_span word = ef_span_make(rest->at, len);
    *rest = ef_span_make(rest->at + len, rest->len - len);
    return word;
}

/* A name as a topic's path: a `>` would part it. */
static ef_span path_of(ef_import *import, ef_span name)
{
    char *const bytes = ef_arena_bytes(&import->arena, name.len + 1);
    for (size_t i = 0; i < name.len && bytes != NULL; i++)
        bytes[i] = name.at[i] == '>' ? '-' : name.at[i];
    return ef_span_make(bytes, bytes != NULL ? name.len : 0);
}

static earful_status read_category(dictionary *of, ef_span line)
{
    ef_import *const import = of->import;
    const ef_span number = next_word(&line);
    line = ef_span_trim(line);
    const ef_span name = path_of(import, ef_span_trim(ef_span_cut(&line, '\t')));
    long long value = 0;
    bool added = false;
    if (!ef_span_to_int(number, &value) || name.len == 0)
        return ef_fail_at(import->err, EARFUL_MODEL, import->path, import->line, 1,
                          "a category is a number and a name");
    const uint32_t at = ef_table_add(&of->numbers, number, &added);
    if (at == EF_NONE ||
        !ef_grow(&of->categories, &of->capacity, of->numbers.count, sizeof of->categories[0]))
        return ef_fail_memory(import->err);
    of->categories[at] = (category){name, valence_of(name)};
    return EARFUL_OK;
}

/* Terms of several words are written with spaces, so the numbers begin behind the first tab; where
 * somebody has written spaces for tabs, with the first of the numbers that end the line. */
static ef_span cut_term(ef_span *line)
{
    if (memchr(line->at, '\t', line->len) != NULL)
        return ef_span_trim(ef_span_cut(line, '\t'));
    size_t len = line->len;
    while (len > 0 && strchr("0123456789 ", line->at[len - 1]) != NULL)
        len--;
    while (len < line->len && line->at[len] != ' ')
        len++;
    const ef_span term = ef_span_make(line->at, len);
    *line = ef_span_make(line->at + len, line->len - len);
    return ef_span_trim(term);
}

static void read_term(dictionary *of, ef_span line)
{
    ef_import *const import = of->import;
    ef_span rest = line;
    const ef_span term = cut_term(&rest);
    if (ef_span_trim(rest).len == 0) {
        import->entries++;
        ef_import_drop(import, term, "no category stands behind it");
        return;
    }
    for (ef_span number; (number = next_word(&rest)).len > 0;) {
        const uint32_t at = ef_table_find(&of->numbers, number);
        if (at == EF_NONE) {
            import->entries++;
            ef_import_drop(import, term, "its category is none of those listed, or conditional");
        } else if (of->categories[at].valence != 0) {
            ef_import_add_term(import, term, EF_TERM_WORD, of->categories[at].valence);
        } else {
            ef_import_add_word(import, of->categories[at].name, term);
        }
    }
}

static earful_status read_dictionary(dictionary *of, ef_span rest)
{
    ef_import *const import = of->import;
    ef_span line;
    int marks = 0;
    earful_status status = EARFUL_OK;
    while (status == EARFUL_OK && !import->failed && ef_import_line(import, &rest, &line)) {
        const ef_span text = ef_span_trim(line);
        if (text.len == 0)
            continue;
        if (text.at[0] == '%')
            marks++;
        else if (marks == 0)
            status = ef_fail_at(import->err, EARFUL_MODEL, import->path, import->line, 1,
                                "a LIWC dictionary begins with a line of %%");
        else if (marks == 1)
            status = read_category(of, text);
        else
            read_term(of, text);
    }
    if (status == EARFUL_OK && marks < 2)
        status = ef_fail_at(import->err, EARFUL_MODEL, import->path, import->line, 1,
                            "no second line of %% ends the categories");
    return status;
}

earful_status ef_import_liwc(ef_import *import, const char *path)
{
    dictionary of = {.import = import};
    ef_span bytes;
    ef_table_init(&of.numbers);
    earful_status status = ef_import_read(import, path, &bytes);
    if (status == EARFUL_OK)
        status = read_dictionary(&of, bytes);
    ef_table_fini(&of.numbers);
    free(of.categories);
    return status;
}
