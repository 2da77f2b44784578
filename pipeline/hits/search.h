/* Searching the text of a sentence itself, for what cannot be asked of its words one by one. Gives
 * the tokens that a match touches; a match that touches none is no match. */
#ifndef EF_SEARCH_H
#define EF_SEARCH_H

#include "hits/spans.h"
#include "lexicon/pattern.h"
#include "tokens/tokens.h"

/* `text` is the document's. False when the expression ran away; what was found before stays. Only
 * the first EF_SEARCHED bytes of a sentence are seen: an expression may take the square of them. */
enum { EF_SEARCHED = 8 * 1024 };
bool ef_search_regex(const ef_pattern *pattern, ef_pattern_scratch *scratch, ef_span text,
                     const ef_tokens *tokens, uint32_t sentence, ef_spans *spans);

/* Exact bytes, not inside a longer word. */
void ef_search_raw(ef_span wanted, ef_span text, const ef_tokens *tokens, uint32_t sentence,
                   ef_spans *spans);

#endif
