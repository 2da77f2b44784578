#include "hits/meaning.h"

#include <criterion/criterion.h>
#include <stdio.h>

#include "base/key_hash.h"
#include "hits/resolve.h"
#include "tagged.h"

static tagged t;

static void end(void)
{
    tagged_end(&t);
}

TestSuite(meaning, .fini = end);

static uint32_t meaning_of(const char *word)
{
    return ef_meanings_of(&t.meanings, ef_key_hash(ef_span_of(word)), ef_span_of(word));
}

static const ef_meaning *of(const char *word)
{
    const uint32_t number = meaning_of(word);
    return &t.meanings.items[number];
}

Test(meaning, is_the_same_number_for_the_same_word)
{
    tagged_begin(&t, "topic,rule\nA,parcel* OR parcels\n");
    const uint32_t parcels = meaning_of("parcels");
    cr_assert_geq(parcels, EF_FIRST_MEANING);
    cr_assert_neq(meaning_of("parcel"), parcels);
    cr_assert_eq(meaning_of("parcels"), parcels);
    cr_assert_eq(meaning_of("unheard-of"), EF_MEANS_ANY_WORD);
}

Test(meaning, tells_words_of_the_same_hash_apart)
{
    tagged_begin(&t, "topic,rule\nA,q* OR somewhatlong* OR *1\n");
    static const char *const words[] = {
        "somewhatlong", "somewhatlonger", "somewhatlong1", "somewhatlong12341", "q",
        "q1",           "qqqqqqqq",       "qqqqqqqqq",     "qqqqqqq1"};
    uint32_t numbers[EF_COUNT(words)];
    for (size_t i = 0; i < EF_COUNT(words); i++)
        numbers[i] = ef_meanings_of(&t.meanings, 7, ef_span_of(words[i]));
    for (size_t i = 0; i < EF_COUNT(words); i++) {
        cr_assert_eq(ef_meanings_of(&t.meanings, 7, ef_span_of(words[i])), numbers[i]);
        for (size_t j = 0; j < i; j++)
            cr_assert_neq(numbers[i], numbers[j], "%s, %s", words[i], words[j]);
    }
    cr_assert_eq(t.meanings.items[numbers[5]].n_atoms, 2);
}

Test(meaning, says_the_same_of_a_word_however_often_all_was_forgotten)
{
    tagged_begin(&t, "topic,rule\nA,w*7 OR *7* OR w17\n");
    for (unsigned i = 0; i < 200000; i++) {
        char word[32];
        snprintf(word, sizeof word, "w%u", i % 50000);
        const unsigned expected = (i % 50000 == 17) + (i % 10 == 7) + (strchr(word, '7') != NULL);
        cr_assert_eq(of(word)->n_atoms, expected, "%s", word);
        if (i % 1000 == 999)
            ef_meanings_begin(&t.meanings);
    }
    cr_assert_lt(t.meanings.count, 20000);
}

Test(meaning, holds_many_words_of_one_block)
{
    tagged_begin(&t, "topic,rule\nA,*7\n");
    for (int again = 0; again < 2; again++) {
        for (unsigned i = 0; i < 100000; i++) {
            char word[32];
            snprintf(word, sizeof word, "verylong%u", i);
            cr_assert_eq(of(word)->n_atoms, i % 10 == 7, "%s", word);
        }
    }
    cr_assert_gt(t.meanings.count, 100000);
}

Test(meaning, knows_what_terms_and_rules_do_with_a_word)
{
    tagged_begin(&t, "topic,rule\nA,late NEAR/3 parcel\n");
    cr_assert_eq(of("great")->uses, EF_BEGINS_WORD);
    cr_assert_eq(of("far")->uses, EF_BEGINS_PHRASE | EF_BEGINS_NEGATOR | EF_BEGINS_SHIFTER);
    cr_assert_eq(of("no")->uses,
                 EF_BEGINS_WORD | EF_BEGINS_PHRASE | EF_BEGINS_NEGATOR | EF_BEGINS_SHIFTER);
    cr_assert_eq(of("problem")->uses, EF_SECOND_WORD);
    cr_assert_eq(of("parcel")->uses, EF_TRIGGERS);
    cr_assert_eq(of("late")->uses & EF_TRIGGERS, 0);
    const uint32_t number = meaning_of("late");
    const ef_word_rules *const late = &t.meanings.rules[number];
    cr_assert_eq(late->n_met, 1);
    cr_assert_eq(late->n_tried, 0);
    const uint32_t demand = t.meanings.numbers[late->met];
    cr_assert(ef_demand_set_has(&t.meanings.met[number], ef_demand_bit(demand)));
    cr_assert(ef_demand_set_has(&t.meanings.met[number], ef_demand_other_bit(demand)));
    cr_assert(ef_lexicon_may_pair(&t.model.lexicon, of("no")->begins, of("problem")->follows));
    const uint32_t great = t.meanings.alone[of("great")->alone].terms[EF_LANE_OPINION];
    cr_assert_eq(t.model.lexicon.terms[great].valence, 3 * EF_UNIT);
    cr_assert_eq(of("far")->alone, EF_NONE);
}
