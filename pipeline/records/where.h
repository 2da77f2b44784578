/* Which records a run is about: --where and --sample.
 *
 *     expr := or      or := and { "OR" and }     and := not { "AND" not }    not := ["NOT"] prim
 *     prim := "(" or ")" | FIELD OP VALUE        OP := = != < <= > >= ~      (~ : * and ? wildcards)
 *
 * VALUE is a bare word or "quoted". Numbers compare as numbers when both sides are; rating, time
 * and weight always. Text compares by bytes, ASCII case ignored. A field that a record lacks makes
 * every comparison but != false. */
#ifndef EF_WHERE_H
#define EF_WHERE_H

#include "base/hash.h"
#include "records/document.h"

typedef struct ef_where ef_where;

/* EARFUL_USAGE with the column of the mistake. NULL expression is NULL where. */
earful_status ef_where_parse(const char *expression, ef_where **where, earful_error *err);
void ef_where_free(ef_where *where);

/* Names of the fields it reads, for ef_plan_options.extra. */
size_t ef_where_fields(const ef_where *where, const char *const **names);

/* A record passes when its first document does. */
bool ef_where_holds(const ef_where *where, const ef_plan *plan, const ef_document *document);

/* The digest of every field that reaches a tally: of its channel, time, rating, role, weight, text
 * and `extra` values (fields by number), for all documents of a record. */
ef_digest ef_record_digest(const ef_documents *documents, const ef_record_info *record,
                           const uint32_t *extra, size_t n_extra);

/* True for the share of digests that a sample keeps; nested: what 0.1 keeps, 0.2 keeps. */
bool ef_sample_keeps(ef_digest digest, double share);

#endif
