/* The specification of every kernel, and what machines without a faster table run. */
#include "simd/kernels.h"

static void lower_letters(ef_span text, char *lower, ef_letter_masks *masks)
{
    unsigned before[2] = {0};
    const size_t room = ef_mask_room(text.len);
    memset(masks, 0, ef_mask_words(text.len) * sizeof masks[0]);
    for (size_t i = 0; i < room; i++) {
        const unsigned c = i < text.len ? (unsigned char)text.at[i] : 0;
        const bool is_upper = c - 'A' <= 'Z' - 'A';
        const unsigned low = is_upper ? c | 0x20 : c;
        const bool is_letter = low - 'a' <= 'z' - 'a';
        ef_letter_masks *const mask = &masks[i / 64];
        mask->letters |= (uint64_t)is_letter << i % 64;
        mask->upper |= (uint64_t)is_upper << i % 64;
        mask->thrice |= (uint64_t)(is_letter && low == before[0] && low == before[1]) << i % 64;
        before[1] = before[0];
        before[0] = low;
        lower[i] = (char)low;
    }
}

const ef_kernels ef_kernels_scalar = {.name = "scalar", .lower_letters = lower_letters};
