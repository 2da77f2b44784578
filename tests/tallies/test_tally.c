#include <criterion/criterion.h>

#include "support/made_block.h"
#include "tallies/tally.h"

/* The cell of a topic in the rows without segment or period; all zero when there is none. */
static ef_cell find(const ef_tally *tally, const char *channel, ef_role role, uint32_t topic)
{
    ef_cell found = {0};
    for (uint32_t i = 0; i < tally->keys.count; i++) {
        const ef_key key = ef_tally_key(tally, i);
        if (ef_span_is(ef_table_key(&tally->strings, key.channel), channel) &&
            key.segment_key == EF_NONE && key.role == (uint32_t)role && key.topic == topic)
            cr_assert(ef_cell_merge(&found, &tally->cells[i]));
    }
    return found;
}

static void count(const made_block *made, const ef_tally_options *options, ef_tally *tally)
{
    earful_error err = {0};
    cr_assert(ef_tally_init(tally, options));
    cr_assert_eq(made_add(made, tally, &err), EARFUL_OK, "%s", err.message);
}

static void count_plainly(const made_block *made, ef_tally *tally)
{
    const ef_tally_options options = made_options(made);
    count(made, &options, tally);
}

static made_block made; /* each test runs in a process of its own */

Test(tally, counts_a_record_and_a_sentence_once_in_each_parent)
{
    made_init(&made);
    made_record(&made);
    made_document(&made, EF_CUSTOMER, "review");
    made_sentence(&made, -4000);
    made_hit(&made, DELIVERY_LATE, -4000);
    made_hit(&made, DELIVERY_LOST, -6000);
    made_sentence(&made, -2000);
    made_hit(&made, DELIVERY_LATE_WEEKS, -2000);
    ef_tally tally;
    count_plainly(&made, &tally);
    const ef_cell delivery = find(&tally, "review", EF_CUSTOMER, DELIVERY);
    cr_assert_eq(delivery.records, 1);
    cr_assert_eq(delivery.sentences, 2);
    cr_assert_eq(delivery.mentions, 3);
    cr_assert_eq(delivery.clause_sum, -4000);
    cr_assert_eq(delivery.document_sum, -3000);
    cr_assert_eq(delivery.documents, 0);
    const ef_cell late = find(&tally, "review", EF_CUSTOMER, DELIVERY_LATE);
    cr_assert_eq(late.records, 1);
    cr_assert_eq(late.mentions, 2);
    cr_assert_eq(late.clause_sum, -3000);
    cr_assert_eq(late.negative, 1);
    const ef_cell total = find(&tally, "review", EF_CUSTOMER, EF_TOPIC_TOTAL);
    cr_assert_eq(total.records, 1);
    cr_assert_eq(total.mentions, 3);
    cr_assert_eq(total.sentences, 2);
    cr_assert_eq(total.documents, 1);
    cr_assert_eq(find(&tally, "review", EF_CUSTOMER, EF_TOPIC_UNCATEGORISED).records, 0);
    ef_tally_fini(&tally);
}

Test(tally, rounds_the_mean_over_mentions_half_away_from_zero)
{
    made_init(&made);
    made_record(&made);
    made_document(&made, EF_CUSTOMER, "review");
    made_sentence(&made, 0);
    made_hit(&made, PRICE, -1);
    made_hit(&made, PRICE, -2);
    ef_tally tally;
    count_plainly(&made, &tally);
    cr_assert_eq(find(&tally, "review", EF_CUSTOMER, PRICE).clause_sum, -2);
    ef_tally_fini(&tally);
}

Test(tally, counts_guarded_mentions_apart_and_in_nothing_else)
{
    made_init(&made);
    made_record(&made);
    made_document(&made, EF_CUSTOMER, "review");
    made_sentence(&made, 5000);
    made_hit(&made, DELIVERY_LATE, 5000)->guarded = true;
    ef_tally tally;
    count_plainly(&made, &tally);
    const ef_cell guarded = {.guarded = 1};
    const ef_cell late = find(&tally, "review", EF_CUSTOMER, DELIVERY_LATE);
    const ef_cell delivery = find(&tally, "review", EF_CUSTOMER, DELIVERY);
    cr_assert_eq(memcmp(&late, &guarded, sizeof late), 0);
    cr_assert_eq(memcmp(&delivery, &guarded, sizeof late), 0);
    const ef_cell rest = find(&tally, "review", EF_CUSTOMER, EF_TOPIC_UNCATEGORISED);
    cr_assert_eq(rest.records, 1);
    cr_assert_eq(rest.positive, 1);
    cr_assert_eq(rest.guarded, 0);
    cr_assert_eq(rest.documents, 0);
    ef_tally_fini(&tally);
}

Test(tally, leaves_guarded_mentions_out_of_the_mean_of_a_topic)
{
    made_init(&made);
    made_record(&made);
    made_document(&made, EF_CUSTOMER, "review");
    made_sentence(&made, -5000);
    made_hit(&made, PRICE, -5000);
    made_hit(&made, PRICE, 9000)->guarded = true;
    ef_tally tally;
    count_plainly(&made, &tally);
    const ef_cell price = find(&tally, "review", EF_CUSTOMER, PRICE);
    cr_assert_eq(price.clause_sum, -5000);
    cr_assert_eq(price.mentions, 1);
    cr_assert_eq(price.guarded, 1);
    cr_assert_eq(price.mixed, 0);
    ef_tally_fini(&tally);
}

Test(tally, calls_a_topic_mixed_when_a_record_praises_and_blames_it)
{
    made_init(&made);
    made_record(&made);
    made_document(&made, EF_CUSTOMER, "review");
    made_sentence(&made, 500);
    made_hit(&made, DELIVERY_LATE, -9000);
    made_hit(&made, DELIVERY_LOST, 9000);
    ef_tally tally;
    count_plainly(&made, &tally);
    cr_assert_eq(find(&tally, "review", EF_CUSTOMER, DELIVERY).mixed, 1);
    cr_assert_eq(find(&tally, "review", EF_CUSTOMER, DELIVERY).neutral, 1);
    cr_assert_eq(find(&tally, "review", EF_CUSTOMER, DELIVERY_LATE).mixed, 0);
    cr_assert_eq(find(&tally, "review", EF_CUSTOMER, EF_TOPIC_TOTAL).mixed, 0);
    ef_tally_fini(&tally);
}

Test(tally, counts_a_record_once_in_the_rows_of_each_of_its_roles)
{
    made_init(&made);
    made_record(&made);
    made_document(&made, EF_AGENT, "chat")->has_rating = true;
    made_sentence(&made, 8000);
    made_document(&made, EF_CUSTOMER, "chat");
    made_sentence(&made, -8000);
    made_hit(&made, PRICE, -8000);
    made_document(&made, EF_CUSTOMER, "chat");
    ef_tally tally;
    count_plainly(&made, &tally);
    const ef_cell customer = find(&tally, "chat", EF_CUSTOMER, EF_TOPIC_TOTAL);
    const ef_cell agent = find(&tally, "chat", EF_AGENT, EF_TOPIC_TOTAL);
    cr_assert_eq(customer.records, 1);
    cr_assert_eq(customer.documents, 2);
    cr_assert_eq(customer.document_sum, -8000);
    cr_assert_eq(customer.n_rated, 1, "the rating is the customer's wherever it stands");
    cr_assert_eq(agent.records, 1);
    cr_assert_eq(agent.document_sum, 8000);
    cr_assert_eq(agent.n_rated, 0);
    cr_assert_eq(find(&tally, "chat", EF_AGENT, PRICE).records, 0);
    cr_assert_eq(find(&tally, "chat", EF_AGENT, EF_TOPIC_UNCATEGORISED).records, 1);
    cr_assert_eq(find(&tally, "chat", EF_BOT, EF_TOPIC_TOTAL).records, 0);
    ef_tally_fini(&tally);
}

Test(tally, counts_only_the_first_rating_of_a_record_and_all_of_its_weight)
{
    made_init(&made);
    made.plan.scale_max = 10;
    made_record(&made);
    made_document(&made, EF_CUSTOMER, "survey")->weight = 5;
    ef_document *const rated = made_document(&made, EF_CUSTOMER, "survey");
    rated->has_rating = true;
    rated->rating = 90000;
    ef_document *const again = made_document(&made, EF_CUSTOMER, "survey");
    again->has_rating = true;
    again->rating = 10000;
    ef_tally tally;
    count_plainly(&made, &tally);
    const ef_cell total = find(&tally, "survey", EF_CUSTOMER, EF_TOPIC_TOTAL);
    cr_assert_eq(total.n_rated, 1);
    cr_assert_eq(total.rating_sum, 90000);
    cr_assert_eq(total.promoters, 1);
    cr_assert_eq(total.top_box, 1);
    cr_assert_eq(total.scales, EF_SCALE_0_10);
    cr_assert_eq(total.weight_sum, 5);
    ef_tally_fini(&tally);
}

Test(tally, names_the_channel_after_the_record_then_the_input_then_unknown)
{
    made_init(&made);
    made_record(&made);
    made_document(&made, EF_CUSTOMER, "  chat\n");
    made_record(&made);
    made_document(&made, EF_CUSTOMER, " \t ");
    ef_tally tally;
    count_plainly(&made, &tally);
    made.plan.channel = EF_SPAN_TEXT("import");
    earful_error err = {0};
    cr_assert_eq(made_add(&made, &tally, &err), EARFUL_OK);
    cr_assert_eq(find(&tally, "chat", EF_CUSTOMER, EF_TOPIC_TOTAL).records, 2);
    cr_assert_eq(find(&tally, "unknown", EF_CUSTOMER, EF_TOPIC_TOTAL).records, 1);
    cr_assert_eq(find(&tally, "import", EF_CUSTOMER, EF_TOPIC_TOTAL).records, 1);
    ef_tally_fini(&tally);
}

Test(tally, cuts_long_names_between_characters)
{
    char name[300];
    memset(name, 'a', sizeof name);
    memcpy(name + 254, "\xe2\x82\xac", 3); /* a euro sign over the limit */
    name[299] = '\0';
    made_init(&made);
    made_record(&made);
    made_document(&made, EF_CUSTOMER, name);
    ef_tally tally;
    count_plainly(&made, &tally);
    cr_assert_eq(ef_table_key(&tally.strings, 0).len, 254);
    ef_tally_fini(&tally);
}

Test(tally, adds_a_row_set_for_each_segment_and_never_crosses_them)
{
    made_init(&made);
    made_record(&made);
    ef_document *const document = made_document(&made, EF_CUSTOMER, "review");
    document->values[EF_PRODUCT] = EF_SPAN_TEXT("kettle");
    made_document(&made, EF_CUSTOMER, "review")->values[EF_PRODUCT] = EF_SPAN_TEXT("toaster");
    static const char *const by[] = {"product", "lang", "nowhere", "product"};
    ef_tally_options options = made_options(&made);
    options.by = by;
    options.n_by = 4;
    ef_tally tally;
    count(&made, &options, &tally);
    cr_assert_eq(tally.keys.count, 2 * 4, "(total) and (uncategorised), plain and by three fields");
    static const char *const names[] = {"product", "lang", "nowhere"};
    static const char *const values[] = {"kettle", "", ""};
    for (uint32_t i = 2; i < tally.keys.count; i++) {
        const ef_key key = ef_tally_key(&tally, i);
        cr_assert(ef_span_is(ef_table_key(&tally.strings, key.segment_key), names[i / 2 - 1]));
        cr_assert(ef_span_is(ef_table_key(&tally.strings, key.segment_value), values[i / 2 - 1]));
        cr_assert_eq(tally.cells[i].records, 1);
    }
    ef_tally_fini(&tally);
}

Test(tally, puts_records_without_a_usable_time_into_a_period_of_their_own)
{
    made_init(&made);
    static const int64_t times[] = {86400 + 5, 0, EF_LAST_TIME + 1};
    for (int i = 0; i < 3; i++) {
        made_record(&made);
        ef_document *const document = made_document(&made, EF_CUSTOMER, "review");
        document->has_time = i != 1;
        document->time = times[i];
    }
    ef_tally_options options = made_options(&made);
    options.period = EARFUL_DAY;
    ef_tally tally;
    count(&made, &options, &tally);
    cr_assert_eq(tally.keys.count, 4);
    cr_assert_eq(ef_tally_key(&tally, 0).period, 86400);
    cr_assert_eq(ef_tally_key(&tally, 2).period, EF_UNDATED);
    cr_assert_eq(tally.cells[2].records, 2);
    ef_tally_fini(&tally);
}

Test(tally, counts_only_scored_records_and_takes_a_census_of_all)
{
    made_init(&made);
    made_record(&made);
    made_document(&made, EF_UNKNOWN_ROLE, "chat");
    ef_record_info *const filtered = made_record(&made);
    filtered->outcome = EF_FILTERED;
    filtered->reason = EF_SPAN_TEXT("language:de");
    made_document(&made, EF_CUSTOMER, "chat");
    made_record(&made)->outcome = EF_DUPLICATE;
    made_record(&made)->outcome = EF_REJECTED;
    ef_reject reject = {.reason = EF_NO_TEXT};
    made.documents.rejects = &reject;
    made.documents.n_rejects = 1;
    made.documents.bad_times = 3;
    made.hits.runaways = 2;
    ef_tally tally;
    count_plainly(&made, &tally);
    const ef_census *const census = &tally.census;
    cr_assert_eq(ef_census_sum(census, EF_CENSUS_SCORED), 1);
    cr_assert_eq(ef_census_sum(census, EF_CENSUS_DUPLICATE), 1);
    cr_assert_eq(ef_census_sum(census, EF_CENSUS_DOCUMENTS), 1);
    cr_assert_eq(ef_census_count(census, EF_CENSUS_FILTERED, EF_SPAN_TEXT("language:de")), 1);
    cr_assert_eq(ef_census_count(census, EF_CENSUS_REJECTED, EF_SPAN_TEXT("no_text")), 1);
    cr_assert_eq(ef_census_count(census, EF_CENSUS_MENDED, EF_SPAN_TEXT("bad_times")), 3);
    cr_assert_eq(ef_census_count(census, EF_CENSUS_MENDED, EF_SPAN_TEXT("runaways")), 2);
    cr_assert_eq(ef_census_count(census, EF_CENSUS_MENDED, EF_SPAN_TEXT("unknown_roles")), 1);
    cr_assert_eq(find(&tally, "chat", EF_CUSTOMER, EF_TOPIC_TOTAL).records, 0);
    cr_assert_eq(find(&tally, "chat", EF_UNKNOWN_ROLE, EF_TOPIC_TOTAL).records, 1);
    ef_tally_fini(&tally);
}

Test(tally, ends_the_run_when_it_needs_more_cells_than_allowed)
{
    made_init(&made);
    made_record(&made);
    made_document(&made, EF_CUSTOMER, "one");
    made_record(&made);
    made_document(&made, EF_CUSTOMER, "two");
    ef_tally_options options = made_options(&made);
    options.max_cells = 3;
    ef_tally tally;
    cr_assert(ef_tally_init(&tally, &options));
    earful_error err = {0};
    cr_assert_eq(made_add(&made, &tally, &err), EARFUL_LIMIT);
    cr_assert_not_null(strstr(err.message, "--max-cells"));
    cr_assert_not_null(strstr(err.message, "more than 3 cells"));
    ef_tally_fini(&tally);
}

Test(tally, finds_each_of_many_cells_again)
{
    enum { CHANNELS = 10000, ROUNDS = 3 };
    made_init(&made);
    ef_tally_options options = made_options(&made);
    options.max_cells = 2 * CHANNELS;
    ef_tally tally;
    cr_assert(ef_tally_init(&tally, &options));
    for (unsigned i = 0; i < ROUNDS * CHANNELS; i++) {
        char channel[16];
        snprintf(channel, sizeof channel, "%u", i % CHANNELS);
        made_init(&made);
        made_record(&made);
        made_document(&made, EF_CUSTOMER, channel);
        cr_assert_eq(made_add(&made, &tally, NULL), EARFUL_OK);
    }
    cr_assert_eq(tally.keys.count, 2 * CHANNELS); /* totals, and as many without a topic */
    for (uint32_t i = 0; i < tally.keys.count; i++)
        cr_assert_eq(tally.cells[i].records, ROUNDS);
    ef_tally_fini(&tally);
}

Test(tally, counts_distinct_contents_by_channel_and_words)
{
    made_init(&made);
    static const char *const channels[] = {"a", "a", "b", "a"};
    static const char *const texts[] = {"same", "same", "same", "other"};
    for (int i = 0; i < 4; i++) {
        made_record(&made);
        made_document(&made, EF_CUSTOMER, channels[i])->text = ef_span_of(texts[i]);
        made_document(&made, EF_AGENT, channels[i])->text =
            EF_SPAN_TEXT("the agent's do not matter");
    }
    ef_tally_options options = made_options(&made);
    options.unique = true;
    ef_tally tally;
    count(&made, &options, &tally);
    for (uint32_t i = 0; i < tally.keys.count; i++) {
        ef_distinct_compact(&tally.distinct[i]);
        const ef_key key = ef_tally_key(&tally, i);
        const bool both =
            key.role == EF_CUSTOMER && ef_span_is(ef_table_key(&tally.strings, key.channel), "a");
        cr_assert_eq(tally.distinct[i].count, both ? 2 : 1);
    }
    ef_tally_fini(&tally);
}

Test(tally, takes_the_same_words_in_two_channels_for_two_contents)
{
    made_init(&made);
    made_record(&made);
    made_document(&made, EF_CUSTOMER, "a");
    made_record(&made);
    made_document(&made, EF_CUSTOMER, "b");
    ef_tally_options options = made_options(&made);
    options.unique = true;
    ef_tally tally;
    count(&made, &options, &tally);
    cr_assert_eq(tally.keys.count, 4);
    cr_assert_neq(tally.distinct[0].hashes[0], tally.distinct[2].hashes[0]);
    ef_tally_fini(&tally);
}

Test(tally, holds_absurd_weights_and_ratings_so_that_sums_cannot_overflow)
{
    made_init(&made);
    for (int i = 0; i < 3; i++) {
        made_record(&made);
        ef_document *const document = made_document(&made, EF_CUSTOMER, "review");
        document->weight = INT64_MAX;
        document->has_rating = true;
        document->rating = INT64_MIN;
    }
    ef_tally tally;
    count_plainly(&made, &tally);
    const ef_cell total = find(&tally, "review", EF_CUSTOMER, EF_TOPIC_TOTAL);
    cr_assert_eq(total.weight_sum, 3 * INT64_C(1000000000));
    cr_assert_eq(total.rating_sum, -3 * INT64_C(10000000000));
    ef_tally_fini(&tally);
}
