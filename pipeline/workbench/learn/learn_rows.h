/* The lexicon that is being learned: one row a term, new or changed, and on what evidence. As an overlay
 * it is laid over the model that learning started from. */
#ifndef EF_LEARN_ROWS_H
#define EF_LEARN_ROWS_H

#include "lexicon/lexicon.h"

typedef struct ef_learned {
    ef_term_type type;
    bool existing; /* the model knew the term */
    bool has_negated;
    int32_t valence; /* ten-thousandths of a point */
    int32_t negated;
    int32_t prior; /* what the term came to before it was learned */
    int32_t prior_negated;
    uint64_t records;
} ef_learned;

typedef struct ef_learned_rows {
    ef_table terms; /* "word word", of objective terms with a blank behind */
    ef_learned *items;
    size_t capacity;
} ef_learned_rows;

void ef_learned_rows_init(ef_learned_rows *rows);
void ef_learned_rows_fini(ef_learned_rows *rows);

/* The row of the term in its lane (opinion or objective), made when new; NULL when memory is out. */
ef_learned *ef_learned_at(ef_learned_rows *rows, ef_lane lane, ef_span term, bool *added);
const ef_learned *ef_learned_find(const ef_learned_rows *rows, ef_lane lane, ef_span term);

/* The term of a row, by number. */
ef_span ef_learned_term(const ef_learned_rows *rows, uint32_t number);

/* How a term is written as a key of such a table; EF_LEARNED_KEY bytes at most, the rest is cut off. */
enum { EF_LEARNED_KEY = 160 };
ef_span ef_learned_key(char room[EF_LEARNED_KEY], ef_lane lane, ef_span term);

/* Keeps the rows that say something else than the model did before; the rest is forgotten. False when
 * memory is out. */
bool ef_learned_prune(ef_learned_rows *rows);

/* A lexicon.csv, sorted by term. notes: with what is known of each row, for people. Fails as the buffer
 * does. */
void ef_learned_write(const ef_learned_rows *rows, bool notes, ef_buffer *out);

/* How many of them are words, phrases (or pictures), and rows that the model had. */
typedef struct ef_learned_count {
    uint64_t words;
    uint64_t phrases;
    uint64_t changed;
} ef_learned_count;
ef_learned_count ef_learned_count_of(const ef_learned_rows *rows);

/* Numbers of the rows by how much each moves its term, the most first; to be freed; NULL when memory is
 * out. */
uint32_t *ef_learned_by_change(const ef_learned_rows *rows);

#endif
