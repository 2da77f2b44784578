#include <criterion/criterion.h>

#include "records/reject.h"

Test(reject, has_another_name_for_every_reason)
{
    for (int i = 0; i < EF_REASON_COUNT; i++)
        for (int j = 0; j < i; j++)
            cr_assert_str_neq(ef_reason_name((ef_reason)i), ef_reason_name((ef_reason)j));
}

Test(reject, prints_reasons_in_the_words_that_scripts_know)
{
    cr_assert_str_eq(ef_reason_name(EF_BAD_JSON), "bad_json");
    cr_assert_str_eq(ef_reason_name(EF_CUT_SHORT), "cut_short");
}
