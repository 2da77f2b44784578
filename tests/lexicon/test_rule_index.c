#include <criterion/criterion.h>
#include <stdio.h>

#include "lexicon/topics.h"
#include "parsing.h"

static parsing p;
static ef_sheet sheet;
static ef_topics topics;

static void begin(void)
{
    parsing_begin(&p);
}

static void clear(void)
{
    ef_topics_fini(&topics);
    ef_sheet_fini(&sheet);
}

static void end(void)
{
    clear();
    parsing_end(&p);
}

TestSuite(rule_index, .init = begin, .fini = end);

static const ef_rule_index *indexed(const char *csv)
{
    clear();
    cr_assert_eq(ef_sheet_parse(&sheet, "topics.csv", ef_span_of(csv), &p.err), EARFUL_OK);
    cr_assert_eq(ef_topics_build(&topics, &sheet, 1, &p.context, &p.err), EARFUL_OK, "%s",
                 p.err.message);
    cr_assert(ef_topics_index(&topics, p.vocabulary));
    return &topics.index;
}

/* How many numbers the lists hold in all. */
static uint32_t count(const ef_atom_lists *lists)
{
    return lists->first[ef_vocabulary_atoms(p.vocabulary)];
}

Test(rule_index, tries_rules_where_an_atom_stands_that_they_need)
{
    const ef_rule_index *const index =
        indexed("topic,rule\nA,late OR slow\nB,slow\nC,/a b/\nD,/refund of/ OR late\n");
    for (uint32_t a = 0; a < ef_vocabulary_atoms(p.vocabulary); a++) {
        for (uint32_t i = index->tried.first[a]; i < index->tried.first[a + 1]; i++) {
            const ef_rule *const rule = &topics.rules[index->choices[index->tried.items[i]].rule];
            bool needed = false;
            for (size_t j = 0; j < rule->n_needs; j++)
                needed = needed || rule->needs[j] == a;
            cr_assert(needed);
        }
    }
    cr_assert_eq(count(&index->tried), 2 + 1 + 2);
    cr_assert_eq(index->n_always, 1);
    cr_assert_eq(index->always[0], 2);
    cr_assert_eq(index->n_searching, 1);
    cr_assert_eq(index->searching[0], 3);
}

Test(rule_index, demands_what_the_tried_token_does_not_meet)
{
    const ef_rule_index *const alone = indexed("topic,rule\nA,late OR slow\n");
    cr_assert_eq(alone->choices[0].n_demands, 0);
    const ef_rule_index *const near =
        indexed("topic,rule\nA,refund* NEAR/3 (late OR slow)\nB,(lost OR gone) AND parcel\n");
    cr_assert_eq(near->choices[0].n_demands, 1);
    cr_assert_eq(near->choices[1].n_demands, 1);
    cr_assert_neq(near->demanded[near->choices[0].demands],
                  near->demanded[near->choices[1].demands]);
}

Test(rule_index, tells_words_that_match_by_themselves)
{
    static const struct {
        const char *rule;
        bool is_word, deniable;
    } cases[] = {
        {"late", true, false},
        {"/late?/ OR parcel", true, false},
        {"\"\"not late\"\"", false, false},
        {"late NEAR/3 parcel", false, false},
        {"late AND channel:chat", false, false},
        {"/late .*/", false, false},
        {"late NOT parcel", true, true},
        {"late NOTNEAR/3 (parcel OR box)", true, true},
        {"late NOTWITH (parcel AND box)", true, true},
        {"(late NOT parcel) OR box", true, true},
        {"(late OR slow) NOT parcel", true, true},
        {"late NOT parcel NOT box", false, false},
        {"((late NOT parcel) OR slow) NOT box", false, false},
        {"late NOT /a parcel/", false, false},
        {"late NOT channel:chat", false, false},
    };
    for (size_t i = 0; i < EF_COUNT(cases); i++) {
        char csv[128];
        snprintf(csv, sizeof csv, "topic,rule\nA,\"%s\"\n", cases[i].rule);
        const ef_choice *const choice = indexed(csv)->choices;
        cr_expect_eq(choice->is_word, cases[i].is_word, "%s", cases[i].rule);
        cr_expect_eq(choice->deniable, cases[i].deniable, "%s", cases[i].rule);
    }
    cr_assert_not(indexed("topic,rule,scope\nA,late,turn\n")->choices[0].is_word);
}

Test(rule_index, has_words_meet_what_denies_them)
{
    const ef_rule_index *const index = indexed("topic,rule\nA,late NOT (parcel OR box)\n");
    cr_assert_eq(count(&index->met), 2);
    cr_assert_eq(index->choices[0].bits[0], ef_demand_bit(0));
    cr_assert_eq(index->choices[0].bits[1], ef_demand_other_bit(0));
}

Test(rule_index, shares_demands_of_the_same_words)
{
    const ef_rule_index *const index =
        indexed("topic,rule\nA,courier* NEAR (late OR slow)\nB,delivery AND (late OR slow)\n");
    cr_assert_eq(index->demanded[index->choices[0].demands],
                 index->demanded[index->choices[1].demands]);
    cr_assert_eq(count(&index->met), 2);
}

Test(rule_index, knows_nothing_of_wider_scopes)
{
    const ef_rule_index *const index =
        indexed("topic,rule,scope\nA,refund AND late,document\nB,refund AND late,turn\n");
    cr_assert_eq(index->choices[0].n_demands, 0);
    cr_assert_eq(index->choices[1].n_demands, 0);
}

Test(rule_index, says_how_far_a_match_can_reach)
{
    static const struct {
        const char *rule;
        uint32_t reach;
    } cases[] = {
        {"late", 0},
        {"\"\"not on time\"\"", 2},
        {"late NEAR/3 parcel", 4},
        {"\"\"not on time\"\" ONEAR/0 parcel", 3},
        {"(late OR \"\"not on time\"\") NEAR/1 (parcel NEAR/2 box)", 2 + 2 + 3},
        {"late NOT parcel", 0},
        {"(late NEAR/3 parcel) NOTNEAR/9 box", 4},
        {"late AND channel:chat", 0},
        {"late AND parcel", EF_UNBOUNDED},
        {"late WITH parcel", EF_UNBOUNDED},
        {"(late AND parcel) NEAR/2 box", EF_UNBOUNDED},
        {"/late +parcel/", EF_UNBOUNDED},
    };
    for (size_t i = 0; i < EF_COUNT(cases); i++) {
        ef_buffer csv = {0};
        ef_buffer_add_format(&csv, "topic,rule\nA,\"%s\"\n", cases[i].rule);
        ef_buffer_add_char(&csv, '\0');
        cr_assert_eq(indexed(csv.at)->choices[0].reach, cases[i].reach, "%s", cases[i].rule);
        clear();
        ef_buffer_fini(&csv);
    }
}

Test(rule_index, takes_each_way_to_match_of_what_is_left_of_a_not)
{
    const ef_rule_index *const index =
        indexed("topic,rule\nA,(late OR slow) NOT (parcel OR box)\n");
    cr_assert_eq(topics.rules[0].n_alternatives, 2);
    cr_assert_eq(count(&index->tried), 2);
}
