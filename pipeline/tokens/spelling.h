/* What a language's spelling tells the tokenizer, read from spelling.csv: contractions ("didn't"
 * is "did not"), abbreviations whose dot ends no sentence, and words that open a clause.
 * Immutable once filled; nothing about words lives in the code. */
#ifndef EF_SPELLING_H
#define EF_SPELLING_H

#include "base/arena.h"
#include "base/failure.h"
#include "base/sieve.h"
#include "base/table.h"

typedef enum ef_spelling_kind {
    EF_CONTRACTION = 1,  /* expansion: one or more words */
    EF_ABBREVIATION = 2, /* without its last dot */
    EF_CLAUSE_WORD = 4   /* begins a clause */
} ef_spelling_kind;

enum { EF_SPELLING_SIEVE_BITS = 4096 };

typedef struct ef_spelling {
    ef_table words; /* folded */
    uint8_t *kinds; /* by word */
    size_t kinds_capacity;
    ef_span **expansions; /* by word: folded words, n_expansions of them */
    size_t expansions_capacity;
    uint32_t *n_expansions;
    size_t n_expansions_capacity;
    ef_arena arena;
    uint64_t sieve[EF_SPELLING_SIEVE_BITS / 64]; /* ef_sieve of the words */
} ef_spelling;

void ef_spelling_init(ef_spelling *spelling);
void ef_spelling_fini(ef_spelling *spelling);

/* `word` as written in the file (folded here); expansion only for contractions, words separated by
 * spaces; a contraction without one is none. A word may be of several kinds; of two expansions the
 * later wins. Apostrophes may be straight or curly, and "didn't" also covers "didnt" only when the
 * file has a row for it. False when memory ran out. */
bool ef_spelling_add(ef_spelling *spelling, ef_spelling_kind kind, ef_span word, ef_span expansion);

/* What the spelling says of a folded word, whose ef_key_hash the caller knows: its kinds, 0 for one
 * it does not know; *number counts only with kinds. A spelling has some hundred words, so nineteen
 * of twenty others end at the sieve. */
static inline unsigned ef_spelling_find(const ef_spelling *spelling, uint64_t hash, ef_span word,
                                        uint32_t *number)
{
    *number = EF_NONE;
    if (!ef_sieve_keeps(spelling->sieve, EF_SPELLING_SIEVE_BITS, hash))
        return 0;
    *number = ef_table_find_hashed(&spelling->words, hash, word);
    return *number == EF_NONE ? 0 : spelling->kinds[*number];
}

#endif
