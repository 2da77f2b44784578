/* An evaluation, written: for people, or one object a line. */
#ifndef EF_EVAL_WRITE_H
#define EF_EVAL_WRITE_H

#include "workbench/eval/eval_calibrate.h"
#include "workbench/eval/eval_numbers.h"

typedef struct ef_evaluation {
    const ef_eval_map *map;
    const ef_eval_part *parts; /* sorted by name */
    size_t n_parts;
    const ef_eval_part *all; /* NULL: there is only one part */
    const ef_band *band;     /* NULL: nothing was calibrated */
} ef_evaluation;

void ef_write_evaluation_text(const ef_evaluation *evaluation, ef_buffer *out);
void ef_write_evaluation_ndjson(const ef_evaluation *evaluation, ef_buffer *out);

#endif
