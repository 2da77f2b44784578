/* Hashes and digests: the only includer of xxhash.h. XXH3 with seed 0 everywhere, because the same
 * bytes must come out on every machine; so no table may trust it against an attacker: all of them
 * are bounded. */
#ifndef EF_HASH_H
#define EF_HASH_H

#include <stdint.h>

#include "base/span.h"

uint64_t ef_hash(ef_span span);

/* Of two hashes, in this order. */
uint64_t ef_hash_pair(uint64_t a, uint64_t b);

/* XXH3-128. Compared and sorted by high, then low. */
typedef struct ef_digest {
    uint64_t high;
    uint64_t low;
} ef_digest;

ef_digest ef_digest_of(ef_span span);
int ef_digest_compare(ef_digest a, ef_digest b);

enum { EF_DIGEST_HEX = 33 };

/* 32 hexadecimal digits and a NUL. */
void ef_digest_hex(ef_digest digest, char out[EF_DIGEST_HEX]);

/* A digest of bytes that come in pieces. */
typedef struct ef_digester ef_digester;

ef_digester *ef_digester_new(void); /* NULL when memory is out */
void ef_digester_free(ef_digester *digester);
void ef_digester_add(ef_digester *digester, const void *bytes, size_t len);
ef_digest ef_digester_finish(const ef_digester *digester);

#endif
