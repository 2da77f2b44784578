#include "criterion/criterion.h"
#include "workbench/learn/learn_loss.h"

static const ef_settings settings = {
    .positive_threshold = 1000, .negative_threshold = -2000, .squash = 15 * EF_UNIT};

static const ef_lesson lessons[] = {
    {.label = EF_POSITIVE, .weight = 1},
    {.label = EF_NEUTRAL, .weight = 0.5},
    {.label = EF_NEGATIVE, .weight = 2},
    {.label = EF_POSITIVE, .has_score = true, .score = 0.4, .weight = 1}};

static ef_loss at(const ef_lesson *lesson, double compound, double objectivity)
{
    return ef_loss_of(&settings, lesson, compound, objectivity);
}

Test(learn_loss, slopes_are_what_the_loss_changes_by)
{
    const double step = 1e-6;
    for (size_t i = 0; i < EF_COUNT(lessons); i++)
        for (double z = -0.9; z < 1; z += 0.3) {
            const ef_loss loss = at(&lessons[i], z, 0.1);
            const double by_compound = at(&lessons[i], z + step, 0.1).value - loss.value;
            const double by_objectivity = at(&lessons[i], z, 0.1 + step).value - loss.value;
            cr_expect_float_eq(by_compound / step, loss.slope, 1e-3);
            cr_expect_float_eq(by_objectivity / step, loss.objective_slope, 1e-3);
        }
}

Test(learn_loss, stays_below_its_parabola)
{
    for (size_t i = 0; i < EF_COUNT(lessons); i++)
        for (double z = -1; z <= 1; z += 0.25)
            for (double step = -1; step <= 1; step += 0.125) {
                const ef_loss loss = at(&lessons[i], z, 0);
                const double above =
                    loss.value + loss.slope * step + loss.curvature / 2 * step * step;
                cr_expect_leq(at(&lessons[i], z + step, 0).value, above + 1e-9);
            }
}

Test(learn_loss, the_best_label_turns_at_the_thresholds)
{
    const double just = 1e-9;
    const ef_lesson *const positive = &lessons[0];
    const ef_lesson neutral = {.label = EF_NEUTRAL, .weight = 1};
    cr_expect_lt(at(positive, 0.1 + just, 0).value, at(&neutral, 0.1 + just, 0).value);
    cr_expect_gt(at(positive, 0.1 - just, 0).value, at(&neutral, 0.1 - just, 0).value);
    cr_expect_gt(at(positive, 0.2, 0.2).value, at(&neutral, 0.2, 0.2).value);
}
