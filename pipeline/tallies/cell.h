/* A cell: what is counted for one channel x period x segment x role x topic. Integers only, every
 * field a sum (or an OR of bits), so that cells form a commutative monoid: the same totals come out
 * whatever the order, the threads or the partitioning. */
#ifndef EF_CELL_H
#define EF_CELL_H

#include <stdbool.h>
#include <stdint.h>

/* Which rating scales a cell has seen: one bit each. Rating metrics exist only when it is exactly
 * one, and not EF_SCALE_UNDECLARED. */
typedef enum ef_scale_bit {
    EF_SCALE_UNDECLARED = 1,
    EF_SCALE_0_1 = 2, /* thumbs */
    EF_SCALE_1_5 = 4,
    EF_SCALE_0_10 = 8, /* the one that NPS is defined on */
    EF_SCALE_1_10 = 16,
    EF_SCALE_1_7 = 32,
    EF_SCALE_0_100 = 64,
    EF_SCALE_OTHER = 128
} ef_scale_bit;

enum { EF_ALL_SCALES = 255 };

typedef struct ef_cell {
    int64_t records;   /* distinct records with a document of the role and, for a topic, an
                          unguarded mention */
    int64_t documents; /* only in (total) */
    int64_t sentences; /* distinct sentences in which an unguarded mention begins; in (total) and
                          (uncategorised) all */
    int64_t mentions;  /* in (total) each mention once, however many parents its topic has */
    int64_t guarded;   /* guarded mentions; none in (uncategorised) */
    int64_t positive;  /* records by label; positive + neutral + negative = records */
    int64_t neutral;
    int64_t negative;
    int64_t mixed;        /* records, overlapping the three; of a topic: with a positive and a
                             negative mention */
    int64_t clause_sum;   /* sum over records of the record's mean compound for the topic; in
                             (total) and (uncategorised) the same as document_sum */
    int64_t document_sum; /* sum over records of the compound of the role's whole text */
    int64_t n_rated;      /* records with a rating, which is the customer's: 0 for other roles */
    int64_t rating_sum;   /* ten-thousandths */
    int64_t promoters;    /* rating 9 and 10 of scale 0-10 */
    int64_t detractors;   /* rating 0 to 6 of scale 0-10 */
    int64_t top_box;      /* the two best of a scale of whole steps; thumbs: up */
    int64_t weight_sum;   /* sum of the records' weights */
    int64_t scales;       /* ef_scale_bit, OR-ed; the last field */
} ef_cell;

/* A cell seen as so many numbers, in the order above, for code that treats them all alike. */
enum { EF_CELL_FIELDS = sizeof(ef_cell) / sizeof(int64_t) };

void ef_cell_to_fields(const ef_cell *cell, int64_t fields[EF_CELL_FIELDS]);
void ef_cell_from_fields(ef_cell *cell, const int64_t fields[EF_CELL_FIELDS]);

/* False when a sum would leave int64_t; `into` is then as it was. */
bool ef_cell_merge(ef_cell *restrict into, const ef_cell *restrict from);

/* Whether the numbers can be those of `records` records: nothing negative that counts, labels that
 * add up, no more ratings than records. Merging keeps it true. */
bool ef_cell_check(const ef_cell *cell);

#endif
