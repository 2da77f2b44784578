/* Which contents were seen: the set behind --drop-duplicates, shared by all workers. It grows with
 * the number of distinct records (about 32 bytes each), which is why dropping is an option. */
#ifndef EF_SEEN_H
#define EF_SEEN_H

#include "base/hash.h"

typedef struct ef_seen ef_seen;

ef_seen *ef_seen_new(void); /* NULL when memory is out */
void ef_seen_free(ef_seen *seen);

typedef enum ef_sight { EF_FIRST_SIGHT, EF_SEEN_BEFORE, EF_SIGHT_FAILED } ef_sight;

/* Thread-safe; waits only for another thread that looks up the same shard. */
ef_sight ef_seen_add(ef_seen *seen, ef_digest digest);

/* All of them, sorted, in a malloc'ed array that the caller frees; false when memory is out. Only
 * after all workers are done. */
bool ef_seen_sorted(const ef_seen *seen, ef_digest **digests, size_t *count);

#endif
