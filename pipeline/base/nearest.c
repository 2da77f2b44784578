#include "base/nearest.h"

enum { LONGEST = 64 };

static size_t least(size_t a, size_t b, size_t c)
{
    const size_t ab = a < b ? a : b;
    return ab < c ? ab : c;
}

/* One row of the table at a time. */
static size_t mistakes(ef_span a, ef_span b)
{
    size_t row[LONGEST + 1];
    for (size_t j = 0; j <= b.len; j++)
        row[j] = j;
    for (size_t i = 1; i <= a.len; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= b.len; j++) {
            const bool same = ef_ascii_lower(a.at[i - 1]) == ef_ascii_lower(b.at[j - 1]);
            const size_t change = diagonal + !same;
            diagonal = row[j];
            row[j] = least(row[j] + 1, row[j - 1] + 1, change);
        }
    }
    return row[b.len];
}

/* This many are too many. */
static size_t limit(ef_span word)
{
    return word.len == 0 || word.len > LONGEST ? 0 : word.len / 3 + 2;
}

/* Whether the candidate is nearer than all before it; *fewest then says how near. A candidate of
 * which not one letter is right is no neighbour, however short. */
static bool is_nearer(ef_span word, ef_span candidate, size_t *fewest)
{
    if (*fewest == 0 || candidate.len > LONGEST)
        return false;
    const size_t count = mistakes(word, candidate);
    if (count >= *fewest || count >= candidate.len)
        return false;
    *fewest = count;
    return true;
}

const ef_span *ef_nearest(ef_span word, const ef_span *candidates, size_t count)
{
    const ef_span *nearest = NULL;
    size_t fewest = limit(word);
    for (size_t i = 0; i < count; i++)
        if (is_nearer(word, candidates[i], &fewest))
            nearest = &candidates[i];
    return nearest;
}

const char *ef_nearest_name(ef_span word, const char *const *names, size_t n_names)
{
    const char *nearest = NULL;
    size_t fewest = limit(word);
    for (size_t i = 0; i < n_names; i++)
        if (is_nearer(word, ef_span_of(names[i]), &fewest))
            nearest = names[i];
    return nearest;
}
