#include "records/nearest.h"

enum { LONGEST = 64 };

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static size_t least(size_t a, size_t b, size_t c)
{
    const size_t ab = a < b ? a : b;
    return ab < c ? ab : c;
}

/* Levenshtein's distance, a row at a time. */
static size_t distance(ef_span a, ef_span b)
{
    size_t row[LONGEST + 1];
    for (size_t j = 0; j <= b.len; j++)
        row[j] = j;
    for (size_t i = 0; i < a.len; i++) {
        size_t diagonal = row[0];
        row[0] = i + 1;
        for (size_t j = 0; j < b.len; j++) {
            const size_t change = diagonal + (lower(a.at[i]) != lower(b.at[j]));
            diagonal = row[j + 1];
            row[j + 1] = least(row[j + 1] + 1, row[j] + 1, change);
        }
    }
    return row[b.len];
}

const ef_span *ef_nearest(ef_span word, const ef_span *candidates, size_t count)
{
    if (word.len == 0 || word.len > LONGEST)
        return NULL;
    const ef_span *nearest = NULL;
    size_t fewest = (word.len + 2) / 3 + 1;
    for (size_t i = 0; i < count; i++) {
        if (candidates[i].len == 0 || candidates[i].len > LONGEST)
            continue;
        const size_t edits = distance(word, candidates[i]);
        if (edits < fewest) {
            fewest = edits;
            nearest = &candidates[i];
        }
    }
    return nearest;
}
