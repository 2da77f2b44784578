/* One line of a lexicon, read and checked: the words of its term as vocabulary atoms, its numbers,
 * and whether it removes. What lexicon.c then keeps of it depends on the other lines. */
#ifndef EF_TERM_H
#define EF_TERM_H

#include "lexicon/lexicon.h"
#include "tokens/tokens.h"

/* The columns of one sheet. */
typedef struct ef_term_columns {
    uint32_t term;
    uint32_t valence;
    uint32_t negated;
    uint32_t type;
    uint32_t condition;
} ef_term_columns;

typedef struct ef_term_line {
    ef_term term; /* without its condition */
    ef_span condition;
    uint32_t condition_column;
    bool condition_quoted;
    bool removes;
} ef_term_line;

/* The columns there are, in a fixed order; NULL past the last. */
const char *ef_term_column_name(size_t index);

earful_status ef_term_columns_find(ef_term_columns *columns, const ef_sheet *sheet,
                                   earful_error *err);

/* `scratch` is initialised and may be used again. `file` goes into the term as it is. */
earful_status ef_term_read(const ef_term_columns *columns, const ef_sheet *sheet, size_t row,
                           const char *file, const ef_rule_context *context, ef_tokens *scratch,
                           ef_term_line *line, earful_error *err);

#endif
