/* Clauses and quotations within one sentence.
 *
 * A clause begins behind , ; : ( ) a dash, a spaced hyphen or several hyphens, and at a word
 * that the spelling says opens one. No clause consists of punctuation, or of such opening words
 * alone: an opening word begins one only when a word that does not open stood in the clause
 * before it. Symbols and faces count as words here. */
#ifndef EF_CLAUSE_H
#define EF_CLAUSE_H

#include "tokens/tokens.h"

/* Numbers the clauses of tokens [first, end), whose breaks are given, from tokens->n_clauses on;
 * returns how many: one at least. */
uint32_t ef_mark_clauses(ef_tokens *tokens, size_t first, size_t end, const uint32_t *breaks,
                         size_t n_breaks);

/* Flags what stands between two quotation marks of the same tokens. */
void ef_mark_quoted(ef_tokens *tokens, size_t first, size_t end, const uint32_t *breaks,
                    size_t n_breaks);

#endif
