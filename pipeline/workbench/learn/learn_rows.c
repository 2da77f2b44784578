#include "workbench/learn/learn_rows.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/grow.h"

/* A row is worth reading when it moves its term by this many ten-thousandths; a phrase, which
 * replaces what its words say, by more. */
enum { LEAST_CHANGE = 500, LEAST_PHRASE_CHANGE = 1500 };

void ef_learned_rows_init(ef_learned_rows *rows)
{
    *rows = (ef_learned_rows){0};
    ef_table_init(&rows->terms);
}

void ef_learned_rows_fini(ef_learned_rows *rows)
{
    ef_table_fini(&rows->terms);
    free(rows->items);
    *rows = (ef_learned_rows){0};
}

ef_span ef_learned_key(char room[EF_LEARNED_KEY], ef_lane lane, ef_span term)
{
    const size_t len = term.len < EF_LEARNED_KEY - 1 ? term.len : EF_LEARNED_KEY - 1;
    memcpy(room, term.at, len);
    room[len] = ' ';
    return ef_span_make(room, len + (lane == EF_LANE_OBJECTIVE));
}

ef_learned *ef_learned_at(ef_learned_rows *rows, ef_lane lane, ef_span term, bool *added)
{
    char room[EF_LEARNED_KEY];
    const uint32_t number = ef_table_add(&rows->terms, ef_learned_key(room, lane, term), added);
    if (number == EF_NONE ||
        !ef_grow(&rows->items, &rows->capacity, rows->terms.count, sizeof rows->items[0]))
        return NULL;
    if (*added)
        rows->items[number] = (ef_learned){0};
    return &rows->items[number];
}

const ef_learned *ef_learned_find(const ef_learned_rows *rows, ef_lane lane, ef_span term)
{
    char room[EF_LEARNED_KEY];
    const uint32_t number = ef_table_find(&rows->terms, ef_learned_key(room, lane, term));
    return number != EF_NONE ? &rows->items[number] : NULL;
}

ef_span ef_learned_term(const ef_learned_rows *rows, uint32_t number)
{
    const ef_span key = ef_table_key(&rows->terms, number);
    const bool objective = rows->items[number].type == EF_TERM_OBJECTIVE;
    return ef_span_make(key.at, key.len - objective);
}

static int32_t distance(int32_t a, int32_t b)
{
    return a < b ? b - a : a - b;
}

static int32_t change_of(const ef_learned *row)
{
    const int32_t change = distance(row->valence, row->prior);
    const int32_t negated = row->has_negated ? distance(row->negated, row->prior_negated) : 0;
    return change > negated ? change : negated;
}

static bool is_worth_it(const ef_learned *row)
{
    return change_of(row) >= (row->type == EF_TERM_PHRASE ? LEAST_PHRASE_CHANGE : LEAST_CHANGE);
}

bool ef_learned_prune(ef_learned_rows *rows)
{
    ef_learned_rows kept;
    ef_learned_rows_init(&kept);
    bool good = true;
    for (uint32_t i = 0; i < rows->terms.count && good; i++) {
        bool added = false;
        if (!is_worth_it(&rows->items[i]))
            continue;
        ef_learned *const row =
            ef_learned_at(&kept, ef_lane_of(rows->items[i].type), ef_learned_term(rows, i), &added);
        good = row != NULL;
        if (good)
            *row = rows->items[i];
    }
    ef_learned_rows_fini(good ? rows : &kept);
    if (good)
        *rows = kept;
    return good;
}

/* ---- in order ---- */

typedef struct ranked {
    ef_span term;
    int32_t change;
    uint32_t number;
} ranked;

static int by_term(const void *a, const void *b)
{
    const ranked *const left = a;
    const ranked *const right = b;
    return ef_span_compare(left->term, right->term);
}

static int by_change(const void *a, const void *b)
{
    const ranked *const left = a;
    const ranked *const right = b;
    if (left->change != right->change)
        return left->change < right->change ? 1 : -1;
    return by_term(a, b);
}

static uint32_t *sorted(const ef_learned_rows *rows, int (*order)(const void *, const void *))
{
    const size_t count = rows->terms.count;
    ranked *const all = calloc(count + 1, sizeof all[0]);
    uint32_t *const numbers = calloc(count + 1, sizeof numbers[0]);
    if (all == NULL || numbers == NULL) {
        free(all);
        free(numbers);
        return NULL;
    }
    for (uint32_t i = 0; i < count; i++)
        all[i] = (ranked){ef_table_key(&rows->terms, i), change_of(&rows->items[i]), i};
    qsort(all, count, sizeof all[0], order);
    for (size_t i = 0; i < count; i++)
        numbers[i] = all[i].number;
    free(all);
    return numbers;
}

uint32_t *ef_learned_by_change(const ef_learned_rows *rows)
{
    return sorted(rows, by_change);
}

/* ---- written ---- */

static void write_row(ef_span term, const ef_learned *row, bool notes, ef_buffer *out)
{
    ef_sheet_write_cell(out, term);
    ef_buffer_add_char(out, ',');
    ef_sheet_write_number(out, row->valence);
    ef_buffer_add_char(out, ',');
    if (row->has_negated)
        ef_sheet_write_number(out, row->negated);
    ef_buffer_add_format(out, ",%s,,", ef_term_type_name(row->type));
    if (notes) {
        ef_buffer_add_format(out, "%" PRIu64 " records", row->records);
        if (row->existing || row->prior != 0) {
            ef_buffer_add_text(out, "; was ");
            ef_sheet_write_number(out, row->prior);
        }
    }
    ef_buffer_add_char(out, '\n');
}

void ef_learned_write(const ef_learned_rows *rows, bool notes, ef_buffer *out)
{
    uint32_t *const order = sorted(rows, by_term);
    out->failed |= order == NULL;
    ef_buffer_add_text(out, "term,valence,negated,type,cond,note\n");
    for (size_t i = 0; i < rows->terms.count && !out->failed; i++)
        write_row(ef_learned_term(rows, order[i]), &rows->items[order[i]], notes, out);
    free(order);
}

ef_learned_count ef_learned_count_of(const ef_learned_rows *rows)
{
    ef_learned_count count = {0};
    for (uint32_t i = 0; i < rows->terms.count; i++) {
        count.changed += rows->items[i].existing;
        count.phrases += !rows->items[i].existing && rows->items[i].type == EF_TERM_PHRASE;
        count.words += !rows->items[i].existing && rows->items[i].type != EF_TERM_PHRASE;
    }
    return count;
}
