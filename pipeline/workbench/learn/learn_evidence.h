/* Evidence: how much better the labels would fit if a word or phrase that the lexicon has not had a
 * value, measured at the scorer as it is: the slope and curvature of the loss by that value, summed over
 * the records that hold the term. In whole numbers, so adding and merging commute. */
#ifndef EF_LEARN_EVIDENCE_H
#define EF_LEARN_EVIDENCE_H

#include "base/table.h"
#include "workbench/learn/learn_pass.h"

/* What a value can be: of the opinion that a term holds, or of how far it speaks for a plain fact. */
enum { EF_AS_OPINION, EF_AS_OBJECTIVE, EF_WAYS };

typedef struct ef_evidence {
    int64_t slope[EF_WAYS]; /* in 1 / EF_EVIDENCE_GRAIN */
    int64_t curvature[EF_WAYS];
    uint64_t records;
    uint64_t places; /* where it stands, of */
    uint64_t names;  /* which so many are written as a name is: with a capital inside a sentence */
    uint64_t inputs; /* a set of bits, by number of the input modulo 64 */
    uint64_t last_record;
} ef_evidence;

#define EF_EVIDENCE_GRAIN 1048576.0 /* 2^20 */

typedef struct ef_evidences {
    ef_table terms; /* "word word" */
    ef_evidence *items;
    size_t capacity;
} ef_evidences;

void ef_evidences_init(ef_evidences *all);
void ef_evidences_fini(ef_evidences *all);

/* NULL when memory is out. */
ef_evidence *ef_evidence_at(ef_evidences *all, ef_span term);
bool ef_evidences_merge(ef_evidences *into, const ef_evidences *from);

/* What the loss would fall by, about, and the value it would do so for, under the stiffness that fitting
 * has (the first step of Newton's method). */
double ef_evidence_gain(const ef_evidence *evidence, int way, double stiffness);
double ef_evidence_value(const ef_evidence *evidence, int way, double stiffness);

/* Gathers it on the records that are not held back, for all terms that are frequent enough. Adds to
 * `evidences`, which is initialised. */
earful_status ef_learn_evidence(const ef_school *school, const earful_model *model,
                                ef_evidences *evidences, earful_error *err);

#endif
