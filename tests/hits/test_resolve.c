#include <criterion/criterion.h>

#include "tagged.h"

static tagged t;

static void end(void)
{
    tagged_end(&t);
}

TestSuite(resolve, .fini = end);

static void read(const char *text)
{
    tagged_clear(&t);
    tagged_add(&t, text, true);
    tagged_read(&t);
}

static uint32_t n_atoms(size_t token)
{
    return ef_atoms_of(&t.resolved, (uint32_t)token).count;
}

Test(resolve, gives_each_token_its_atoms)
{
    tagged_begin(&t, "topic,rule\nA,deliver* OR delivery OR ship?\n");
    read("Delivery of ships");
    cr_assert_eq(n_atoms(0), 2);
    cr_assert_eq(n_atoms(1), 0);
    cr_assert_eq(n_atoms(2), 1);
    const ef_atoms atoms = ef_atoms_of(&t.resolved, 0);
    cr_assert_lt(atoms.at[0], atoms.at[1]);
}

Test(resolve, gives_none_to_what_is_no_word)
{
    tagged_begin(&t, "topic,rule\nA,a* OR h*\n");
    read("http://a.com a@a.com @alice #alice, \"aha\"");
    cr_assert_eq(n_atoms(0), 0);
    cr_assert_eq(n_atoms(1), 0);
    cr_assert_eq(n_atoms(2), 0);
    cr_assert_eq(n_atoms(3), 1);
    cr_assert_eq(n_atoms(4), 0);
    cr_assert_eq(t.tokens.count, 8);
    cr_assert_eq(n_atoms(6), 1);
}

Test(resolve, counts_the_words_before_a_token)
{
    tagged_begin(&t, "topic,rule\nA,a\n");
    read("I didn't, on 5 days, #fail :)");
    static const uint32_t before[] = {0, 1, 2, 3, 3, 4, 5, 6, 6, 7, 7};
    cr_assert_eq(t.tokens.count + 1, EF_COUNT(before));
    for (size_t i = 0; i < EF_COUNT(before); i++)
        cr_assert_eq(t.resolved.word[i], before[i], "token %zu", i);
}

Test(resolve, tries_drawn_out_words_with_single_letters)
{
    tagged_begin(&t, "topic,rule\nA,so\nB,good\nC,größe\n");
    read("sooooo goooood soo grööööße");
    cr_assert_eq(n_atoms(0), 1);
    cr_assert_eq(n_atoms(1), 1);
    cr_assert_eq(n_atoms(2), 0);
    cr_assert_eq(n_atoms(3), 1);
}

Test(resolve, tells_tokens_of_the_same_letters_apart)
{
    tagged_begin(&t, "topic,rule\nA,so\nB,soo\nC,to\n");
    read("soo sooo soo too tooo too");
    cr_assert_eq(t.resolved.meaning[0], t.resolved.meaning[2]);
    cr_assert_neq(t.resolved.meaning[3], t.resolved.meaning[4]);
    cr_assert_eq(t.resolved.meaning[3], t.resolved.meaning[5]);
    cr_assert_eq(n_atoms(3), 0);
    cr_assert_eq(n_atoms(4), 1);
}

/* More words than are remembered, so that each place is taken by several in turn. */
Test(resolve, tells_many_words_apart)
{
    tagged_begin(&t, "topic,rule\nA,a*\nB,ak*\n");
    ef_buffer text = {0};
    for (unsigned i = 0; i < 100000; i++) {
        unsigned number = i * 7919 % 50000 + 50000;
        for (unsigned place = 0; number > 0; place++, number /= 10)
            ef_buffer_add_char(&text, (place % 2 == 0 ? "abcdefghij" : "klmnopqrst")[number % 10]);
        ef_buffer_add_char(&text, ' ');
    }
    ef_buffer_add_char(&text, '\0');
    read(text.at);
    cr_assert_eq(t.tokens.count, 100000);
    for (uint32_t i = 0; i < 100000; i++) {
        const ef_span word = ef_token_word(&t.tokens, i);
        const bool a = word.at[0] == 'a';
        cr_assert_eq(n_atoms(i), a + (a && word.at[1] == 'k'), "%.*s", (int)word.len, word.at);
    }
    ef_buffer_fini(&text);
}

Test(resolve, notes_what_sentiment_has_to_read)
{
    tagged_begin(&t, "topic,rule\nA,a\n");
    read("x great far far from far \" from x from can http://a.b x ! x ?");
    const bool expected[] = {0, 1, 0, 1, 0, 1, 0, 0, 0, 0, 0, 1, 0, 1, 0, 0};
    ef_token_bits notables = {.bits = t.resolved.notable, .end = EF_COUNT(expected)};
    cr_assert_eq(t.tokens.count, EF_COUNT(expected));
    uint32_t found = 0;
    bool more = ef_token_bits_next(&notables, &found);
    for (uint32_t token = 0; token < EF_COUNT(expected); token++) {
        cr_assert_eq(more && found == token, expected[token], "token %u", token);
        if (more && found == token)
            more = ef_token_bits_next(&notables, &found);
    }
    cr_assert_not(more);
}

Test(resolve, notes_sentences_wherever_they_begin)
{
    tagged_begin(&t, "topic,rule\nA,a\n");
    ef_buffer text = {0};
    for (unsigned i = 0; i < 3000; i++)
        ef_buffer_add_text(&text, i % 7 == 0 ? "great " : i % 150 == 99 ? ". Z " : "x ");
    ef_buffer_add_char(&text, '\0');
    read(text.at);
    cr_assert_gt(t.tokens.n_sentences, 10);
    for (size_t i = 0; i < t.tokens.n_sentences; i++) {
        const ef_sentence *const sentence = &t.tokens.sentences[i];
        ef_token_bits notables = ef_token_bits_of(t.resolved.notable, sentence);
        uint32_t found = 0;
        for (uint32_t j = 0; j < sentence->n_tokens; j++) {
            const uint32_t token = sentence->first_token + j;
            if (ef_span_is(ef_token_word(&t.tokens, token), "great"))
                cr_assert(ef_token_bits_next(&notables, &found) && found == token, "%u", token);
        }
        cr_assert_not(ef_token_bits_next(&notables, &found));
    }
    ef_buffer_fini(&text);
}
