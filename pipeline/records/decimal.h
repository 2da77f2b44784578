/* Decimal numbers as they are written, compared exactly at any length: an order id of thirty digits
 * is a number too. A sign, digits, a dot and digits; no exponents. */
#ifndef EF_DECIMAL_H
#define EF_DECIMAL_H

#include <stdint.h>

#include "base/span.h"

typedef struct ef_decimal {
    bool negative;    /* never of zero */
    ef_span whole;    /* without leading zeros; borrowed */
    ef_span fraction; /* without trailing zeros; borrowed */
} ef_decimal;

/* False when the whole span, spaces at both ends aside, is no such number. */
bool ef_decimal_read(ef_span text, ef_decimal *decimal);

int ef_decimal_compare(const ef_decimal *a, const ef_decimal *b);

/* In ten-thousandths, the rest cut off; false when there are more than 14 digits before the dot. */
bool ef_decimal_to_fixed4(const ef_decimal *decimal, int64_t *ten_thousandths);

#endif
