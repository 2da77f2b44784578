/* A block's documents scored by VADER, and what its words say laid on our tokens. */
#ifndef EF_VADER_HITS_H
#define EF_VADER_HITS_H

#include "hits/sentiment.h"

/* Fills scores by document alone. False when memory ran out. */
bool ef_score_texts_with_vader(ef_vader *vader, const ef_documents *documents, ef_hits *hits);

/* Fills scores by document, contributions and sentences of `hits`. The scores are of the text as it
 * came, markup and all. Contributions are of the cleaned text, whose words topics are made of:
 * the value of a word of VADER goes to the first token that it touches. A sentence's sum knows
 * nothing of the marks at its end. trace may be NULL. False when memory ran out. */
bool ef_score_with_vader(ef_vader *vader, const ef_settings *settings,
                         const ef_documents *documents, const ef_tokens *tokens, ef_hits *hits,
                         ef_trace *trace);

#endif
