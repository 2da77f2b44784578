/* Why a record was not counted. A reject could not be read; it is kept with its position. */
#ifndef EF_REJECT_H
#define EF_REJECT_H

#include <stdint.h>

#include "base/span.h"

typedef enum ef_reason {
    EF_REASON_NONE,
    EF_BAD_JSON,      /* not RFC 8259 */
    EF_NOT_AN_OBJECT, /* a JSON value of another kind where a record was due */
    EF_TOO_DEEP,      /* nested beyond 1,024 */
    EF_TOO_LONG,      /* a record above 16 MiB, or of more than 16,384 turns */
    EF_RAGGED_ROW,    /* a CSV row with other than the header's number of cells */
    EF_BAD_QUOTE,     /* bytes behind a closing quote, or a quote never closed */
    EF_NO_TEXT,       /* none of the fields that hold the text is there */
    EF_BAD_UTF16,     /* half a code unit at the end */
    EF_CUT_SHORT,     /* the input ended, or was damaged, in the middle of the record */
    EF_REASON_COUNT
} ef_reason;

/* As printed: "bad_json" and so on. Stable, people script against it. */
const char *ef_reason_name(ef_reason reason);

typedef struct ef_reject {
    ef_reason reason;
    uint64_t offset; /* of the record in the decompressed input */
    uint64_t record; /* its ordinal in the input, from 0 */
    uint32_t at;     /* where in the record, bytes from its start */
    uint32_t detail; /* rows: cells found; else 0 */
    ef_span bytes; /* the record itself, for --rejects; borrowed from the batch; empty when gone */
} ef_reject;

#endif
