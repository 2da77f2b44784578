/* A set of byte strings that numbers its members 0, 1, 2 ... in order of arrival.
 *
 * Open addressing on ef_key_hash; keys are copied into the table's own arena, so the spans it returns
 * stay valid until reset or fini. What a number means is the owner's business (an index into an
 * array beside the table). */
#ifndef EF_TABLE_H
#define EF_TABLE_H

#include <stdint.h>

#include "base/arena.h"

#define EF_NONE ((uint32_t)UINT32_MAX)

typedef struct ef_table_entry {
    ef_span key;
    uint64_t hash;
} ef_table_entry;

typedef struct ef_table {
    ef_table_entry *entries; /* by number */
    size_t count;
    size_t capacity;
    uint32_t *slots; /* number + 1, 0 = free; a power of two of them, at most half full */
    size_t n_slots;
    ef_arena keys;
    bool failed; /* sticky: memory ran out */
} ef_table;

void ef_table_init(ef_table *table);
void ef_table_fini(ef_table *table);
void ef_table_reset(ef_table *table); /* empty again, memory kept */

/* The number of the key, which is added when new. EF_NONE when memory is out. */
uint32_t ef_table_add(ef_table *table, ef_span key, bool *added);

/* EF_NONE when it is not there. */
uint32_t ef_table_find(const ef_table *table, ef_span key);

/* As find, for a caller that knows ef_key_hash(key) already. */
uint32_t ef_table_find_hashed(const ef_table *table, uint64_t hash, ef_span key);

static inline ef_span ef_table_key(const ef_table *table, uint32_t number)
{
    return table->entries[number].key;
}

#endif
