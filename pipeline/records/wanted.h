/* The set of paths that a plan wants out of its JSON, as a tree of steps.
 *
 * Node 0 is the whole value. All lookups go through one hash of (node, key), because a record asks
 * it once for every key it holds and hardly any is wanted. Built once, then read-only. */
#ifndef EF_WANTED_H
#define EF_WANTED_H

#include <stdint.h>

#include "records/plan.h"

typedef struct ef_wanted_node {
    ef_span key; /* of the step that leads here; borrowed from the path */
    uint32_t parent;
    uint32_t every; /* where [] leads, or EF_NONE */
    bool captured;  /* a path ends here */
    bool in_turn;   /* for the plan: it is its turn, or below */
} ef_wanted_node;

typedef struct ef_wanted {
    ef_wanted_node *nodes;
    size_t n_nodes;
    size_t nodes_capacity;
    uint32_t *slots; /* node, 0 = free; a power of two of them, at most a quarter full */
    size_t n_slots;
} ef_wanted;

ef_wanted *ef_wanted_new(void); /* NULL when memory is out */
void ef_wanted_free(ef_wanted *wanted);

/* The node of a path that starts at node `from`, made when new, and captured from then on. EF_NONE
 * when memory is out. No steps lead to `from` itself. */
uint32_t ef_wanted_add(ef_wanted *wanted, uint32_t from, const ef_step *steps, uint32_t n_steps);

/* The child of a node by key, or EF_NONE. */
uint32_t ef_wanted_child(const ef_wanted *wanted, uint32_t node, ef_span key);

/* True when `node` is `top` or lies below it. */
bool ef_wanted_within(const ef_wanted *wanted, uint32_t node, uint32_t top);

#endif
