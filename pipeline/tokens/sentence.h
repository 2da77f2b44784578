/* Sentences: from one end mark to the next, with what belongs to it behind it.
 *
 * The rules look at tokens and at line breaks between them, never at capital letters alone: much of
 * what customers write has none. A sentence's clauses and quotations are marked as it is found. */
#ifndef EF_SENTENCE_H
#define EF_SENTENCE_H

#include "tokens/tokens.h"

/* Puts the document's tokens, the last ones from tokens->documents[document].first_token on, into
 * sentences and clauses. Marks the tokens failed when memory ran out. */
void ef_split_sentences(const ef_spelling *spelling, ef_span text, uint32_t document,
                        ef_tokens *tokens);

#endif
