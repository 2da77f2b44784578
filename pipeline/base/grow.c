#include "base/grow.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { SMALLEST = 16 };

bool ef_grow_room(void *items, size_t *capacity, size_t needed, size_t item_size)
{
    size_t room = *capacity < SMALLEST ? SMALLEST : *capacity;
    while (room < needed) {
        if (room > SIZE_MAX / 4)
            return false;
        room *= 2;
    }
    if (room > SIZE_MAX / 2 / item_size)
        return false;
    /* The pointer is copied as bytes because `items` may point to a pointer of any type. */
    void *old = NULL;
    memcpy(&old, items, sizeof old);
    void *const grown = realloc(old, room * item_size);
    if (grown == NULL)
        return false;
    memcpy(items, &grown, sizeof grown);
    *capacity = room;
    return true;
}
