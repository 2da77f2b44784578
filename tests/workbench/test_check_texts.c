#include <criterion/criterion.h>

#include "lexicon/rule.h"
#include "workbench/check_texts.h"

/* The members that a record gets for a rule. */
static void expect(const char *rule, const char *wanted)
{
    ef_spelling spelling;
    ef_arena arena;
    ef_node *root = NULL;
    ef_buffer record = {0};
    earful_error err = {0};
    ef_spelling_init(&spelling);
    ef_arena_init(&arena, 4096);
    ef_vocabulary *const vocabulary = ef_vocabulary_new();
    const ef_rule_context context = {
        .spelling = &spelling, .vocabulary = vocabulary, .arena = &arena, .file = "rules.csv"};
    cr_assert_eq(ef_rule_parse(&context, ef_span_of(rule), &root, &err), EARFUL_OK, "%s",
                 err.message);
    ef_check_add_fields(&record, root);
    cr_expect(ef_span_is(ef_buffer_span(&record), wanted), "%.*s", (int)record.len, record.at);
    ef_node_release(root);
    ef_buffer_fini(&record);
    ef_vocabulary_free(vocabulary);
    ef_spelling_fini(&spelling);
    ef_arena_fini(&arena);
}

Test(check_texts, need_no_field_for_a_rule_without_one)
{
    expect("late AND soon", "");
}

Test(check_texts, get_the_fields_that_the_rule_asks_for)
{
    expect("role:agent AND channel:app AND sorry", ",\"role\":\"agent\",\"channel\":\"app\"");
}

Test(check_texts, get_no_field_that_the_rule_excludes)
{
    expect("sorry NOT role:agent", "");
}

Test(check_texts, are_an_agents_where_customers_are_excluded)
{
    expect("sorry NOT role:customer", ",\"role\":\"agent\"");
}

Test(check_texts, get_the_first_of_alternatives)
{
    expect("(channel:app OR channel:web) AND sorry", ",\"channel\":\"app\"");
}

Test(check_texts, get_numbers_inside_the_bounds)
{
    expect("rating:<3 AND x", ",\"rating\":2.0000");
    expect("rating:>3 AND x", ",\"rating\":4.0000");
    expect("rating:<=3 AND x", ",\"rating\":3.0000");
    expect("rating:>=2 AND rating:<=4 AND x", ",\"rating\":2.0000");
}

Test(check_texts, get_words_for_wildcards_as_json)
{
    expect("plan:pro* AND x", ",\"plan\":\"pro\"");
    expect("plan:a\\b AND x", ",\"plan\":\"a\\\\b\"");
}
