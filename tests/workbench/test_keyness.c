#include <criterion/criterion.h>

#include "workbench/keyness.h"

/* Worked by hand: 30 of 100 and 10 of 100, expected 20 and 20, 80 and 80:
 * 2 (30 ln 1.5 + 10 ln 0.5 + 70 ln 0.875 + 90 ln 1.125) = 12.97. */
Test(keyness, is_the_log_likelihood_ratio)
{
    cr_expect_eq(ef_keyness(30, 100, 10, 100), 130);
}

Test(keyness, is_negative_for_what_is_rarer_in_the_group)
{
    cr_expect_eq(ef_keyness(10, 100, 30, 100), -130);
}

Test(keyness, is_nothing_when_shares_are_equal_or_a_group_is_empty)
{
    cr_expect_eq(ef_keyness(20, 100, 40, 200), 0);
    cr_expect_eq(ef_keyness(0, 0, 40, 200), 0);
    cr_expect_eq(ef_keyness(5, 10, 0, 0), 0);
}

Test(keyness, knows_terms_that_stand_in_all_or_no_sentences)
{
    cr_expect_eq(ef_keyness(100, 100, 100, 100), 0);
    cr_expect_gt(ef_keyness(100, 100, 0, 100), 2700);
    cr_expect_lt(ef_keyness(0, 100, 100, 100), -2700);
}
