/* The census: how every record of a run ended, and what had to be mended on the way. All counts
 * are sums by name, so a census merges like cells do. Sums stay at UINT64_MAX once they get there. */
#ifndef EF_CENSUS_H
#define EF_CENSUS_H

#include "base/buffer.h"
#include "base/table.h"

typedef enum ef_census_kind {
    EF_CENSUS_SCORED,    /* name "" */
    EF_CENSUS_FILTERED,  /* by reason: "where", "sample", "empty", "language:de" */
    EF_CENSUS_DUPLICATE, /* "" */
    EF_CENSUS_REJECTED,  /* by ef_reason_name */
    EF_CENSUS_MENDED, /* "invalid_utf8", "duplicate_keys", "bad_times", "bad_ratings", "runaways",
                            of those by rule "runaways:topics.csv:7", "unknown_roles": not records
                            but occurrences */
    EF_CENSUS_DOCUMENTS, /* "" */
    EF_CENSUS_KINDS
} ef_census_kind;

enum { EF_LONGEST_CENSUS_NAME = 127 }; /* longer ones are cut */

typedef struct ef_census {
    ef_table names; /* kind as one byte, then the name */
    uint64_t *counts;
    size_t capacity;
} ef_census;

void ef_census_init(ef_census *census);
void ef_census_fini(ef_census *census);
bool ef_census_add(ef_census *census, ef_census_kind kind, ef_span name, uint64_t count);
bool ef_census_merge(ef_census *into, const ef_census *from);

/* What entry number 0 .. names.count - 1 is about; its count is counts[entry], never 0. */
ef_census_kind ef_census_kind_of(const ef_census *census, uint32_t entry);
ef_span ef_census_name(const ef_census *census, uint32_t entry);

/* Of one kind, all names together; and of one name. */
uint64_t ef_census_sum(const ef_census *census, ef_census_kind kind);
uint64_t ef_census_count(const ef_census *census, ef_census_kind kind, ef_span name);

/* A warning of the rule whose expressions ran away; false when the entry is about something else. */
bool ef_census_warn_of_runaway(const ef_census *census, uint32_t entry, ef_buffer *out);

/* Entries sorted by kind, then name; order[] has names.count places. False when memory is out. */
bool ef_census_sorted(const ef_census *census, uint32_t *order);

#endif
