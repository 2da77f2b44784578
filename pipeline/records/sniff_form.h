/* What the first bytes of an input are: its encoding and its form. Names and suffixes say nothing;
 * a guess that the bytes do not bear out is not made, and plain lines is what is left. */
#ifndef EF_SNIFF_FORM_H
#define EF_SNIFF_FORM_H

#include "records/plan.h"

/* The head of an input, ready to be looked at. */
typedef struct ef_head {
    ef_span text; /* UTF-8 or meant to be, without byte order mark */
    bool whole;   /* it is all of the input */
    bool utf16_le, utf16_be;
} ef_head;

/* Transcodes into the arena what is UTF-16 by its byte order mark. */
ef_head ef_head_of(ef_span bytes, bool whole, ef_arena *arena);

typedef struct ef_guess {
    ef_form form;
    bool array;    /* JSON: the document is an array */
    bool one_line; /* JSON: all of the head is one unfinished line */
    char delimiter;
    ef_span *columns; /* CSV and TSV: the header's cells, repaired and trimmed */
    size_t n_columns;
    uint32_t header_rows;
    bool table; /* looks like a table, but no column of it is known to hold text */
} ef_guess;

/* `known` says whether a column is known to hold a text, which is what tells a table from prose
 * with commas. The guess's columns lie in the arena; when that failed there is no guess. */
typedef bool ef_known_column(const void *context, ef_span name);

ef_guess ef_sniff_form(const ef_head *head, ef_known_column *known, const void *context,
                       ef_arena *arena);

/* Which of the columns has a name: exactly, else in another case; EF_NONE when none. */
uint32_t ef_find_column(const ef_span *columns, size_t n_columns, ef_span name);

#endif
