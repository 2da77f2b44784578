/* Which records a run is about: --where (and --sample, in sample.h).
 *
 *     expr := or      or := and { "OR" and }     and := not { "AND" not }    not := ["NOT"] prim
 *     prim := "(" or ")" | FIELD OP VALUE        OP := = != < <= > >= ~      (~ : * and ? wildcards)
 *
 * FIELD and VALUE are a bare word or "quoted", with \" and \\ inside quotes. Numbers compare as
 * numbers when both sides are; rating, time and weight always. Text compares by bytes, ASCII case
 * ignored; ~ matches the whole of it. role is customer, agent and so on, whatever the input calls
 * it. A field that a record lacks makes every comparison but != false. */
#ifndef EF_WHERE_H
#define EF_WHERE_H

#include "records/document.h"
#include "records/sample.h"

typedef struct ef_where ef_where;

/* EARFUL_USAGE with the column of the mistake. NULL expression is NULL where. */
earful_status ef_where_parse(const char *expression, ef_where **where, earful_error *err);
void ef_where_free(ef_where *where);

/* Names of the fields it reads, for ef_plan_options.extra. */
size_t ef_where_fields(const ef_where *where, const char *const **names);

/* A record passes when its first document does. */
bool ef_where_holds(const ef_where *where, const ef_plan *plan, const ef_document *document);

#endif
