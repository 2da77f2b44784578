/* Clauses and quotations within one sentence.
 *
 * A clause begins behind , ; : ( ) a dash, a spaced hyphen or several hyphens, and at a word
 * that the spelling says opens one. No clause consists of punctuation, or of such opening words
 * alone: an opening word begins one only when a word that does not open stood in the clause
 * before it. Symbols and faces count as words here. */
#ifndef EF_CLAUSE_H
#define EF_CLAUSE_H

#include "tokens/tokens.h"
#include "tokens/utf8.h"

/* The first character of a punctuation token's word, and a run of marks has but one kind of them; 0
 * of other tokens. */
static inline uint32_t ef_mark_of(const ef_tokens *tokens, size_t token)
{
    size_t len = 0;
    if (tokens->kind[token] != EF_PUNCT)
        return 0;
    const ef_span word = ef_token_word(tokens, token);
    return (uint8_t)word.at[0] < 0x80 ? (uint8_t)word.at[0] : ef_utf8_decode(word, 0, &len);
}

/* Gives tokens [first, end) of a column their number, so many at a time: those behind the end get it
 * too, until their turn comes. A loop that ends with the sentence was foreseen wrongly every time. */
enum { EF_NUMBERED = 8 };

static inline void ef_number_tokens(uint32_t *column, size_t first, size_t end, uint32_t number)
{
    for (size_t at = first; at < end; at += EF_NUMBERED)
        for (size_t i = 0; i < EF_NUMBERED; i++)
            column[at + i] = number;
}

/* Numbers the clauses of tokens [first, end), whose breaks are given, from tokens->n_clauses on;
 * returns how many: one at least. */
uint32_t ef_mark_clauses(ef_tokens *tokens, size_t first, size_t end, const uint32_t *breaks,
                         size_t n_breaks);

/* Flags what stands between two quotation marks of the same tokens. */
void ef_mark_quoted(ef_tokens *tokens, size_t first, size_t end, const uint32_t *breaks,
                    size_t n_breaks);

#endif
