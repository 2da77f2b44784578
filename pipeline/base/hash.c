#include "base/hash.h"

#include <stdio.h>
#include <xxhash.h>

uint64_t ef_hash(ef_span span)
{
    return XXH3_64bits(span.at, span.len);
}

uint64_t ef_hash_pair(uint64_t a, uint64_t b)
{
    const uint64_t parts[] = {a, b};
    return ef_hash(ef_span_make((const char *)parts, sizeof parts));
}

static ef_digest from_xxh(XXH128_hash_t hash)
{
    return (ef_digest){.high = hash.high64, .low = hash.low64};
}

ef_digest ef_digest_of(ef_span span)
{
    return from_xxh(XXH3_128bits(span.at, span.len));
}

int ef_digest_compare(ef_digest a, ef_digest b)
{
    if (a.high != b.high)
        return a.high < b.high ? -1 : 1;
    return a.low < b.low ? -1 : a.low > b.low;
}

void ef_digest_hex(ef_digest digest, char out[EF_DIGEST_HEX])
{
    snprintf(out, EF_DIGEST_HEX, "%016llx%016llx", (unsigned long long)digest.high,
             (unsigned long long)digest.low);
}

/* ef_digester is never defined: it is XXH3's own state, whose type stays in this file. */
static XXH3_state_t *state_of(ef_digester *digester)
{
    return (XXH3_state_t *)(void *)digester;
}

ef_digester *ef_digester_new(void)
{
    XXH3_state_t *const state = XXH3_createState();
    if (state != NULL)
        XXH3_128bits_reset(state);
    return (ef_digester *)(void *)state;
}

void ef_digester_free(ef_digester *digester)
{
    XXH3_freeState(state_of(digester));
}

void ef_digester_add(ef_digester *digester, const void *bytes, size_t len)
{
    if (len > 0)
        XXH3_128bits_update(state_of(digester), bytes, len);
}

ef_digest ef_digester_finish(const ef_digester *digester)
{
    return from_xxh(XXH3_128bits_digest((const XXH3_state_t *)(const void *)digester));
}
