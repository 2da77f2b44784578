#include <criterion/criterion.h>

#include "base/key_hash.h"
#include "lexicon/pattern.h"
#include "lexicon/vocabulary.h"
#include "lexicon/word_cache.h"
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
    ef_vocabulary_cache *cache;
} fixture;

static fixture seal(ef_vocabulary *vocabulary)
{
    cr_assert(ef_vocabulary_seal(vocabulary));
    return (fixture){vocabulary, ef_vocabulary_cache_new(vocabulary)};
}

static void release(fixture *f)
{
    ef_vocabulary_cache_free(f->cache);
    ef_vocabulary_free(f->vocabulary);
}

/* The atoms of a word as "0 2 5". */
static const char *atoms_of(fixture *f, const char *word)
{
    static char text[256];
    size_t count = 0;
    const ef_span span = ef_span_of(word);
    const uint32_t *const atoms = ef_vocabulary_resolve(f->cache, ef_key_hash(span), span, &count);
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

Test(vocabulary, says_the_same_of_a_word_however_often_the_cache_was_overwritten)
{
    ef_vocabulary *const v = ef_vocabulary_new();
    ef_vocabulary_add_wildcard(v, EF_SPAN_TEXT("w*7")); /* 0 */
    ef_vocabulary_add_wildcard(v, EF_SPAN_TEXT("*7*")); /* 1 */
    ef_vocabulary_add_word(v, EF_SPAN_TEXT("w17"));     /* 2 */
    fixture f = seal(v);
    for (unsigned i = 0; i < 200000; i++) {
        char word[32];
        snprintf(word, sizeof word, "w%u", i % 50000);
        const bool ends = i % 10 == 7;
        const bool has = strchr(word, '7') != NULL;
        const char *const expected = i % 50000 == 17 ? "0 1 2" : ends ? "0 1" : has ? "1" : "";
        cr_assert_str_eq(atoms_of(&f, word), expected, "%s", word);
    }
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

Test(word_cache, tells_words_of_the_same_hash_apart)
{
    ef_word_cache *const cache = ef_word_cache_new();
    const uint32_t one[] = {1, 2};
    size_t count = 9;
    cr_assert_null(ef_word_cache_find(cache, 0, EF_SPAN_TEXT(""), &count));
    ef_word_cache_keep(cache, 5, EF_SPAN_TEXT("one"), one, 2);
    ef_word_cache_keep(cache, 5, EF_SPAN_TEXT("two"), NULL, 0);
    const uint32_t *const list = ef_word_cache_find(cache, 5, EF_SPAN_TEXT("one"), &count);
    cr_assert_eq(count, 2);
    cr_assert_eq(list[1], 2);
    cr_assert_not_null(ef_word_cache_find(cache, 5, EF_SPAN_TEXT("two"), &count));
    cr_assert_eq(count, 0);
    cr_assert_null(ef_word_cache_find(cache, 5, EF_SPAN_TEXT("too"), &count));
    cr_assert_null(ef_word_cache_find(cache, 6, EF_SPAN_TEXT("one"), &count));
    ef_word_cache_free(cache);
}

Test(word_cache, does_not_keep_what_would_fill_it)
{
    ef_word_cache *const cache = ef_word_cache_new();
    static uint32_t list[100 * 1000];
    size_t count = 0;
    ef_word_cache_keep(cache, 1, EF_SPAN_TEXT("a"), list, EF_COUNT(list));
    cr_assert_null(ef_word_cache_find(cache, 1, EF_SPAN_TEXT("a"), &count));
    ef_word_cache_free(cache);
}
