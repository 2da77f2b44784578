#include "workbench/learn_evidence.h"

#include <stdlib.h>

#include "base/grow.h"

void ef_evidences_init(ef_evidences *all)
{
    *all = (ef_evidences){0};
    ef_table_init(&all->terms);
}

void ef_evidences_fini(ef_evidences *all)
{
    ef_table_fini(&all->terms);
    free(all->items);
    *all = (ef_evidences){0};
}

ef_evidence *ef_evidence_at(ef_evidences *all, ef_span term)
{
    bool added = false;
    const uint32_t number = ef_table_add(&all->terms, term, &added);
    if (number == EF_NONE ||
        !ef_grow(&all->items, &all->capacity, all->terms.count, sizeof all->items[0]))
        return NULL;
    if (added)
        all->items[number] = (ef_evidence){0};
    return &all->items[number];
}

bool ef_evidences_merge(ef_evidences *into, const ef_evidences *from)
{
    for (uint32_t i = 0; i < from->terms.count; i++) {
        const ef_evidence *const more = &from->items[i];
        ef_evidence *const sum = ef_evidence_at(into, ef_table_key(&from->terms, i));
        if (sum == NULL)
            return false;
        for (int way = 0; way < EF_WAYS; way++) {
            sum->slope[way] += more->slope[way];
            sum->curvature[way] += more->curvature[way];
        }
        sum->records += more->records;
        sum->places += more->places;
        sum->names += more->names;
        sum->inputs |= more->inputs;
    }
    return true;
}

double ef_evidence_gain(const ef_evidence *evidence, int way, double stiffness)
{
    const double slope = (double)evidence->slope[way] / EF_EVIDENCE_GRAIN;
    const double curvature = (double)evidence->curvature[way] / EF_EVIDENCE_GRAIN + stiffness;
    return slope * slope / (2 * curvature);
}

double ef_evidence_value(const ef_evidence *evidence, int way, double stiffness)
{
    const double slope = (double)evidence->slope[way] / EF_EVIDENCE_GRAIN;
    const double curvature = (double)evidence->curvature[way] / EF_EVIDENCE_GRAIN + stiffness;
    return -slope / curvature;
}
