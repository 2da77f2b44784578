/* What follows from masks once bytes are told apart: what tables of kernels share. */
#ifndef EF_MASKS_H
#define EF_MASKS_H

#include "simd/kernels.h"

/* What 64 bytes of a text are, as traits_of in kernels_scalar.c tells it. */
typedef struct ef_text_kinds {
    uint64_t letters;
    uint64_t upper;
    uint64_t same; /* but for case, as its neighbour on the left */
    uint64_t spaces;
    uint64_t wide;   /* white space that is no blank */
    uint64_t quotes; /* also more than ASCII */
    uint64_t joins;
    uint64_t signs;
    uint64_t marks;
} ef_text_kinds;

/* Each bit's neighbour `count` places below; those of the first are the last of the word before. */
static inline uint64_t ef_mask_below(uint64_t word, uint64_t before, unsigned count)
{
    return word << count | before >> (64 - count);
}

/* The masks of 64 bytes, of which and of the 64 before the kinds are known. */
static inline ef_text_masks ef_mask_text(const ef_text_kinds *kinds, const ef_text_kinds *before)
{
    const uint64_t behind_same = ef_mask_below(kinds->same, before->same, 1);
    const uint64_t behind_space = ef_mask_below(kinds->spaces, before->spaces, 1);
    const uint64_t behind_wide = ef_mask_below(kinds->wide, before->wide, 1);
    const uint64_t behind_sign = ef_mask_below(kinds->signs, before->signs, 1);
    return (ef_text_masks){
        .letters = kinds->letters & ~(kinds->same & behind_same),
        .upper = kinds->upper,
        .spaces = kinds->spaces,
        .marks = kinds->marks,
        .gaps = behind_space & (behind_wide | ef_mask_below(kinds->spaces, before->spaces, 2)),
        .ends = (behind_space & ~kinds->quotes) | (behind_sign & ~kinds->joins),
    };
}

/* The bytes behind a backslash that is not behind one itself: in a run of backslashes every second
 * byte from its second on. Adding a backslash to a run that starts at an odd place carries to the
 * run's end and tells these runs from the others. Langdale and Lemire, "Parsing Gigabytes of JSON
 * per Second". */
static inline uint64_t ef_mask_escaped(uint64_t slashes, bool *escaped)
{
    const uint64_t even = UINT64_C(0x5555555555555555);
    const uint64_t first = *escaped;
    slashes &= ~first;
    const uint64_t behind = slashes << 1 | first;
    const uint64_t odd_starts = slashes & ~even & ~behind;
    uint64_t ends;
    *escaped = __builtin_add_overflow(odd_starts, slashes, &ends);
    return (even ^ ends << 1) & behind;
}

/* From each odd bit to the one before the next even bit: what lies between quotes. */
static inline uint64_t ef_mask_between(uint64_t quotes)
{
    quotes ^= quotes << 1;
    quotes ^= quotes << 2;
    quotes ^= quotes << 4;
    quotes ^= quotes << 8;
    quotes ^= quotes << 16;
    return quotes ^ quotes << 32;
}

typedef struct ef_json_kinds {
    uint64_t quotes;
    uint64_t slashes; /* backslashes */
    uint64_t brackets;
    uint64_t newlines;
} ef_json_kinds;

/* What mark_brackets says of the 64 bytes at `at`, which are of these kinds. */
static inline uint64_t ef_mask_brackets(const ef_json_kinds *kinds, const char *at,
                                        ef_json_state *state)
{
    ef_json_state after = *state;
    const uint64_t escaped = ef_mask_escaped(kinds->slashes, &after.escaped);
    const uint64_t inside =
        ef_mask_between(kinds->quotes & ~escaped) ^ (state->in_string ? UINT64_MAX : 0);
    if ((kinds->slashes & ~inside) != 0) /* which no JSON has, and it escapes nothing */
        return ef_mark_brackets_scalar(ef_span_make(at, 64), state);
    after.in_string = inside >> 63 != 0;
    *state = after;
    return (kinds->brackets & ~inside) | kinds->newlines;
}

#endif
