/* Emoji as whole graphemes: a pictograph with its variation selector, skin tone and tags, joined
 * sequences (families, professions), flags of two regional indicators, keycaps.
 *
 * Pictographs that are text unless a selector says otherwise (©, ™, ↔) are emoji only with U+FE0F.
 * Linear: a sequence is read once, however many joiners it has. */
#ifndef EF_EMOJI_H
#define EF_EMOJI_H

#include "base/buffer.h"

/* The length in bytes of the emoji that starts at text.at[at], 0 when none does. */
size_t ef_emoji_len(ef_span text, size_t at);

/* How an emoji is compared: without variation selectors and skin tones, so that the variants of one
 * meet. Appended to out. */
void ef_emoji_fold(ef_span emoji, ef_buffer *out);

#endif
