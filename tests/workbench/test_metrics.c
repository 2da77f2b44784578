#include "criterion/criterion.h"
#include "report/rows.h"
#include "workbench/metrics.h"

static bool near(double a, double b)
{
    return fabs(a - b) < 1e-12;
}

Test(metrics, rates_are_zero_where_nothing_is_said_or_true)
{
    const ef_rates none = ef_rates_of(0, 0, 0);
    cr_assert(near(none.precision, 0) && near(none.recall, 0) && near(none.f1, 0));
    const ef_rates some = ef_rates_of(3, 1, 2);
    cr_assert(near(some.precision, 0.75) && near(some.recall, 0.6) && near(some.f1, 2.0 / 3));
}

Test(metrics, a_record_without_an_answer_is_missed_but_wrong_for_no_class)
{
    const ef_confusion confusion = {
        .counts = {[EF_POSITIVE] = {[EF_POSITIVE] = 1, [EF_UNLABELLED] = 3}}};
    const ef_agreement agreement = ef_agreement_of(&confusion);
    cr_assert_eq(agreement.records, 4);
    cr_assert(near(agreement.accuracy, 0.25));
    cr_assert(near(agreement.classes[EF_POSITIVE].precision, 1));
    cr_assert(near(agreement.classes[EF_POSITIVE].recall, 0.25));
}

Test(metrics, the_macro_mean_is_over_the_classes_that_are_there)
{
    const ef_confusion confusion = {
        .counts = {[EF_POSITIVE] = {[EF_POSITIVE] = 2, [EF_NEUTRAL] = 2},
                   [EF_NEGATIVE] = {[EF_NEGATIVE] = 4}}};
    const ef_agreement agreement = ef_agreement_of(&confusion);
    cr_assert(near(agreement.macro.f1, (2.0 / 3 + 1) / 2));
    cr_assert(near(agreement.macro.recall, 0.75));
    cr_assert(near(agreement.weighted.recall, 0.75));
    cr_assert_eq(agreement.gold[EF_NEUTRAL], 0);
}

Test(metrics, a_correlation_with_a_constant_is_undefined)
{
    const ef_point points[] = {{1, 5, 1}, {2, 5, 1}, {3, 5, 1}};
    cr_assert(isnan(ef_pearson(points, 3)));
    cr_assert(isnan(ef_pearson(points, 1)));
}

Test(metrics, a_weight_counts_as_so_many_points)
{
    const ef_point weighted[] = {{1, 2, 2}, {3, 1, 1}, {4, 8, 3}};
    const ef_point written[] = {{1, 2, 1}, {1, 2, 1}, {3, 1, 1}, {4, 8, 1}, {4, 8, 1}, {4, 8, 1}};
    cr_assert(near(ef_pearson(weighted, 3), ef_pearson(written, 6)));
    cr_assert(ef_pearson(weighted, 3) > 0.7);
}

Test(metrics, numbers_are_rounded_half_to_even_as_printf_does)
{
    cr_assert_eq(ef_ten_thousandths(0.03125), 312);
    cr_assert_eq(ef_ten_thousandths(0.09375), 938);
    cr_assert_eq(ef_ten_thousandths(-0.66666), -6667);
    cr_assert_eq(ef_ten_thousandths(ef_share(0, 0)), EF_NULL);
}
