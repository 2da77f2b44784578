/* Tokens of a --where expression. Internal to where*.c. */
#ifndef EF_WHERE_SCAN_H
#define EF_WHERE_SCAN_H

#include "base/span.h"
#include "records/where_program.h"

typedef enum ef_where_token_kind {
    EF_WHERE_END,
    EF_WHERE_OPEN,
    EF_WHERE_CLOSE,
    EF_WHERE_OPERATOR,
    EF_WHERE_WORD,
    EF_WHERE_QUOTED, /* text is what stands between the quotes */
    EF_WHERE_UNCLOSED
} ef_where_token_kind;

typedef struct ef_where_token {
    ef_where_token_kind kind;
    ef_span text;
    ef_operator op;
    size_t at; /* byte in the expression */
} ef_where_token;

/* The token that begins at or behind *at, which moves behind it. */
ef_where_token ef_where_scan(ef_span expression, size_t *at);

#endif
