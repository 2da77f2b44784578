/* Growth of arrays by doubling, in one place. */
#ifndef EF_GROW_H
#define EF_GROW_H

#include <stdbool.h>
#include <stddef.h>

/* What ef_grow does when there is no room yet. */
bool ef_grow_room(void *items, size_t *capacity, size_t needed, size_t item_size);

/* Makes room for `needed` items of `item_size` bytes in the malloc'ed array *items, whose room is
 * *capacity items. New items are not zeroed. False when memory is out; the array is then as it
 * was. `items` is the address of a pointer variable of any object type. */
static inline bool ef_grow(void *items, size_t *capacity, size_t needed, size_t item_size)
{
    return needed <= *capacity || ef_grow_room(items, capacity, needed, item_size);
}

#endif
