#include "tallies/census.h"

#include <assert.h>
#include <inttypes.h>
#include <stdlib.h>

#include "base/grow.h"

void ef_census_init(ef_census *census)
{
    *census = (ef_census){0};
    ef_table_init(&census->names);
}

void ef_census_fini(ef_census *census)
{
    ef_table_fini(&census->names);
    free(census->counts);
    ef_census_init(census);
}

/* A count of 0 leaves no trace: what happened never is not in the result. */
static bool add_entry(ef_census *census, ef_span entry, uint64_t count)
{
    if (count == 0)
        return true;
    bool added = false;
    if (!ef_grow(&census->counts, &census->capacity, census->names.count + 1,
                 sizeof census->counts[0]))
        return false;
    const uint32_t number = ef_table_add(&census->names, entry, &added);
    if (number == EF_NONE)
        return false;
    if (added)
        census->counts[number] = 0;
    if (__builtin_add_overflow(census->counts[number], count, &census->counts[number]))
        census->counts[number] = UINT64_MAX;
    return true;
}

bool ef_census_add(ef_census *census, ef_census_kind kind, ef_span name, uint64_t count)
{
    assert(kind < EF_CENSUS_KINDS);
    char entry[1 + EF_LONGEST_CENSUS_NAME];
    size_t len = name.len;
    if (len > EF_LONGEST_CENSUS_NAME)
        for (len = EF_LONGEST_CENSUS_NAME; len > 0 && (name.at[len] & 0xc0) == 0x80; len--)
            ; /* not inside a character */
    entry[0] = (char)kind;
    if (len > 0)
        memcpy(entry + 1, name.at, len);
    return add_entry(census, ef_span_make(entry, 1 + len), count);
}

bool ef_census_merge(ef_census *into, const ef_census *from)
{
    for (uint32_t i = 0; i < from->names.count; i++)
        if (!add_entry(into, ef_table_key(&from->names, i), from->counts[i]))
            return false;
    return true;
}

ef_census_kind ef_census_kind_of(const ef_census *census, uint32_t entry)
{
    return (ef_census_kind)ef_table_key(&census->names, entry).at[0];
}

ef_span ef_census_name(const ef_census *census, uint32_t entry)
{
    const ef_span key = ef_table_key(&census->names, entry);
    return ef_span_make(key.at + 1, key.len - 1);
}

uint64_t ef_census_sum(const ef_census *census, ef_census_kind kind)
{
    uint64_t sum = 0;
    for (uint32_t i = 0; i < census->names.count; i++)
        if (ef_census_kind_of(census, i) == kind &&
            __builtin_add_overflow(sum, census->counts[i], &sum))
            return UINT64_MAX;
    return sum;
}

uint64_t ef_census_count(const ef_census *census, ef_census_kind kind, ef_span name)
{
    for (uint32_t i = 0; i < census->names.count; i++)
        if (ef_census_kind_of(census, i) == kind && ef_span_equal(ef_census_name(census, i), name))
            return census->counts[i];
    return 0;
}

typedef struct numbered {
    ef_span key;
    uint32_t entry;
} numbered;

static int compare_numbered(const void *a, const void *b)
{
    return ef_span_compare(((const numbered *)a)->key, ((const numbered *)b)->key);
}

bool ef_census_warn_of_runaway(const ef_census *census, uint32_t entry, ef_buffer *out)
{
    const ef_span prefix = EF_SPAN_TEXT("runaways:");
    const ef_span name = ef_census_name(census, entry);
    if (ef_census_kind_of(census, entry) != EF_CENSUS_MENDED || !ef_span_starts_with(name, prefix))
        return false;
    ef_buffer_add(out, name.at + prefix.len, name.len - prefix.len);
    ef_buffer_add_format(out,
                         ": its expression tried too much and was given up %" PRIu64
                         " time%s; earful profile tells what it costs",
                         census->counts[entry], census->counts[entry] == 1 ? "" : "s");
    return true;
}

bool ef_census_sorted(const ef_census *census, uint32_t *order)
{
    const size_t count = census->names.count;
    numbered *const keys = malloc((count + 1) * sizeof keys[0]);
    if (keys == NULL)
        return false;
    for (uint32_t i = 0; i < count; i++)
        keys[i] = (numbered){.key = ef_table_key(&census->names, i), .entry = i};
    qsort(keys, count, sizeof keys[0], compare_numbered);
    for (size_t i = 0; i < count; i++)
        order[i] = keys[i].entry;
    free(keys);
    return true;
}
