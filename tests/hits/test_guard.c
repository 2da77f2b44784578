#include <criterion/criterion.h>

#include "tagged.h"

static tagged t;

static void end(void)
{
    tagged_end(&t);
}

TestSuite(guard, .fini = end);

static const char topics[] =
    "topic,rule,polarity,guard\n"
    "Crash,crash*,pain,\n"
    "Late,(deliver* OR parcel OR shipping) NEAR/8 (late OR slow OR delay*),pain,\n"
    "Hard,setup NEAR/20 (difficult OR hard),pain,\n"
    "Trouble,problem* NEAR/6 delivery,pain,\n"
    "Broken,broken OR damaged OR defective,pain,\n"
    "Tardy,late,pain,\n"
    "Ads,\"\"\"not as advertised\"\"\",pain,\n"
    "Lost,\"\"\"never arrived\"\" OR \"\"did not arrive\"\"\",pain,\n"
    "Avoid,recommend* NEAR/4 (not OR never),pain,\n"
    "Refund,refund* NEAR/10 (not OR never OR waiting),pain,\n"
    "Kind,(agent OR staff) NEAR/8 (helpful OR kind),delight,\n"
    "Good,\"\"\"good value\"\", bargain\",delight,\n"
    "Price,price*,any,\n"
    "Cheap,cheap,pain,off\n"
    "Fees,(fee OR charge) NEAR/5 (hidden OR extra),pain,\n"
    "Odd,\"(odd OR \"\"not nice\"\") NEAR/5 colour\",pain,\n";

typedef struct example {
    const char *text;
    const char *hits;
} example;

static void expect(const example *examples, size_t count)
{
    tagged_begin(&t, topics);
    for (size_t i = 0; i < count; i++)
        cr_expect_str_eq(tagged_text(&t, examples[i].text), examples[i].hits, "%s: %s",
                         examples[i].text, t.shown);
}

Test(guard, denies_what_a_negator_stands_before)
{
    static const example examples[] = {
        {"The app crashes.", "Crash[crashes]"},
        {"It never crashes.", "-Crash[crashes]"},
        {"It doesn't crash.", "-Crash[crash]"},
        {"It does not ever seem to crash.", "-Crash[crash]"},
        {"It does not ever at all seem to crash.", "Crash[crash]"},
        {"Nothing was broken.", "-Broken[broken]"},
        {"It came without a damaged box.", "-Broken[damaged]"},
        {"It is no longer defective.", "-Broken[defective]"},
        {"Far from defective.", "-Broken[defective]"},
        {"It hardly crashes.", "-Crash[crashes]"},
        {"No problems with delivery.", "-Trouble[problems with delivery]"},
        {"no problem with delivery", "-Trouble[problem with delivery]"},
        {"There were problems with delivery.", "Trouble[problems with delivery]"},
        {"Not a bargain.", "-Good[bargain]"},
        {"never Ever broken", "-Broken[broken]"},
    };
    expect(examples, EF_COUNT(examples));
}

Test(guard, denies_what_a_negator_parts)
{
    static const example examples[] = {
        {"Delivery wasn't late.", "-Late[delivery was not late], -Tardy[late]"},
        {"Delivery was late.", "Late[delivery was late], Tardy[late]"},
        {"Setup was not difficult.", "-Hard[setup was not difficult]"},
        {"Setup isn't at all what I would call hard.",
         "-Hard[setup is not at all what i would call hard]"},
        {"Setup of it I did not think would ever be so very much more hard.",
         "Hard[setup of it i did not think would ever be so very much more hard]"},
        {"The agent was not helpful.", "-Kind[agent was not helpful]"},
        {"The staff were kind and helpful.", "Kind[staff were kind and helpful]"},
        {"There was no extra charge.", "-Fees[extra charge]"},
        {"The charge was not extra.", "-Fees[charge was not extra]"},
        {"Shipping was never, in my view, slow.", "Late[shipping was never , in my view , slow]"},
    };
    expect(examples, EF_COUNT(examples));
}

Test(guard, ends_with_the_clause)
{
    static const example examples[] = {
        {"I did not receive it, arrived broken.", "Broken[broken]"},
        {"I did not like it because it was broken.", "Broken[broken]"},
        {"The app crashed, I did not like it.", "Crash[crashed]"},
        {"It crashed and did not come back.", "Crash[crashed]"},
        {"No. It was late.", "Tardy[late]"},
        {"No, the delivery was late.", "Late[delivery was late], Tardy[late]"},
        {"The delivery was not cheap, and late.",
         "Cheap[cheap], Late[delivery was not cheap , and late], Tardy[late]"},
        {"The parcel did not smell but was late.",
         "Late[parcel did not smell but was late], Tardy[late]"},
    };
    expect(examples, EF_COUNT(examples));
}

Test(guard, leaves_negators_to_the_rule_that_asked_for_them)
{
    static const example examples[] = {
        {"It was not as advertised.", "Ads[not as advertised]"},
        {"The parcel never arrived.", "Lost[never arrived]"},
        {"It didn't arrive.", "Lost[did not arrive]"},
        {"I would not recommend it.", "Avoid[not recommend]"},
        {"I recommend never to buy.", "Avoid[recommend never]"},
        {"I am not getting a refund.", "Refund[not getting a refund]"},
        {"Never got my refund, still waiting.", "Refund[never got my refund]"},
        {"refund not given still waiting", "Refund[refund not given still waiting]"},
        {"The colour is not nice.", "Odd[colour is not nice]"},
        {"The colour is not odd.", "-Odd[colour is not odd]"},
    };
    expect(examples, EF_COUNT(examples));
}

Test(guard, knows_longer_terms_that_do_not_negate)
{
    static const example examples[] = {
        {"It was not only late but broken.", "Broken[broken], Tardy[late]"},
        {"No doubt broken.", "Broken[broken]"},
        {"Not late.", "-Tardy[late]"},
    };
    expect(examples, EF_COUNT(examples));
}

Test(guard, goes_by_what_a_phrase_says)
{
    static const example examples[] = {
        {"I can't fault the helpful staff.", "Kind[helpful staff]"},
        {"The agent could not be more helpful.", "Kind[agent could not be more helpful]"},
        {"It was not good value.", "-Good[good value]"},
        {"Not good and slow delivery.", "Late[slow delivery]"},
        {"It is not good and never slow delivery.", "-Late[slow delivery]"},
        {"I never had a problem with late delivery.",
         "-Late[late delivery], -Tardy[late], -Trouble[problem with late delivery]"},
        {"I never had a problem or in all these years a late delivery.",
         "Late[late delivery], Tardy[late]"},
    };
    expect(examples, EF_COUNT(examples));
}

Test(guard, is_off_for_topics_of_any_polarity_and_where_the_row_says_so)
{
    static const example examples[] = {
        {"The prices are not high and it is not a high price.", "Price[prices], Price[price]"},
        {"It is not cheap.", "Cheap[cheap]"},
    };
    expect(examples, EF_COUNT(examples));
}
