#include <criterion/criterion.h>
#include <stdio.h>

#include "tokens/language.h"

/* Three languages, of which "aa" is covered; "cc" has a script of its own, Greek. */
static void fill(ef_languages *languages)
{
    ef_languages_init(languages);
    const uint64_t a = (uint64_t)1 << ef_languages_number(languages, EF_SPAN_TEXT("aa"));
    const uint64_t b = (uint64_t)1 << ef_languages_number(languages, EF_SPAN_TEXT("bb"));
    const uint64_t c = (uint64_t)1 << ef_languages_number(languages, EF_SPAN_TEXT("cc"));
    ef_languages_add_script(languages, 'a', 0x24F, a | b);
    ef_languages_add_script(languages, 0x370, 0x3FF, c);
    static const char *const home[] = {"the", "and", "it"};
    static const char *const away[] = {"und", "der", "ist", "das"};
    for (size_t i = 0; i < EF_COUNT(home); i++)
        ef_languages_add(languages, EF_CLUE_WORD, ef_span_of(home[i]), a);
    for (size_t i = 0; i < EF_COUNT(away); i++)
        ef_languages_add(languages, EF_CLUE_WORD, ef_span_of(away[i]), b);
    ef_languages_add(languages, EF_CLUE_HINT, EF_SPAN_TEXT("Die"), b);
    ef_languages_add(languages, EF_CLUE_HINT, EF_SPAN_TEXT("die"), a);
    ef_languages_add(languages, EF_CLUE_LETTER, EF_SPAN_TEXT("\u00df"), b);
    ef_languages_cover(languages, (const ef_span[]){EF_SPAN("aa")}, 1);
}

/* The language of a text; "" for one that is not foreign. */
static const char *tell_with(ef_votes *votes, const ef_languages *languages, const char *text)
{
    ef_spelling spelling;
    ef_spelling_init(&spelling);
    ef_spelling_add(&spelling, EF_CONTRACTION, EF_SPAN_TEXT("im"), EF_SPAN_TEXT("it the and"));
    ef_tokens tokens;
    ef_tokens_init(&tokens);
    cr_assert(ef_tokenize_text(&spelling, ef_span_of(text), &tokens));
    ef_votes_begin(votes, languages);
    ef_votes_count(votes, &tokens, 0, (uint32_t)tokens.count);
    const uint32_t number = ef_votes_foreign(votes);
    ef_tokens_fini(&tokens);
    ef_spelling_fini(&spelling);
    return number == EF_NONE ? "" : ef_table_key(&languages->names, number).at;
}

static void expect(const ef_languages *languages, const char *text, const char *language)
{
    ef_votes *const votes = ef_votes_new();
    const char *const got = tell_with(votes, languages, text);
    free(votes);
    cr_expect_eq(strncmp(got, language, 2), 0, "%s: `%s`, not `%s`", text, got, language);
}

Test(language, is_told_by_enough_words)
{
    ef_languages languages;
    fill(&languages);
    expect(&languages, "Der Hund und das Haus", "bb");
    expect(&languages, "der Hund und", "");
    expect(&languages, "und und und und und und", "");
    expect(&languages, "der Gru\u00df und", "bb");
    expect(&languages, "im der und das", "bb");
    expect(&languages, "the der und das", "bb");
    expect(&languages, "the der it und das", "");
    expect(&languages, "der und das die", "bb");
    expect(&languages,
           "der und a b c d e f g h i j k l m n o p q r s t ist v w x y z "
           "a b c",
           "");
    expect(&languages, "", "");
    expect(&languages, "\U0001F600 \U0001F600 12345 #und #der #das @ist", "");
    ef_languages_fini(&languages);
}

/* Words of one beginning, of which few are clues, share places in what is recalled. */
Test(language, is_told_alike_whatever_was_recalled)
{
    ef_languages languages;
    ef_languages other;
    fill(&languages);
    fill(&other);
    for (unsigned i = 0; i < 25; i++) {
        char word[32];
        snprintf(word, sizeof word, "verylong%u", 40 * i);
        ef_languages_add(&languages, EF_CLUE_WORD, ef_span_of(word), 2);
    }
    ef_votes *const votes = ef_votes_new();
    for (unsigned i = 0; i < 20000; i++) {
        char text[64];
        snprintf(text, sizeof text, "der und verylong%u", i % 1000);
        const bool asks_other = i / 1000 % 2 == 0;
        const char *const language = !asks_other && i % 40 == 0 ? "bb" : "";
        const char *const got = tell_with(votes, asks_other ? &other : &languages, text);
        cr_assert_eq(strncmp(got, language, 2), 0, "%s: %s", text, got);
    }
    free(votes);
    ef_languages_fini(&languages);
    ef_languages_fini(&other);
}

Test(language, is_told_by_a_script_that_the_model_does_not_write)
{
    ef_languages languages;
    fill(&languages);
    expect(&languages, "\u03b1\u03b2\u03b3", "cc");
    expect(&languages, "\u03b1\u03b2", "");
    expect(&languages, "Iota \u03b1\u03b2\u03b3\u03b4", "");
    expect(&languages, "Iota \u03b1\u03b2\u03b3\u03b4 \u03b5", "cc");
    expect(&languages, "\u03b1\u03b2\u03b3\u03b4 7\u03b5", "cc");
    expect(&languages, "\u0905\u0906\u0907\u0908", "");
    ef_languages_fini(&languages);
}

Test(language, covers_everything_when_a_covered_one_is_unknown)
{
    ef_languages languages;
    fill(&languages);
    ef_languages_cover(&languages, (const ef_span[]){EF_SPAN("aa"), EF_SPAN("xx")}, 2);
    expect(&languages, "Der Hund und das Haus", "");
    ef_languages_cover(&languages, (const ef_span[]){EF_SPAN("cc")}, 1);
    expect(&languages, "the house and it", "aa");
    expect(&languages, "\u03b1\u03b2\u03b3", "");
    ef_languages_fini(&languages);
}

Test(language, is_asked_of_a_records_customers)
{
    ef_document items[] = {{.record = 0, .text = EF_SPAN("der und das")},
                           {.record = 1, .text = EF_SPAN("Fine.")},
                           {.record = 1, .role = EF_AGENT, .text = EF_SPAN("der und das")},
                           {.record = 2, .text = EF_SPAN("der und das")}};
    items[3].values[EF_LANG] = EF_SPAN_TEXT("aa");
    ef_record_info records[] = {{.first_document = 0, .n_documents = 1},
                                {.first_document = 1, .n_documents = 2},
                                {.first_document = 3, .n_documents = 1}};
    ef_documents documents = {
        .items = items, .count = EF_COUNT(items), .records = records, .n_records = 3};
    ef_arena_init(&documents.arena, 64);
    ef_languages languages;
    fill(&languages);
    ef_spelling spelling;
    ef_spelling_init(&spelling);
    ef_tokens tokens;
    ef_tokens_init(&tokens);
    cr_assert(ef_tokenize_guarded(&spelling, &languages, &documents, &tokens));
    cr_assert(ef_tokens_check(&tokens, &documents));
    cr_expect_eq(records[0].outcome, EF_FILTERED);
    cr_expect(ef_span_is(records[0].reason, "language:bb"));
    cr_expect_eq(records[1].outcome, EF_SCORED);
    cr_expect_eq(records[2].outcome, EF_SCORED);
    cr_expect_eq(tokens.documents[0].n_tokens, 0);
    cr_expect_eq(tokens.documents[1].first_token, 0);
    cr_expect_eq(tokens.count, 2 + 3 + 3);
    cr_expect_eq(tokens.n_sentences, 3);
    cr_expect_eq(tokens.clause[0], 0);
    ef_tokens_fini(&tokens);
    ef_spelling_fini(&spelling);
    ef_languages_fini(&languages);
    ef_arena_fini(&documents.arena);
}

Test(language, has_room_for_so_many_and_no_more)
{
    ef_languages languages;
    ef_languages_init(&languages);
    char name[8];
    for (uint32_t i = 0; i < EF_MOST_LANGUAGES; i++) {
        snprintf(name, sizeof name, "x%u", i);
        cr_assert_eq(ef_languages_number(&languages, ef_span_of(name)), i);
    }
    cr_expect_eq(ef_languages_number(&languages, EF_SPAN_TEXT("more")), EF_NONE);
    cr_expect_eq(ef_languages_number(&languages, EF_SPAN_TEXT("x7")), 7);
    ef_languages_fini(&languages);
}
