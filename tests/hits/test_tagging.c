#include <criterion/criterion.h>

#include <stdio.h>

#include "tagged.h"

static tagged t;

static void end(void)
{
    tagged_end(&t);
}

TestSuite(tagging, .fini = end);

static void expect(const char *text, const char *hits)
{
    cr_expect_str_eq(tagged_text(&t, text), hits, "%s: %s", text, t.shown);
}

Test(tagging, keeps_the_longest_of_overlapping_hits_of_one_topic)
{
    tagged_begin(&t, "topic,rule\nA,guinea\nA,\"\"\"equatorial guinea\"\"\"\nB,guinea\n"
                     "A,\"\"\"guinea pig\"\"\"\nA,pig\n");
    expect("Equatorial Guinea and Guinea.",
           "A[equatorial guinea], A[guinea], B[guinea], B[guinea]");
    expect("equatorial guinea pig", "A[equatorial guinea], A[pig], B[guinea]");
    expect("guinea pig guinea", "A[guinea pig], A[guinea], B[guinea], B[guinea]");
}

Test(tagging, tells_the_same_words_of_two_rules_once)
{
    tagged_begin(&t, "topic,rule\nA,late\nA,lat*\nA,late OR slow\n");
    expect("late", "A[late]");
    cr_assert_eq(t.hits.topics[0].rule, 0);
}

/* Who asks for costs has every rule evaluated. */
Test(tagging, takes_words_as_an_evaluation_does)
{
    tagged_begin(&t, "topic,rule\n"
                     "A,\"late OR \"\"too late\"\" OR slow\"\n"
                     "A,late\n"
                     "B,lat* OR (slow NOT late)\n"
                     "B,\"(slow OR parcel) NOT (too OR \"\"late parcel\"\")\"\n"
                     "C,^A\n");
    ef_rule_cost costs[5] = {0};
    cr_assert_leq(t.model.topics.n_rules, EF_COUNT(costs));
    static const char *const texts[] = {
        "late late",   "too late, and slow", "not late", "not too late but slow. Slow!",
        "slow parcel", "late slow parcel",   "too slow"};
    for (size_t i = 0; i < EF_COUNT(texts); i++) {
        ef_evaluator_scratch(t.evaluator)->costs = costs;
        char evaluated[sizeof t.shown];
        strcpy(evaluated, tagged_text(&t, texts[i]));
        ef_evaluator_scratch(t.evaluator)->costs = NULL;
        expect(texts[i], evaluated);
    }
    cr_assert_gt(costs[1].matches, 0);
}

Test(tagging, of_a_rule_in_one_sentence_are_bounded)
{
    enum { MANY = EF_MOST_SPANS + 10, WORD = sizeof "late " - 1 };
    static char text[MANY * WORD + 1];
    for (size_t i = 0; i < MANY; i++)
        memcpy(text + i * WORD, "late ", WORD);
    tagged_begin(&t, "topic,rule\nA,late\n");
    tagged_text(&t, text);
    cr_assert_eq(t.hits.n_topics, EF_MOST_SPANS);
    cr_assert_eq(t.hits.topics[EF_MOST_SPANS - 1].first_token, EF_MOST_SPANS - 1);
}

Test(tagging, acts_in_the_scope_of_the_row)
{
    static const char *const csvs[] = {
        "topic,rule,scope\nA,slow AND late,sentence\n",
        "topic,rule,scope\nA,slow AND late,turn\n",
        "topic,rule,scope\nA,slow AND late,document\n",
        "topic,rule,scope\nA,slow AND late,first:2\n",
    };
    static const char *const hits[] = {"", "A[slow]", "A[slow], A[slow]", ""};
    for (size_t i = 0; i < EF_COUNT(csvs); i++) {
        tagged_end(&t);
        tagged_begin(&t, csvs[i]);
        tagged_add(&t, "So slow. Really. And late.", true);
        tagged_add(&t, "Slow.", false);
        tagged_add(&t, "late", true);
        cr_expect_str_eq(tagged_show(&t), hits[i], "%zu: %s", i, t.shown);
    }
    expect("Slow. Late. Slow.", "A[slow]");
}

Test(tagging, leaves_filtered_records_alone)
{
    tagged_begin(&t, "topic,rule,scope\nA,late,document\nB,late,\n");
    tagged_add(&t, "late", true);
    tagged_add(&t, "late", true);
    t.records[0].outcome = EF_FILTERED;
    cr_assert_str_eq(tagged_show(&t), "A[late], B[late]");
    cr_assert_eq(t.hits.topics[0].document, 1);
    cr_assert_eq(t.hits.topics[0].sentence, 0);
}

Test(tagging, orders_hits_by_document_topic_and_place)
{
    tagged_begin(&t, "topic,rule\nB,b\nA,a\n");
    tagged_add(&t, "b a b", true);
    tagged_add(&t, "a. b. a", true);
    cr_assert_str_eq(tagged_show(&t), "A[a], B[b], B[b], A[a], A[a], B[b]");
}

Test(tagging, scores_the_clauses_of_the_hit)
{
    tagged_begin(&t, "topic,rule\nBoth,phone NEAR/9 support\nPhone,phone\nSupport,support\n");
    expect("great phone, late support", "Both[phone , late support], Phone[phone], "
                                        "Support[support]");
    const ef_settings *const settings = &t.model.settings;
    cr_assert_eq(t.hits.topics[0].compound, ef_squash(settings, 2 * EF_UNIT));
    cr_assert_eq(t.hits.topics[1].compound, ef_squash(settings, 3 * EF_UNIT));
    cr_assert_eq(t.hits.topics[2].compound, ef_squash(settings, -EF_UNIT));
}

Test(tagging, scores_the_sentence_where_the_clause_holds_no_opinion)
{
    tagged_begin(&t, "topic,rule\nPhone,phone\nBox,box\n");
    expect("the phone, great. a box, late", "Box[box], Phone[phone]");
    const ef_settings *const settings = &t.model.settings;
    cr_assert_eq(t.hits.topics[0].compound, ef_squash(settings, -EF_UNIT));
    cr_assert_eq(t.hits.topics[1].compound, ef_squash(settings, 3 * EF_UNIT));
}

Test(tagging, tries_expressions_where_letters_are_not_words)
{
    tagged_begin(&t, "topic,rule\nA,/refunds?\\s+now/\nB,/w\\.example/\nC,/sooooo slow/\n"
                     "D,/cannot load/\nE,raw:www.example.com\n");
    cr_assert_eq(t.model.topics.index.n_always, 0);
    expect("refund  now", "A[refund now]");
    expect("see http://www.example.com now", "B[http://www.example.com], "
                                             "E[http://www.example.com]");
    expect("so sooooo slow", "C[soo slow]");
    expect("cannot load", "D[can not load]");
}

Test(tagging, reuses_its_memory_from_block_to_block)
{
    tagged_begin(&t, "topic,rule,scope\nA,late,turn\nB,late NEAR/5 slow,\n");
    expect("late and slow", "A[late], B[late and slow]");
    expect("late and slow", "A[late], B[late and slow]");
    expect("", "");
    expect("slow, late", "A[late], B[slow , late]");
}

Test(tagging, counts_expressions_that_ran_away)
{
    char text[3000];
    memset(text, 'a', sizeof text);
    memcpy(text + sizeof text - 5, " b c", 5);
    tagged_begin(&t, "topic,rule\nA,/(a+)+ c$/\nB,c\n");
    expect(text, "B[c]");
    cr_assert_eq(t.hits.runaways, 1);
    cr_assert_eq(t.hits.n_runaway_rules, 1);
    cr_expect_eq(t.hits.runaway_rules[0].rule, 0);
    cr_expect_eq(t.hits.runaway_rules[0].count, 1);
    expect("c", "B[c]");
    cr_expect_eq(t.hits.runaways, 0);
    cr_expect_eq(t.hits.n_runaway_rules, 0);
}

static bool has_hit(uint32_t rule, uint32_t sentence)
{
    for (size_t i = 0; i < t.hits.n_topics; i++)
        if (t.hits.topics[i].rule == rule && t.hits.topics[i].sentence == sentence)
            return true;
    return false;
}

/* Which rules are tried where is told from atoms alone; asking all of them everywhere must find no
 * more. */
Test(tagging, tries_each_rule_wherever_it_matches)
{
    tagged_begin(&t,
                 "topic,rule\n"
                 "A,\"late NEAR/2 (parcel* OR \"\"the box\"\")\"\n"
                 "B,\"\"\"too *\"\" OR \"\"not *\"\" OR (slow AND late)\"\n"
                 "C,/lat./ AND box\n"
                 "D,/box|parcel/ NEAR/3 (late OR /slo/)\n"
                 "E,(late OR slow OR raw:cannot) NOT (box OR the)\n"
                 "F,\"(\"\"the box\"\" OR (parcel NEAR/1 slow) OR (late ONEAR/1 the)) WITH too\"\n"
                 "G,(late NOTNEAR/1 box) AND (parcel OR not)\n"
                 "H,\"^A OR (\"\"* slow\"\" NOT ^E)\"\n"
                 "I,/late/\n"
                 "J,(too OR /e.exam/) AND (/www/ OR not)\n"
                 "K,(not OR /www/) NEAR/9 slow\n");
    static const char *const words[] = {"late",   "parcels", "parcel", "the",
                                        "box",    "too",     "slow",   "not",
                                        "cannot", ",",       "lateee", "http://www.late.example"};
    uint32_t seed = 1;
    size_t n_hits = 0;
    for (int round = 0; round < 3000; round++) {
        char text[256];
        size_t len = 0;
        for (int i = 0; i < 8; i++) {
            seed = seed * 1664525u + 1013904223u;
            len += (size_t)snprintf(text + len, sizeof text - len, "%s ",
                                    words[(seed >> 16) % EF_COUNT(words)]);
        }
        tagged_text(&t, text);
        for (uint32_t s = 0; s < t.tokens.n_sentences; s++) {
            for (uint32_t r = 0; r < t.model.topics.n_rules; r++) {
                const bool holds = ef_rule_holds(t.evaluator, &t.model.topics.rules[r], s);
                cr_assert_eq(has_hit(r, s), holds, "%s: rule %u", text, r);
                n_hits += holds;
            }
        }
    }
    cr_assert_gt(n_hits, 9000, "%zu", n_hits);
}
