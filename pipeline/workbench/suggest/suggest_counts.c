#include "workbench/suggest/suggest_counts.h"

#include <stdlib.h>

#include "base/grow.h"

void ef_term_counts_init(ef_term_counts *counts)
{
    *counts = (ef_term_counts){0};
    ef_table_init(&counts->terms);
}

void ef_term_counts_fini(ef_term_counts *counts)
{
    for (size_t i = 0; i < counts->terms.count; i++)
        ef_snippets_fini(&counts->items[i].snippets);
    ef_table_fini(&counts->terms);
    free(counts->items);
}

ef_term_count *ef_term_counts_add(ef_term_counts *counts, ef_span term)
{
    bool added = false;
    if (!ef_grow(&counts->items, &counts->capacity, counts->terms.count + 1,
                 sizeof counts->items[0])) {
        counts->failed = true;
        return NULL;
    }
    uint32_t number = ef_table_find(&counts->terms, term);
    if (number == EF_NONE && counts->terms.count == EF_MOST_SUGGESTED_TERMS) {
        counts->full = true;
        return NULL;
    }
    if (number == EF_NONE)
        number = ef_table_add(&counts->terms, term, &added);
    if (number == EF_NONE) {
        counts->failed = true;
        return NULL;
    }
    ef_term_count *const count = &counts->items[number];
    if (added) {
        *count = (ef_term_count){0};
        ef_snippets_init(&count->snippets, EF_SUGGEST_SNIPPETS);
    }
    return count;
}

void ef_term_counts_merge(ef_term_counts *into, const ef_term_counts *from)
{
    into->target_sentences += from->target_sentences;
    into->caught_sentences += from->caught_sentences;
    into->other_sentences += from->other_sentences;
    into->failed = into->failed || from->failed;
    into->full = into->full || from->full;
    for (uint32_t i = 0; i < from->terms.count; i++) {
        const ef_term_count *const one = &from->items[i];
        ef_term_count *const all = ef_term_counts_add(into, ef_table_key(&from->terms, i));
        if (all == NULL)
            return;
        all->target += one->target;
        all->caught += one->caught;
        all->other += one->other;
        all->gain += one->gain;
        all->negators |= one->negators;
        all->judges |= one->judges;
        ef_snippets_merge(&all->snippets, &one->snippets);
        into->failed = into->failed || all->snippets.failed;
    }
}
