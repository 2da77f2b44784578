/* A word as it is written: where it ends, its letters' case, how it is folded.
 *
 * Inner apostrophes, before a letter, belong to the word; inner hyphens part two words. Between
 * two ASCII digits . belongs to a number, and , : / do when it begins with a digit. A Han
 * character is a word by itself; Hiragana and Katakana part where one meets the other; all other
 * scripts are words as far as their letters go, so Thai is as long as its blanks leave it. */
#ifndef EF_WRITTEN_H
#define EF_WRITTEN_H

#include "base/buffer.h"
#include "tokens/utf8.h"

typedef struct ef_written {
    size_t start; /* bytes [start, end) of the text */
    size_t end;
    size_t n_upper;
    size_t n_lower;
    size_t n_digits;
    size_t apostrophe; /* where the last inner one is; SIZE_MAX = none */
    bool first_upper;
    bool beyond;      /* more than ASCII */
    bool is_folded;   /* by lower case of its ASCII letters alone */
    uint32_t last[2]; /* the last character, in lower case, and the one before */
} ef_written;

/* Where the run of ASCII letters and digits ends that begins at `start`. */
size_t ef_ascii_end(ef_span text, size_t start);

/* The word or number that starts at `start` with a letter, a mark or a digit. */
void ef_read_written(ef_span text, size_t start, ef_written *written);

/* Appends the folded word, squeezed unless digits are in it; returns the ef_token_flags that its
 * letters have. */
unsigned ef_fold_written(ef_span text, const ef_written *written, ef_buffer *out);
unsigned ef_case_flags(const ef_written *written);

/* The length of the apostrophe at `at`; 0 = none there. */
size_t ef_apostrophe_len(ef_span text, size_t at);

/* The class of the character at `at`; white space at the end of the text. */
ef_char_class ef_class_at(ef_span text, size_t at);

#endif
