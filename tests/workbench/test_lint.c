#include <criterion/criterion.h>
#include <stdio.h>

#include "small_model.h"

#define LEXICON "term,valence\ngood,2\n"
#define HEADER  "topic,rule,example,counter\n"

static small_model model;

static void end(void)
{
    small_model_end(&model);
}

TestSuite(lint, .fini = end);

static void expect(const char *lexicon, const char *topics, const char *wanted)
{
    end(); /* a test may expect several times */
    small_model_begin(&model, lexicon, topics);
    cr_expect_str_eq(small_model_say(&model, earful_lint, false), wanted);
}

/* The one finding of a rule, and the sums. */
static void expect_rule(const char *rule, const char *finding)
{
    char topics[512];
    char wanted[1024];
    snprintf(topics, sizeof topics, HEADER "Late,%s,x,y\n", rule);
    snprintf(wanted, sizeof wanted, "%s%s%d warning%s in 2 rows\n", finding, "0 errors, ",
             *finding != '\0', *finding != '\0' ? "" : "s");
    expect(LEXICON, topics, wanted);
}

Test(lint, finds_nothing_in_a_good_model)
{
    expect(LEXICON, HEADER "Late,late,It is late.,It is early.\n",
           "0 errors, 0 warnings in 2 rows\n");
    cr_expect_eq(model.findings.checked, 2);
}

Test(lint, goes_on_behind_a_rule_that_is_wrong)
{
    expect(LEXICON, HEADER "Late,(late,x,y\nSoon,soon),x,y\n",
           "topics.csv:2:6: error: nothing closes this bracket [unbalanced-bracket]\n"
           "topics.csv:3:10: error: no bracket was opened that this one could close "
           "[unbalanced-bracket]\n"
           "2 errors, 0 warnings in 3 rows\n");
    cr_expect_eq(model.findings.errors, 2);
}

Test(lint, finds_every_wrong_cell_of_a_row)
{
    expect("term,valence,negated,type\ngood,9,x,\n", HEADER "Late,late,x,y\n",
           "lexicon.csv:2:6: error: the valence of a word is a number from -4 to 4, not `9` "
           "[valence]\n"
           "1 error, 0 warnings in 2 rows\n");
}

Test(lint, keeps_the_topic_of_a_wrong_rule_for_references)
{
    expect(LEXICON, HEADER "Late,(late,x,y\nSoon,^Late AND soon,x,y\n",
           "topics.csv:2:6: error: nothing closes this bracket [unbalanced-bracket]\n"
           "1 error, 0 warnings in 3 rows\n");
}

Test(lint, finds_all_references_that_lead_nowhere)
{
    expect(LEXICON, HEADER "Late,^Lato,x,y\nSoon,soon AND ^Lote,x,y\n",
           "topics.csv:2:6: error: no topic is called Lato; did you mean Late [reference]\n"
           "topics.csv:3:15: error: no topic is called Lote; did you mean Late [reference]\n"
           "2 errors, 0 warnings in 3 rows\n");
}

Test(lint, knows_a_word_that_a_wildcard_of_its_or_finds)
{
    expect_rule("deliver* OR delivery",
                "topics.csv:2:18: warning: `delivery` is found wherever the alternative `deliver*` "
                "is, which also finds more; remove one of them [unreachable-term]\n");
}

Test(lint, lets_a_word_beside_another_wildcard_be)
{
    expect_rule("deliver* OR delivered* AND deliver",
                "topics.csv:2:29: warning: OR and AND stand "
                "side by side, and AND binds more closely; put brackets around what belongs "
                "together [mixed-operators]\n");
}

Test(lint, lets_a_shorter_wildcard_beside_a_word_be)
{
    expect_rule("delivery* OR deliver", "");
}

Test(lint, knows_a_phrase_around_a_word_of_its_or)
{
    expect_rule("late OR \"too late\"",
                "topics.csv:2:14: warning: `too late` is found wherever the alternative `late` is, "
                "which also finds more; remove one of them [unreachable-term]\n");
}

Test(lint, lets_a_phrase_with_a_negator_stand_beside_its_word)
{
    small_model_begin(&model, "term,valence,type\nnot,,negator\n",
                      HEADER "Late,\"late OR \"\"not late\"\"\",x,y\n");
    cr_expect_str_eq(small_model_say(&model, earful_lint, false),
                     "0 errors, 0 warnings in 2 rows\n");
}

Test(lint, knows_words_that_another_row_of_the_topic_finds)
{
    expect(LEXICON,
           HEADER "Late,late OR slow,x,y\nLate,\"\"\"too late\"\" OR soon\",x,y\n"
                  "Soon,late,x,y\nLate,slow* OR later,x,y\n",
           "topics.csv:2: warning: `slow` is found wherever `slow*` is, in line 5 of the same "
           "topic; remove one of them [unreachable-term]\n"
           "topics.csv:3: warning: `too late` is found wherever `late` is, in line 2 of the same "
           "topic; remove one of them [unreachable-term]\n"
           "0 errors, 2 warnings in 5 rows\n");
}

Test(lint, lets_rows_of_a_topic_differ_in_guard_and_scope)
{
    expect(LEXICON,
           "topic,rule,scope,guard,example,counter\nLate,late,first:1,no,x,y\n"
           "Late,\"\"\"too late\"\"\",,no,x,y\nSlow,slow,,yes,x,y\nSlow,slow OR slowly,,no,x,y\n",
           "0 errors, 0 warnings in 5 rows\n");
}

Test(lint, knows_a_word_that_a_not_takes_away)
{
    expect_rule("(\"too late\" OR slow) NOT (soon OR late)",
                "topics.csv:2:7: warning: `too late` is never found, because `late` behind NOT "
                "excludes it; remove one of them [unreachable-term]\n");
    expect_rule("fire NOT \"fire tv\"", "");
    expect_rule("(slow NOT late) NOTWITH slow*",
                "topics.csv:2:7: warning: `slow` is never found, because `slow*` behind NOTWITH "
                "excludes it; remove one of them [unreachable-term]\n");
}

Test(lint, points_at_a_word_of_nearly_every_text)
{
    expect_rule("the", "topics.csv:2:6: warning: `the` is in a great part of all texts; join it to "
                       "another word by NEAR or AND [common-word]\n");
    expect_rule("late OR The", "topics.csv:2:14: warning: `The` is in a great part of all texts; "
                               "join it to another word by NEAR or AND [common-word]\n");
    expect_rule("the NEAR late", "");
}

Test(lint, lets_a_list_name_common_words)
{
    small_model_begin(&model, LEXICON, HEADER "Articles,@articles,x,y\n");
    small_model_put(&model, "articles.txt", "the\nan\n");
    cr_expect_str_eq(small_model_say(&model, earful_lint, false),
                     "0 errors, 0 warnings in 2 rows\n");
}

Test(lint, points_at_a_wildcard_for_a_contraction)
{
    small_model_begin(&model, LEXICON, HEADER "Late,didn* AND open*,x,y\n");
    small_model_put(&model, "spelling.csv", "word,kind,expansion\ndidn,contraction,did not\n");
    cr_expect_str_eq(small_model_say(&model, earful_lint, false),
                     "topics.csv:2:6: warning: `didn*` finds no contraction, because those of a "
                     "text are read in full; write the words that are meant [contraction-form]\n"
                     "0 errors, 1 warning in 3 rows\n");
}

Test(lint, knows_the_severities)
{
    expect(LEXICON, "topic,rule,severity,example,counter\nLate,late,hihg,x,y\n",
           "topics.csv:2:11: error: severity is critical, high, medium or low, not `hihg`; did you "
           "mean high? [unknown-value]\n"
           "1 error, 0 warnings in 2 rows\n");
}

Test(lint, takes_rules_that_differ_in_case_for_the_same)
{
    expect(LEXICON, HEADER "Late,late,x,y\nLate,LATE,x,y\n",
           "topics.csv:3:6: warning: the same rule as in line 2; remove one of them "
           "[duplicate-rule]\n"
           "0 errors, 1 warning in 3 rows\n");
}

Test(lint, points_at_a_regex_that_every_text_is_searched_for)
{
    expect_rule("/\\d+/", "topics.csv:2: warning: no word leads to this rule, so every text is "
                          "searched for it; make a word or three letters in a row obligatory, or "
                          "add one by AND [needs-no-word]\n");
}

Test(lint, reports_lists_that_no_rule_names)
{
    small_model_begin(&model, LEXICON, HEADER "Late,@late,x,y\nSoon,(@soon,x,y\n");
    small_model_put(&model, "late.txt", "late\n");
    small_model_put(&model, "soon.txt", "soon\n");
    small_model_put(&model, "never.txt", "never\n");
    cr_expect_str_eq(small_model_say(&model, earful_lint, false),
                     "never.txt: warning: no rule names @never; use it or remove the file "
                     "[unused-list]\n"
                     "topics.csv:3:6: error: nothing closes this bracket [unbalanced-bracket]\n"
                     "1 error, 1 warning in 3 rows\n");
}

Test(lint, parts_the_remedy_from_the_message_in_ndjson)
{
    small_model_begin(&model, "term,valence\ngood,2\ngood,3\n", HEADER "Late,late,x,y\n");
    cr_expect_str_eq(small_model_say(&model, earful_lint, true),
                     "{\"file\":\"lexicon.csv\",\"line\":3,\"column\":1,\"severity\":\"error\","
                     "\"class\":\"conflicting-valence\",\"message\":\"`good` has another valence "
                     "than in line 2\",\"remedy\":\"keep one of them\"}\n");
}

Test(lint, reads_rows_behind_one_that_is_no_csv)
{
    expect("term,valence\ngood,2,3,4\nbad,x\n", HEADER "Late,late,x,y\n",
           "lexicon.csv:2:8: error: 4 cells under 2 headers; put a cell that holds a comma in "
           "quotation marks [sheet]\n"
           "lexicon.csv:3:5: error: the valence of a word is a number from -4 to 4, not `x` "
           "[valence]\n"
           "2 errors, 0 warnings in 2 rows\n");
}
