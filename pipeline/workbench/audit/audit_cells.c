#include "workbench/audit/audit_cells.h"

#include <stdlib.h>

#include "base/grow.h"

void ef_audit_cells_init(ef_audit_cells *cells)
{
    *cells = (ef_audit_cells){0};
    ef_table_init(&cells->scales);
    ef_table_init(&cells->keys);
}

void ef_audit_cells_fini(ef_audit_cells *cells)
{
    ef_table_fini(&cells->scales);
    ef_table_fini(&cells->keys);
    free(cells->items);
}

uint32_t ef_audit_scale(ef_audit_cells *cells, ef_span name)
{
    bool added;
    return ef_table_add(&cells->scales, name, &added);
}

ef_audit_cell *ef_audit_cell_at(ef_audit_cells *cells, uint32_t term, uint32_t scale)
{
    const uint32_t key[2] = {term, scale};
    bool added = false;
    if (!ef_grow(&cells->items, &cells->capacity, cells->keys.count + 1, sizeof cells->items[0]))
        return NULL;
    const uint32_t number =
        ef_table_add(&cells->keys, ef_span_make((const char *)key, sizeof key), &added);
    if (number == EF_NONE)
        return NULL;
    if (added)
        cells->items[number] = (ef_audit_cell){0};
    return &cells->items[number];
}

const ef_audit_cell *ef_audit_cell_number(const ef_audit_cells *cells, uint32_t number,
                                          uint32_t *term, uint32_t *scale)
{
    uint32_t key[2];
    memcpy(key, ef_table_key(&cells->keys, number).at, sizeof key);
    *term = key[0];
    *scale = key[1];
    return &cells->items[number];
}

void ef_audit_sum_add(ef_audit_sum *sum, uint32_t term, int64_t value)
{
    sum->count++;
    sum->sum += value;
    sum->squares += term == EF_ANY_TERM ? (ef_wide)value * value : 0;
}

static void merge_sum(ef_audit_sum *into, const ef_audit_sum *from)
{
    into->count += from->count;
    into->sum += from->sum;
    into->squares += from->squares;
}

bool ef_audit_cells_merge(ef_audit_cells *into, const ef_audit_cells *from)
{
    into->records += from->records;
    for (uint32_t i = 0; i < from->keys.count; i++) {
        uint32_t term, scale;
        const ef_audit_cell *const cell = ef_audit_cell_number(from, i, &term, &scale);
        const uint32_t there = ef_audit_scale(into, ef_table_key(&from->scales, scale));
        ef_audit_cell *const sum = there != EF_NONE ? ef_audit_cell_at(into, term, there) : NULL;
        if (sum == NULL)
            return false;
        merge_sum(&sum->ratings, &cell->ratings);
        merge_sum(&sum->company, &cell->company);
    }
    return true;
}
