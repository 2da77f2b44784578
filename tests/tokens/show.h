/* Tokens in a notation that a test can spell out.
 *
 * show_words: the folded words, parted by blanks; a kind that is not EF_WORD goes before its word:
 *   n. number, p. punctuation, e. emoji, f. emoticon (face), u. URL, m. e-mail, h. handle,
 *   t. hashtag, s. symbol.
 * show_flags: the folded words, each flag behind its word: ^ initial capital, ^^ all capitals,
 *   ~ elongated, < contracted, + continued, " quoted, ? question.
 * show_sentences: the words, sentences parted by " | ", clauses by " / ".
 * show_places: bytes of the text, "start-end" each.
 * Each checks the invariants first and answers "broken" when they do not hold. The answer is the
 * caller's to free. */
#ifndef SHOW_H
#define SHOW_H

#include "tokens/tokens.h"

char *show_words(const char *text);
char *show_flags(const char *text);
char *show_sentences(const char *text);
char *show_places(const char *text);

/* The few rows that these tests need; release with ef_spelling_fini. */
void fill_spelling(ef_spelling *spelling);

typedef struct shown {
    const char *text;
    const char *expected;
} shown;

/* Compares every row; reports all that differ. */
void check_rows(char *(*show)(const char *text), const shown *rows, size_t count);

#endif
