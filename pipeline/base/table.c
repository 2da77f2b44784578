#include "base/table.h"

#include <stdlib.h>

#include "base/grow.h"
#include "base/key_hash.h"

enum { FIRST_SLOTS = 64, KEY_CHUNK = 16 * 1024 };

void ef_table_init(ef_table *table)
{
    *table = (ef_table){0};
    ef_arena_init(&table->keys, KEY_CHUNK);
}

void ef_table_fini(ef_table *table)
{
    free(table->entries);
    free(table->slots);
    ef_arena_fini(&table->keys);
    ef_table_init(table);
}

void ef_table_reset(ef_table *table)
{
    table->count = 0;
    table->failed = false;
    if (table->n_slots > 0)
        memset(table->slots, 0, table->n_slots * sizeof table->slots[0]);
    ef_arena_reset(&table->keys);
}

/* The slot that holds the key, or the free one where it belongs. */
static size_t find_slot(const ef_table *table, uint64_t hash, ef_span key)
{
    size_t slot = (size_t)hash & (table->n_slots - 1);
    while (table->slots[slot] != 0) {
        const ef_table_entry *const entry = &table->entries[table->slots[slot] - 1];
        if (entry->hash == hash && ef_span_equal(entry->key, key))
            break;
        slot = (slot + 1) & (table->n_slots - 1);
    }
    return slot;
}

static bool make_room(ef_table *table)
{
    if (!ef_grow(&table->entries, &table->capacity, table->count + 1, sizeof table->entries[0]))
        return false;
    if ((table->count + 1) * 2 <= table->n_slots)
        return true;
    const size_t n_slots = table->n_slots == 0 ? FIRST_SLOTS : table->n_slots * 2;
    uint32_t *const slots = calloc(n_slots, sizeof slots[0]);
    if (slots == NULL)
        return false;
    free(table->slots);
    table->slots = slots;
    table->n_slots = n_slots;
    for (size_t i = 0; i < table->count; i++) {
        size_t slot = (size_t)table->entries[i].hash & (n_slots - 1);
        while (slots[slot] != 0)
            slot = (slot + 1) & (n_slots - 1);
        slots[slot] = (uint32_t)i + 1;
    }
    return true;
}

uint32_t ef_table_add(ef_table *table, ef_span key, bool *added)
{
    *added = false;
    if (table->count >= EF_NONE - 1 || !make_room(table)) {
        table->failed = true;
        return EF_NONE;
    }
    const uint64_t hash = ef_key_hash(key);
    const size_t slot = find_slot(table, hash, key);
    if (table->slots[slot] != 0)
        return table->slots[slot] - 1;
    const ef_span copy = ef_arena_span(&table->keys, key);
    if (table->keys.failed) {
        table->failed = true;
        return EF_NONE;
    }
    const uint32_t number = (uint32_t)table->count++;
    table->entries[number] = (ef_table_entry){.key = copy, .hash = hash};
    table->slots[slot] = number + 1;
    *added = true;
    return number;
}

uint32_t ef_table_find(const ef_table *table, ef_span key)
{
    return ef_table_find_hashed(table, ef_key_hash(key), key);
}

uint32_t ef_table_find_hashed(const ef_table *table, uint64_t hash, ef_span key)
{
    if (table->n_slots == 0)
        return EF_NONE;
    const uint32_t held = table->slots[find_slot(table, hash, key)];
    return held == 0 ? EF_NONE : held - 1;
}
