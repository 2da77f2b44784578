#include <criterion/criterion.h>

#include "report/overview.h"
#include "support/made_state.h"

static made_block made;
static ef_state state;
static ef_overview overview;

static void customer_says(uint32_t topic, int32_t compound)
{
    made_record(&made);
    made_document(&made, EF_CUSTOMER, "chat")->values[EF_PRODUCT] = EF_SPAN_TEXT("kettle");
    made_sentence(&made, compound);
    made_hit(&made, topic, compound);
}

static void look(void)
{
    static const char *const by[] = {"product"};
    ef_tally_options options = made_options(&made);
    options.by = by;
    options.n_by = 1;
    ef_tally tally;
    earful_error err = {0};
    cr_assert(ef_tally_init(&tally, &options));
    cr_assert_eq(made_add(&made, &tally, &err), EARFUL_OK);
    made_state(&state, &tally, 0, 1000);
    ef_tally_fini(&tally);
    cr_assert(ef_overview_make(&overview, &state));
}

static void leave(void)
{
    ef_overview_fini(&overview);
    ef_state_fini(&state);
}

Test(overview, counts_customers_once_and_without_segments)
{
    made_init(&made);
    customer_says(PRICE, -5000);
    made_document(&made, EF_AGENT, "chat");
    made_sentence(&made, 5000);
    made_hit(&made, PRICE, 5000);
    look();
    cr_assert_eq(overview.total.records, 1);
    cr_assert_eq(overview.topics[PRICE].records, 1);
    cr_assert_eq(overview.topics[PRICE].positive, 0);
    cr_assert_eq(overview.documents[EF_CUSTOMER], 1);
    cr_assert_eq(overview.documents[EF_AGENT], 1);
    leave();
}

Test(overview, ranks_by_how_many_records_one_side_outweighs_the_other)
{
    made_init(&made);
    made.topics[PRICE].attributes[EF_ATTRIBUTE_POLARITY] = EF_SPAN_TEXT("any");
    customer_says(PRICE, -9000);
    customer_says(DELIVERY_LOST, -2000);
    customer_says(DELIVERY_LOST, -2000);
    customer_says(DELIVERY_LATE_WEEKS, 2000);
    look();
    size_t count = 0;
    const ef_ranked *const blamed = ef_overview_rank(&overview, true, 10, &count);
    cr_assert_eq(count, 2, "the parent that only sums up its children is left out");
    cr_assert_eq(blamed[0].topic, DELIVERY_LOST);
    cr_assert_eq(blamed[0].score, 2);
    cr_assert_eq(blamed[1].topic, PRICE);
    const ef_ranked *const praised = ef_overview_rank(&overview, false, 10, &count);
    cr_assert_eq(count, 1);
    cr_assert_eq(praised[0].topic, DELIVERY_LATE_WEEKS);
    ef_overview_rank(&overview, true, 1, &count);
    cr_assert_eq(count, 1);
    leave();
}

Test(overview, keeps_a_parent_that_is_mostly_mentioned_itself)
{
    made_init(&made);
    customer_says(DELIVERY, -9000);
    customer_says(DELIVERY, -9000);
    customer_says(DELIVERY_LOST, -2000);
    look();
    size_t count = 0;
    const ef_ranked *const blamed = ef_overview_rank(&overview, true, 10, &count);
    cr_assert_eq(count, 2);
    cr_assert_eq(blamed[0].topic, DELIVERY);
    cr_assert_eq(blamed[0].score, 3);
    leave();
}

Test(overview, names_no_delight_among_the_pains)
{
    made_init(&made);
    customer_says(PRICE, -9000);
    look();
    size_t count = 1;
    ef_overview_rank(&overview, true, 10, &count);
    cr_assert_eq(count, 0, "price is a delight");
    ef_overview_rank(&overview, false, 10, &count);
    cr_assert_eq(count, 0, "and nobody praised it");
    leave();
}
