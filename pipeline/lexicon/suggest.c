#include "lexicon/suggest.h"

enum { LONGEST = 40 };

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

static size_t least(size_t a, size_t b, size_t c)
{
    const size_t ab = a < b ? a : b;
    return ab < c ? ab : c;
}

/* Letters to insert, drop or replace (Levenshtein), one row of the table at a time. */
static size_t mistakes(ef_span a, ef_span b)
{
    size_t row[LONGEST + 1];
    for (size_t j = 0; j <= b.len; j++)
        row[j] = j;
    for (size_t i = 1; i <= a.len; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= b.len; j++) {
            const size_t same = diagonal + (lower(a.at[i - 1]) != lower(b.at[j - 1]));
            diagonal = row[j];
            row[j] = least(row[j] + 1, row[j - 1] + 1, same);
        }
    }
    return row[b.len];
}

const char *ef_suggest(ef_span word, const char *const *names, size_t n_names)
{
    if (word.len == 0 || word.len > LONGEST)
        return NULL;
    const char *best = NULL;
    size_t fewest = word.len / 3 + 2; /* this many are too many */
    for (size_t i = 0; i < n_names; i++) {
        const ef_span name = ef_span_of(names[i]);
        const size_t count = name.len <= LONGEST ? mistakes(word, name) : LONGEST;
        if (count < fewest && count < name.len) {
            fewest = count;
            best = names[i];
        }
    }
    return best;
}
