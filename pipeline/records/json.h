/* Strict extraction from JSON values (RFC 8259): the whole of each is checked, and only what lies at
 * wanted paths is kept.
 *
 * One pass, no recursion, no tree; a path is matched by walking the wanted nodes along with the
 * value. Of two equal keys in one object the last wins. Bytes inside strings need not be UTF-8
 * here: who decodes a string repairs it. Does not find where a value ends in a stream. */
#ifndef EF_JSON_H
#define EF_JSON_H

#include "base/buffer.h"
#include "base/table.h"
#include "records/found.h"
#include "records/json_lead.h"
#include "records/json_text.h"
#include "records/reject.h"
#include "records/wanted.h"

enum { EF_MAX_DEPTH = 1024 };

typedef struct ef_json_frame {
    bool object;
    uint32_t first; /* the wanted nodes that this container is: active[first] and so on */
    uint32_t count;
    uint32_t *lead;  /* the number of the one that may come next; NULL = they are not kept */
    uint64_t serial; /* tells this container from all others; 0 when nothing in it is wanted */
} ef_json_frame;

/* What is known of a wanted node while values are read. */
typedef struct ef_json_node {
    uint64_t stamp; /* the container that last had its key */
    uint32_t mark;  /* how many values there were before that */
    uint32_t lead;  /* the first one of the object that it is */
} ef_json_node;

/* Scratch of one thread, reused from value to value and from plan to plan. Zeroed is ready. */
typedef struct ef_json {
    uint64_t duplicate_keys; /* met on the way to wanted paths, so far */
    uint64_t serial;
    const ef_wanted *wanted;
    uint32_t *active; /* a stack of wanted nodes, one range a level */
    ef_json_node *nodes;
    size_t n_active, n_nodes;
    ef_json_leads leads; /* met since values began */
    ef_buffer key;       /* decoded */
    ef_json_text text;
    ef_table *keys; /* when set before values begin: gets the keys of the objects at node keys_of */
    uint32_t keys_of;
    ef_json_frame frames[EF_MAX_DEPTH];
} ef_json;

void ef_json_fini(ef_json *json);

/* Before values that lie in `bytes`, one behind the other, are read. False when memory is out. */
bool ef_json_begin(ef_json *json, const ef_wanted *wanted, ef_span bytes);

/* Adds the values at wanted paths to `found`, in order, not linked. Node 0 tells the kind of the
 * whole. EF_BAD_JSON or EF_TOO_DEEP with *at the first byte that is wrong, value.len when the value
 * is cut short; found then holds what came before. *end is the first byte behind the value; unless
 * `more` allows something to follow, only white space may. */
ef_reason ef_json_next(ef_json *json, ef_span value, bool more, ef_found *found, size_t *at,
                       size_t *end);

/* Begins and reads a value that stands alone. */
ef_reason ef_json_read(ef_json *json, const ef_wanted *wanted, ef_span value, bool more,
                       ef_found *found, size_t *at, size_t *end);

#endif
