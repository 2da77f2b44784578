/* Which records a sample keeps. Records are chosen by what is in them, so the same ones are kept
 * wherever they stand and however the input is cut. */
#ifndef EF_SAMPLE_H
#define EF_SAMPLE_H

#include "base/hash.h"
#include "records/document.h"

/* The digest of every field that reaches a tally: of its channel, time, rating, role, weight, text
 * and `extra` values (fields by number), for all documents of a record. */
ef_digest ef_record_digest(const ef_documents *documents, const ef_record_info *record,
                           const uint32_t *extra, size_t n_extra);

/* True for the share of digests that a sample keeps; nested: what 0.1 keeps, 0.2 keeps. */
bool ef_sample_keeps(ef_digest digest, double share);

#endif
