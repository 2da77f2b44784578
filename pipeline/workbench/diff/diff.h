/* The parts of a diff: both models see the same documents, A in the engine and B in the visitor.
 *
 * Aggregates are those of two tallies, so they are exactly what two runs would have counted. What
 * flipped is found record by record; only for the few records that are shown both models are asked
 * again, with a trace, which lines of their files made the difference. */
#ifndef EF_DIFF_H
#define EF_DIFF_H

#include "earful_workbench.h"
#include "report/rows.h"
#include "workbench/corpus.h"
#include "workbench/snippet.h"

enum { EF_SIDE_A, EF_SIDE_B, EF_SIDES };

/* The topics of both models under one numbering. */
typedef struct ef_both_topics {
    ef_span *paths; /* sorted; borrowed from the models */
    size_t count;
    uint32_t *number[EF_SIDES]; /* by the model's own number */
} ef_both_topics;

bool ef_both_topics_init(ef_both_topics *topics, const earful_model *a, const earful_model *b);
void ef_both_topics_fini(ef_both_topics *topics);

typedef struct ef_flip_counts {
    uint64_t checked; /* records */
    uint64_t flipped;
    uint64_t labels;
    uint64_t topics; /* records whose set of topics changed */
} ef_flip_counts;

/* What one worker needs to find flips. */
typedef struct ef_flipper {
    const earful_model *models[EF_SIDES];
    const ef_both_topics *topics;
    bool ndjson;
    ef_flip_counts counts;
    ef_snippets shown;         /* what is to be written of flipped records */
    uint64_t *seen[EF_SIDES];  /* by topic: in which record it was found last, from 1 */
    uint64_t turn;             /* which record, from 1 */
    ef_analysis own[EF_SIDES]; /* for asking again */
    ef_trace traces[EF_SIDES];
    ef_document *documents; /* of the record that is asked about */
    size_t documents_capacity;
    ef_buffer line;
} ef_flipper;

bool ef_flipper_init(ef_flipper *flipper, const earful_model *a, const earful_model *b,
                     const ef_both_topics *topics, size_t most, bool ndjson);
void ef_flipper_fini(ef_flipper *flipper);

/* Both analyses are of the same block; the documents are those of `a`. */
earful_status ef_flipper_look(ef_flipper *flipper, const ef_block *block, const ef_analysis *a,
                              const ef_analysis *b, earful_error *err);

/* Writes the lines of the model files that made the difference in the one record that `own` has
 * analysed; the flipper knows which topics were found by which model. */
void ef_write_causes(const ef_flipper *flipper, bool label, bool topics, ef_buffer *out);

/* Writes every aggregate that differs: sentiment by channel, then topics. */
void ef_write_moved(const ef_rows *a, const ef_rows *b, bool ndjson, ef_buffer *out);

#endif
