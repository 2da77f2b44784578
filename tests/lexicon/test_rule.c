#include <criterion/criterion.h>

#include "parsing.h"

#include <stdio.h>
#include <stdlib.h>

static parsing p;

static void begin(void)
{
    parsing_begin(&p);
}

static void end(void)
{
    parsing_end(&p);
}

TestSuite(rule, .init = begin, .fini = end);

/* Printed as expected; and what was printed prints the same again. */
static void expect(const char *rule, const char *printed)
{
    cr_assert_str_eq(print(&p, rule), printed);
    cr_assert_str_eq(print(&p, printed), printed);
}

Test(rule, binds_near_tighter_than_and_and_and_tighter_than_or)
{
    expect("a OR b AND c NEAR/2 d", "a OR b AND c NEAR/2 d");
    expect("a OR (b AND (c NEAR/2 d))", "a OR b AND c NEAR/2 d");
    expect("((a OR b) AND c) NEAR/2 d", "((a OR b) AND c) NEAR/2 d");
    expect("a, b,c", "a OR b OR c");
    expect("(a, b) NOT c", "(a OR b) NOT c");
}

Test(rule, chains_operators_from_the_left)
{
    expect("a NEAR/1 b ONEAR/2 c NOTNEAR/3 d", "a NEAR/1 b ONEAR/2 c NOTNEAR/3 d");
    expect("a NEAR/1 (b ONEAR/2 c)", "a NEAR/1 (b ONEAR/2 c)");
    expect("a NOT b AND c WITH d NOTWITH e", "a NOT b AND c WITH d NOTWITH e");
    expect("a NOT (b AND c)", "a NOT (b AND c)");
    expect("a AND (b NOT c)", "a AND (b NOT c)");
}

Test(rule, joins_operands_of_one_operator)
{
    cr_assert_eq(parse(&p, "a OR (b OR c), d"), EARFUL_OK);
    cr_assert_eq(p.root->n_children, 4);
    cr_assert_eq(parse(&p, "a AND (b AND c) AND d"), EARFUL_OK);
    cr_assert_eq(p.root->n_children, 4);
    cr_assert_eq(parse(&p, "a NOT b NOT c"), EARFUL_OK);
    cr_assert_eq(p.root->n_children, 2);
}

Test(rule, counts_ten_words_for_near_alone)
{
    expect("late NEAR parcel", "late NEAR/10 parcel");
    expect("late NEAR/0 parcel", "late NEAR/0 parcel");
    cr_assert_eq(p.root->distance, 0);
}

Test(rule, keeps_terms_as_they_were_written)
{
    expect("Deliver* OR colo?r", "Deliver* OR colo?r");
    expect("\"still waiting\"", "\"still waiting\"");
    expect("\"OR\"", "\"OR\"");
    expect("\"late\"", "late");
    expect("hassle-free", "hassle-free");
    expect("raw:Google+", "raw:\"Google+\"");
    expect("raw:\"a b\"", "raw:\"a b\"");
    expect("late AND Product:\"X Y*\"", "late AND product:\"x y*\"");
    expect("late AND rating:<=2.5", "late AND rating:\"<=2.5\"");
    expect("^\"Delivery > Late\" OR ^Price", "^\"Delivery > Late\" OR ^\"Price\"");
    expect("/refund(s|ed)?/ OR /no\\/yes or/", "/refund(s|ed)?/ OR /no\\/yes or/");
    expect("\xe2\x80\x9crip off\xe2\x80\x9d OR \":(\"", "\"rip off\" OR \":(\"");
}

static uint32_t n_atoms(const char *rule)
{
    cr_assert_eq(parse(&p, rule), EARFUL_OK, "%s", p.err.message);
    cr_assert_eq(p.root->kind, EF_NODE_WORDS);
    return p.root->n_atoms;
}

Test(rule, reads_words_as_text_is_read)
{
    cr_assert_eq(n_atoms("late"), 1);
    cr_assert_eq(n_atoms("didn\xe2\x80\x99t"), 2);
    const uint32_t *const did_not = p.root->atoms;
    const uint32_t did = did_not[0];
    cr_assert_eq(n_atoms("\"did not arrive\""), 3);
    cr_assert_eq(p.root->atoms[0], did);
    cr_assert_eq(n_atoms("\"wont load\""), 3);
    cr_assert_eq(n_atoms("hassle-free"), 2);
    cr_assert_eq(n_atoms("\"wi-fi* is 100 percent down\""), 6);
    cr_assert_eq(n_atoms("#fail"), 1);
    cr_assert_eq(n_atoms("\xf0\x9f\x98\xa1"), 1);
    cr_assert_eq(n_atoms("\":(\""), 1);
    cr_assert_eq(n_atoms("5"), 1);
    cr_assert_eq(n_atoms("\"not * good\""), 3);
}

Test(rule, takes_an_expression_over_one_word_for_a_word)
{
    cr_assert_eq(n_atoms("/colou?rs?/"), 1);
    cr_assert_eq(n_atoms("/\\bre(fund|turn)\\w*\\b/"), 1);
    cr_assert_eq(n_atoms("/[a-c]b{1,3}/"), 1);
    cr_assert_eq(n_atoms("/größe/"), 1);
    static const char *const texts[] = {"/a b/",    "/a.b/",    "/a\\sb/", "/^late/", "/[^a]b/",
                                        "/a\\W?b/", "/(?=a)b/", "/don't/", "/5\\d+/"};
    for (size_t i = 0; i < EF_COUNT(texts); i++) {
        cr_assert_eq(parse(&p, texts[i]), EARFUL_OK, "%s", p.err.message);
        cr_assert_eq(p.root->kind, EF_NODE_REGEX, "%s", texts[i]);
    }
}

Test(rule, reads_comparisons)
{
    cr_assert_eq(parse(&p, "a AND rating:<=2.5"), EARFUL_OK);
    cr_assert_eq(p.root->children[1]->test, EF_WANTS_LESS_EQUAL);
    cr_assert_eq(p.root->children[1]->number, 25000);
    cr_assert_eq(parse(&p, "a AND rating:3"), EARFUL_OK);
    cr_assert_eq(p.root->children[1]->test, EF_WANTS_EQUAL);
    cr_assert_eq(parse(&p, "a AND votes:>10"), EARFUL_OK);
    cr_assert_eq(p.root->children[1]->test, EF_WANTS_GREATER);
    cr_assert_eq(parse(&p, "a AND product:X*"), EARFUL_OK);
    cr_assert_eq(p.root->children[1]->test, EF_WANTS_TEXT);
}

typedef struct mistake {
    const char *rule;
    uint32_t column;
    const char *message; /* a part of it */
} mistake;

Test(rule, says_where_a_mistake_is_and_what_to_do)
{
    static const mistake mistakes[] = {
        {"", 1, "an empty rule"},
        {"   ", 1, "an empty rule"},
        {"(late OR slow", 1, "nothing closes this bracket"},
        {"a AND (late OR (slow)", 7, "nothing closes this bracket"},
        {"(", 1, "nothing closes this bracket"},
        {"late) OR slow", 5, "no bracket was opened"},
        {")", 1, "no bracket was opened"},
        {"a AND ()", 7, "nothing stands in this bracket"},
        {"late AND", 6, "`AND` needs a term behind it"},
        {"late, ", 5, "`,` needs a term behind it"},
        {"late OR AND slow", 6, "`OR` needs a term behind it"},
        {"(late OR) slow", 7, "`OR` needs a term behind it"},
        {"NOT late", 1, "`NOT` needs a term before it"},
        {"late NEAR/x slow", 6, "NEAR takes a number of words from 0 to 1000, as in NEAR/5"},
        {"late NEAR/ slow", 6, "NEAR takes a number"},
        {"late ONEAR/1001 slow", 6, "ONEAR takes a number"},
        {"late NEAR/-1 slow", 6, "NEAR takes a number"},
        {"late or slow", 6, "operators are written in capitals: `or`"},
        {"late near/5 slow", 6, "operators are written in capitals: `near/5`"},
        {"late delivery", 6, "write OR, AND or NEAR, or quote the phrase"},
        {"(late delivery)", 7, "write OR, AND or NEAR, or quote the phrase"},
        {"late (slow)", 6, "no operator stands before `(`"},
        {"\"still waiting", 1, "nothing closes this quotation mark"},
        {"\"rip\"off", 6, "text behind a closing quotation mark"},
        {"late OR \"\"", 9, "no word stands here"},
        {"late OR \" - \"", 9, "no word stands here"},
        {"*", 1, "matches every word"},
        {"late OR \"* ?\"", 9, "matches every word"},
        {"late.", 1, "raw:\"late.\""},
        {"\"late, slow\"", 1, "`,` is no word"},
        {"http://a.com", 1, "no words; write raw:"},
        {"role:agent", 1, "a rule needs a word"},
        {"role:agent OR late", 1, "a field cannot be an alternative"},
        {"late AND (slow OR role:agent)", 19, "a field cannot be an alternative"},
        {"late NEAR/5 role:agent", 13, "to be near to"},
        {"role:agent NOT late", 1, "must stand before NOT"},
        {"late AND role:agnet", 10, "did you mean agent"},
        {"late AND rating:good", 10, "as in rating:<=2"},
        {"late AND rating:<=", 10, "as in rating:<=2"},
        {"late AND product: x", 10, "nothing stands behind `product:`"},
        {"late AND raw:\"\"", 10, "nothing stands behind `raw:`"},
        {"late OR /a(b/", 9 + 1 + 3, "missing closing parenthesis"},
        {"late OR /ab", 9, "nothing closes this regular expression"},
        {"late OR /ab/i", 13, "options as (?-i)"},
        {"late OR //", 9, "an empty regular expression"},
        {"late OR /(late)?/", 9, "matches the empty text"},
        {"late OR /^|x y/", 9, "matches the empty text"},
        {"late OR ^", 9, "a name must follow `^`"},
        {"late OR @", 9, "a name must follow `@`"},
        {"late OR @words", 9, "this model has none"},
        {"late OR @../words", 9, "made of letters, digits"},
    };
    for (size_t i = 0; i < EF_COUNT(mistakes); i++) {
        const mistake *const m = &mistakes[i];
        cr_assert_eq(parse(&p, m->rule), EARFUL_MODEL, "%s", m->rule);
        cr_assert_null(p.root);
        cr_assert_str_eq(p.err.path, "rules.csv");
        cr_assert_eq(p.err.line, 3);
        cr_assert_not_null(strstr(p.err.message, m->message), "%s: %s", m->rule, p.err.message);
        cr_assert_eq(p.err.column, m->column, "%s: column %u", m->rule, p.err.column);
    }
}

Test(rule, counts_columns_as_the_file_has_them)
{
    p.context.column = 30;
    p.context.quoted = true;
    cr_assert_eq(parse(&p, "\"a b\" OR NOT c"), EARFUL_MODEL);
    cr_assert_eq(p.err.column, 30 + 6 + 2);
    cr_assert_eq(parse(&p, "\"a b\" OR /(/"), EARFUL_MODEL);
    cr_assert_eq(p.err.column, 30 + 9 + 2 + 1 + 1);
    p.context.column = 0;
    cr_assert_eq(parse(&p, "a b"), EARFUL_MODEL);
    cr_assert_eq(p.err.column, 0);
}

Test(rule, lets_a_condition_be_fields_alone)
{
    p.context.condition = true;
    expect("role:agent OR rating:>3", "role:\"agent\" OR rating:\">3\"");
    cr_assert_eq(parse(&p, "^Price"), EARFUL_MODEL);
}

static void repeat(ef_buffer *out, const char *text, size_t times)
{
    for (size_t i = 0; i < times; i++)
        ef_buffer_add_text(out, text);
}

Test(rule, bounds_brackets_heights_and_phrases)
{
    ef_buffer text = {0};
    for (size_t depth = EF_RULE_MAX_BRACKETS; depth <= EF_RULE_MAX_BRACKETS + 1; depth++) {
        ef_buffer_reset(&text);
        repeat(&text, "(", depth);
        repeat(&text, "a", 1);
        repeat(&text, ")", depth);
        ef_buffer_add_char(&text, '\0');
        cr_assert_eq(parse(&p, text.at), depth > EF_RULE_MAX_BRACKETS ? EARFUL_MODEL : EARFUL_OK);
    }
    cr_assert_eq(p.err.column, EF_RULE_MAX_BRACKETS + 1);
    ef_buffer_reset(&text);
    ef_buffer_add_text(&text, "a");
    repeat(&text, " NOT a", EF_RULE_MAX_HEIGHT);
    ef_buffer_add_char(&text, '\0');
    cr_assert_eq(parse(&p, text.at), EARFUL_MODEL);
    cr_assert_not_null(strstr(p.err.message, "split the rule"));
    ef_buffer_reset(&text);
    ef_buffer_add_text(&text, "\"");
    repeat(&text, "a ", EF_RULE_MAX_WORDS + 1);
    ef_buffer_add_text(&text, "\"");
    ef_buffer_add_char(&text, '\0');
    cr_assert_eq(parse(&p, text.at), EARFUL_MODEL);
    cr_assert_not_null(strstr(p.err.message, "a phrase of 65 words"));
    ef_buffer_fini(&text);
}

static void write_list(const char *directory, const char *bytes)
{
    char path[300];
    snprintf(path, sizeof path, "%s/rivals.txt", directory);
    FILE *const file = fopen(path, "wb");
    fwrite(bytes, 1, strlen(bytes), file);
    fclose(file);
}

Test(rule, reads_lists_of_words)
{
    char directory[] = "/tmp/earful-rule-XXXXXX";
    cr_assert_not_null(mkdtemp(directory));
    p.context.directory = directory;
    write_list(directory, "# rivals\nAcme\r\n\nbig corp*\n");
    expect("better NEAR/5 @rivals", "better NEAR/5 (Acme OR \"big corp*\")");
    write_list(directory, "# none\n");
    cr_assert_str_eq(print(&p, "@rivals"), "1: the list rivals.txt has no words");
    write_list(directory, "a, b\n");
    cr_assert_eq(parse(&p, "@rivals"), EARFUL_MODEL);
    cr_assert_eq(parse(&p, "@none"), EARFUL_MODEL);
    cr_assert_not_null(strstr(p.err.message, "none.txt cannot be read"));
    char path[300];
    snprintf(path, sizeof path, "%s/rivals.txt", directory);
    remove(path);
    remove(directory);
}

/* The words and wildcards of which a rule needs one, in order of arrival in the vocabulary. */
static const char *needs(const char *text)
{
    static char names[256];
    ef_rule rule = {0};
    cr_assert_eq(parse(&p, text), EARFUL_OK, "%s", p.err.message);
    rule.root = p.root;
    cr_assert(ef_rule_find_needs(&rule, p.vocabulary, &p.arena));
    size_t len = 0;
    names[0] = '\0';
    for (size_t i = 0; i < rule.n_needs; i++) {
        const ef_span name = ef_vocabulary_text(p.vocabulary, rule.needs[i]);
        len += (size_t)snprintf(names + len, sizeof names - len, "%s%.*s", i > 0 ? " " : "",
                                (int)name.len, name.at);
    }
    return names;
}

Test(rule, needs_one_of_the_rarest_words_that_every_match_has)
{
    cr_assert_str_eq(needs("late"), "late");
    cr_assert_str_eq(needs("late OR slow"), "late slow");
    cr_assert_str_eq(needs("late AND delivery"), "delivery");
    cr_assert_str_eq(needs("\"not as advertised\""), "advertised");
    cr_assert_str_eq(needs("(late OR slow) NEAR/5 (parcel OR shipment)"), "parcel shipment");
    cr_assert_str_eq(needs("late NOT delivery"), "late");
    cr_assert_str_eq(needs("role:agent AND sorry"), "sorry");
    cr_assert_str_eq(needs("\"not * ok\""), "not");
    cr_assert_str_eq(needs("late AND (slow OR /a b/)"), "late");
    cr_assert_str_eq(needs("slow OR /a b/"), "");
}

Test(rule, needs_letters_of_expressions)
{
    cr_assert_str_eq(needs("/refund of/"), "*refun*");
    cr_assert_str_eq(needs("/refund of|money back/"), "*refun* *mone*");
    cr_assert_str_eq(needs("/refund of|it/"), "");
    cr_assert_str_eq(needs("/parcels? is late/"), "*parce*");
    cr_assert_str_eq(needs("/(parcels)? is slow+ly/"), "*slo*");
    cr_assert_str_eq(needs("/(parcels){0,2} it/"), "");
    cr_assert_str_eq(needs("/(?:parcels|letters) it/"), "*parcel* *letter*");
    cr_assert_str_eq(needs("/(?=parcels) it/"), "");
    cr_assert_str_eq(needs("/parcels (?i:x)/"), "");
    cr_assert_str_eq(needs("/parcels\\x41 x/"), "");
    cr_assert_str_eq(needs("/(?-i)Parcels x/"), "*parcel*");
    cr_assert_str_eq(needs("/parcels [)]x/"), "*parcel*");
    cr_assert_str_eq(needs("raw:\"at Google+\""), "*googl*");
    cr_assert_str_eq(needs("raw:US"), "");
}

Test(rule, names_the_fields_it_asks_for)
{
    ef_table names;
    ef_table_init(&names);
    cr_assert_eq(parse(&p, "a AND (Role:agent OR votes:>3) NOT role:bot"), EARFUL_OK);
    cr_assert(ef_node_fields(p.root, &names));
    cr_assert_eq(names.count, 2);
    cr_assert(ef_span_is(ef_table_key(&names, 0), "role"));
    cr_assert(ef_span_is(ef_table_key(&names, 1), "votes"));
    ef_table_fini(&names);
}
