#include "workbench/keyness.h"

#include <math.h>

/* Of one cell: observed times the logarithm of observed over expected; nothing observed adds 0. */
static double part(double observed, double expected)
{
    return observed > 0 && expected > 0 ? observed * log(observed / expected) : 0;
}

int64_t ef_keyness(uint64_t with, uint64_t all, uint64_t other_with, uint64_t other_all)
{
    const double a = (double)with;
    const double b = (double)other_with;
    const double c = (double)(all - with);
    const double d = (double)(other_all - other_with);
    const double n = a + b + c + d;
    if (all == 0 || other_all == 0 || n <= 0)
        return 0;
    const double share = (a + b) / n;
    const double rest = (c + d) / n;
    const double sum = part(a, (double)all * share) + part(b, (double)other_all * share) +
                       part(c, (double)all * rest) + part(d, (double)other_all * rest);
    const int64_t tenths = (int64_t)floor(20 * (sum > 0 ? sum : 0) + 0.5);
    return a * (double)other_all >= b * (double)all ? tenths : -tenths;
}
