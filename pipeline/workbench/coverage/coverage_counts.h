/* What a model catches, counted: by channel, by topic, by rule, and in words. Counts commute. The
 * texts of those who speak for a record are what counts: not those of agents, if a customer speaks;
 * a rule has fired wherever it did. */
#ifndef EF_COVERAGE_COUNTS_H
#define EF_COVERAGE_COUNTS_H

#include "hits/analysis.h"
#include "records/batch.h"

typedef struct ef_caught {
    uint64_t records;
    uint64_t with_topic;
    uint64_t negative;
    uint64_t negative_without_topic;
} ef_caught;

typedef struct ef_words_caught {
    uint64_t words;
    uint64_t in_lexicon; /* a term by themselves */
    uint64_t in_rules;   /* what a rule asks for by themselves */
    uint64_t in_hits;    /* inside a topic hit */
} ef_words_caught;

/* What each word of the vocabulary is good for; made once, shared by all. */
typedef struct ef_coverage_atoms {
    bool *in_lexicon; /* by atom */
    bool *in_rules;
} ef_coverage_atoms;

bool ef_coverage_atoms_init(ef_coverage_atoms *atoms, const earful_model *model);
void ef_coverage_atoms_fini(ef_coverage_atoms *atoms);

typedef struct ef_coverage_counts {
    const earful_model *model;
    ef_table channels;
    ef_caught *by_channel;
    size_t capacity;
    ef_words_caught words;
    uint64_t *records_by_topic;
    uint64_t *hits_by_rule;
    uint64_t *seen; /* by topic: the record that it was last counted for, from 1 */
    uint64_t serial;
    bool *in_hit; /* scratch, by token of a block */
    size_t in_hit_capacity;
} ef_coverage_counts;

/* False when memory is out, as below; fini is due all the same. */
bool ef_coverage_counts_init(ef_coverage_counts *counts, const earful_model *model);
void ef_coverage_counts_fini(ef_coverage_counts *counts);
bool ef_coverage_counts_add(ef_coverage_counts *counts, const ef_coverage_atoms *atoms,
                            const ef_plan *plan, const ef_analysis *analysis);
bool ef_coverage_counts_merge(ef_coverage_counts *into, const ef_coverage_counts *from);

/* All channels together. */
ef_caught ef_coverage_total(const ef_coverage_counts *counts);

#endif
