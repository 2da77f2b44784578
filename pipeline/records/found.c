#include "records/found.h"

#include <stdlib.h>

#include "base/attr.h"
#include "base/grow.h"

void ef_found_fini(ef_found *found)
{
    free(found->raws);
    free(found->chains);
    *found = (ef_found){0};
}

void ef_found_reset(ef_found *found, size_t n_places)
{
    found->count = 0;
    found->n_places = 0;
    if (found->failed ||
        !ef_grow(&found->chains, &found->chains_capacity, n_places, sizeof *found->chains)) {
        found->failed = true;
        return;
    }
    found->n_places = n_places;
    if (n_places > 0)
        memset(found->chains, 0xff, n_places * sizeof *found->chains); /* EF_NONE everywhere */
}

bool ef_found_grow(ef_found *found)
{
    if (found->count >= EF_NONE ||
        !ef_grow(&found->raws, &found->capacity, found->count + 1, sizeof *found->raws))
        found->failed = true;
    return !found->failed;
}

static const ef_raw *first_scalar(const ef_found *found, uint32_t raw)
{
    for (; raw != EF_NONE; raw = found->raws[raw].next) {
        const ef_raw_kind kind = found->raws[raw].kind;
        if (kind != EF_RAW_NULL && kind != EF_RAW_NESTED)
            return &found->raws[raw];
    }
    return NULL;
}

const ef_raw *ef_found_at(const ef_found *found, uint32_t place)
{
    return place < found->n_places ? first_scalar(found, found->chains[place].first) : NULL;
}

const ef_raw *ef_found_after(const ef_found *found, const ef_raw *raw)
{
    return first_scalar(found, raw->next);
}

bool ef_found_has(const ef_found *found, uint32_t place)
{
    if (place >= found->n_places)
        return false;
    for (uint32_t i = found->chains[place].first; i != EF_NONE; i = found->raws[i].next) {
        if (found->raws[i].kind != EF_RAW_NESTED)
            return true;
    }
    return false;
}

bool ef_found_has_any(const ef_found *found, uint32_t place)
{
    return place < found->n_places && found->chains[place].first != EF_NONE;
}
