/* The vocabulary: what lexicon and rules ask of a single word.
 *
 * Every word, wildcard and single-word regex of the model is an atom, a small number. Finding all
 * that a word satisfies is dear, so it is done once a distinct word (hits/meaning.h). Sealed before
 * the first look-up, read-only after. */
#ifndef EF_VOCABULARY_H
#define EF_VOCABULARY_H

#include "base/failure.h"
#include "base/table.h"
#include "lexicon/word_sieve.h"

struct ef_pattern;

typedef struct ef_vocabulary ef_vocabulary;

ef_vocabulary *ef_vocabulary_new(void); /* NULL when memory is out */
void ef_vocabulary_free(ef_vocabulary *vocabulary);

/* The same word, wildcard or pattern text always gives the same atom. Words and wildcards are
 * folded (tokens/utf8.h). `*` is any run of characters, `?` zero or one. EF_NONE when memory is
 * out. A pattern must match a whole word; it is borrowed until free. */
uint32_t ef_vocabulary_add_word(ef_vocabulary *vocabulary, ef_span word);
uint32_t ef_vocabulary_add_wildcard(ef_vocabulary *vocabulary, ef_span wildcard);
uint32_t ef_vocabulary_add_pattern(ef_vocabulary *vocabulary, const struct ef_pattern *pattern);

bool ef_vocabulary_seal(ef_vocabulary *vocabulary);
size_t ef_vocabulary_atoms(const ef_vocabulary *vocabulary); /* how many there are */

/* The folded word or wildcard; of a pattern its expression behind a slash. */
ef_span ef_vocabulary_text(const ef_vocabulary *vocabulary, uint32_t atom);

/* How specific an atom is: a word before any wildcard, a longer wildcard before a shorter one.
 * Greater is more specific: the bytes of its letters, and for a word EF_RANK_WORD more. */
enum { EF_RANK_WORD = 1 << 20 };
uint32_t ef_vocabulary_rank(const ef_vocabulary *vocabulary, uint32_t atom);

/* The atoms that every word satisfies, ascending, unless it is longer than EF_WILDCARD_LIMIT. */
const uint32_t *ef_vocabulary_any(const ef_vocabulary *vocabulary, size_t *n_atoms);

/* What it lets fall satisfies nothing but those. */
const ef_word_sieve *ef_vocabulary_sieve(const ef_vocabulary *vocabulary);

/* Where atoms are found; one a thread. */
typedef struct ef_vocabulary_finder ef_vocabulary_finder;

ef_vocabulary_finder *ef_vocabulary_finder_new(const ef_vocabulary *vocabulary);
void ef_vocabulary_finder_free(ef_vocabulary_finder *finder);

/* The atoms that a folded word satisfies, ascending. Valid until the next call with this finder. */
const uint32_t *ef_vocabulary_find(ef_vocabulary_finder *finder, uint64_t hash, ef_span word,
                                   size_t *n_atoms);

#endif
