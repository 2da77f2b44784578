#include "criterion/criterion.h"

#include <stdio.h>

#include "lexicon/vader_lexicon.h"

static ef_vader_lexicon *lexicon;
static earful_error err;

static void init(void)
{
    lexicon = ef_vader_lexicon_new();
    cr_assert_not_null(lexicon);
    err = (earful_error){0};
}

static void fini(void)
{
    ef_vader_lexicon_free(lexicon);
}

TestSuite(vader_lexicon, .init = init, .fini = fini);

static const ef_vader_word *find(const char *word)
{
    uint64_t key[EF_VADER_CHUNKS] = {0};
    memcpy(key, word, strlen(word));
    return &lexicon->words[ef_vader_find(lexicon, key, strlen(word))];
}

static earful_status read_words(const char *text)
{
    return ef_vader_read_words(lexicon, "words.txt", ef_span_of(text), &err);
}

static earful_status read_emoji(const char *text)
{
    return ef_vader_read_emoji(lexicon, "emoji.txt", ef_span_of(text), &err);
}

Test(vader_lexicon, knows_the_words_of_the_algorithm)
{
    cr_expect_eq(find("extremely")->boosts, 1);
    cr_expect_eq(find("kind-of")->boosts, -1);
    cr_expect(find("uh-uh")->negates);
    cr_expect_eq(find("never")->name, EF_VADER_NEVER);
    cr_expect(find("never")->negates);
    cr_expect_eq(find("so")->boosts, 1);
    cr_expect_not(find("never")->listed);
    cr_expect_eq(find("unheard")->name, EF_VADER_NAMELESS);
    cr_expect_eq(find("unheard"), &lexicon->words[0]);
}

Test(vader_lexicon, reads_lines_as_the_original_does)
{
    cr_assert_eq(read_words("good\t1.9\t0.9\t[1, 2]\r\n\n  bad\t -2.5 \n(-:\t1.6\ngood\t+3\n"
                            "two words\t1\nnot\t-.5\n\u00a0odd\u2003\t1\n"),
                 EARFUL_OK, "%s", err.message);
    cr_expect_eq(find("good")->valence, 3.0);
    cr_expect_eq(find("bad")->valence, -2.5);
    cr_expect_eq(find("(-:")->valence, 1.6);
    cr_expect(find("not")->listed && find("not")->negates);
    cr_expect_eq(find("not")->valence, -0.5);
    cr_expect_not(find("two words")->listed);
    cr_expect_not(find("odd")->listed); /* the space behind it is part of the word */
}

Test(vader_lexicon, finds_thousands_of_words)
{
    char word[32];
    for (int i = 0; i < 20000; i++) {
        snprintf(word, sizeof word, "w%d%s", i, i % 3 == 0 ? "-and-something-longer" : "");
        cr_assert_eq(ef_vader_add_word(lexicon, ef_span_of(word), i, &err), EARFUL_OK);
    }
    for (int i = 0; i < 20000; i++) {
        snprintf(word, sizeof word, "w%d%s", i, i % 3 == 0 ? "-and-something-longer" : "");
        cr_assert_eq(find(word)->valence, i);
    }
    cr_expect_eq(find("w20000"), &lexicon->words[0]);
    cr_expect_eq(find("extremely")->boosts, 1);
}

Test(vader_lexicon, describes_single_characters)
{
    cr_assert_eq(read_emoji("😀\tgrin\n☺️\tsmile of two characters\n😀\tlast one counts\n"
                            "©\tcopyright\n"),
                 EARFUL_OK);
    cr_expect(ef_span_is(ef_vader_describe(lexicon, 0x1F600), "last one counts"));
    cr_expect(ef_span_is(ef_vader_describe(lexicon, 0xA9), "copyright"));
    cr_expect_null(ef_vader_describe(lexicon, 0x263A).at);
    cr_expect(lexicon->emoji_lead[0xF0] && lexicon->emoji_lead[0xC2]);
    cr_expect_not(lexicon->emoji_lead['a']);
}

Test(vader_lexicon, says_which_line_is_wrong)
{
    static const char *const bad[] = {
        "good\t1\n\nbad\n", "good\t1\n\nbad\t\n",          "\n\nbad\tx\n",
        "\n\nbad\t1.2.3\n", "\n\nbad\t1234567890123456\n", "\n\nbad\t-\n"};
    for (size_t i = 0; i < EF_COUNT(bad); i++) {
        err = (earful_error){0};
        cr_expect_eq(read_words(bad[i]), EARFUL_MODEL, "case %zu", i);
        cr_expect_eq(err.line, 3, "case %zu: line %u", i, err.line);
        cr_expect_str_eq(err.path, "words.txt");
    }
    err = (earful_error){0};
    cr_expect_eq(read_words("good\t1\nb\xFF\t1\n"), EARFUL_MODEL);
    cr_expect_eq(err.line, 2);
    err = (earful_error){0};
    cr_expect_eq(read_emoji("😀\tgrin\n😀\n"), EARFUL_MODEL);
    cr_expect_eq(err.line, 2);
}

Test(vader_lexicon, refuses_a_word_beyond_its_keys)
{
    char line[EF_VADER_LONGEST + 8];
    memset(line, 'x', sizeof line);
    memcpy(line + EF_VADER_LONGEST, "\t1", 3);
    cr_expect_eq(read_words(line), EARFUL_OK);
    memcpy(line + EF_VADER_LONGEST, "x\t1", 4);
    cr_expect_eq(read_words(line), EARFUL_MODEL);
}
