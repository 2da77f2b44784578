#include "lexicon/word_sieve.h"

#include <stdlib.h>

enum { BITS_A_WORD = 16, FEWEST_BITS = 1024 };

bool ef_word_sieve_init(ef_word_sieve *sieve, size_t n_words)
{
    *sieve = (ef_word_sieve){.n_bits = FEWEST_BITS, .shortest = SIZE_MAX};
    while (sieve->n_bits < (uint64_t)n_words * BITS_A_WORD)
        sieve->n_bits *= 2;
    sieve->words = calloc((size_t)(sieve->n_bits / 64), sizeof sieve->words[0]);
    return sieve->words != NULL;
}

void ef_word_sieve_fini(ef_word_sieve *sieve)
{
    free(sieve->words);
    *sieve = (ef_word_sieve){0};
}

static void set_bit(uint64_t *bits, uint64_t number)
{
    bits[number / 64] |= (uint64_t)1 << number % 64;
}

void ef_word_sieve_add_word(ef_word_sieve *sieve, uint64_t hash)
{
    ef_sieve_add(sieve->words, sieve->n_bits, hash);
}

void ef_word_sieve_add_beginning(ef_word_sieve *sieve, ef_span letters)
{
    const size_t len = letters.len < EF_SIEVE_FRONT ? letters.len : EF_SIEVE_FRONT;
    uint64_t bytes = 0;
    for (size_t i = 0; i < len; i++)
        bytes |= (uint64_t)(unsigned char)letters.at[i] << 8 * i;
    set_bit(sieve->fronts, ef_word_sieve_front_bit(bytes));
}

void ef_word_sieve_add_any(ef_word_sieve *sieve, size_t shortest)
{
    sieve->shortest = shortest < sieve->shortest ? shortest : sieve->shortest;
}
