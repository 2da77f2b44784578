/* Topics against labels: which categories a record has, which its topic hits stand for, and how
 * often the two agree. A category counts once a record; its sentiment is right when one of the said
 * ones is among those that people gave it. */
#ifndef EF_EVAL_TOPICS_H
#define EF_EVAL_TOPICS_H

#include "workbench/eval/eval_map.h"
#include "workbench/eval/eval_pairs.h"
#include "workbench/gold.h"
#include "workbench/metrics.h"

typedef struct ef_topic_counts {
    uint64_t hit;
    uint64_t wrong;
    uint64_t missed;
    uint64_t judged; /* hits with a gold polarity */
    uint64_t right;  /* of these, with the right sentiment */
} ef_topic_counts;

void ef_topic_counts_add(ef_topic_counts *sum, const ef_topic_counts *more);

/* Topic and sentiment together; undefined when no hit had a polarity to be judged by. */
double ef_topic_joint_f1(const ef_topic_counts *counts);

typedef struct ef_topic_judge ef_topic_judge; /* one a thread */

ef_topic_judge *ef_topic_judge_new(const ef_eval_map *map); /* NULL when memory is out */
void ef_topic_judge_free(ef_topic_judge *judge);

/* Adds a record to the counts by category, and gives what it is by itself. */
ef_topic_counts ef_judge_topics(ef_topic_judge *judge, const ef_gold *gold,
                                const ef_analysis *analysis, const ef_record_info *record,
                                ef_topic_counts *categories);

/* A record's counts as a pair of numbers, so that equal records fall together, and back. Counts
 * above 4,095 are held there. */
ef_pair ef_topic_counts_pack(const ef_topic_counts *counts);
ef_topic_counts ef_topic_counts_unpack(const ef_pair *pair);

#endif
