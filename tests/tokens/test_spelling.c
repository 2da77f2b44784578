#include "criterion/criterion.h"

#include <stdio.h>

#include "base/key_hash.h"
#include "tokens/spelling.h"

static unsigned kinds_of(const ef_spelling *spelling, const char *word, uint32_t *number)
{
    const ef_span span = ef_span_of(word);
    return ef_spelling_find(spelling, ef_key_hash(span), span, number);
}

Test(spelling, knows_nothing_at_first)
{
    ef_spelling spelling;
    uint32_t number = 0;
    ef_spelling_init(&spelling);
    cr_expect_eq(kinds_of(&spelling, "don't", &number), 0);
    ef_spelling_fini(&spelling);
}

Test(spelling, folds_words_and_their_expansions)
{
    ef_spelling spelling;
    uint32_t number = 0;
    ef_spelling_init(&spelling);
    cr_assert(ef_spelling_add(&spelling, EF_CONTRACTION, EF_SPAN_TEXT(" Didn\u2019t"),
                              EF_SPAN_TEXT("  Did   NOT ")));
    cr_expect_eq(kinds_of(&spelling, "didn't", &number), EF_CONTRACTION);
    cr_assert_eq(spelling.n_expansions[number], 2);
    cr_expect(ef_span_is(spelling.expansions[number][0], "did"));
    cr_expect(ef_span_is(spelling.expansions[number][1], "not"));
    cr_expect_eq(kinds_of(&spelling, "didnt", &number), 0);
    ef_spelling_fini(&spelling);
}

Test(spelling, lets_a_word_be_of_several_kinds)
{
    ef_spelling spelling;
    uint32_t number = 0;
    ef_spelling_init(&spelling);
    cr_assert(ef_spelling_add(&spelling, EF_CLAUSE_WORD, EF_SPAN_TEXT("etc"), (ef_span){0}));
    cr_assert(ef_spelling_add(&spelling, EF_ABBREVIATION, EF_SPAN_TEXT("Etc."), (ef_span){0}));
    cr_expect_eq(kinds_of(&spelling, "etc", &number), EF_CLAUSE_WORD | EF_ABBREVIATION);
    ef_spelling_fini(&spelling);
}

Test(spelling, takes_the_later_expansion)
{
    ef_spelling spelling;
    uint32_t number = 0;
    ef_spelling_init(&spelling);
    cr_assert(
        ef_spelling_add(&spelling, EF_CONTRACTION, EF_SPAN_TEXT("he's"), EF_SPAN_TEXT("he has")));
    cr_assert(
        ef_spelling_add(&spelling, EF_CONTRACTION, EF_SPAN_TEXT("he's"), EF_SPAN_TEXT("he is")));
    cr_expect_eq(kinds_of(&spelling, "he's", &number), EF_CONTRACTION);
    cr_assert_eq(spelling.n_expansions[number], 2);
    cr_expect(ef_span_is(spelling.expansions[number][1], "is"));
    ef_spelling_fini(&spelling);
}

Test(spelling, takes_no_contraction_without_words)
{
    ef_spelling spelling;
    uint32_t number = 0;
    ef_spelling_init(&spelling);
    cr_assert(ef_spelling_add(&spelling, EF_CONTRACTION, EF_SPAN_TEXT("x"), EF_SPAN_TEXT("  ")));
    cr_assert(
        ef_spelling_add(&spelling, EF_CONTRACTION, EF_SPAN_TEXT("y"), EF_SPAN_TEXT("\u200d")));
    cr_assert(ef_spelling_add(&spelling, EF_CLAUSE_WORD, EF_SPAN_TEXT(""), (ef_span){0}));
    cr_expect_eq(kinds_of(&spelling, "x", &number), 0);
    cr_expect_eq(kinds_of(&spelling, "y", &number), 0);
    cr_expect_eq(kinds_of(&spelling, "", &number), 0);
    ef_spelling_fini(&spelling);
}

Test(spelling, holds_many_words)
{
    ef_spelling spelling;
    ef_spelling_init(&spelling);
    char word[16];
    for (int i = 0; i < 5000; i++) {
        snprintf(word, sizeof word, "w%d", i);
        cr_assert(ef_spelling_add(&spelling, EF_CONTRACTION, ef_span_of(word), ef_span_of(word)));
    }
    for (int i = 0; i < 5000; i++) {
        uint32_t number = 0;
        snprintf(word, sizeof word, "w%d", i);
        cr_assert_eq(kinds_of(&spelling, word, &number), EF_CONTRACTION);
        cr_assert(ef_span_is(spelling.expansions[number][0], word));
    }
    ef_spelling_fini(&spelling);
}
