/* Exact counts of the terms that a sketch lets pass: in how many sentences of interest, in how many
 * others, how many records a rule of the term would gain, and some sentences that show it. */
#ifndef EF_SUGGEST_COUNTS_H
#define EF_SUGGEST_COUNTS_H

#include "base/table.h"
#include "workbench/snippet.h"

enum { EF_SUGGEST_SNIPPETS = 3, EF_MOST_SUGGESTED_TERMS = 1 << 17 };

typedef struct ef_term_count {
    uint64_t target; /* sentences of interest that hold it */
    uint64_t caught; /* negative ones that some topic has */
    uint64_t other;  /* not negative */
    uint64_t gain;
    uint64_t last_sentence; /* where it was counted last, so that it counts once */
    uint64_t last_record;
    uint8_t negators; /* bit 0: its first word is one; bit 1: its second */
    bool judges;      /* a single word with a valence */
    ef_snippets snippets;
} ef_term_count;

typedef struct ef_term_counts {
    ef_table terms;
    ef_term_count *items; /* by number in `terms` */
    size_t capacity;
    uint64_t target_sentences;
    uint64_t caught_sentences;
    uint64_t other_sentences;
    bool failed; /* memory ran out */
    bool full;   /* more terms than there is room for; so is whatever this is merged into */
} ef_term_counts;

void ef_term_counts_init(ef_term_counts *counts);
void ef_term_counts_fini(ef_term_counts *counts);

/* NULL when failed or full. */
ef_term_count *ef_term_counts_add(ef_term_counts *counts, ef_span term);

void ef_term_counts_merge(ef_term_counts *into, const ef_term_counts *from);

#endif
