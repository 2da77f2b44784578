#include <criterion/criterion.h>

#include "report/rows.h"
#include "support/made_state.h"

static made_block made;

/* A state by day: two review records, one about late delivery, one about nothing known. */
static void make(ef_state *state, ef_rows *rows, earful_period period, int64_t time)
{
    made_init(&made);
    made_record(&made);
    ef_document *document = made_document(&made, EF_CUSTOMER, "review");
    document->has_time = true;
    document->time = time;
    document->has_rating = true;
    made_sentence(&made, -8000);
    made_hit(&made, DELIVERY_LATE, -8000);
    made_record(&made);
    document = made_document(&made, EF_CUSTOMER, "review");
    document->has_time = true;
    document->time = time;
    made_sentence(&made, 4000);
    ef_tally_options options = made_options(&made);
    options.period = period;
    ef_tally tally;
    earful_error err = {0};
    cr_assert(ef_tally_init(&tally, &options));
    cr_assert_eq(made_add(&made, &tally, &err), EARFUL_OK);
    made_state(state, &tally, 0, 1000);
    ef_tally_fini(&tally);
    static const char *const names[] = {"none", "hour", "day", "week", "month", "quarter"};
    state->settings[1].value = ef_span_of(names[period]);
    cr_assert_eq(ef_rows_make(rows, state, &err), EARFUL_OK);
}

static void drop(ef_state *state, ef_rows *rows)
{
    ef_rows_fini(rows);
    ef_state_fini(state);
}

Test(rows, come_as_total_then_topics_by_path_then_the_rest)
{
    ef_state state;
    ef_rows rows;
    make(&state, &rows, EARFUL_NO_PERIOD, 0);
    static const char *const paths[] = {"(total)", "Delivery", "Delivery > Late",
                                        "(uncategorised)"};
    cr_assert_eq(rows.count, 4);
    for (int i = 0; i < 4; i++)
        cr_assert(ef_span_is(rows.items[i].path, paths[i]), "row %d", i);
    cr_assert_eq(rows.items[0].level, 0);
    cr_assert_eq(rows.items[2].level, 2);
    cr_assert(ef_span_is(rows.items[2].parent, "Delivery"));
    cr_assert_eq(rows.items[1].parent.len, 0);
    cr_assert(ef_span_is(ef_row_attribute(&rows, &rows.items[1], EF_ATTRIBUTE_OWNER), "logistics"));
    cr_assert_eq(ef_row_attribute(&rows, &rows.items[0], EF_ATTRIBUTE_OWNER).len, 0);
    drop(&state, &rows);
}

Test(rows, measure_topics_against_the_total_of_their_group)
{
    ef_state state;
    ef_rows rows;
    make(&state, &rows, EARFUL_NO_PERIOD, 0);
    cr_assert_eq(rows.items[2].share, 5000);
    cr_assert_eq(rows.items[2].mean_sentiment, -8000);
    cr_assert_eq(rows.items[2].impact_sentiment, -6000);
    cr_assert_eq(rows.items[0].mean_sentiment, -2000);
    cr_assert_eq(rows.items[0].impact_sentiment, EF_NULL);
    cr_assert(rows.items[0].small_n);
    cr_assert_eq(rows.items[0].records_unique, EF_NULL);
    drop(&state, &rows);
}

Test(rows, are_small_below_the_setting)
{
    ef_state state;
    ef_rows rows;
    make(&state, &rows, EARFUL_NO_PERIOD, 0);
    ef_rows_fini(&rows);
    state.settings[2].value = EF_SPAN_TEXT("2");
    cr_assert_eq(ef_rows_make(&rows, &state, NULL), EARFUL_OK);
    cr_assert_not(rows.items[0].small_n);
    cr_assert(rows.items[1].small_n);
    drop(&state, &rows);
}

Test(rows, name_a_topic_by_the_hash_of_its_path)
{
    ef_state state;
    ef_rows rows;
    make(&state, &rows, EARFUL_NO_PERIOD, 0);
    char expected[17];
    snprintf(expected, sizeof expected, "%016llx",
             (unsigned long long)ef_hash(EF_SPAN_TEXT("Delivery > Late")));
    cr_assert_str_eq(rows.items[2].topic_id, expected);
    cr_assert_eq(rows.n_topics, MADE_TOPICS + 2);
    cr_assert_str_eq(rows.topics[2].topic_id, expected);
    drop(&state, &rows);
}

static void assert_period(earful_period period, int64_t time, const char *start, const char *end)
{
    ef_state state;
    ef_rows rows;
    make(&state, &rows, period, time);
    cr_assert_str_eq(rows.items[0].period_start, start);
    cr_assert_str_eq(rows.items[0].period_end, end);
    drop(&state, &rows);
}

Test(rows, write_periods_as_dates_and_the_end_is_inside)
{
    const int64_t time = 1709210096; /* 2024-02-29T12:34:56Z, a Thursday */
    assert_period(EARFUL_NO_PERIOD, time, "", "");
    assert_period(EARFUL_HOUR, time, "2024-02-29T12:00:00", "2024-02-29T12:00:00");
    assert_period(EARFUL_DAY, time, "2024-02-29", "2024-02-29");
    assert_period(EARFUL_WEEK, time, "2024-02-26", "2024-03-03");
    assert_period(EARFUL_MONTH, time, "2024-02-01", "2024-02-29");
    assert_period(EARFUL_QUARTER, time, "2024-01-01", "2024-03-31");
    assert_period(EARFUL_DAY, EF_LAST_TIME + 1, "", "");
    assert_period(EARFUL_DAY, -1, "1969-12-31", "1969-12-31");
}

Test(rows, warn_of_ratings_that_nothing_can_be_made_of)
{
    ef_state state;
    ef_rows rows;
    make(&state, &rows, EARFUL_NO_PERIOD, 0);
    cr_assert_eq(rows.n_warnings, 1);
    cr_assert(ef_span_starts_with(
        rows.warnings[0], EF_SPAN_TEXT("ratings without a declared scale: 1 records; --scale")));
    ef_rows_fini(&rows);
    for (size_t i = 0; i < state.n_cells; i++)
        if (state.cells[i].cell.n_rated > 0)
            state.cells[i].cell.scales = EF_SCALE_1_5 | EF_SCALE_0_10;
    cr_assert_eq(ef_rows_make(&rows, &state, NULL), EARFUL_OK);
    cr_assert_eq(rows.n_warnings, 1);
    cr_assert(ef_span_starts_with(rows.warnings[0], EF_SPAN_TEXT("ratings on different scales")));
    drop(&state, &rows);
}

Test(rows, count_distinct_contents_when_the_state_knows_them)
{
    static const uint32_t numbers[] = {1, 2, 3, 4, 5, 6, 7, 8};
    ef_state state;
    made_random_state(&state, &made, numbers, 8, 0, 1000);
    ef_rows rows;
    cr_assert_eq(ef_rows_make(&rows, &state, NULL), EARFUL_OK);
    cr_assert_eq(rows.count, state.n_cells);
    for (size_t i = 0; i < rows.count; i++) {
        cr_assert_leq(rows.items[i].records_unique, rows.items[i].cell->records);
        cr_assert_geq(rows.items[i].records_unique, rows.items[i].cell->records > 0);
    }
    drop(&state, &rows);
}

Test(rows, stand_in_order_of_channel_period_segment_and_role)
{
    static const uint32_t numbers[] = {9, 8, 7, 6, 5, 4, 3, 2, 1};
    ef_state state;
    made_random_state(&state, &made, numbers, 9, 0, 1000);
    ef_rows rows;
    cr_assert_eq(ef_rows_make(&rows, &state, NULL), EARFUL_OK);
    for (size_t i = 1; i < rows.count; i++) {
        const ef_row *const a = &rows.items[i - 1];
        const ef_row *const b = &rows.items[i];
        int order = ef_span_compare(a->channel, b->channel);
        if (order == 0)
            order = strcmp(a->period_start, b->period_start);
        if (order == 0)
            order = ef_span_compare(a->segment_key, b->segment_key);
        if (order == 0)
            order = ef_span_compare(a->segment_value, b->segment_value);
        if (order == 0)
            order = (int)a->role - (int)b->role;
        cr_assert(order < 0 || (order == 0 && b->topic != EF_TOPIC_TOTAL), "row %zu", i);
    }
    drop(&state, &rows);
}
