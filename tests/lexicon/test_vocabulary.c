#include <criterion/criterion.h>

#include "base/key_hash.h"
#include "lexicon/pattern.h"
#include "lexicon/vocabulary.h"
#include "lexicon/word_sieve.h"
#include "lexicon/word_wildcard.h"

#include <stdio.h>

static bool matches(const char *wildcard, const char *word)
{
    return ef_word_matches(ef_span_of(wildcard), ef_span_of(word));
}

Test(wildcard, takes_a_star_for_any_run_and_a_question_mark_for_at_most_one_letter)
{
    cr_assert(matches("deliver*", "deliver"));
    cr_assert(matches("deliver*", "delivery"));
    cr_assert_not(matches("deliver*", "redeliver"));
    cr_assert(matches("*ship*", "shipment"));
    cr_assert(matches("*a*b*a", "xxabxxbxa"));
    cr_assert_not(matches("*a*b*a", "xxabxxbx"));
    cr_assert(matches("colo?r", "color"));
    cr_assert(matches("colo?r", "colour"));
    cr_assert_not(matches("colo?r", "colouur"));
    cr_assert(matches("a?", "a"));
    cr_assert(matches("a??", "abc"));
    cr_assert_not(matches("a??", "abcd"));
    cr_assert_not(matches("", "a"));
    cr_assert(matches("*", ""));
}

Test(wildcard, counts_letters_and_not_bytes)
{
    cr_assert(matches("gr?sse", "grösse"));
    cr_assert(matches("gr??e", "größe"));
    cr_assert_not(matches("gr?e", "größe"));
    cr_assert(matches("?*e", "öe"));
    cr_assert(matches("x?", "x\xf0\x9f\x98\x80"));
}

/* The definition, letter by letter, for ASCII. */
static bool obvious(const char *wildcard, const char *word)
{
    if (*wildcard == '\0')
        return *word == '\0';
    if (*wildcard == '*')
        return obvious(wildcard + 1, word) || (*word != '\0' && obvious(wildcard, word + 1));
    if (*wildcard == '?')
        return obvious(wildcard + 1, word) || (*word != '\0' && obvious(wildcard + 1, word + 1));
    return *wildcard == *word && obvious(wildcard + 1, word + 1);
}

static void spell(unsigned number, const char *letters, unsigned n_letters, char *out)
{
    for (; number > 0; number /= n_letters + 1)
        *out++ = letters[number % (n_letters + 1) % n_letters];
    *out = '\0';
}

Test(wildcard, agrees_with_its_definition_on_all_short_words)
{
    unsigned n_matches = 0;
    for (unsigned i = 0; i < 5 * 5 * 5 * 5 * 5; i++) {
        char wildcard[8];
        spell(i, "a*?b", 4, wildcard);
        for (unsigned j = 0; j < 3 * 3 * 3 * 3 * 3; j++) {
            char word[8];
            spell(j, "ab", 2, word);
            cr_assert_eq(matches(wildcard, word), obvious(wildcard, word), "%s %s", wildcard, word);
            n_matches += obvious(wildcard, word);
        }
    }
    cr_assert_gt(n_matches, 1000);
}

Test(wildcard, leaves_words_alone_that_are_longer_than_any_word)
{
    char word[EF_WILDCARD_LIMIT + 2];
    memset(word, 'a', sizeof word);
    cr_assert(ef_word_matches(EF_SPAN_TEXT("a*"), ef_span_make(word, EF_WILDCARD_LIMIT)));
    cr_assert_not(ef_word_matches(EF_SPAN_TEXT("a*"), ef_span_make(word, sizeof word)));
}

typedef struct fixture {
    ef_vocabulary *vocabulary;
    ef_vocabulary_finder *finder;
} fixture;

static fixture seal(ef_vocabulary *vocabulary)
{
    cr_assert(ef_vocabulary_seal(vocabulary));
    return (fixture){vocabulary, ef_vocabulary_finder_new(vocabulary)};
}

static void release(fixture *f)
{
    ef_vocabulary_finder_free(f->finder);
    ef_vocabulary_free(f->vocabulary);
}

/* The atoms of a word as "0 2 5". */
static const char *atoms_of(fixture *f, const char *word)
{
    static char text[256];
    size_t count = 0;
    const ef_span span = ef_span_of(word);
    const uint32_t *const atoms = ef_vocabulary_find(f->finder, ef_key_hash(span), span, &count);
    size_t len = 0;
    text[0] = '\0';
    for (size_t i = 0; i < count; i++)
        len += (size_t)snprintf(text + len, sizeof text - len, i > 0 ? " %u" : "%u", atoms[i]);
    return text;
}

Test(vocabulary, gives_the_same_atom_for_the_same_text)
{
    ef_vocabulary *const v = ef_vocabulary_new();
    const uint32_t late = ef_vocabulary_add_word(v, EF_SPAN_TEXT("late"));
    const uint32_t any = ef_vocabulary_add_wildcard(v, EF_SPAN_TEXT("late*"));
    cr_assert_neq(late, any);
    cr_assert_eq(ef_vocabulary_add_word(v, EF_SPAN_TEXT("LATE")), late);
    cr_assert_eq(ef_vocabulary_add_wildcard(v, EF_SPAN_TEXT("late")), late);
    cr_assert_eq(ef_vocabulary_add_wildcard(v, EF_SPAN_TEXT("Late*")), any);
    cr_assert_eq(ef_vocabulary_atoms(v), 2);
    ef_vocabulary_free(v);
}

Test(vocabulary, finds_words_wildcards_and_patterns_in_ascending_order)
{
    earful_error err = {0};
    ef_pattern *pattern = NULL;
    ef_vocabulary *const v = ef_vocabulary_new();
    cr_assert_eq(ef_pattern_compile(EF_SPAN_TEXT("[ou]r$"), false, "t", 1, 1, &pattern, &err), 0);
    ef_vocabulary_add_wildcard(v, EF_SPAN_TEXT("*our"));   /* 0 */
    ef_vocabulary_add_wildcard(v, EF_SPAN_TEXT("col*"));   /* 1 */
    ef_vocabulary_add_wildcard(v, EF_SPAN_TEXT("colo?r")); /* 2 */
    ef_vocabulary_add_pattern(v, pattern);                 /* 3 */
    ef_vocabulary_add_word(v, EF_SPAN_TEXT("colour"));     /* 4 */
    ef_vocabulary_add_wildcard(v, EF_SPAN_TEXT("co*"));    /* 5 */
    ef_vocabulary_add_wildcard(v, EF_SPAN_TEXT("cz*"));    /* 6 */
    ef_vocabulary_add_wildcard(v, EF_SPAN_TEXT("col?"));   /* 7 */
    fixture f = seal(v);
    for (int again = 0; again < 2; again++) {
        cr_assert_str_eq(atoms_of(&f, "colour"), "0 1 2 3 4 5");
        cr_assert_str_eq(atoms_of(&f, "color"), "1 2 3 5");
        cr_assert_str_eq(atoms_of(&f, "hour"), "0 3");
        cr_assert_str_eq(atoms_of(&f, "col"), "1 5 7");
        cr_assert_str_eq(atoms_of(&f, "co"), "5");
        cr_assert_str_eq(atoms_of(&f, "c"), "");
        cr_assert_str_eq(atoms_of(&f, "dry"), "");
        cr_assert_str_eq(atoms_of(&f, ""), "");
    }
    release(&f);
    ef_pattern_free(pattern);
}

Test(vocabulary, ranks_words_over_wildcards_and_longer_over_shorter)
{
    ef_vocabulary *const v = ef_vocabulary_new();
    const uint32_t word = ef_vocabulary_add_word(v, EF_SPAN_TEXT("a"));
    const uint32_t longer = ef_vocabulary_add_wildcard(v, EF_SPAN_TEXT("deliver*"));
    const uint32_t shorter = ef_vocabulary_add_wildcard(v, EF_SPAN_TEXT("d*????????"));
    cr_assert_gt(ef_vocabulary_rank(v, word), ef_vocabulary_rank(v, longer));
    cr_assert_gt(ef_vocabulary_rank(v, longer), ef_vocabulary_rank(v, shorter));
    ef_vocabulary_free(v);
}

Test(vocabulary, keeps_apart_what_every_word_satisfies)
{
    ef_vocabulary *const v = ef_vocabulary_new();
    ef_vocabulary_add_word(v, EF_SPAN_TEXT("late"));    /* 0 */
    ef_vocabulary_add_wildcard(v, EF_SPAN_TEXT("*"));   /* 1 */
    ef_vocabulary_add_wildcard(v, EF_SPAN_TEXT("?"));   /* 2 */
    ef_vocabulary_add_wildcard(v, EF_SPAN_TEXT("***")); /* 3 */
    fixture f = seal(v);
    size_t count = 0;
    const uint32_t *const any = ef_vocabulary_any(f.vocabulary, &count);
    cr_assert_eq(count, 2);
    cr_assert_eq(any[0], 1);
    cr_assert_eq(any[1], 3);
    cr_assert_str_eq(atoms_of(&f, "late"), "0 1 3");
    cr_assert_str_eq(atoms_of(&f, "soon"), "1 3");
    cr_assert_str_eq(atoms_of(&f, "x"), "1 2 3");
    release(&f);
}

Test(word_sieve, lets_no_word_fall_that_the_model_knows)
{
    ef_word_sieve sieve;
    cr_assert(ef_word_sieve_init(&sieve, 1000));
    ef_word_sieve_add_beginning(&sieve, EF_SPAN_TEXT("deliver"));
    ef_word_sieve_add_beginning(&sieve, EF_SPAN_TEXT("q"));
    char word[32];
    for (unsigned i = 0; i < 1000; i++) {
        snprintf(word, sizeof word, "w%u", i);
        ef_word_sieve_add_word(&sieve, ef_key_hash(ef_span_of(word)));
    }
    unsigned n_kept = 0;
    for (unsigned i = 0; i < 11000; i++) {
        snprintf(word, sizeof word, "w%u", i);
        const bool kept =
            ef_word_sieve_keeps(&sieve, ef_key_hash(ef_span_of(word)), ef_span_of(word));
        cr_assert(kept || i >= 1000, "%s", word);
        n_kept += kept;
    }
    cr_assert_lt(n_kept, 1000 + 2000);
    cr_assert(ef_word_sieve_keeps(&sieve, 1, EF_SPAN_TEXT("delivery")));
    cr_assert(ef_word_sieve_keeps(&sieve, 1, EF_SPAN_TEXT("q")));
    cr_assert_not(ef_word_sieve_keeps(&sieve, 1, EF_SPAN_TEXT("redeliver")));
    cr_assert_not(ef_word_sieve_keeps(&sieve, 1, EF_SPAN_TEXT("")));
    ef_word_sieve_add_any(&sieve, 4);
    cr_assert(ef_word_sieve_keeps(&sieve, 1, EF_SPAN_TEXT("redeliver")));
    cr_assert_not(ef_word_sieve_keeps(&sieve, 1, EF_SPAN_TEXT("red")));
    ef_word_sieve_fini(&sieve);
}
