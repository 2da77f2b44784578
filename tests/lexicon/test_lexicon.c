#include <criterion/criterion.h>

#include "lexicon/lexicon.h"

enum { MOST_SHEETS = 4 };

typedef struct lexicon_case {
    ef_spelling spelling;
    ef_vocabulary *vocabulary;
    ef_arena arena;
    ef_lexicon lexicon;
    earful_error err;
    earful_status status;
} lexicon_case;

static lexicon_case build(const char *const *texts, size_t count)
{
    static const char *const names[MOST_SHEETS] = {"a.csv", "b.csv", "c.csv", "d.csv"};
    lexicon_case c = {.vocabulary = ef_vocabulary_new()};
    ef_sheet sheets[MOST_SHEETS];
    ef_spelling_init(&c.spelling);
    ef_spelling_add(&c.spelling, EF_CONTRACTION, EF_SPAN_TEXT("can't"), EF_SPAN_TEXT("can not"));
    ef_arena_init(&c.arena, 4096);
    size_t parsed = 0;
    while (parsed < count && c.status == EARFUL_OK) {
        c.status = ef_lexicon_sheet_parse(&sheets[parsed], names[parsed], ef_span_of(texts[parsed]),
                                          &c.err);
        parsed++;
    }
    const ef_rule_context context = {
        .spelling = &c.spelling, .vocabulary = c.vocabulary, .arena = &c.arena};
    if (c.status == EARFUL_OK)
        c.status = ef_lexicon_build(&c.lexicon, sheets, count, &context, &c.err);
    for (size_t i = 0; i < parsed; i++)
        ef_sheet_fini(&sheets[i]);
    if (c.status == EARFUL_OK) {
        cr_assert(ef_vocabulary_seal(c.vocabulary));
        cr_assert(ef_lexicon_index(&c.lexicon, c.vocabulary, &c.arena));
    }
    return c;
}

#define BUILD(...)                                                                                 \
    build((const char *const[]){__VA_ARGS__}, EF_COUNT(((const char *const[]){__VA_ARGS__})))

static void release(lexicon_case *c)
{
    ef_vocabulary_free(c->vocabulary);
    ef_lexicon_fini(&c->lexicon);
    ef_spelling_fini(&c->spelling);
    ef_arena_fini(&c->arena);
}

static const ef_term *find(const lexicon_case *c, const char *text, ef_term_type type)
{
    for (size_t i = 0; i < c->lexicon.n_terms; i++)
        if (ef_span_is(c->lexicon.terms[i].text, text) && c->lexicon.terms[i].type == type)
            return &c->lexicon.terms[i];
    return NULL;
}

static void expect_valence(const lexicon_case *c, const char *text, ef_term_type type,
                           int32_t valence)
{
    const ef_term *const term = find(c, text, type);
    cr_assert_not_null(term, "no %s", text);
    cr_expect_eq(term->valence, valence, "%s has %d", text, term->valence);
}

static void expect_error(const char *text, uint32_t line, uint32_t column, const char *message)
{
    lexicon_case c = BUILD(text);
    cr_assert_eq(c.status, EARFUL_MODEL, "%s", text);
    cr_expect_str_eq(c.err.path, "a.csv");
    cr_expect_eq(c.err.line, line, "line %u of %s", c.err.line, text);
    cr_expect_eq(c.err.column, column, "column %u of %s", c.err.column, text);
    cr_expect(strstr(c.err.message, message) != NULL, "%s", c.err.message);
    release(&c);
}

Test(lexicon, reads_every_type_of_term)
{
    lexicon_case c = BUILD("term,valence,negated,type,cond,note\n"
                           "good,1.9,-1.2,word,,\n"
                           "waste of time,-2.5,,phrase,,\n"
                           "very,0.25,,booster,,\n"
                           "slightly,-0.5,,dampener,,\n"
                           "not,,,negator,,\n"
                           "but,,,contrast,,\n"
                           "please,0,,request,,\n"
                           "\xf0\x9f\x98\x80,2,,emoji,,\n"
                           ":),1.5,,emoticon,,\n"
                           "not only,,,stop,,\n");
    cr_assert_eq(c.status, EARFUL_OK, "%u: %s", c.err.line, c.err.message);
    cr_assert_eq(c.lexicon.n_terms, 10);
    expect_valence(&c, "good", EF_TERM_WORD, 19000);
    expect_valence(&c, "waste of time", EF_TERM_PHRASE, -25000);
    expect_valence(&c, "very", EF_TERM_BOOSTER, 2500);
    expect_valence(&c, "slightly", EF_TERM_DAMPENER, -5000);
    expect_valence(&c, "not", EF_TERM_NEGATOR, 0);
    expect_valence(&c, "but", EF_TERM_CONTRAST, 0);
    expect_valence(&c, "please", EF_TERM_REQUEST, 0);
    expect_valence(&c, "\xf0\x9f\x98\x80", EF_TERM_EMOJI, 20000);
    expect_valence(&c, ":)", EF_TERM_EMOTICON, 15000);
    expect_valence(&c, "not only", EF_TERM_STOP, 0);
    const ef_term *const good = find(&c, "good", EF_TERM_WORD);
    cr_expect(good->has_negated);
    cr_expect_eq(good->negated, -12000);
    cr_expect_eq(good->line, 2);
    cr_expect_str_eq(good->file, "a.csv");
    cr_expect_eq(find(&c, "waste of time", EF_TERM_PHRASE)->n_atoms, 3);
    cr_expect_not(find(&c, "very", EF_TERM_BOOSTER)->has_negated);
    release(&c);
}

Test(lexicon, takes_several_words_of_type_word_for_a_phrase)
{
    lexicon_case c = BUILD("term,valence\nnot bad,1\ncan't beat,2\nmust-have,2\n");
    cr_assert_eq(c.status, EARFUL_OK, "%s", c.err.message);
    cr_expect_eq(find(&c, "not bad", EF_TERM_PHRASE)->n_atoms, 2);
    cr_expect_eq(find(&c, "can't beat", EF_TERM_PHRASE)->n_atoms, 3);
    cr_expect_eq(find(&c, "must-have", EF_TERM_PHRASE)->n_atoms, 2);
    release(&c);
}

Test(lexicon, gives_contractions_and_their_words_the_same_atoms)
{
    lexicon_case c = BUILD("term,valence\ncan't beat,2\nCAN NOT beat,3\n");
    cr_assert_eq(c.lexicon.n_terms, 1);
    expect_valence(&c, "CAN NOT beat", EF_TERM_PHRASE, 30000);
    release(&c);
}

Test(lexicon, lets_the_later_line_and_the_later_file_win)
{
    lexicon_case c =
        BUILD("term,valence\ngood,1\ngood,2\nbad,-1\nfine,1\n", "term,valence\nbad,-3\n");
    cr_assert_eq(c.lexicon.n_terms, 3);
    expect_valence(&c, "good", EF_TERM_WORD, 20000);
    expect_valence(&c, "bad", EF_TERM_WORD, -30000);
    expect_valence(&c, "fine", EF_TERM_WORD, 10000);
    cr_expect_str_eq(find(&c, "bad", EF_TERM_WORD)->file, "b.csv");
    release(&c);
}

Test(lexicon, removes_where_the_valence_is_a_dash)
{
    lexicon_case c = BUILD("term,valence,type\ngood,1,\nvery,0.2,booster\nvery,1,word\n",
                           "term,valence,type\ngood,-,\nvery,-,word\nnever seen,-,\n");
    cr_assert_eq(c.status, EARFUL_OK, "%s", c.err.message);
    cr_assert_eq(c.lexicon.n_terms, 1);
    expect_valence(&c, "very", EF_TERM_BOOSTER, 2000);
    release(&c);
}

Test(lexicon, can_bring_a_removed_term_back)
{
    lexicon_case c =
        BUILD("term,valence\ngood,1\n", "term,valence\ngood,-\n", "term,valence\ngood,3\n");
    cr_assert_eq(c.lexicon.n_terms, 1);
    expect_valence(&c, "good", EF_TERM_WORD, 30000);
    release(&c);
}

Test(lexicon, keeps_one_meaning_a_lane)
{
    lexicon_case c = BUILD("term,valence,type\npretty,1,word\npretty,0.2,booster\npretty,,stop\n"
                           "pretty,-0.1,dampener\n");
    cr_assert_eq(c.lexicon.n_terms, 2);
    cr_expect_not_null(find(&c, "pretty", EF_TERM_STOP));
    cr_expect_not_null(find(&c, "pretty", EF_TERM_DAMPENER));
    release(&c);
}

Test(lexicon, keeps_lines_of_different_conditions_beside_each_other)
{
    lexicon_case c = BUILD("term,valence,cond\ncheap,-1,feel*\ncheap,1,\ncheap,-2,feel*\n");
    cr_assert_eq(c.status, EARFUL_OK, "%s", c.err.message);
    cr_assert_eq(c.lexicon.n_terms, 2);
    cr_assert_eq(c.lexicon.n_conditions, 1);
    const ef_term *const conditioned = &c.lexicon.terms[c.lexicon.by_atom[0]];
    cr_expect_not_null(conditioned->condition, "the one with a condition comes first");
    cr_expect_eq(conditioned->valence, -20000);
    cr_expect_eq(conditioned->condition->line, 4);
    cr_expect_eq(conditioned->condition->topic, EF_NONE);
    release(&c);
}

Test(lexicon, removes_all_conditions_at_once_or_one_by_name)
{
    lexicon_case c = BUILD("term,valence,cond\ncheap,-1,feel*\ncheap,1,\n",
                           "term,valence,cond\ncheap,-,feel*\n");
    cr_assert_eq(c.lexicon.n_terms, 1);
    expect_valence(&c, "cheap", EF_TERM_WORD, 10000);
    release(&c);
    c = BUILD("term,valence,cond\ncheap,-1,feel*\ncheap,1,\n", "term,valence\ncheap,-\n");
    cr_assert_eq(c.lexicon.n_terms, 0);
    release(&c);
}

/* The places of terms in a bucket, by their texts. */
static void expect_bucket(const lexicon_case *c, const ef_term *first, const char *const *texts,
                          uint32_t count)
{
    const ef_lexicon *const lexicon = &c->lexicon;
    const uint32_t from = lexicon->first[first->atoms[0]];
    cr_assert_eq(lexicon->first[first->atoms[0] + 1] - from, count);
    for (uint32_t i = 0; i < count; i++) {
        const ef_term *const term = &lexicon->terms[lexicon->by_atom[from + i]];
        cr_expect(ef_span_is(term->text, texts[i]), "place %u is %.*s", i, (int)term->text.len,
                  term->text.at);
        cr_expect_eq(lexicon->second[from + i], term->n_atoms > 1 ? term->atoms[1] : EF_NONE);
    }
}

Test(lexicon, indexes_phrases_by_their_second_word_the_best_first)
{
    lexicon_case c = BUILD("term,valence\nnot,-1\nnot work out,-2\nnot at,-1\nnot work,-3\n"
                           "not at all,-2\nnot at all good,-2\n");
    cr_assert_eq(c.status, EARFUL_OK, "%s", c.err.message);
    const ef_term *const work = find(&c, "not work", EF_TERM_PHRASE);
    const ef_term *const at = find(&c, "not at", EF_TERM_PHRASE);
    cr_assert_lt(work->atoms[1], at->atoms[1]);
    const char *const texts[] = {"not work out", "not work", "not at all good",
                                 "not at all",   "not at",   "not"};
    expect_bucket(&c, work, texts, EF_COUNT(texts));
    release(&c);
}

Test(lexicon, orders_the_longest_term_first_and_then_the_more_specific)
{
    lexicon_case c =
        BUILD("term,valence\nnot,-1\nnot work*,-2\nnot working,-3\nnot at all good,-2\n");
    const char *const texts[] = {"not at all good", "not working", "not work*", "not"};
    for (uint32_t i = 0; i < EF_COUNT(texts); i++)
        for (size_t j = 0; j < c.lexicon.n_terms; j++)
            if (ef_span_is(c.lexicon.terms[j].text, texts[i]))
                cr_expect_eq(c.lexicon.order[j], i, "%s is %u", texts[i], c.lexicon.order[j]);
    release(&c);
}

Test(lexicon, ranks_a_word_before_the_wildcards_that_fit_it)
{
    lexicon_case c = BUILD("term,valence\ngo*,1\ngood,2\ngoo*,3\n");
    const ef_term *const terms = c.lexicon.terms;
    cr_assert_eq(c.lexicon.n_terms, 3);
    cr_assert(ef_span_is(terms[0].text, "go*") && ef_span_is(terms[1].text, "goo*") &&
              ef_span_is(terms[2].text, "good"));
    cr_expect_eq(c.lexicon.order[2], 0);
    cr_expect_eq(c.lexicon.order[1], 1);
    cr_expect_eq(c.lexicon.order[0], 2);
    release(&c);
}

Test(lexicon, numbers_terms_by_text_whatever_their_order)
{
    lexicon_case c = BUILD("term,valence\nzebra,1\n", "term,valence\napple,1\nmango,1\n");
    cr_expect(ef_span_is(c.lexicon.terms[0].text, "apple"));
    cr_expect(ef_span_is(c.lexicon.terms[1].text, "mango"));
    cr_expect(ef_span_is(c.lexicon.terms[2].text, "zebra"));
    release(&c);
}

Test(lexicon, numbers_terms_by_all_of_their_text)
{
    static const char *const sorted[] = {"won",         "won over", "wonderful",      "wonderfull",
                                         "wonderfully", "wonders",  "\xc3\xa9tonnant"};
    lexicon_case c = BUILD("term,valence\nwonderfully,1\n\xc3\xa9tonnant,1\nwonders,1\nwon over,1\n"
                           "wonderfull,1\nwonderful,1\nwon,1\n");
    cr_assert_eq(c.lexicon.n_terms, EF_COUNT(sorted));
    for (size_t i = 0; i < EF_COUNT(sorted); i++)
        cr_expect(ef_span_is(c.lexicon.terms[i].text, sorted[i]), "%s", sorted[i]);
    release(&c);
}

Test(lexicon, takes_wildcards_only_where_there_are_letters)
{
    lexicon_case c = BUILD("term,valence,type\nover-pric*,-2,\n:*,2,emoticon\n*,1,emoticon\n");
    cr_assert_eq(c.status, EARFUL_OK, "%s", c.err.message);
    cr_expect_eq(find(&c, "over-pric*", EF_TERM_PHRASE)->n_atoms, 2);
    cr_expect_eq(find(&c, ":*", EF_TERM_EMOTICON)->n_atoms, 1);
    release(&c);
}

Test(lexicon, reads_a_plain_term_list_literally)
{
    lexicon_case c = BUILD("# a list\n$:\t-1.5\t0.80623\t[-1, -1]\n"
                           "good\t1.9\nf*ck\t-2\n(:\t2.2\n#tag\t1\ncan't stand\t-2\n\"x\t1\r\n");
    cr_assert_eq(c.status, EARFUL_OK, "%u: %s", c.err.line, c.err.message);
    cr_assert_eq(c.lexicon.n_terms, 7);
    expect_valence(&c, "good", EF_TERM_WORD, 19000);
    expect_valence(&c, "$:", EF_TERM_WORD, -15000);
    expect_valence(&c, "#tag", EF_TERM_WORD, 10000);
    expect_valence(&c, "\"x", EF_TERM_WORD, 10000);
    cr_expect_eq(find(&c, "can't stand", EF_TERM_PHRASE)->n_atoms, 3);
    cr_expect_eq(find(&c, "good", EF_TERM_WORD)->line, 3);
    release(&c);
}

Test(lexicon, says_where_a_term_list_is_wrong)
{
    expect_error("good\t1.9\nbad\n", 2, 4, "from -4 to 4, not ``");
    expect_error("good\t1.9\nbad\t-5\n", 2, 5, "not `-5`");
    expect_error("good\t1.9\n\t-2\n", 2, 1, "the term is missing");
}

Test(lexicon, refuses_a_valence_out_of_range_for_its_type)
{
    expect_error("term,valence\ngood,4.5\n", 2, 6,
                 "the valence of a word is a number from -4 to 4");
    expect_error("term,valence\ngood,\n", 2, 6, "not ``");
    expect_error("term,valence\n\"not, good\",x\n", 2, 13, "not `x`");
    expect_error("term,valence,type\nvery,3.1,booster\n", 2, 6,
                 "of a booster is a number from -1 to 3");
    expect_error("term,valence,type\nnot,-1,negator\n", 2, 5, "a negator has no valence");
}

Test(lexicon, refuses_a_negated_valence_where_nothing_is_negated)
{
    expect_error("term,valence,negated,type\nvery,1,1,booster\n", 2, 8, "never negated");
    expect_error("term,valence,negated\ngood,1,-5\n", 2, 8, "not `-5`");
}

Test(lexicon, refuses_an_unknown_type_and_says_what_was_meant)
{
    expect_error("term,valence,type\ngood,1,boster\n", 2, 8, "did you mean `booster`");
    expect_error("term,valence,type\ngood,1,thing-of-sorts\n", 2, 8, "there are word, phrase");
}

Test(lexicon, refuses_a_term_without_a_word_or_with_too_many)
{
    expect_error("term,valence\n!!!,1\n", 2, 1, "no word in the term `!!!`");
    expect_error("term,valence\n,1\n", 2, 1, "the term is missing");
    expect_error("term,valence\na b c d e f g h i j k l m n o p q,1\n", 2, 1, "more than 16 words");
    expect_error("term,valence\nsee http://x.example/y,1\n", 2, 1, "never score");
}

Test(lexicon, refuses_columns_that_it_does_not_know)
{
    expect_error("# x\nterm,valence,polarity\n", 2, 1, "no column `polarity`");
    expect_error("term,note\n", 1, 1, "needs the columns term and valence");
}

Test(lexicon, says_where_a_condition_is_wrong)
{
    expect_error("term,valence,cond\ngood,1,(a AND\n", 2, 11, "");
}
