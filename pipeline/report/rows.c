#include "report/rows.h"

#include <inttypes.h>
#include <stdio.h>

#include "report/measure.h"
#include "tallies/rating.h"

enum { ARENA_CHUNK = 64 * 1024, DAY = 86400, HOUR = 3600, SMALL_N = 30 };

static earful_period period_of(const ef_state *state)
{
    static const char *const names[] = {"none", "hour", "day", "week", "month", "quarter"};
    const ef_span setting = ef_state_setting_of(state, "period");
    for (size_t i = 0; i < EF_COUNT(names); i++)
        if (ef_span_is(setting, names[i]))
            return (earful_period)i;
    return EARFUL_NO_PERIOD;
}

static void format_date(int64_t seconds, bool with_hour, char out[24])
{
    const int64_t rest = (seconds % DAY + DAY) % DAY;
    int64_t year = 0;
    unsigned month = 0;
    unsigned day = 0;
    ef_civil_from_days((seconds - rest) / DAY, &year, &month, &day);
    /* Years have four digits: the state holds no others. The remainders tell the compiler so. */
    const unsigned y = (unsigned)year % 10000;
    if (with_hour)
        snprintf(out, 24, "%04u-%02u-%02uT%02u:00:00", y, month % 100, day % 100,
                 (unsigned)(rest / HOUR) % 100);
    else
        snprintf(out, 24, "%04u-%02u-%02u", y, month % 100, day % 100);
}

static void set_period(ef_row *row, earful_period period, int64_t start)
{
    if (start == EF_NO_PERIOD || start == EF_UNDATED)
        return;
    const bool hourly = period == EARFUL_HOUR;
    format_date(start, hourly, row->period_start);
    const int64_t next = period == EARFUL_NO_PERIOD ? start + DAY : ef_period_next(period, start);
    format_date(next - 1, hourly, row->period_end);
}

static void name_topic(const ef_state *state, ef_row *row, uint32_t topic)
{
    row->topic = topic;
    row->path = topic == EF_TOPIC_TOTAL ? EF_SPAN_TEXT("(total)") : EF_SPAN_TEXT("(uncategorised)");
    if (topic < state->n_topics) {
        const ef_state_topic *const known = &state->topics[topic];
        row->path = known->path;
        row->level = known->level;
        if (known->parent != EF_NONE)
            row->parent = state->topics[known->parent].path;
    }
    snprintf(row->topic_id, sizeof row->topic_id, "%016" PRIx64, ef_hash(row->path));
}

static void make_topics(ef_rows *rows)
{
    const ef_state *const state = rows->state;
    rows->topics = ef_arena_array(&rows->arena, state->n_topics + 2, sizeof rows->topics[0]);
    if (rows->topics == NULL)
        return;
    rows->n_topics = state->n_topics + 2;
    name_topic(state, &rows->topics[0], EF_TOPIC_TOTAL);
    for (uint32_t i = 0; i < state->n_topics; i++)
        name_topic(state, &rows->topics[i + 1], i);
    name_topic(state, &rows->topics[rows->n_topics - 1], EF_TOPIC_UNCATEGORISED);
}

typedef struct row_maker {
    ef_rows *rows;
    earful_period period;
    int64_t small_n;
    bool unique;
} row_maker;

static void make_row(const row_maker *maker, const ef_state_cell *cell, const ef_state_cell *total)
{
    ef_rows *const rows = maker->rows;
    const ef_state *const state = rows->state;
    const ef_key *const key = &cell->key;
    const size_t topic = key->topic == EF_TOPIC_TOTAL           ? 0
                         : key->topic == EF_TOPIC_UNCATEGORISED ? rows->n_topics - 1
                                                                : (size_t)key->topic + 1;
    ef_row *const row = &rows->items[rows->count++];
    *row = rows->topics[topic];
    row->channel = state->strings[key->channel];
    if (key->segment_key != EF_NONE) {
        row->segment_key = state->strings[key->segment_key];
        row->segment_value = state->strings[key->segment_value];
    }
    row->role = (ef_role)key->role;
    set_period(row, maker->period, key->period);
    ef_row_measure(row, &cell->cell, cell == total ? NULL : &total->cell);
    row->small_n = cell->cell.records < maker->small_n;
    row->records_unique = maker->unique ? (int64_t)cell->n_hashes : EF_NULL;
}

/* In a state (total) is the last cell of its group; in the rows it is the first. */
static void make_rows(const row_maker *maker)
{
    const ef_state *const state = maker->rows->state;
    for (size_t first = 0; first < state->n_cells;) {
        size_t total = first;
        while (state->cells[total].key.topic != EF_TOPIC_TOTAL)
            total++;
        make_row(maker, &state->cells[total], &state->cells[total]);
        for (size_t i = first; i < total; i++)
            make_row(maker, &state->cells[i], &state->cells[total]);
        first = total + 1;
    }
}

static row_maker make_maker(ef_rows *rows)
{
    row_maker maker = {.rows = rows, .period = period_of(rows->state), .small_n = SMALL_N};
    long long small_n = 0;
    if (ef_span_to_int(ef_state_setting_of(rows->state, "small_n"), &small_n))
        maker.small_n = small_n;
    for (size_t i = 0; i < rows->state->n_cells; i++)
        maker.unique |= rows->state->cells[i].n_hashes > 0;
    return maker;
}

static void warn(ef_rows *rows, const char *sentence)
{
    if (sentence != NULL)
        rows->warnings[rows->n_warnings++] = ef_span_of(sentence);
}

static void warn_of_runaways(ef_rows *rows)
{
    const ef_census *const census = &rows->state->census;
    uint32_t *const order = ef_arena_array(&rows->arena, census->names.count + 1, sizeof order[0]);
    ef_buffer sentence = {0};
    rows->arena.failed |= order == NULL || !ef_census_sorted(census, order);
    for (uint32_t i = 0; i < census->names.count && !rows->arena.failed; i++) {
        ef_buffer_reset(&sentence);
        if (ef_census_warn_of_runaway(census, order[i], &sentence))
            warn(rows, ef_arena_span(&rows->arena, ef_buffer_span(&sentence)).at);
        rows->arena.failed |= sentence.failed;
    }
    ef_buffer_fini(&sentence);
}

static void make_warnings(ef_rows *rows)
{
    int64_t undeclared = 0;
    int64_t mixed = 0;
    for (size_t i = 0; i < rows->count; i++) {
        const ef_row *const row = &rows->items[i];
        if (row->topic != EF_TOPIC_TOTAL || row->segment_key.at != NULL ||
            ef_cell_scale(row->cell) != 0)
            continue;
        if (row->cell->scales == EF_SCALE_UNDECLARED)
            undeclared += row->cell->n_rated;
        else
            mixed += row->cell->n_rated;
    }
    rows->warnings =
        ef_arena_array(&rows->arena, 2 + rows->state->census.names.count, sizeof rows->warnings[0]);
    if (rows->warnings == NULL)
        return;
    if (undeclared > 0)
        warn(rows, ef_arena_format(&rows->arena,
                                   "ratings without a declared scale: %" PRId64
                                   " records; --scale 1-5, or what the scale is, declares it",
                                   undeclared));
    if (mixed > 0)
        warn(rows, ef_arena_format(&rows->arena,
                                   "ratings on different scales in the same channel: %" PRId64
                                   " records; a --channel for each scale keeps them apart",
                                   mixed));
    warn_of_runaways(rows);
}

earful_status ef_rows_make(ef_rows *rows, const ef_state *state, earful_error *err)
{
    *rows = (ef_rows){.state = state};
    ef_arena_init(&rows->arena, ARENA_CHUNK);
    make_topics(rows);
    rows->items = ef_arena_array(&rows->arena, state->n_cells, sizeof rows->items[0]);
    if (!rows->arena.failed) {
        const row_maker maker = make_maker(rows);
        make_rows(&maker);
        make_warnings(rows);
    }
    if (!rows->arena.failed)
        return EARFUL_OK;
    ef_rows_fini(rows);
    return ef_fail_memory(err);
}

void ef_rows_fini(ef_rows *rows)
{
    ef_arena_fini(&rows->arena);
    *rows = (ef_rows){0};
}

ef_span ef_row_attribute(const ef_rows *rows, const ef_row *row, ef_attribute attribute)
{
    if (row->topic >= rows->state->n_topics)
        return (ef_span){0};
    return rows->state->topics[row->topic].attributes[attribute];
}
