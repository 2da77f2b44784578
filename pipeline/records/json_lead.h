/* Leads: how the pairs of JSON objects began that were read before.
 *
 * One object mostly begins its pairs like the one before it, so the bytes from behind a value up to
 * the next one, such as `, "text": `, are kept with what they lead to. Where the same bytes stand
 * again, two comparisons tell what took 300 instructions to read. Leads that may follow each other
 * are linked in the order in which they were met; an object that lacks some passes over them. */
#ifndef EF_JSON_LEAD_H
#define EF_JSON_LEAD_H

#include <stdint.h>

#include "base/span.h"

enum { EF_MAX_LEADS = 64, EF_LEAD_LEN = 48, EF_LEAD_TRIES = 16 };

typedef struct ef_json_lead {
    uint64_t head; /* the first eight bytes, or all and zeroes */
    uint64_t tail; /* the last eight */
    uint64_t mask; /* of both */
    uint32_t len;
    uint32_t tail_at;
    uint32_t next;  /* the number of another that may follow, or stand in its place; 0 = none */
    uint32_t child; /* the wanted node that it leads to, or EF_NONE */
    bool captured;  /* the node is */
    char bytes[EF_LEAD_LEN];
} ef_json_lead;

typedef struct ef_json_leads {
    ef_json_lead items[EF_MAX_LEADS]; /* the first is none */
    uint32_t count;
} ef_json_leads;

static inline uint64_t ef_eight_bytes(const char *at)
{
    uint64_t word;
    memcpy(&word, at, sizeof word);
    return word;
}

static inline bool ef_json_lead_is(const ef_json_lead *lead, const char *at, size_t left)
{
    return lead->len <= left && (ef_eight_bytes(at) & lead->mask) == lead->head &&
           (ef_eight_bytes(at + lead->tail_at) & lead->mask) == lead->tail &&
           (lead->len <= 16 || memcmp(at + 8, lead->bytes + 8, lead->len - 16) == 0);
}

/* The lead that stands at `at`, `left` bytes before the end, out of those from number `first` on;
 * NULL when it is none of the next few. */
static inline ef_json_lead *ef_json_lead_at(ef_json_leads *leads, uint32_t first, const char *at,
                                            size_t left)
{
    if (left < 8)
        return NULL;
    for (int tries = EF_LEAD_TRIES; first != 0 && tries > 0; tries--) {
        ef_json_lead *const lead = &leads->items[first];
        if (ef_json_lead_is(lead, at, left))
            return lead;
        first = lead->next;
    }
    return NULL;
}

void ef_json_leads_reset(ef_json_leads *leads);

/* Puts a lead before number *place, which becomes its own. NULL when it is too long, or there are
 * too many. */
ef_json_lead *ef_json_lead_keep(ef_json_leads *leads, uint32_t *place, ef_span bytes);

#endif
