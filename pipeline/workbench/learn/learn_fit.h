/* Fitting: the values for which the scorer agrees best with the lessons in some spools.
 *
 * Minimises the sum of the losses plus stiffness / 2 * (value - prior)^2 for each value, by accelerated
 * gradient steps (Nesterov 1983) scaled with a bound on the curvature. Sums over records are taken in
 * whole numbers, so the result does not depend on how records lie in the spools. */
#ifndef EF_LEARN_FIT_H
#define EF_LEARN_FIT_H

#include "workbench/learn/learn_spool.h"

typedef struct ef_value {
    double prior; /* points of valence */
    double value; /* where fitting starts, and what it found */
    bool fixed;
} ef_value;

typedef struct ef_fitting {
    ef_value *values;
    size_t n_values;
    ef_spool *spools;
    size_t n_spools;
    const ef_settings *settings;
    double stiffness;
} ef_fitting;

/* EARFUL_MEMORY, or EARFUL_IO when a spool cannot be read. */
earful_status ef_fit(const ef_fitting *fitting, earful_error *err);

#endif
