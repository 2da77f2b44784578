#include "criterion/criterion.h"

#include "show.h"

static ef_spelling spelling;
static ef_tokens tokens;

/* Two sentences of three clauses; did and not share their bytes. */
static void set_up(void)
{
    fill_spelling(&spelling);
    ef_tokens_init(&tokens);
    cr_assert(ef_tokenize_text(&spelling, EF_SPAN_TEXT("I didn't, ok. Good"), &tokens));
    cr_assert_eq(tokens.count, 7);
    cr_assert(ef_tokens_check(&tokens, NULL));
}

static void tear_down(void)
{
    ef_tokens_fini(&tokens);
    ef_spelling_fini(&spelling);
}

TestSuite(tokens, .init = set_up, .fini = tear_down);

/* Changes one number, expects the check to see it, and puts it back. */
#define EXPECT_SEEN(place, change)                                                                 \
    do {                                                                                           \
        (place) += (change);                                                                       \
        cr_expect(!ef_tokens_check(&tokens, NULL), #place " + " #change);                          \
        (place) -= (change);                                                                       \
        cr_assert(ef_tokens_check(&tokens, NULL));                                                 \
    } while (0)

Test(tokens, check_sees_words_that_are_not_what_they_were)
{
    EXPECT_SEEN(tokens.hash[0], 1);
    EXPECT_SEEN(tokens.word_at[1], 1);
    EXPECT_SEEN(tokens.word_len[6], 1);
    EXPECT_SEEN(tokens.word_len[0], -1);
    EXPECT_SEEN(tokens.kind[0], EF_SYMBOL + 1);
    tokens.words.at[tokens.word_at[0]] ^= 1;
    cr_expect(!ef_tokens_check(&tokens, NULL));
    tokens.words.at[tokens.word_at[0]] ^= 1;
}

Test(tokens, check_sees_tokens_out_of_order)
{
    EXPECT_SEEN(tokens.start[3], -2);
    EXPECT_SEEN(tokens.start[2], -1);
    EXPECT_SEEN(tokens.len[0], 2);
    EXPECT_SEEN(tokens.len[4], -2);
    EXPECT_SEEN(tokens.flags[2], -EF_CONTINUED);
}

Test(tokens, check_sees_sentences_that_do_not_hold_their_tokens)
{
    EXPECT_SEEN(tokens.sentence[6], -1);
    EXPECT_SEEN(tokens.sentences[0].n_tokens, 1);
    EXPECT_SEEN(tokens.sentences[1].first_token, 1);
    EXPECT_SEEN(tokens.sentences[0].start, 1);
    EXPECT_SEEN(tokens.sentences[1].len, 1);
    EXPECT_SEEN(tokens.sentences[0].document, 1);
    EXPECT_SEEN(tokens.n_sentences, -1);
    EXPECT_SEEN(tokens.documents[0].n_tokens, 1);
    EXPECT_SEEN(tokens.documents[0].n_sentences, -1);
    EXPECT_SEEN(tokens.documents[0].first_sentence, 1);
}

Test(tokens, check_sees_clauses_that_do_not_run_through)
{
    EXPECT_SEEN(tokens.clause[6], 1);
    EXPECT_SEEN(tokens.clause[4], 1);
    EXPECT_SEEN(tokens.sentences[0].n_clauses, 1);
    EXPECT_SEEN(tokens.sentences[1].first_clause, 1);
    EXPECT_SEEN(tokens.n_clauses, 1);
}

Test(tokens, check_sees_tokens_beyond_their_text)
{
    ef_document document = {.text = EF_SPAN("I didn't, ok. Good")};
    ef_record_info record = {.outcome = EF_SCORED};
    const ef_documents documents = {
        .items = &document, .count = 1, .records = &record, .n_records = 1};
    cr_expect(ef_tokens_check(&tokens, &documents));
    document.text.len--;
    cr_expect(!ef_tokens_check(&tokens, &documents));
}
