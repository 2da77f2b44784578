#include "tallies/ratio.h"

#include <assert.h>

int64_t ef_ratio(ef_wide numerator, ef_wide denominator)
{
    assert(denominator > 0);
    const ef_wide size = numerator < 0 ? -numerator : numerator;
    ef_wide quotient = size / denominator;
    const ef_wide rest = size % denominator;
    if (rest >= denominator - rest)
        quotient++;
    if (quotient > INT64_MAX)
        quotient = INT64_MAX;
    return (int64_t)(numerator < 0 ? -quotient : quotient);
}

ef_wide ef_square_root(ef_wide number)
{
    assert(number >= 0);
    ef_wide root = 0;
    for (ef_wide bit = (ef_wide)1 << 62; bit > 0; bit >>= 1)
        if ((root + bit) * (root + bit) <= number)
            root += bit;
    return root;
}
