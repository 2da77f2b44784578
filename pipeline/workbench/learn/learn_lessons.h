/* Lessons: which records of a corpus teach, and what. A record's label is what its human score says by
 * the threshold, else its `label`, else its rating on the declared scale: the lowest two fifths are
 * negative, the highest two positive.
 *
 * Every input counts alike, and in it every label: what is learned should hold for small and rare ones
 * too. So the records' weights follow from counts of a first look. */
#ifndef EF_LEARN_LESSONS_H
#define EF_LEARN_LESSONS_H

#include "workbench/gold.h"
#include "workbench/learn/learn_loss.h"

typedef struct ef_lesson_counts {
    uint64_t (*by_label)[3]; /* of each input, by its number in the run */
    size_t n_inputs;
    size_t capacity;
    uint64_t unscaled; /* records with a rating of which nobody said the scale */
} ef_lesson_counts;

void ef_lesson_counts_fini(ef_lesson_counts *counts);

/* False when memory is out, as below. */
bool ef_lesson_counts_add(ef_lesson_counts *counts, uint32_t input, ef_label label, uint64_t count);
bool ef_lesson_counts_merge(ef_lesson_counts *into, const ef_lesson_counts *from);
uint64_t ef_lesson_counts_sum(const ef_lesson_counts *counts);

/* Of a record with this label of this input; 1 is the mean over all records. */
double ef_lesson_weight(const ef_lesson_counts *counts, uint32_t input, ef_label label);

/* Whether the gold says a label, and which. unscaled: it would, by a rating without a scale. */
bool ef_lesson_label(const ef_gold *gold, const ef_plan *plan, int64_t gold_threshold,
                     ef_label *label, bool *unscaled);

#endif
