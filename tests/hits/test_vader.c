/* VADER over a small lexicon of invented valences. That the whole agrees with the published program
 * to the digit is tested in tests/vader; here each rule stands alone. */
#include "criterion/criterion.h"

#include <math.h>
#include <stdlib.h>

#include "hits/vader.h"

static ef_vader_lexicon *lexicon;
static ef_vader vader;

static void init(void)
{
    static const char words[] = "good\t2\nbad\t-2\nno\t-1\ndoubt\t-1.5\nkind\t2.5\nshit\t-3\n"
                                "death\t-3\nlove\t3\ntears\t-1\njoy\t3\n:)\t2\n½\t1\n";
    static const char emoji[] = "😂\ttears of joy\n😀\tgood face\n🔛\tON! sign\n";
    earful_error err = {0};
    lexicon = ef_vader_lexicon_new();
    cr_assert_not_null(lexicon);
    cr_assert_eq(ef_vader_read_words(lexicon, "words", ef_span_of(words), &err), EARFUL_OK);
    cr_assert_eq(ef_vader_read_emoji(lexicon, "emoji", ef_span_of(emoji), &err), EARFUL_OK);
    ef_vader_init(&vader, lexicon);
}

static void fini(void)
{
    ef_vader_fini(&vader);
    ef_vader_lexicon_free(lexicon);
}

TestSuite(vader, .init = init, .fini = fini);

static ef_vader_score score(const char *text)
{
    const ef_vader_score made = ef_vader_score_text(&vader, ef_span_of(text));
    cr_assert_not(vader.failed);
    return made;
}

/* The value of the text's only opinion; 0 when there is none. */
static double value(const char *text)
{
    score(text);
    cr_assert_leq(vader.n_opinions, 1, "%s", text);
    return vader.n_opinions == 1 ? vader.opinions[0].value : 0;
}

static void expect_value(const char *text, double wanted)
{
    const double got = value(text);
    cr_expect(fabs(got - wanted) < 1e-12, "%s: %.12f, not %.12f", text, got, wanted);
}

/* At every place of a block of 64 bytes, and with a word between that is longer than one. */
Test(vader, reads_words_wherever_they_lie)
{
    static const char said[] = "Not GOOD, (love) a x:) no!?";
    char text[512];
    const ef_vader_score alone = score(said);
    const ef_vader_score behind_a_word = score("w Not GOOD, (love) a x:) no!?");
    for (size_t before = 0; before < 200; before++) {
        memset(text, ' ', before);
        memcpy(text + before, said, sizeof said);
        const ef_vader_score moved = score(text);
        cr_expect_eq(memcmp(&moved, &alone, sizeof moved), 0, "behind %zu spaces", before);
        memset(text, 'w', before + 1);
        text[before + 1] = '\n';
        memcpy(text + before + 2, said, sizeof said);
        const ef_vader_score joined = score(text);
        cr_expect_eq(memcmp(&joined, &behind_a_word, sizeof joined), 0, "behind %zu letters",
                     before + 1);
    }
}

Test(vader, describes_an_emoji_that_is_ascii)
{
    earful_error err = {0};
    expect_value("it is # for me", 0);
    cr_assert_eq(ef_vader_add_emoji(lexicon, '#', EF_SPAN_TEXT("good"), &err), EARFUL_OK);
    expect_value("it is # for me", 2);
}

Test(vader, scores_a_text)
{
    const ef_vader_score made = score("it was good");
    cr_expect_eq(made.compound, 4588);
    cr_expect_eq(made.pos, 6000);
    cr_expect_eq(made.neu, 4000);
    cr_expect_eq(made.neg, 0);
}

Test(vader, finds_nothing_in_an_empty_text)
{
    static const char *const texts[] = {"", "  \t\n", "\u00a0\u2003"};
    for (size_t i = 0; i < EF_COUNT(texts); i++) {
        const ef_vader_score made = score(texts[i]);
        cr_expect(made.compound == 0 && made.pos == 0 && made.neu == 0 && made.neg == 0);
    }
}

static size_t count_words(const char *text)
{
    score(text);
    return vader.n_tokens;
}

Test(vader, parts_and_strips_words)
{
    cr_expect_eq(count_words("one two\u00a0three\u2028four"), 4);
    expect_value("\"(good),\"", 2);
    expect_value("I think :)", 2);
    expect_value("I think *:)*", 0); /* nothing is left, so it stays as it was */
    expect_value("so ½ it", 1.293);
}

Test(vader, describes_emoji)
{
    cr_expect_eq(count_words("a😀😀b 😂"), 8); /* a good face good faceb tears of joy */
    cr_expect_eq(vader.n_opinions, 4);
    cr_expect_eq(ef_vader_source(&vader, &vader.tokens[0]), 0);
    cr_expect_eq(ef_vader_source(&vader, &vader.tokens[2]), 1);
    cr_expect_eq(ef_vader_source(&vader, &vader.tokens[4]), 5);
    cr_expect_eq(ef_vader_source(&vader, &vader.tokens[7]), 11);
    score("🔛");
    cr_expect_eq(vader.exclamations, 1);
}

Test(vader, boosts_with_distance)
{
    expect_value("very good", 2.293);
    expect_value("very x good", 2 + 0.293 * 0.95);
    expect_value("very x x good", 2 + 0.293 * 0.9);
    expect_value("very x x x good", 2);
    expect_value("barely good", 2 - 0.293);
    expect_value("very bad", -2.293);
    expect_value("VERY good", 2.293 + 0.733);
    expect_value("it was sort of good", 2 - 0.293);
}

Test(vader, negates)
{
    expect_value("not good", 2 * -0.74);
    expect_value("not x x good", 2 * -0.74);
    expect_value("not x x x good", 2);
    expect_value("XCAN'T good", 2 * -0.74);
    expect_value("never so good", (2 + 0.293) * 1.25);
    expect_value("x this good", 2);
    expect_value("y x x this good", 2 * 1.25);
    expect_value("least good", 2 * -0.74);
    expect_value("at least good", 2);
    expect_value("no good", 2 * -0.74);
}

Test(vader, weighs_capitals_only_among_others)
{
    expect_value("a GOOD day", 2.733);
    expect_value("A GOOD DAY", 2);
    expect_value("a BAD day", -2.733);
}

Test(vader, hears_words_whole_however_long)
{
    char text[256];
    for (size_t len = 1; len < 200; len++) {
        memset(text, 'A', len);
        strcpy(text + len, "a GOOD");
        expect_value(text, 2.733);
        strcpy(text + len, ". GOOD");
        expect_value(text, 2);
    }
}

Test(vader, knows_idioms_from_the_fourth_word_on)
{
    expect_value("this is just the shit", 3);
    expect_value("the shit", -3);
    expect_value("it is a kiss of death", -1.5);
}

Test(vader, says_nothing_of_kind_of)
{
    expect_value("kind of it", 0);
    expect_value("kind it", 2.5);
}

Test(vader, changes_the_first_opinion_of_a_value)
{
    score("good good but bad");
    cr_expect_eq(vader.opinions[0].value, 1);
    cr_expect_eq(vader.opinions[1].value, 1);
    cr_expect_eq(vader.opinions[2].value, -3);
    score("but good good"); /* 2 becomes 3, and the second 2 is the first by then */
    cr_expect_eq(vader.opinions[0].value, 3);
    cr_expect_eq(vader.opinions[1].value, 3);
    score("but good love"); /* 2 becomes 3, and is taken for the 3 behind it */
    cr_expect_eq(vader.opinions[0].value, 4.5);
    cr_expect_eq(vader.opinions[1].value, 3);
}

/* The original's own way, step by step. */
static void contrast_slowly(double *values, const uint32_t *tokens, size_t n, uint32_t but)
{
    for (size_t i = 0; i < n; i++) {
        size_t first = 0;
        while (values[first] != values[i])
            first++;
        if (tokens[first] != but)
            values[first] *= tokens[first] < but ? 0.5 : 1.5;
    }
}

Test(vader, contrasts_as_a_search_would)
{
    enum { MOST = 60, ROUNDS = 3000 };
    static const double all[] = {1, 2, 3, 4, 0.5, 1.5, 4.5, 2.25, -2, -3, -1, 6, 9};
    ef_vader_opinion opinions[MOST];
    srand(7);
    vader.opinions = opinions;
    for (size_t round = 0; round < ROUNDS; round++) {
        double values[MOST];
        uint32_t tokens[MOST];
        const size_t n = 1 + (size_t)rand() % MOST;
        for (size_t i = 0; i < n; i++) {
            values[i] = all[(size_t)rand() % EF_COUNT(all)];
            tokens[i] = (uint32_t)(2 * i);
            opinions[i] = (ef_vader_opinion){.value = values[i], .token = tokens[i]};
        }
        const uint32_t but = (uint32_t)((size_t)rand() % (2 * n));
        vader.n_opinions = n;
        cr_assert(ef_vader_contrast(&vader, but));
        contrast_slowly(values, tokens, n, but);
        for (size_t i = 0; i < n; i++)
            cr_assert_eq(opinions[i].value, values[i], "round %zu, opinion %zu", round, i);
    }
    vader.opinions = NULL;
}

Test(vader, counts_marks_to_a_limit)
{
    cr_expect_eq(score("good!").compound, score("good !").compound);
    cr_expect_gt(score("good!!").compound, score("good!").compound);
    cr_expect_eq(score("good!!!!!!").compound, score("good!!!!").compound);
    cr_expect_eq(score("good?").compound, score("good").compound);
    cr_expect_gt(score("good??").compound, score("good").compound);
    cr_expect_eq(score("good?????").compound, score("good????").compound);
}

Test(vader, traces_every_step_when_asked)
{
    vader.traced = true;
    score("it was not VERY good but x");
    static const char *const wanted[] = {"valence", "booster", "negation", "contrast"};
    cr_assert_eq(vader.n_steps, EF_COUNT(wanted));
    for (size_t i = 0; i < vader.n_steps; i++)
        cr_expect_str_eq(vader.steps[i].what, wanted[i]);
    cr_expect_eq(vader.steps[3].after, vader.opinions[0].value);
}
