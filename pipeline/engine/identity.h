/* Identity: what makes two results comparable. The model and everything that selects or counts is
 * part of it; how inputs are read (preset, maps, channel) is not, since shards of one result may be
 * exports of different kinds. Settings are what the state carries for readers of a report. */
#ifndef EF_IDENTITY_H
#define EF_IDENTITY_H

#include "tallies/state.h"

enum { EF_MAX_SETTINGS = 32 };

typedef struct ef_identity {
    ef_digest digest;
    ef_state_setting settings[EF_MAX_SETTINGS]; /* sorted by name */
    size_t n_settings;
} ef_identity;

/* Strings are copied into the arena. False when memory is out. */
bool ef_identity_make(ef_identity *identity, const earful_model *model,
                      const earful_options *options, ef_arena *arena);

#endif
