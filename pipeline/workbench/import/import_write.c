/* The model directory of an import. What the form does not bring (spelling, and mostly the words that
 * negate and boost) is the built-in English model's. */
#include <stdio.h>

#include "base/file.h"
#include "earful.h"
#include "lexicon/builtin.h"
#include "workbench/import/import.h"

/* The words that shift, line by line as they stand in the built-in lexicon. */
static void add_shifters(ef_buffer *out)
{
    static const char *const kinds[] = {",booster,", ",dampener,", ",negator,", ",contrast,",
                                        ",request,"};
    ef_span rest = ef_builtin_file("en/lexicon.csv");
    ef_span line = {0};
    while (rest.len > 0) {
        line = ef_span_cut(&rest, '\n');
        for (size_t i = 0; i < EF_COUNT(kinds) && line.len > 0 && line.at[0] != '#'; i++) {
            const size_t len = strlen(kinds[i]);
            bool found = false;
            for (size_t at = 0; at + len <= line.len && !found; at++)
                found = memcmp(line.at + at, kinds[i], len) == 0;
            if (found) {
                ef_buffer_add_span(out, line);
                ef_buffer_add_char(out, '\n');
            }
        }
    }
}

static void write_lexicon(const ef_import *import, ef_buffer *out)
{
    ef_buffer_add_text(out, "term,valence,negated,type,cond,note\n");
    if (!import->has_shifters)
        add_shifters(out);
    for (size_t i = 0; i < import->n_terms; i++) {
        const ef_import_term *const term = &import->terms[i];
        ef_sheet_write_cell(out, term->text);
        ef_buffer_add_char(out, ',');
        if (term->type != EF_TERM_NEGATOR)
            ef_sheet_write_number(out, term->valence);
        ef_buffer_add_format(out, ",,%s,,\n", ef_term_type_name(term->type));
    }
}

static void write_topics(const ef_import *import, ef_buffer *out)
{
    ef_buffer_add_text(out, "topic,rule,scope,polarity,example,counter,note\n");
    for (size_t i = 0; i < import->n_lists; i++) {
        if (import->lists[i].words.len == 0)
            continue;
        ef_sheet_write_cell(out, import->lists[i].path);
        ef_buffer_add_text(out, ",@");
        ef_buffer_add_span(out, import->lists[i].name);
        ef_buffer_add_text(out, ",,any,,,\n");
    }
}

static earful_status write_file(const ef_import *import, const char *directory, const char *name,
                                const ef_buffer *bytes)
{
    char path[4096];
    if (bytes->failed)
        return ef_fail_memory(import->err);
    if ((size_t)snprintf(path, sizeof path, "%s/%s", directory, name) >= sizeof path)
        return ef_fail_at(import->err, EARFUL_USAGE, directory, 0, 0, "the path is too long");
    return ef_file_write(path, ef_buffer_span(bytes), import->err);
}

/* Where it comes from, in one line of a comment. */
static void add_source(ef_buffer *out, const char *form, const char *source)
{
    const char *const slash = strrchr(source, '/');
    const char *const name = slash != NULL && slash[1] != '\0' ? slash + 1 : source;
    ef_buffer_add_format(out, "# source: %s, imported from ", form);
    for (const char *at = name; *at != '\0'; at++)
        ef_buffer_add_char(out, (unsigned char)*at < 0x20 ? ' ' : *at);
    ef_buffer_add_char(out, '\n');
}

static earful_status make_directory(const ef_import *import, const char *directory)
{
    earful_error why = {0};
    const earful_status status = ef_directory_make(directory, false, &why);
    if (status == EARFUL_USAGE)
        return ef_fail_at(import->err, EARFUL_USAGE, directory, 0, 0,
                          "the directory holds something; choose an empty one or a new name");
    if (status != EARFUL_OK && import->err != NULL)
        *import->err = why;
    return status;
}

static earful_status write_lists(const ef_import *import, const char *directory)
{
    earful_status status = EARFUL_OK;
    for (size_t i = 0; i < import->n_lists && status == EARFUL_OK; i++) {
        const ef_import_list *const list = &import->lists[i];
        char name[160];
        snprintf(name, sizeof name, "%.*s.txt", (int)list->name.len, list->name.at);
        if (list->words.len > 0)
            status = write_file(import, directory, name, &list->words);
    }
    return status;
}

earful_status ef_import_write(ef_import *import, const char *form, const char *source,
                              const char *directory)
{
    ef_buffer settings = {0};
    ef_buffer lexicon = {0};
    ef_buffer topics = {0};
    ef_buffer spelling = {0};
    add_source(&settings, form, source);
    add_source(&lexicon, form, source);
    add_source(&topics, form, source);
    ef_buffer_add_format(&settings, "name = %s import\nlanguage = en\nlanguages = en\n", form);
    write_lexicon(import, &lexicon);
    write_topics(import, &topics);
    ef_buffer_add_span(&spelling, ef_builtin_file("en/spelling.csv"));
    const struct {
        const char *name;
        const ef_buffer *bytes;
    } files[] = {{"import.log", &import->log},
                 {"spelling.csv", &spelling},
                 {"lexicon.csv", &lexicon},
                 {"topics.csv", &topics},
                 {"model.ini", &settings}}; /* last: without it there is no model */
    earful_status status = make_directory(import, directory);
    if (status == EARFUL_OK)
        status = write_lists(import, directory);
    for (size_t i = 0; i < EF_COUNT(files) && status == EARFUL_OK; i++)
        status = write_file(import, directory, files[i].name, files[i].bytes);
    ef_buffer_fini(&settings);
    ef_buffer_fini(&lexicon);
    ef_buffer_fini(&topics);
    ef_buffer_fini(&spelling);
    return status;
}
