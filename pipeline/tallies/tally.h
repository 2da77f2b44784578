/* A tally: cells by key. One a worker, merged at the end.
 *
 * The unit that is counted is a record's text of one role: a record with documents of several roles
 * counts once in each role's cells. Agent and bot text never moves customer numbers. */
#ifndef EF_TALLY_H
#define EF_TALLY_H

#include "hits/hits.h"
#include "records/time.h"
#include "tallies/cell.h"
#include "tallies/census.h"
#include "tallies/distinct.h"

/* Topic numbers of the two rows that are no topics of the model. */
#define EF_TOPIC_TOTAL         ((uint32_t)UINT32_MAX - 1)
#define EF_TOPIC_UNCATEGORISED ((uint32_t)UINT32_MAX - 2)

#define EF_NO_PERIOD INT64_MIN /* without --period; INT64_MIN + 1: the record has no time */
#define EF_UNDATED   (INT64_MIN + 1)

/* Times outside of the years 0000 to 9999 count as none. */
#define EF_FIRST_TIME ((int64_t)-62167219200)
#define EF_LAST_TIME  ((int64_t)253402300799)

/* Longer channels and segment values are cut. */
enum { EF_LONGEST_VALUE = 256 };

typedef struct ef_key {
    uint32_t channel;       /* in ef_tally.strings */
    uint32_t segment_key;   /* EF_NONE = unsegmented */
    uint32_t segment_value; /* the empty string when the record has no value */
    uint32_t role;          /* ef_role */
    uint32_t topic;
    int64_t period; /* local start in seconds since 1970, or EF_NO_PERIOD, EF_UNDATED */
} ef_key;

typedef struct ef_tally_options {
    const earful_model *model;
    earful_period period;
    const ef_zone *zone;
    const char *const *by; /* names of fields */
    size_t n_by;
    bool unique;        /* count distinct contents a cell */
    uint64_t max_cells; /* in this tally */
} ef_tally_options;

typedef struct ef_tally {
    ef_tally_options options;
    ef_table strings; /* channels, segment keys and values */
    ef_table groups;  /* of cells: the key without its topic, as bytes */
    ef_table keys;    /* group and topic as bytes -> number of the cell */
    ef_cell *cells;
    size_t cells_capacity;
    ef_distinct *distinct; /* by cell, contents of records; NULL unless options.unique */
    size_t distinct_capacity;
    ef_census census;
    struct ef_tally_scratch *scratch; /* the unit being counted, and where its segments are */
} ef_tally;

bool ef_tally_init(ef_tally *tally, const ef_tally_options *options);
void ef_tally_fini(ef_tally *tally);

/* The channel that a document counts for: its own, the plan's, or "unknown". */
ef_span ef_channel_of(const ef_plan *plan, const ef_document *document);

/* Counts a block: every record whose outcome is EF_SCORED into cells, all of them into the census.
 * The fate of a record is final in `documents` by now. Rejects are those of `documents`; those of
 * the batch are its owner's to count. EARFUL_LIMIT past max_cells (the message names --max-cells)
 * or when a sum overflows, EARFUL_MEMORY. */
earful_status ef_tally_add(ef_tally *tally, const ef_plan *plan, const ef_documents *documents,
                           const ef_tokens *tokens, const ef_hits *hits, earful_error *err);

/* The key of cell number 0 .. keys.count - 1. */
ef_key ef_tally_key(const ef_tally *tally, uint32_t number);

/* Adds all of `from`, whose options must be the same. */
earful_status ef_tally_merge(ef_tally *into, const ef_tally *from, earful_error *err);

#endif
