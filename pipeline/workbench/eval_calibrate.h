/* Calibration: the neutral band that makes the labels' macro-F1 largest. */
#ifndef EF_EVAL_CALIBRATE_H
#define EF_EVAL_CALIBRATE_H

#include "workbench/eval_pairs.h"

typedef struct ef_band {
    int32_t positive; /* thresholds, as in ef_settings */
    int32_t negative;
    double macro_f1;
} ef_band;

/* Tries every pair of thresholds in steps of 0.005, from 0.005 to 1; of equal ones the narrowest
 * band wins, first on the positive side. `labels` are pairs of compound and ef_label. */
bool ef_calibrate(const ef_pairs *labels, ef_band *best);

#endif
