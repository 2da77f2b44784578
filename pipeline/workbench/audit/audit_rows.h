/* The terms of an audit: what the ratings say of each, and how sure that is.
 *
 * A rating counts as its distance from the mean of its scale, in standard deviations of that scale,
 * so scales need not be declared and may differ. z asks how likely the term's mean is if its records
 * were drawn from all rated ones without regard to it.
 *
 * Ratings alone contradict many words that mean what they should: "war" and "tragic" stand in praise of
 * films. Such words keep company with others of their sign, a word whose sign is wrong does not. So
 * each term's company in its sentences is measured in the same way, and terms that it speaks against
 * as well come first, by the product of both; company that is not certain says nothing either way. A
 * faint word is more often in doubt than wrong, so the cube root of its valence is a factor, too. */
#ifndef EF_AUDIT_ROWS_H
#define EF_AUDIT_ROWS_H

#include "base/buffer.h"
#include "lexicon/lexicon.h"
#include "workbench/audit/audit_cells.h"

typedef struct ef_audit_row {
    const ef_term *term;
    uint64_t records;
    double with;      /* mean rating of these records */
    double without;   /* of the others, scale by scale as often as with it */
    double deviation; /* in standard deviations */
    double z;         /* against the term's sign: the larger, the more certainly it is wrong */
    double company;   /* z of what its sentences say beside it, against its sign as well */
} ef_audit_row;

typedef struct ef_audit_rows {
    ef_audit_row *items; /* those whose sign the ratings contradict, the most suspect first */
    size_t count;
    uint64_t rated;   /* records */
    uint64_t checked; /* terms in rated records */
} ef_audit_rows;

/* From this z on a term is said to be contradicted. */
#define EF_AUDIT_CERTAIN 2.0

/* False when memory is out; fini is due all the same. */
bool ef_audit_rows_make(ef_audit_rows *rows, const ef_audit_cells *cells,
                        const ef_lexicon *lexicon);
void ef_audit_rows_fini(ef_audit_rows *rows);

void ef_write_audit_text(const ef_audit_rows *rows, uint64_t records, size_t most, ef_buffer *out);
void ef_write_audit_ndjson(const ef_audit_rows *rows, uint64_t records, size_t most,
                           ef_buffer *out);

#endif
