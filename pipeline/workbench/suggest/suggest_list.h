/* The list of suggestions: what the counts say, sifted and sorted. */
#ifndef EF_SUGGEST_LIST_H
#define EF_SUGGEST_LIST_H

#include "earful_workbench.h"
#include "workbench/suggest/suggest_counts.h"

/* The terms that are key, the most certain first: `most` that name a thing, `most` that judge. A term's
 * keyness says how much more often it stands in negative sentences than in others (log-likelihood).
 * It is shown, and sorted by, times the cube of the share of the term's sentences that are negative
 * and no topic's: a rule of the term would find little else, and little that is found already. A word
 * that stands in more than one sentence of EF_COMMON holds the language together rather than naming a
 * thing; it is left out, and so are pairs with one. Fewer sentences than EF_COMMON_FROM cannot tell. */
enum { EF_COMMON = 50, EF_COMMON_FROM = 1000, EF_LEAST_SENTENCES = 3 };

/* Appends to out. False when memory ran out. */
bool ef_suggest_write(const ef_term_counts *counts, size_t most, bool ndjson, ef_buffer *out);

#endif
