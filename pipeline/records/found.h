/* What one record holds at the places that its plan wants, before anything is decoded.
 *
 * A place is a column of a table or a node of the wanted paths. Values come in the order of the
 * record; a place may have several (through []), which linking chains. Bytes are borrowed from the
 * record. The memory is reused from record to record. */
#ifndef EF_FOUND_H
#define EF_FOUND_H

#include <stdint.h>

#include "base/attr.h"
#include "base/table.h"

typedef enum ef_raw_kind {
    EF_RAW_NULL,    /* the key is there, its value is null */
    EF_RAW_TEXT,    /* bytes as they stand */
    EF_RAW_ESCAPED, /* inside of a JSON string with backslashes in it */
    EF_RAW_LITERAL, /* a JSON number, true or false */
    EF_RAW_NESTED   /* an object or array begins here */
} ef_raw_kind;

typedef struct ef_raw {
    ef_span bytes;
    uint32_t place; /* EF_NONE: withdrawn, a later duplicate of its key won */
    uint32_t next;  /* the next value of the same place once linked, or EF_NONE */
    ef_raw_kind kind;
} ef_raw;

typedef struct ef_chain {
    uint32_t first; /* EF_NONE = nothing there */
    uint32_t last;
} ef_chain;

typedef struct ef_found {
    ef_raw *raws;
    size_t count;
    size_t capacity;
    ef_chain *chains; /* by place */
    size_t n_places;
    size_t chains_capacity;
    bool failed; /* sticky: memory ran out */
} ef_found;

void ef_found_fini(ef_found *found);

/* Empty, with room for so many places. */
void ef_found_reset(ef_found *found, size_t n_places);

bool ef_found_grow(ef_found *found); /* room for one more; else it has failed */

static inline void ef_found_add(ef_found *found, uint32_t place, ef_raw_kind kind, ef_span bytes)
{
    if (EF_UNLIKELY(found->count >= found->capacity) && !ef_found_grow(found))
        return;
    found->raws[found->count++] =
        (ef_raw){.bytes = bytes, .place = place, .next = EF_NONE, .kind = kind};
}

/* Appends a value to the chain of its place. */
static inline void ef_found_link(ef_found *found, uint32_t raw)
{
    ef_chain *const chain = &found->chains[found->raws[raw].place];
    if (chain->first == EF_NONE)
        chain->first = raw;
    else
        found->raws[chain->last].next = raw;
    chain->last = raw;
    found->raws[raw].next = EF_NONE;
}

/* The first value at a place that is a text, number or boolean; NULL when there is none. */
const ef_raw *ef_found_at(const ef_found *found, uint32_t place);

/* The next such value of the same place. */
const ef_raw *ef_found_after(const ef_found *found, const ef_raw *raw);

/* True when the place holds anything but an object or array: a null counts. */
bool ef_found_has(const ef_found *found, uint32_t place);

/* True when the place holds anything at all. */
bool ef_found_has_any(const ef_found *found, uint32_t place);

#endif
