#include <criterion/criterion.h>

#include "support/made_state.h"
#include "tallies/state.h"

static made_block made;

static void write(const ef_state *state, ef_buffer *out)
{
    earful_error err = {0};
    cr_assert(ef_state_check(state));
    cr_assert_eq(ef_state_write(state, out, &err), EARFUL_OK, "%s", err.message);
}

static void assert_same_file(const ef_state *a, const ef_state *b)
{
    ef_buffer left = {0}, right = {0};
    write(a, &left);
    write(b, &right);
    cr_assert(ef_span_equal(ef_buffer_span(&left), ef_buffer_span(&right)));
    ef_buffer_fini(&left);
    ef_buffer_fini(&right);
}

/* One record with a rating and a topic in one channel. */
static void small_state(ef_state *state, const char *channel, uint64_t start, uint64_t end)
{
    made_init(&made);
    made_record(&made);
    ef_document *const document = made_document(&made, EF_CUSTOMER, channel);
    document->has_rating = true;
    document->rating = 40000;
    made_sentence(&made, -5000);
    made_hit(&made, PRICE, -5000);
    const ef_tally_options options = made_options(&made);
    ef_tally tally;
    earful_error err = {0};
    cr_assert(ef_tally_init(&tally, &options));
    cr_assert_eq(made_add(&made, &tally, &err), EARFUL_OK);
    made_state(state, &tally, start, end);
    ef_tally_fini(&tally);
}

static earful_status read_file(ef_span bytes, earful_error *err)
{
    ef_state state;
    *err = (earful_error){0};
    const earful_status status = ef_state_read(&state, "part.earful", bytes, err);
    ef_state_fini(&state);
    return status;
}

Test(state, sorts_all_that_a_tally_left_in_order_of_arrival)
{
    static const uint32_t numbers[] = {5, 3, 8, 1, 9};
    ef_state state;
    made_random_state(&state, &made, numbers, 5, 0, 1000);
    cr_assert(ef_state_check(&state));
    cr_assert_gt(state.n_cells, 20);
    cr_assert(ef_span_is(state.settings[0].name, "model"));
    cr_assert(ef_span_is(ef_state_setting_of(&state, "period"), "day"));
    cr_assert_eq(state.n_topics, MADE_TOPICS);
    cr_assert(ef_span_is(state.topics[DELIVERY].attributes[EF_ATTRIBUTE_OWNER], "logistics"));
    ef_state_fini(&state);
}

Test(state, comes_back_from_its_file_as_it_was)
{
    static const uint32_t numbers[] = {1, 2, 3, 4, 5, 6, 7};
    ef_state state, again;
    made_random_state(&state, &made, numbers, 7, 0, 1000);
    ef_buffer bytes = {0};
    write(&state, &bytes);
    earful_error err = {0};
    cr_assert_eq(ef_state_read(&again, "x", ef_buffer_span(&bytes), &err), EARFUL_OK, "%s",
                 err.message);
    assert_same_file(&state, &again);
    cr_assert_eq(again.n_cells, state.n_cells);
    cr_assert_eq(again.census.names.count, state.census.names.count);
    ef_buffer_fini(&bytes);
    ef_state_fini(&state);
    ef_state_fini(&again);
}

Test(state, of_nothing_has_a_file_too)
{
    made_init(&made);
    const ef_tally_options options = made_options(&made);
    ef_tally tally;
    cr_assert(ef_tally_init(&tally, &options));
    ef_state state;
    earful_error err = {0};
    cr_assert_eq(ef_state_from_tally(&state, &tally, (ef_digest){0}, NULL, 0, &err), EARFUL_OK);
    ef_buffer bytes = {0};
    write(&state, &bytes);
    cr_assert_eq(read_file(ef_buffer_span(&bytes), &err), EARFUL_OK);
    ef_buffer_fini(&bytes);
    ef_state_fini(&state);
    ef_tally_fini(&tally);
}

enum { RECORDS = 30, PARTS = 5 };

/* Deals the records out, and merges the parts in another order, both by chance. */
static void merge_by_chance(ef_state *merged, uint64_t *dice)
{
    uint32_t hands[PARTS][RECORDS];
    size_t counts[PARTS] = {0};
    for (uint32_t i = 0; i < RECORDS; i++) {
        const uint32_t hand = made_roll(dice, PARTS);
        hands[hand][counts[hand]++] = i;
    }
    const uint32_t first = made_roll(dice, PARTS);
    const uint32_t step = 1 + made_roll(dice, PARTS - 1); /* PARTS is prime: it visits all */
    for (uint32_t i = 0; i < PARTS; i++) {
        const uint32_t part = (first + i * step) % PARTS;
        ef_state state;
        made_random_state(i == 0 ? merged : &state, &made, hands[part], counts[part], part * 200,
                          part * 200 + 200);
        if (i == 0)
            continue;
        earful_error err = {0};
        bool added = false;
        cr_assert_eq(ef_state_merge(merged, &state, &added, &err), EARFUL_OK, "%s", err.message);
        cr_assert(added);
        ef_state_fini(&state);
    }
}

Test(state, is_the_same_file_however_the_records_were_dealt_out_and_merged)
{
    uint32_t all[RECORDS];
    for (uint32_t i = 0; i < RECORDS; i++)
        all[i] = RECORDS - 1 - i;
    ef_state whole;
    made_random_state(&whole, &made, all, RECORDS, 0, 1000);
    uint64_t dice = 1;
    for (int round = 0; round < 20; round++) {
        ef_state merged = {0};
        merge_by_chance(&merged, &dice);
        assert_same_file(&whole, &merged);
        ef_state_fini(&merged);
    }
    ef_state_fini(&whole);
}

Test(state, of_merged_tallies_is_that_of_one_tally)
{
    made_init(&made);
    static const char *const by[] = {"product"};
    ef_tally_options options = made_options(&made);
    options.by = by;
    options.n_by = 1;
    options.unique = true;
    ef_tally tallies[3]; /* the last one sees all records */
    earful_error err = {0};
    for (int i = 0; i < 3; i++)
        cr_assert(ef_tally_init(&tallies[i], &options));
    for (uint32_t i = 0; i < RECORDS; i++) {
        made_init(&made);
        made_random_record(&made, i);
        cr_assert_eq(made_add(&made, &tallies[i % 2], &err), EARFUL_OK);
        cr_assert_eq(made_add(&made, &tallies[2], &err), EARFUL_OK);
    }
    cr_assert_eq(ef_tally_merge(&tallies[1], &tallies[0], &err), EARFUL_OK);
    ef_state merged, whole;
    made_state(&merged, &tallies[1], 0, 1000);
    made_state(&whole, &tallies[2], 0, 1000);
    assert_same_file(&merged, &whole);
    ef_state_fini(&merged);
    ef_state_fini(&whole);
    for (int i = 0; i < 3; i++)
        ef_tally_fini(&tallies[i]);
}

Test(state, refuses_every_flipped_bit)
{
    ef_state state;
    small_state(&state, "chat", 0, 1000);
    ef_buffer bytes = {0};
    write(&state, &bytes);
    earful_error err = {0};
    cr_assert_eq(read_file(ef_buffer_span(&bytes), &err), EARFUL_OK);
    for (size_t bit = 0; bit < bytes.len * 8; bit++) {
        bytes.at[bit / 8] ^= (char)(1 << bit % 8);
        cr_assert_eq(read_file(ef_buffer_span(&bytes), &err), EARFUL_CORRUPT, "bit %zu", bit);
        cr_assert_str_eq(err.path, "part.earful");
        bytes.at[bit / 8] ^= (char)(1 << bit % 8);
    }
    ef_buffer_fini(&bytes);
    ef_state_fini(&state);
}

Test(state, refuses_to_be_cut_short_or_to_be_followed_by_anything)
{
    ef_state state;
    small_state(&state, "chat", 0, 1000);
    ef_buffer bytes = {0};
    write(&state, &bytes);
    const size_t len = bytes.len;
    earful_error err = {0};
    for (size_t cut = 0; cut < len; cut++)
        cr_assert_eq(read_file(ef_span_make(bytes.at, cut), &err), EARFUL_CORRUPT, "at %zu", cut);
    ef_buffer_add_char(&bytes, '\0');
    cr_assert_eq(read_file(ef_buffer_span(&bytes), &err), EARFUL_CORRUPT);
    ef_buffer_fini(&bytes);
    ef_state_fini(&state);
}

/* Makes the digests fit the bytes again, as a forger would. */
static void sign(ef_buffer *bytes, size_t payload)
{
    const size_t ends[] = {20 + payload, bytes->len - 16};
    const size_t starts[] = {20, 0};
    for (int i = 0; i < 2; i++) {
        const ef_digest digest =
            ef_digest_of(ef_span_make(bytes->at + starts[i], ends[i] - starts[i]));
        for (int byte = 0; byte < 8; byte++) {
            bytes->at[ends[i] + byte] = (char)(digest.high >> (8 * byte));
            bytes->at[ends[i] + 8 + byte] = (char)(digest.low >> (8 * byte));
        }
    }
}

static size_t payload_size(const ef_buffer *bytes)
{
    return (unsigned char)bytes->at[12] | (size_t)(unsigned char)bytes->at[13] << 8;
}

Test(state, tells_a_newer_format_from_damage)
{
    ef_state state;
    small_state(&state, "chat", 0, 1000);
    ef_buffer bytes = {0};
    write(&state, &bytes);
    bytes.at[8] = 2;
    sign(&bytes, payload_size(&bytes));
    earful_error err = {0};
    cr_assert_eq(read_file(ef_buffer_span(&bytes), &err), EARFUL_CONFLICT);
    cr_assert_not_null(strstr(err.message, "format 2"));
    cr_assert_eq(err.offset, 8);
    ef_buffer_fini(&bytes);
    ef_state_fini(&state);
}

Test(state, with_one_forged_byte_is_refused_or_is_the_file_of_what_was_read)
{
    ef_state state;
    small_state(&state, "chat", 0, 1000);
    ef_buffer bytes = {0};
    write(&state, &bytes);
    const size_t payload = payload_size(&bytes);
    size_t accepted = 0;
    for (size_t at = 20; at < bytes.len - 16; at++) {
        const char kept = bytes.at[at];
        for (int value = 0; value < 256; value++) {
            bytes.at[at] = (char)value;
            sign(&bytes, payload);
            ef_state forged;
            earful_error err = {0};
            if (ef_state_read(&forged, "x", ef_buffer_span(&bytes), &err) != EARFUL_OK)
                continue;
            ef_buffer again = {0};
            write(&forged, &again);
            cr_assert(ef_span_equal(ef_buffer_span(&bytes), ef_buffer_span(&again)));
            ef_buffer_fini(&again);
            ef_state_fini(&forged);
            accepted++;
        }
        bytes.at[at] = kept;
    }
    cr_assert_gt(accepted, 0);
    ef_buffer_fini(&bytes);
    ef_state_fini(&state);
}

Test(state, asks_no_memory_for_counts_that_the_file_cannot_hold)
{
    ef_state state;
    small_state(&state, "chat", 0, 1000);
    ef_buffer bytes = {0};
    write(&state, &bytes);
    /* Where the settings' number stands, behind header and digest: 2^63 of them. */
    ef_buffer forged = {0};
    ef_buffer_add(&forged, bytes.at, 36);
    ef_buffer_add(&forged, "\x80\x80\x80\x80\x80\x80\x80\x80\x80\x01", 10);
    ef_buffer_add(&forged, bytes.at + 37, bytes.len - 37);
    const size_t payload = payload_size(&bytes) + 9;
    forged.at[12] = (char)payload;
    forged.at[13] = (char)(payload >> 8);
    sign(&forged, payload);
    earful_error err = {0};
    cr_assert_eq(read_file(ef_buffer_span(&forged), &err), EARFUL_CORRUPT);
    cr_assert_eq(err.offset, 36);
    ef_buffer_fini(&forged);
    ef_buffer_fini(&bytes);
    ef_state_fini(&state);
}

Test(state, is_not_changed_by_what_it_covers_already)
{
    ef_state all, part;
    small_state(&all, "chat", 0, 1000);
    small_state(&part, "review", 100, 200);
    ef_buffer before = {0}, after = {0};
    write(&all, &before);
    bool added = true;
    earful_error err = {0};
    cr_assert_eq(ef_state_merge(&all, &part, &added, &err), EARFUL_OK);
    cr_assert_not(added);
    cr_assert_eq(ef_state_merge(&all, &all, &added, &err), EARFUL_OK);
    cr_assert_not(added);
    write(&all, &after);
    cr_assert(ef_span_equal(ef_buffer_span(&before), ef_buffer_span(&after)));
    ef_buffer_fini(&before);
    ef_buffer_fini(&after);
    ef_state_fini(&all);
    ef_state_fini(&part);
}

static void assert_conflict(ef_state *into, const ef_state *other, const char *message)
{
    ef_buffer before = {0}, after = {0};
    write(into, &before);
    bool added = true;
    earful_error err = {0};
    cr_assert_eq(ef_state_merge(into, other, &added, &err), EARFUL_CONFLICT);
    cr_assert_not_null(strstr(err.message, message), "%s", err.message);
    cr_assert_not(added);
    write(into, &after);
    cr_assert(ef_span_equal(ef_buffer_span(&before), ef_buffer_span(&after)));
    ef_buffer_fini(&before);
    ef_buffer_fini(&after);
}

Test(state, refuses_another_model_a_partial_overlap_and_a_record_dropped_in_both)
{
    ef_state one, other;
    small_state(&one, "chat", 0, 500);
    small_state(&other, "chat", 500, 1000);
    other.digest.low++;
    assert_conflict(&one, &other, "different models or options");
    other.digest = one.digest;
    other.settings[0].value = EF_SPAN_TEXT("another");
    assert_conflict(&one, &other, "different models or options");
    other.settings[0].value = one.settings[0].value;
    other.coverage.items[0].start = 499;
    assert_conflict(&one, &other, "overlap");
    other.coverage.items[0].start = 500;
    ef_digest mine[] = {{1, 1}, {1, 7}};
    ef_digest theirs[] = {{1, 2}, {1, 7}};
    one.dropped = mine;
    other.dropped = theirs;
    one.n_dropped = other.n_dropped = 2;
    one.drops_duplicates = other.drops_duplicates = true;
    assert_conflict(&one, &other, "same record");
    other.n_dropped = 1;
    bool added = false;
    earful_error err = {0};
    cr_assert_eq(ef_state_merge(&one, &other, &added, &err), EARFUL_OK);
    cr_assert_eq(one.n_dropped, 3);
    cr_assert_eq(one.dropped[1].low, 2);
    ef_state_fini(&one);
    ef_state_fini(&other);
}

Test(state, refuses_a_sum_beyond_64_bits)
{
    ef_state one, other;
    small_state(&one, "chat", 0, 500);
    small_state(&other, "chat", 500, 1000);
    one.cells[0].cell.weight_sum = INT64_MAX;
    bool added = false;
    earful_error err = {0};
    cr_assert_eq(ef_state_merge(&one, &other, &added, &err), EARFUL_LIMIT);
    cr_assert_eq(one.cells[0].cell.weight_sum, INT64_MAX);
    ef_state_fini(&one);
    ef_state_fini(&other);
}

#define ASSERT_REFUSED(change)                                                                     \
    do {                                                                                           \
        ef_state state;                                                                            \
        small_state(&state, "chat", 0, 1000);                                                      \
        cr_assert(ef_state_check(&state));                                                         \
        change;                                                                                    \
        cr_assert_not(ef_state_check(&state), #change);                                            \
        ef_state_fini(&state);                                                                     \
    } while (0)

Test(state, is_checked_in_all_its_parts)
{
    ASSERT_REFUSED(state.settings[1].name = state.settings[0].name);
    ASSERT_REFUSED(state.settings[1].value = EF_SPAN_TEXT("\xed\xa0\x80"));
    ASSERT_REFUSED(state.topics[1].parent = 1);
    ASSERT_REFUSED(state.topics[1].level = 1);
    ASSERT_REFUSED(state.topics[1].path = EF_SPAN_TEXT("A"));
    ASSERT_REFUSED(state.strings[0] = EF_SPAN_TEXT("\xc0\x80"));
    ASSERT_REFUSED(state.strings[0] = EF_SPAN_TEXT("\xe2\x82"));
    ASSERT_REFUSED(state.cells[0].key.channel = 1);
    ASSERT_REFUSED(state.cells[0].key.topic = MADE_TOPICS);
    ASSERT_REFUSED(state.cells[0].key.topic = EF_TOPIC_TOTAL);
    ASSERT_REFUSED(state.cells[0].key.segment_value = 0);
    ASSERT_REFUSED(state.cells[0].key.period = EF_LAST_TIME + 1);
    ASSERT_REFUSED(state.cells[0].key.role = EF_ROLE_COUNT);
    ASSERT_REFUSED(state.cells[0].cell.documents = 1);
    ASSERT_REFUSED(state.cells[0].cell.scales = EF_SCALE_1_5);
    ASSERT_REFUSED((state.cells[0].cell.records++, state.cells[0].cell.negative++));
    ASSERT_REFUSED(state.n_cells--);
    ASSERT_REFUSED((state.cells[0].hashes = &(uint64_t){1}, state.cells[0].n_hashes = 1));
    ASSERT_REFUSED(state.census.counts[0] = 0);
    ASSERT_REFUSED(state.coverage.items[0].times = 0);
    ASSERT_REFUSED((state.dropped = &(ef_digest){0, 1}, state.n_dropped = 1));
}
