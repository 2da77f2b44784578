/* The sieve: says of most words, from a few bits, that the model does not know them.
 *
 * It errs on one side only: a word it lets fall has no atom; one it keeps may have none either. A
 * wildcard that begins with `*` keeps all words at least as long as its letters, and an expression
 * keeps them all, so a few of those cost every text a little. */
#ifndef EF_WORD_SIEVE_H
#define EF_WORD_SIEVE_H

#include <stdint.h>

#include "base/sieve.h"
#include "base/span.h"

/* With three bytes most words of a text had the beginning of some wildcard; with five few do. */
enum { EF_SIEVE_FRONT = 5, EF_SIEVE_FRONTS = 1 << 16 };

typedef struct ef_word_sieve {
    uint64_t *words; /* ef_sieve of whole words */
    uint64_t n_bits;
    uint64_t fronts[EF_SIEVE_FRONTS / 64]; /* by the first 1, 2 ... bytes of words */
    size_t shortest;                       /* words from this length on are all kept */
} ef_word_sieve;

/* Room for so many words. False when memory is out. */
bool ef_word_sieve_init(ef_word_sieve *sieve, size_t n_words);
void ef_word_sieve_fini(ef_word_sieve *sieve);

void ef_word_sieve_add_word(ef_word_sieve *sieve, uint64_t hash);
void ef_word_sieve_add_beginning(ef_word_sieve *sieve, ef_span letters);
void ef_word_sieve_add_any(ef_word_sieve *sieve, size_t shortest);

/* Of the first bytes, the first one lowest: Knuth's multiplicative hash, to 16 bits. */
static inline uint64_t ef_word_sieve_front_bit(uint64_t bytes)
{
    return bytes * UINT64_C(0x9E3779B97F4A7C15) >> 48;
}

static inline bool ef_has_bit(const uint64_t *bits, uint64_t number)
{
    return (bits[number / 64] >> number % 64 & 1) != 0;
}

static inline bool ef_word_sieve_keeps(const ef_word_sieve *sieve, uint64_t hash, ef_span word)
{
    if (word.len >= sieve->shortest || ef_sieve_keeps(sieve->words, sieve->n_bits, hash))
        return true;
    uint64_t bytes = 0;
    bool kept = false;
    for (size_t i = 0; i < EF_SIEVE_FRONT && i < word.len; i++) {
        bytes |= (uint64_t)(unsigned char)word.at[i] << 8 * i;
        kept |= ef_has_bit(sieve->fronts, ef_word_sieve_front_bit(bytes));
    }
    return kept;
}

#endif
