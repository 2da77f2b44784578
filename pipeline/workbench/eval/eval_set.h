/* A labelled set: everything an evaluation counts of the records of one input. Bounded by the
 * distinct pairs of compound and gold; adding and merging commute. */
#ifndef EF_EVAL_SET_H
#define EF_EVAL_SET_H

#include "workbench/eval/eval_topics.h"

/* The compound of a record that got none, because the model does not cover its language. */
#define EF_NO_COMPOUND INT64_MAX

typedef struct ef_eval_set {
    uint64_t records;            /* labelled or not */
    uint64_t missing;            /* that got no compound */
    ef_pairs labels;             /* compound, ef_label */
    ef_pairs scores;             /* compound (0 when there is none), score in EF_SCORE_UNIT */
    ef_pairs ratings;            /* the same, rating in ten-thousandths */
    ef_pairs topics;             /* records by their ef_topic_counts, packed */
    ef_topic_counts *categories; /* by category of the map */
    size_t n_categories;
} ef_eval_set;

/* False when memory is out, as below; fini is due all the same. */
bool ef_eval_set_init(ef_eval_set *set, size_t n_categories);
void ef_eval_set_fini(ef_eval_set *set);
bool ef_eval_set_merge(ef_eval_set *into, const ef_eval_set *from);

/* All sets in one. A set in which no record has a category of the map has no part in the topics:
 * nobody looked for them there. */
bool ef_eval_set_pool(ef_eval_set *into, const ef_eval_set *from);

/* Some record has a category of the map, so it makes sense to ask for topics. */
bool ef_eval_set_has_topics(const ef_eval_set *set);

/* Sets by the name of their input. */
typedef struct ef_eval_sets {
    ef_table names;
    ef_eval_set *items;
    size_t capacity;
    size_t n_categories;
} ef_eval_sets;

void ef_eval_sets_init(ef_eval_sets *sets, size_t n_categories);
void ef_eval_sets_fini(ef_eval_sets *sets);

/* The set of this name, made when new; NULL when memory is out. */
ef_eval_set *ef_eval_sets_at(ef_eval_sets *sets, ef_span name);

#endif
