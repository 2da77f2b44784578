#include "records/wanted.h"

#include <stdlib.h>

#include "base/grow.h"

/* Up to eight bytes of a key as a number; with the length they tell nearly all keys apart. */
static uint64_t first_bytes(ef_span key)
{
    uint64_t word = 0;
    if (key.len >= 8) {
        memcpy(&word, key.at, 8);
    } else if (key.len >= 4) {
        uint32_t head, tail;
        memcpy(&head, key.at, 4);
        memcpy(&tail, key.at + key.len - 4, 4);
        word = (uint64_t)tail << 32 | head;
    } else if (key.len > 0) {
        word = (uint64_t)(unsigned char)key.at[0] |
               (uint64_t)(unsigned char)key.at[key.len / 2] << 8 |
               (uint64_t)(unsigned char)key.at[key.len - 1] << 16;
    }
    return word;
}

static size_t slot_of(const ef_wanted *wanted, uint32_t node, ef_span key)
{
    uint64_t hash = first_bytes(key) ^ (uint64_t)key.len << 56 ^ (uint64_t)node << 40;
    hash *= UINT64_C(0x9E3779B97F4A7C15);
    return (size_t)(hash >> 32) & (wanted->n_slots - 1);
}

ef_wanted *ef_wanted_new(void)
{
    ef_wanted *const wanted = calloc(1, sizeof *wanted);
    if (wanted == NULL)
        return NULL;
    wanted->n_slots = 16;
    wanted->slots = calloc(wanted->n_slots, sizeof *wanted->slots);
    if (wanted->slots == NULL ||
        !ef_grow(&wanted->nodes, &wanted->nodes_capacity, 1, sizeof *wanted->nodes)) {
        ef_wanted_free(wanted);
        return NULL;
    }
    wanted->nodes[0] = (ef_wanted_node){.parent = EF_NONE, .every = EF_NONE, .captured = true};
    wanted->n_nodes = 1;
    return wanted;
}

void ef_wanted_free(ef_wanted *wanted)
{
    if (wanted == NULL)
        return;
    free(wanted->nodes);
    free(wanted->slots);
    free(wanted);
}

uint32_t ef_wanted_child(const ef_wanted *wanted, uint32_t node, ef_span key)
{
    size_t slot = slot_of(wanted, node, key);
    for (; wanted->slots[slot] != 0; slot = (slot + 1) & (wanted->n_slots - 1)) {
        const ef_wanted_node *const child = &wanted->nodes[wanted->slots[slot]];
        if (child->parent == node && ef_span_equal(child->key, key))
            return wanted->slots[slot];
    }
    return EF_NONE;
}

static void insert(ef_wanted *wanted, uint32_t number)
{
    const ef_wanted_node *const node = &wanted->nodes[number];
    size_t slot = slot_of(wanted, node->parent, node->key);
    while (wanted->slots[slot] != 0)
        slot = (slot + 1) & (wanted->n_slots - 1);
    wanted->slots[slot] = number;
}

static bool is_keyed(const ef_wanted *wanted, uint32_t number)
{
    return number != 0 && wanted->nodes[wanted->nodes[number].parent].every != number;
}

static bool make_room(ef_wanted *wanted)
{
    if (wanted->n_nodes >= EF_NONE / 2 || !ef_grow(&wanted->nodes, &wanted->nodes_capacity,
                                                   wanted->n_nodes + 1, sizeof *wanted->nodes))
        return false;
    if (4 * (wanted->n_nodes + 1) <= wanted->n_slots)
        return true;
    uint32_t *const slots = calloc(2 * wanted->n_slots, sizeof *slots);
    if (slots == NULL)
        return false;
    free(wanted->slots);
    wanted->slots = slots;
    wanted->n_slots *= 2;
    for (uint32_t i = 1; i < wanted->n_nodes; i++) {
        if (is_keyed(wanted, i))
            insert(wanted, i);
    }
    return true;
}

static uint32_t add_step(ef_wanted *wanted, uint32_t from, const ef_step *step)
{
    const uint32_t there =
        step->every ? wanted->nodes[from].every : ef_wanted_child(wanted, from, step->key);
    if (there != EF_NONE)
        return there;
    if (!make_room(wanted))
        return EF_NONE;
    const uint32_t number = (uint32_t)wanted->n_nodes++;
    wanted->nodes[number] = (ef_wanted_node){.key = step->key, .parent = from, .every = EF_NONE};
    if (step->every)
        wanted->nodes[from].every = number;
    else
        insert(wanted, number);
    return number;
}

uint32_t ef_wanted_add(ef_wanted *wanted, uint32_t from, const ef_step *steps, uint32_t n_steps)
{
    uint32_t node = from;
    for (uint32_t i = 0; i < n_steps && node != EF_NONE; i++)
        node = add_step(wanted, node, &steps[i]);
    if (node != EF_NONE)
        wanted->nodes[node].captured = true;
    return node;
}

bool ef_wanted_within(const ef_wanted *wanted, uint32_t node, uint32_t top)
{
    while (node != top && node != EF_NONE)
        node = wanted->nodes[node].parent;
    return node == top;
}
