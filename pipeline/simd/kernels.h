/* Kernels: what a processor does to many bytes at a time. The only folder with intrinsics.
 *
 * A table of functions for each instruction set; all of them give the same for the same bytes, and
 * `scalar` says what that is. Kernels know about bytes and nothing else. None of them reads outside
 * of the span it is given. Masks come in words of 64 bits, bit i of word w for byte 64 * w + i;
 * behind the word that holds the last byte, or would hold one more, stands a word of zeroes, so that
 * 64 bits may be read from any place in the text on. */
#ifndef EF_KERNELS_H
#define EF_KERNELS_H

#include <stdint.h>

#include "base/span.h"

/* Of 64 bytes of a text. White space is a blank or a control character. */
typedef struct ef_text_masks {
    uint64_t letters; /* A to Z and a to z, but not the third of a kind in a row, and later ones */
    uint64_t upper;   /* A to Z */
    uint64_t spaces;  /* white space */
    uint64_t marks;   /* . , ! ? */
    uint64_t gaps;    /* behind white space that is more than one blank */
    uint64_t ends; /* behind a byte that lets a word end before it, whatever goes on: behind white
                         space what is ASCII and neither ' nor `; behind other signs of ASCII than
                         these and @ what is no letter, no digit and none of . _ % + - @ / */
} ef_text_masks;

/* The same of words as Python parts them. */
typedef struct ef_word_masks {
    uint64_t space;  /* tab to carriage return, 0x1c to the space; so is all behind the text */
    uint64_t upper;  /* A to Z */
    uint64_t lower;  /* a to z */
    uint64_t signs;  /* what is visible in ASCII and no letter or digit */
    uint64_t marks;  /* ! and ? */
    uint64_t quotes; /* ' */
    uint64_t beyond; /* more than ASCII */
} ef_word_masks;

/* Where a text of JSON stands that comes in pieces. */
typedef struct ef_json_state {
    bool in_string;
    bool escaped; /* in a string, behind the backslash of an escape */
} ef_json_state;

typedef struct ef_kernels {
    const char *name;
    /* Writes the text with its ASCII letters in lower case to `lower`, which has room for
     * ef_mask_room(len) bytes and gets zeroes behind the text, and its masks to `masks`, which has
     * room for ef_mask_words(len). */
    void (*lower_letters)(ef_span text, char *lower, ef_text_masks *masks);
    bool (*is_utf8)(ef_span text); /* as ef_utf8_valid_len says */
    /* Marks quotes, backslashes and control bytes: what ends the plain run of a JSON string. Writes
     * ef_mask_words(len) words. */
    void (*mark_json)(ef_span bytes, uint64_t *stops);
    /* Writes the text as lower_letters does, with spaces behind it, and ef_mask_words(len) - 1 masks:
     * the last of them has a byte behind the text. */
    void (*lower_words)(ef_span text, char *lower, ef_word_masks *masks);
    /* Marks . ! ? and all that is no blank and no visible character of ASCII. Writes
     * ef_mask_words(len) words. */
    void (*mark_ends)(ef_span text, uint64_t *ends);
    /* The place of the first < & or [, with which markup starts; the text's length when there is none. */
    size_t (*find_markup)(ef_span text);
    /* Marks brackets, { } [ and ], that stand outside of JSON strings, and all newlines, of a text that
     * goes on from *state, and moves that on. Writes ef_mask_words(len) words. */
    void (*mark_brackets)(ef_span bytes, ef_json_state *state, uint64_t *marks);
} ef_kernels;

static inline size_t ef_mask_words(size_t len)
{
    return len / 64 + 2;
}

static inline size_t ef_mask_room(size_t len)
{
    return 64 * (len / 64 + 1);
}

/* The 64 bits from bit `at` of two words on. */
static inline uint64_t ef_mask_from(uint64_t word, uint64_t next, size_t at)
{
    return word >> at % 64 | next << 1 << (63 - at % 64);
}

/* What mark_brackets says of at most 64 bytes. */
uint64_t ef_mark_brackets_scalar(ef_span bytes, ef_json_state *state);

/* The best that this machine has; with EARFUL_KERNELS in the environment the table of that name, if
 * it has that. For tests and field reports: nothing but speed depends on it. */
const ef_kernels *ef_kernels_choose(void);

/* All that this machine has, the specification first; returns how many. */
enum { EF_KERNELS_MOST = 3 };
size_t ef_kernels_list(const ef_kernels *list[EF_KERNELS_MOST]);

extern const ef_kernels ef_kernels_scalar;
#ifdef __x86_64__
extern const ef_kernels ef_kernels_avx2;
extern const ef_kernels ef_kernels_avx512;
#endif

#endif
