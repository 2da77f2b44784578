/* A state: everything a finished run knows, in one canonical file that merges.
 *
 *     magic and format version
 *     payload:   digest of model and options, settings, topics, strings, cells, census
 *     XXH3-128 of the payload
 *     coverage
 *     XXH3-128 of everything before
 *
 * The last digest ends every version of the format, so that a newer one is told from a damaged one.
 * Canonical: strings, topics, cells and census are sorted, numbers are varints, and nothing says
 * paths, threads, time of day or the order of arguments. Two states with equal payload digests hold
 * the same numbers, and a state has exactly one file. Reading trusts nothing: counts and sizes are
 * checked before memory is taken, and what does not pass ef_state_check is refused. */
#ifndef EF_STATE_H
#define EF_STATE_H

#include "tallies/coverage.h"
#include "tallies/tally.h"

/* A topic as the state keeps it, so that a report needs no model. */
typedef struct ef_state_topic {
    ef_span path;
    uint32_t parent; /* EF_NONE at the top */
    uint32_t level;
    ef_span attributes[EF_ATTRIBUTE_COUNT];
} ef_state_topic;

/* A cell under its key, in the state's own numbering. */
typedef struct ef_state_cell {
    ef_key key; /* strings numbered in sorted order, topics as in `topics` */
    ef_cell cell;
    const uint64_t *hashes; /* distinct contents, sorted; none without --unique */
    size_t n_hashes;
} ef_state_cell;

typedef struct ef_state_setting {
    ef_span name; /* "model", "language", "period", "tz", "by", "where", "positive_threshold" ... */
    ef_span value;
} ef_state_setting;

typedef struct ef_state {
    ef_digest digest;           /* of model and options: equal, or no merge */
    ef_state_setting *settings; /* sorted by name */
    size_t n_settings;
    ef_state_topic *topics; /* sorted by path */
    size_t n_topics;
    ef_span *strings; /* sorted */
    size_t n_strings;
    ef_state_cell *cells; /* sorted by channel, period, segment key, value, role, topic */
    size_t n_cells;
    ef_digest *dropped; /* --drop-duplicates: sorted contents; else none */
    size_t n_dropped;
    bool drops_duplicates;
    ef_census census;
    ef_coverage coverage;
    ef_arena arena; /* owns all but census and coverage */
} ef_state;

/* Cells of one group differ in their topic only. Unsegmented groups come before the others. */
int ef_group_compare(const ef_key *a, const ef_key *b);
int ef_key_compare(const ef_key *a, const ef_key *b); /* by group, then topic */

/* The value of a setting; the empty span when there is none. */
ef_span ef_state_setting_of(const ef_state *state, const char *name);

/* Sorts a finished tally into a state, which may be uninitialised and is empty again on failure.
 * Everything is copied. What --drop-duplicates dropped and what was covered are the caller's to
 * add. The settings may come in any order, their names differ. */
earful_status ef_state_from_tally(ef_state *state, const ef_tally *tally, ef_digest digest,
                                  const ef_state_setting *settings, size_t n_settings,
                                  earful_error *err);
void ef_state_fini(ef_state *state);

earful_status ef_state_write(const ef_state *state, ef_buffer *out, earful_error *err);

/* The digest of what ef_state_write writes as payload. */
earful_status ef_state_payload_digest(const ef_state *state, ef_digest *digest, earful_error *err);

/* EARFUL_CORRUPT with the offset when one bit is wrong, EARFUL_CONFLICT for a newer format. The
 * bytes are copied; `name` is for messages. On failure the state is empty. */
earful_status ef_state_read(ef_state *state, const char *name, ef_span bytes, earful_error *err);

/* Adds what `other` covers and `into` does not. It may be `into` itself. *added is false when that is nothing.
 * EARFUL_CONFLICT: digests differ; coverage overlaps in part; or duplicates were dropped and both
 * hold the same record. EARFUL_LIMIT: a sum overflows. `into` is unchanged then. */
earful_status ef_state_merge(ef_state *into, const ef_state *other, bool *added, earful_error *err);

/* Order, ranges and sums are as they should be. For tests and fuzzing. */
bool ef_state_check(const ef_state *state);

#endif
