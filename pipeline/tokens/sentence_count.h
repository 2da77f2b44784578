/* How many sentences a text has, for those who ask for nothing else: most marks tell by what stands
 * around them, and a text all of whose marks do needs no tokens. */
#ifndef EF_SENTENCE_COUNT_H
#define EF_SENTENCE_COUNT_H

#include "tokens/tokens.h"

/* The numbers of sentences that ef_tokenize finds, as n_sentences of tokens->documents, whose other
 * ranges are empty: there are no rows. Texts that need any have them in `scratch`. False when memory
 * ran out. */
bool ef_count_sentences(const ef_spelling *spelling, const ef_documents *documents,
                        ef_tokens *scratch, ef_tokens *tokens);

#endif
