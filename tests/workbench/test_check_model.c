#include <criterion/criterion.h>

#include "small_model.h"

#define HEADER "topic,rule,polarity,example,counter\n"

static small_model model;

static void end(void)
{
    small_model_end(&model);
}

TestSuite(check_model, .fini = end);

static void expect(const char *topics, const char *wanted)
{
    small_model_begin(&model, "term,valence,type\ngood,2,\nnever,,negator\n", topics);
    cr_expect_str_eq(small_model_say(&model, earful_check, false), wanted);
}

Test(check_model, passes_rules_that_keep_their_promises)
{
    expect(HEADER "Late,late,pain,It is late.,It is early.\n",
           "0 errors, 0 warnings in 2 examples and counters\n");
}

Test(check_model, passes_a_model_without_examples)
{
    expect("topic,rule\nLate,late\n", "0 errors, 0 warnings in 0 examples and counters\n");
}

Test(check_model, says_what_an_example_fires_instead)
{
    expect(HEADER "Late,late,,It is early.,\nEarly,early,,,\n",
           "topics.csv:2:12: error: the example of Late does not fire it; widen the rule or mend "
           "the example [example]\n"
           "    text:  It is early.\n"
           "    fires: Early (topics.csv:3)\n"
           "1 error, 0 warnings in 1 examples and counters\n");
    cr_expect_eq(model.findings.errors, 1);
    cr_expect_eq(model.findings.checked, 1);
}

Test(check_model, warns_when_only_another_row_of_the_topic_fires)
{
    expect(HEADER "Late,late,,It is delayed.,\nLate,delayed,,It is delayed.,\n",
           "topics.csv:2:12: warning: the example of Late fires another row of the topic only; "
           "check whether this row is needed [example]\n"
           "    text:  It is delayed.\n"
           "    fires: Late (topics.csv:3)\n"
           "0 errors, 1 warning in 2 examples and counters\n");
}

Test(check_model, knows_a_row_that_a_longer_hit_covers)
{
    expect(HEADER "Late,late,,It is too late.,\nLate,\"\"\"too late\"\"\",,It is too late.,\n",
           "0 errors, 0 warnings in 2 examples and counters\n");
}

Test(check_model, tells_a_negated_example_from_one_that_is_not_found)
{
    expect(HEADER "Late,late,pain,It is never late.,\n",
           "topics.csv:2:16: error: the example of Late is taken for negated; mend the example, "
           "or write guard no [example]\n"
           "    text:  It is never late.\n"
           "    fires: Late (topics.csv:2, negated)\n"
           "1 error, 0 warnings in 1 examples and counters\n");
}

Test(check_model, lets_a_counter_be_negated)
{
    expect(HEADER "Late,late,pain,It is late.,It is never late.\n",
           "0 errors, 0 warnings in 2 examples and counters\n");
}

Test(check_model, finds_a_counter_that_fires)
{
    expect(HEADER "Late,late,,It is late.,How late!\n",
           "topics.csv:2:24: error: the counter of Late fires it; narrow the rule, perhaps by NOT "
           "[counter]\n"
           "    text:  How late!\n"
           "    fires: Late (topics.csv:2)\n"
           "1 error, 0 warnings in 2 examples and counters\n");
}

Test(check_model, tries_a_rule_for_agents_on_an_agent)
{
    expect(HEADER "Sorry,role:agent AND rating:<3 AND sorry,,I am sorry.,\n",
           "0 errors, 0 warnings in 1 examples and counters\n");
}
