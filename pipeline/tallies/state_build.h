/* How a state is put together: shared by what sorts, reads and merges states, and by nothing else.
 * Memory comes from the state's arena, whose failure is sticky and checked by the caller. */
#ifndef EF_STATE_BUILD_H
#define EF_STATE_BUILD_H

#include "tallies/state.h"

#define EF_STATE_MAGIC                                                                             \
    "\x89"                                                                                         \
    "earful\n"

enum {
    EF_STATE_VERSION = 1,
    EF_STATE_MAGIC_SIZE = 8,
    EF_STATE_HEADER = EF_STATE_MAGIC_SIZE + 4 + 8, /* magic, version, size of the payload */
    EF_STATE_DIGEST = 16
};

void ef_state_init(ef_state *state);
void ef_state_copy_settings(ef_state *state, const ef_state_setting *settings, size_t count);

/* Copies a topic behind the others; topics[] has room. */
void ef_state_add_topic(ef_state *state, const ef_state_topic *topic);

#endif
