/* The settings of a model: model.ini, `key = value` lines with `#` comments.
 *
 * All numbers are held as ten-thousandths, because integers decide every score. */
#ifndef EF_SETTINGS_H
#define EF_SETTINGS_H

#include <stdint.h>

#include "base/arena.h"
#include "base/failure.h"

enum { EF_UNIT = 10000 };

typedef struct ef_settings {
    ef_span name;               /* of the model */
    ef_span language;           /* its own: "en" */
    ef_span languages;          /* that it covers, separated by spaces or commas */
    int32_t positive_threshold; /* compound at or above is positive */
    int32_t negative_threshold; /* compound at or below is negative */
    int32_t mixed_threshold;    /* pos and neg both at or above: mixed */
    int32_t negation_window;    /* words */
    int32_t negation_back;      /* words behind an opinion in which a negator may still deny it */
    int32_t negation_factor;    /* valence times this, unless the term says otherwise */
    int32_t booster_window;     /* words */
    int32_t caps_boost;         /* shares of the valence, added */
    int32_t elongation_boost;
    int32_t exclamation_boost;    /* share of the sentence's sum for each mark */
    int32_t exclamation_limit;    /* marks that count; a plain number */
    int32_t question_damp;        /* a factor */
    int32_t question_objectivity; /* points of valence, see hits/objectivity.h */
    int32_t link_objectivity;
    int32_t contrast_before; /* factors */
    int32_t contrast_after;
    int32_t request_damp;
    int32_t squash;  /* the a of s / sqrt(s * s + a); a plain number times EF_UNIT */
    int32_t small_n; /* records below which a row is marked; a plain number */
} ef_settings;

/* Defaults for everything but the language; then the file. An unknown key, a number out of range
 * or a line without `=` is EARFUL_MODEL with its line and what is possible. */
earful_status ef_settings_parse(ef_settings *settings, ef_arena *arena, const char *name,
                                ef_span bytes, earful_error *err);

/* A decimal number to ten-thousandths, more digits rounded half away from zero; false when it is
 * none or out of range. Used for valences as well. */
bool ef_decimal_parse(ef_span text, int32_t *ten_thousandths);

#endif
