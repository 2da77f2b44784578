#include "hits/demands.h"

#include <criterion/criterion.h>
#include <stdio.h>

#include "tagged.h"

/* Rules of a pair of words; the first choice of each is tried for the longer word. */

static tagged t;

static void end(void)
{
    tagged_end(&t);
}

TestSuite(demands, .fini = end);

static void read(const char *text)
{
    tagged_clear(&t);
    tagged_add(&t, text, true);
    tagged_read(&t);
    cr_assert_eq(t.tokens.n_sentences, 1);
}

static const ef_choice *choice(void)
{
    return &t.model.topics.index.choices[0];
}

static bool may_stand(const char *text)
{
    read(text);
    const ef_demand_set met = ef_demands_met(&t.resolved, &t.tokens.sentences[0]);
    return ef_demands_may_stand(&met, choice());
}

static bool stands(const char *text, uint32_t token)
{
    read(text);
    return ef_demands_stand(&t.resolved, &t.tokens.sentences[0], choice(), token);
}

Test(demands, may_stand_where_the_sentence_has_them)
{
    tagged_begin(&t, "topic,rule\nA,parcel NEAR/2 late\n");
    cr_assert(may_stand("the parcel is late"));
    cr_assert(may_stand("late it was so very long ago with that parcel"));
    cr_assert_not(may_stand("the parcel is here"));
    cr_assert_not(may_stand("..."));
}

Test(demands, all_have_to_stand)
{
    tagged_begin(&t, "topic,rule\nA,parcel AND late AND again\n");
    cr_assert(may_stand("again the parcel is late"));
    cr_assert_not(may_stand("the parcel is late"));
    cr_assert_not(may_stand("again the parcel"));
    cr_assert(stands("again the parcel is late", 2));
    cr_assert_not(stands("the parcel is late", 1));
}

Test(demands, stand_within_reach_of_the_token)
{
    tagged_begin(&t, "topic,rule\nA,parcel NEAR/2 late\n");
    cr_assert_eq(choice()->reach, 3);
    cr_assert(stands("parcel - it , late", 0));
    cr_assert(stands("late , it - parcel", 4));
    cr_assert_not(stands("parcel that is so late", 0));
    cr_assert_not(stands("late that is my parcel", 4));
}

Test(demands, count_as_there_beyond_64_tokens)
{
    enum { FAR = 64 };
    tagged_begin(&t, "topic,rule\nA,parcel AND late\n");
    for (unsigned n = FAR - 1; n <= FAR + 1; n++) {
        char text[512] = "parcel";
        for (unsigned i = 0; i < n; i++)
            strcat(text, " x");
        cr_assert_eq(stands(text, 0), n > FAR, "%u", n);
    }
}

Test(demands, of_one_kind_are_told_by_both_of_their_bits)
{
    tagged_begin(&t, "topic,rule\nA,parcel AND late\nB,letter AND late\n");
    const uint32_t demand = t.model.topics.index.demanded[choice()->demands];
    ef_demand_set met = {0};
    ef_demand_set_add(&met, ef_demand_bit(demand));
    cr_assert_neq(ef_demand_bit(demand), ef_demand_other_bit(demand));
    cr_assert_not(ef_demands_may_stand(&met, choice()));
    ef_demand_set_add(&met, ef_demand_other_bit(demand));
    cr_assert(ef_demands_may_stand(&met, choice()));
}

Test(demands, share_bits_but_not_tokens)
{
    char rules[16 * 1024] = "topic,rule\n";
    for (unsigned i = 0; i < EF_DEMAND_BITS + 1; i++)
        snprintf(rules + strlen(rules), 64, "A%u,parcel%u NEAR/2 late%u\n", i, i, i);
    tagged_begin(&t, rules);
    char all[4 * 1024] = "parcel0";
    for (uint32_t i = 1; i <= EF_DEMAND_BITS; i++) {
        char text[64];
        snprintf(text, sizeof text, "parcel0 is late%u", i);
        cr_assert_not(stands(text, 0), "%s", text);
        snprintf(all + strlen(all), 16, " late%u", i);
    }
    cr_assert(may_stand(all));
}
