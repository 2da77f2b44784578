/* Gold: what people said of a record, read from its fields `label`, `score`, `reason` and `aspects`
 * ([{category, polarity}], or plain names).
 *
 * Lists lie inside the record, and a field holds one value; so these two are read from the record's
 * own JSON, by the paths of the plan, in the order in which they stand there. A table has no lists:
 * its `reason` column is a single one. */
#ifndef EF_GOLD_H
#define EF_GOLD_H

#include "hits/analysis.h"
#include "records/json.h"

/* Scores are held in thousand-millionths, so that as many digits as people write are told apart. */
#define EF_SCORE_UNIT INT64_C(1000000000)

/* What a polarity is, as a set: bit 1 << ef_label, and one for any other word ("conflict"). */
enum { EF_OTHER_POLARITY = 8 };

typedef struct ef_gold_mention {
    ef_span category;
    uint8_t polarity; /* a set of at most one; 0 = not said, or "conflict" */
} ef_gold_mention;

typedef struct ef_gold {
    bool has_label;
    ef_label label;
    bool has_score;
    int64_t score;
    bool has_rating;
    int64_t rating; /* ten-thousandths */
    const ef_gold_mention *mentions;
    size_t n_mentions;
} ef_gold;

/* The fields that must be read for it. */
extern const char *const ef_gold_fields[];
extern const size_t ef_n_gold_fields;

typedef struct ef_gold_reader ef_gold_reader;

ef_gold_reader *ef_gold_reader_new(void); /* NULL when memory is out */
void ef_gold_reader_free(ef_gold_reader *reader);

/* Of record `index` of the block, which has a document. What it points to lives until the next call.
 * False when memory is out. */
bool ef_gold_read(ef_gold_reader *reader, const ef_block *block, const ef_documents *documents,
                  size_t index, ef_gold *gold);

/* The label that people gave: by their mean score where there is one, from `threshold` on (in
 * EF_SCORE_UNIT) positive, down to -threshold negative. False when they gave none. */
bool ef_gold_label(const ef_gold *gold, int64_t threshold, ef_label *label);

/* A JSON number, exponent and all, in units of EF_SCORE_UNIT, half away from zero; false when it is
 * none, or larger than a thousand million. */
bool ef_score_parse(ef_span text, int64_t *score);

#endif
