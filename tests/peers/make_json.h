/* Lines of JSON, right and wrong, the same for the same seed. */
#ifndef EF_TEST_MAKE_JSON_H
#define EF_TEST_MAKE_JSON_H

#include <stdint.h>

#include "base/buffer.h"

typedef struct dice {
    uint64_t state;
} dice;

size_t dice_below(dice *d, size_t below); /* 0 to below - 1 */

/* Appends one line that begins as {"text":"x","v":...}, and its newline. About half of them are
 * changed somewhere, so that most of those are no JSON. */
void make_json_line(dice *d, ef_buffer *out);

#endif
