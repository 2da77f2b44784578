#include <criterion/criterion.h>

#include "tagged.h"

#include <stdio.h>
#include <stdlib.h>

static tagged t;

static void end(void)
{
    tagged_end(&t);
}

TestSuite(evaluate, .fini = end);

static const ef_range all = {0, 0};

/* The spans of the first rule in a range (all: every sentence) as words, by commas. */
static const char *spans_in(ef_range range)
{
    tagged_read(&t);
    if (range.end == 0)
        range.end = (uint32_t)t.tokens.n_sentences;
    size_t count = 0;
    const ef_token_span *const spans =
        ef_node_spans(t.evaluator, t.model.topics.rules[0].root, range, &count);
    size_t len = 0;
    t.shown[0] = '\0';
    for (size_t i = 0; i < count && len < sizeof t.shown - 200; i++) {
        for (uint32_t token = spans[i].first; token <= spans[i].last; token++) {
            const ef_span word = ef_token_word(&t.tokens, token);
            len += (size_t)snprintf(t.shown + len, sizeof t.shown - len, "%s%.*s",
                                    token > spans[i].first ? " "
                                    : i > 0                ? ", "
                                                           : "",
                                    (int)word.len, word.at);
        }
    }
    return t.shown;
}

static void rule(const char *text)
{
    char csv[1024];
    size_t len = (size_t)snprintf(csv, sizeof csv, "topic,rule\nT,\"");
    for (; *text != '\0'; text++)
        len += (size_t)snprintf(csv + len, sizeof csv - len, *text == '"' ? "\"\"" : "%c", *text);
    snprintf(csv + len, sizeof csv - len, "\"\n");
    tagged_end(&t);
    tagged_begin(&t, csv);
}

static const char *spans(const char *text)
{
    tagged_clear(&t);
    tagged_add(&t, text, true);
    return spans_in(all);
}

Test(evaluate, finds_words_and_phrases)
{
    rule("late");
    cr_assert_str_eq(spans("Late, LATE or later; lately late."), "late, late, late");
    rule("\"did not arrive\"");
    cr_assert_str_eq(spans("It did not arrive. It didn't arrive! It did, not arrive"),
                     "did not arrive, did not arrive");
    rule("\"wi-fi is down\"");
    cr_assert_str_eq(spans("The \"Wi-Fi\" is down and wi fi is \"down\""),
                     "wi fi \" is down, wi fi is \" down");
    rule("\"not * good\"");
    cr_assert_str_eq(spans("not so good, not good, not very very good"), "not so good");
    rule("\"a a b\"");
    cr_assert_str_eq(spans("a a a b a b"), "a a b");
}

Test(evaluate, counts_words_in_between)
{
    rule("logitech ONEAR/1 keyboard");
    cr_assert_str_eq(spans("logitech solar keyboard"), "logitech solar keyboard");
    rule("logitech ONEAR/0 keyboard");
    cr_assert_str_eq(spans("logitech solar keyboard"), "");
    rule("logitech NEAR/1 keyboard");
    cr_assert_str_eq(spans("keyboard, by: logitech"), "keyboard , by : logitech");
    rule("logitech ONEAR/5 keyboard");
    cr_assert_str_eq(spans("keyboard by logitech"), "");
    rule("a NEAR/5 b");
    cr_assert_str_eq(spans("a. b"), "");
}

Test(evaluate, takes_the_nearest_on_either_side)
{
    rule("a NEAR/3 b");
    cr_assert_str_eq(spans("a x b x x b"), "a x b");
    cr_assert_str_eq(spans("b x a x x b"), "b x a, a x x b");
    cr_assert_str_eq(spans("a a b"), "a a b, a b");
    rule("a NEAR/3 a");
    cr_assert_str_eq(spans("a"), "");
    rule("a NEAR/1 b NEAR/1 c");
    cr_assert_str_eq(spans("a b x x c"), "");
    cr_assert_str_eq(spans("c x a b"), "c x a b");
}

Test(evaluate, keeps_spans_without_a_neighbour)
{
    rule("fire NOTNEAR/2 \"fire tv\"");
    cr_assert_str_eq(spans("fire tv and fire, but then a fire"), "fire");
    rule("a NOTNEAR/1 b");
    cr_assert_str_eq(spans("a x b, x x a. a x x b. b x a"), "a, a");
}

Test(evaluate, joins_operands_of_and_within_a_sentence)
{
    rule("a AND b AND c");
    cr_assert_str_eq(spans("x c x a b a"), "c x a b");
    rule("a NOT b");
    cr_assert_str_eq(spans("a. a b. b"), "");
    tagged_read(&t);
    cr_assert_str_eq(spans_in((ef_range){0, 1}), "a");
    cr_assert_str_eq(spans_in((ef_range){1, 2}), "");
}

Test(evaluate, keeps_with_to_the_sentence_in_any_scope)
{
    rule("a AND b");
    cr_assert_str_eq(spans("a. a. b"), "a, a");
    rule("a WITH b");
    cr_assert_str_eq(spans("a. x a x b. b"), "a x b");
    rule("a NOTWITH b");
    cr_assert_str_eq(spans("a. x a x b. b"), "a");
    rule("a WITH (b NOT c)");
    cr_assert_str_eq(spans("a b. c"), "a b");
    rule("(a WITH b) NOT c");
    cr_assert_str_eq(spans("a b. c"), "");
}

Test(evaluate, searches_sentences_with_expressions)
{
    rule("/no (refund|return)s?\\b/");
    cr_assert_str_eq(spans("No refunds. No  return. They say no return, NO RETURNS!"),
                     "no refunds, no return, no returns");
    rule("/(?-i)No refund/");
    cr_assert_str_eq(spans("no refund. No refund."), "no refund");
    rule("/\\s|^(?=s)/");
    cr_assert_str_eq(spans("say  no"), "");
}

Test(evaluate, finds_exact_bytes_outside_of_longer_words)
{
    rule("raw:US");
    cr_assert_str_eq(spans("US or us? USA. BUS. (US) US"), "us, us, us");
    rule("raw:Google+");
    cr_assert_str_eq(spans("google+ and Google+1 or Google+"), "google +, google +");
    rule("raw:\"AT&T\"");
    cr_assert_str_eq(spans("AT&T"), "at & t");
}

Test(evaluate, restricts_by_fields)
{
    rule("late AND role:agent");
    tagged_clear(&t);
    tagged_add(&t, "late one", true)->role = EF_AGENT;
    tagged_add(&t, "late two", false)->role = EF_CUSTOMER;
    cr_assert_str_eq(spans_in(all), "late");
    cr_assert_str_eq(spans_in((ef_range){1, 2}), "");
    tagged_clear(&t);
    tagged_add(&t, "late, late", true)->role = EF_AGENT;
    cr_assert_str_eq(spans_in(all), "late, late");
    rule("late NOT role:agent");
    tagged_clear(&t);
    tagged_add(&t, "late", true)->role = EF_AGENT;
    tagged_add(&t, "very late late", false)->role = EF_CUSTOMER;
    cr_assert_str_eq(spans_in(all), "late, late");
    rule("slow AND (role:agent AND late)");
    tagged_clear(&t);
    tagged_add(&t, "slow", true)->role = EF_AGENT;
    tagged_add(&t, "late", false)->role = EF_CUSTOMER;
    cr_assert_str_eq(spans_in(all), "");
}

static bool restricts(const char *restriction, const ef_document *like)
{
    char text[200];
    snprintf(text, sizeof text, "late AND %s", restriction);
    rule(text);
    tagged_clear(&t);
    ef_document *const made = tagged_add(&t, "late", true);
    const ef_span kept = made->text;
    *made = *like;
    made->text = kept;
    made->record = 0;
    return spans_in(all)[0] == '\0';
}

Test(evaluate, compares_fields)
{
    ef_document made = {.has_rating = true, .rating = 25000, .role = EF_BOT};
    made.values[EF_PRODUCT] = EF_SPAN_TEXT("  Größe XL ");
    made.values[EF_LANG] = EF_SPAN_TEXT("en-US");
    made.values[EF_AUTHOR] = EF_SPAN_TEXT("17");
    static const char *const good[] = {
        "rating:<=2.5",
        "rating:2.5",
        "rating:>=2",
        "rating:<3",
        "rating:>1",
        "role:bot",
        "role:b*",
        "product:größe*",
        "product:\"GRÖßE xl\"",
        "lang:en",
        "lang:en-us",
        "channel:unknown",
        "author:>16",
        "author:=17",
        "(role:agent OR role:bot)",
        "(role:bot NOT lang:de)",
    };
    static const char *const bad[] = {
        "rating:<2.5",
        "rating:3",
        "role:customer",
        "product:größe",
        "lang:e",
        "channel:review",
        "id:x",
        "author:>17",
        "conversation:>0",
        "nowhere:x",
        "(role:bot AND lang:de)",
        "(role:bot NOT lang:en)",
    };
    for (size_t i = 0; i < EF_COUNT(good); i++)
        cr_expect_not(restricts(good[i], &made), "%s", good[i]);
    for (size_t i = 0; i < EF_COUNT(bad); i++)
        cr_expect(restricts(bad[i], &made), "%s", bad[i]);
    made.has_rating = false;
    cr_expect(restricts("rating:<=2.5", &made));
}

Test(evaluate, holds_conditions_by_sentence)
{
    rule("late");
    tagged_clear(&t);
    tagged_add(&t, "Late. Soon.", true)->role = EF_AGENT;
    tagged_read(&t);
    cr_assert(ef_rule_holds(t.evaluator, &t.model.topics.rules[0], 0));
    cr_assert_not(ef_rule_holds(t.evaluator, &t.model.topics.rules[0], 1));
    ef_node field = {.kind = EF_NODE_FIELD,
                     .field = EF_SPAN_TEXT("role"),
                     .text = EF_SPAN_TEXT("agent"),
                     .restricts = true};
    cr_assert(ef_rule_holds(t.evaluator, &(ef_rule){.root = &field}, 1));
    field.text = EF_SPAN_TEXT("bot");
    cr_assert_not(ef_rule_holds(t.evaluator, &(ef_rule){.root = &field}, 1));
}

Test(evaluate, counts_expressions_that_run_away)
{
    rule("/(a+)+ c$/");
    char text[3000];
    memset(text, 'a', sizeof text);
    memcpy(text + sizeof text - 5, " b c", 5);
    cr_assert_str_eq(spans(text), "");
    cr_assert_eq(ef_evaluator_runaways(t.evaluator), 1);
}

Test(evaluate, stays_linear_on_endless_sentences)
{
    enum { REPEATS = 300 * 1000 };
    char *const text = malloc(2 * REPEATS + 1);
    for (size_t i = 0; i < REPEATS; i++)
        memcpy(text + 2 * i, i % 2 == 0 ? "a " : "b ", 2);
    text[2 * REPEATS] = '\0';
    rule("(a NEAR/1000 b NEAR/1000 a) AND (a OR b) NOTNEAR/5 (c OR \"a a\")");
    tagged_clear(&t);
    tagged_add(&t, text, true);
    tagged_read(&t);
    size_t count = 0;
    ef_node_spans(t.evaluator, t.model.topics.rules[0].root, (ef_range){0, 1}, &count);
    cr_assert_gt(count, 0);
    cr_assert_leq(count, EF_MOST_SPANS);
    cr_assert_not(ef_evaluator_failed(t.evaluator));
    free(text);
}

Test(evaluate, forgets_where_a_word_stood_however_many_sentences_ago)
{
    enum { SENTENCES = 600 };
    char text[SENTENCES * 16] = "A parcel came. ";
    for (int i = 1; i < SENTENCES; i++)
        strcat(text, "Nothing came. ");
    rule("parcel");
    tagged_add(&t, text, true);
    tagged_read(&t);
    cr_assert_eq(t.tokens.n_sentences, SENTENCES);
    for (uint32_t i = 0; i < SENTENCES; i++) {
        size_t count = 0;
        ef_node_spans(t.evaluator, t.model.topics.rules[0].root, (ef_range){i, i + 1}, &count);
        cr_assert_eq(count, i == 0, "sentence %u", i);
    }
}
