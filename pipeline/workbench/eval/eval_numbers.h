/* The numbers of an evaluation: what a labelled set comes to, with 95 % intervals. */
#ifndef EF_EVAL_NUMBERS_H
#define EF_EVAL_NUMBERS_H

#include "workbench/eval/eval_bootstrap.h"
#include "workbench/eval/eval_set.h"

/* A number and where it would lie with other records. */
typedef struct ef_estimate {
    double value;
    ef_interval interval;
} ef_estimate;

typedef struct ef_correlations {
    uint64_t records;
    ef_estimate pearson;
    ef_estimate spearman;
} ef_correlations;

typedef struct ef_topic_numbers {
    ef_topic_counts sum;
    ef_rates micro;
    ef_estimate micro_f1;
    double macro_f1;  /* mean over the categories that some record has */
    double exact;     /* share of records with the right set of categories */
    double sentiment; /* share of the judged hits with the right one */
    ef_estimate joint_f1;
} ef_topic_numbers;

typedef struct ef_eval_numbers {
    ef_confusion confusion;
    ef_agreement labels; /* records == 0: none has a label */
    ef_estimate accuracy;
    ef_estimate macro_f1;
    ef_correlations score;  /* records == 0: there is none */
    ef_correlations rating; /* the same */
    bool has_topics;
    ef_topic_numbers topics;
} ef_eval_numbers;

/* The numbers of one input, or of all. */
typedef struct ef_eval_part {
    ef_span name;
    uint64_t records;
    uint64_t missing;
    const ef_topic_counts *categories;
    ef_eval_numbers numbers;
} ef_eval_part;

/* Labels by the model's thresholds. False when memory is out. */
bool ef_eval_measure(const ef_eval_set *set, const ef_settings *settings, unsigned replicates,
                     ef_eval_numbers *numbers);

/* Over the parts that have labels; undefined when none has. */
double ef_mean_macro_f1(const ef_eval_part *parts, size_t n_parts);

#endif
