/* Calibration: the neutral band that makes the labels' macro-F1 largest. */
#ifndef EF_EVAL_CALIBRATE_H
#define EF_EVAL_CALIBRATE_H

#include "workbench/eval/eval_pairs.h"

typedef struct ef_band {
    int32_t positive; /* thresholds, as in ef_settings */
    int32_t negative;
    double macro_f1;
} ef_band;

/* Tries every pair of thresholds in steps of 0.005, from 0.005 to 1; of equal ones the narrowest
 * band wins, first on the positive side. Of several sets, given as their pairs of compound and
 * ef_label, the mean of the macro-F1 counts, so that a large one does not drown the others; sets
 * without labels do not count. False when memory is out. */
bool ef_calibrate(const ef_pairs *const *sets, size_t n_sets, ef_band *best);

#endif
