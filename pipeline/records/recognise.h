/* Which preset an input follows, and what its records hold: by the paths that occur in its head. */
#ifndef EF_RECOGNISE_H
#define EF_RECOGNISE_H

#include "records/preset.h"
#include "records/sniff_form.h"
#include "records/wanted.h"

typedef struct ef_match {
    const ef_preset *preset; /* NULL when memory ran out */
    bool records;            /* its records path applies: the records are inside of something */
} ef_match;

/* The first preset whose signature occurs, or generic; with a name, the one of that name that fits
 * best. NULL asks for all. */
ef_match ef_recognise(const ef_head *head, const ef_guess *guess, const char *name,
                      ef_arena *arena);

/* What a node was seen to hold: both may be set. */
enum {
    EF_SEEN_VALUE = 1, /* a text, number, boolean or null */
    EF_SEEN_NESTED = 2 /* an object or array */
};

/* What occurs in the JSON of a head: seen[node] for each wanted node, and the keys of the objects
 * at node `keys_of` when `keys` is given. False when memory ran out. */
bool ef_look_at_json(const ef_head *head, ef_form form, const ef_wanted *wanted, uint32_t keys_of,
                     ef_table *keys, unsigned char *seen);

#endif
