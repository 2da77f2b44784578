/* Import: a foreign lexicon as a model directory.
 *
 * A form's reader hands over terms with valences and words of lists; each is tried with the
 * compiler's own functions at once, and what it would refuse is dropped and logged with its line, so
 * that the result always loads. Lists become topics whose rule names a file of words. */
#ifndef EF_IMPORT_H
#define EF_IMPORT_H

#include "lexicon/term.h"

typedef struct ef_import_term {
    ef_span text;
    ef_term_type type;
    int32_t valence;
} ef_import_term;

typedef struct ef_import_list {
    ef_span path; /* of the topic */
    ef_span name; /* of the file */
    ef_buffer words;
    ef_table known; /* words that it has */
} ef_import_list;

typedef struct ef_import {
    const char *path; /* the file that is read */
    uint32_t line;    /* of it */
    earful_error *err;
    ef_import_term *terms;
    size_t n_terms;
    size_t terms_capacity;
    ef_table term_keys; /* lane and atoms, by term */
    ef_import_list *lists;
    size_t n_lists;
    size_t lists_capacity;
    ef_table paths;    /* of topics, by list */
    ef_table names;    /* of lists' files */
    bool has_shifters; /* the form brings negators and boosters of its own */
    bool literal;      /* the form knows no wildcards */
    uint64_t entries;
    uint64_t dropped;
    uint64_t unscored; /* of them, because no number of the scale stands behind them */
    ef_buffer log;
    ef_spelling spelling;
    ef_vocabulary *vocabulary;
    ef_arena arena;
    ef_tokens scratch;
    bool failed; /* memory is out; sticky */
} ef_import;

/* ---- what readers say ---- */

/* A term with a valence in ten-thousandths (none for negators). EF_TERM_WORD also stands for
 * phrases, emoji and emoticons: what it is the tokenizer says. A later one of the same words wins. */
void ef_import_add_term(ef_import *import, ef_span term, ef_term_type type, int32_t valence);

/* A word, phrase or wildcard of a list; the path's parts are joined by " > ". */
void ef_import_add_word(ef_import *import, ef_span path, ef_span word);

/* Something that has no counterpart. */
void ef_import_drop(ef_import *import, ef_span what, const char *why);

/* A file's bytes as UTF-8, from now on the one that is read. Bytes that are none are taken for
 * Latin-1. The span is the arena's. */
earful_status ef_import_read(ef_import *import, const char *path, ef_span *bytes);

/* The next line of the rest, without its end; counts lines. False when there is none. */
bool ef_import_line(ef_import *import, ef_span *rest, ef_span *line);

/* value is of -from..from; gives -4..4 in ten-thousandths. */
int32_t ef_import_rescale(int32_t value, int32_t from);

/* ---- forms: EARFUL_MODEL with the line when the file is not of that form ---- */

earful_status ef_import_vader(ef_import *import, const char *path);
earful_status ef_import_afinn(ef_import *import, const char *path);
earful_status ef_import_liwc(ef_import *import, const char *path);
earful_status ef_import_quanteda(ef_import *import, const char *path);
earful_status ef_import_sentistrength(ef_import *import, const char *path);

/* ---- writing (import_write.c) ---- */

earful_status ef_import_write(ef_import *import, const char *form, const char *source,
                              const char *directory);

#endif
