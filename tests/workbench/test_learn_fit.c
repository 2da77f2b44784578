#include "criterion/criterion.h"
#include "workbench/learn/learn_fit.h"

static const ef_settings settings = {
    .positive_threshold = 1000, .negative_threshold = -1000, .squash = 15 * EF_UNIT};

enum { GOOD, BAD, FACT, UNSEEN, N_VALUES };

/* One record of one sentence that says one thing. */
static void teach(ef_spool *spool, uint32_t value, ef_label label)
{
    const ef_spooled record = {
        .lesson = {.label = label, .weight = 1}, .n_parts = 1, .n_sentences = 1};
    const ef_part part = {.value = value, .objective = value == FACT, .factor = 1};
    cr_assert(ef_spool_add(spool, &record, &part));
}

static void teach_all(ef_spool *first, ef_spool *second)
{
    for (int i = 0; i < 40; i++) {
        teach(i % 2 == 0 ? first : second, GOOD, EF_POSITIVE);
        teach(i % 3 == 0 ? first : second, BAD, i % 8 == 0 ? EF_NEUTRAL : EF_NEGATIVE);
    }
}

static void fit(ef_spool *spools, size_t n_spools, double stiffness, ef_value *values)
{
    earful_error err = {0};
    const ef_fitting fitting = {.values = values,
                                .n_values = N_VALUES,
                                .spools = spools,
                                .n_spools = n_spools,
                                .settings = &settings,
                                .stiffness = stiffness};
    cr_assert_eq(ef_fit(&fitting, &err), EARFUL_OK, "%s", err.message);
}

static void free_spools(ef_spool *spools, size_t n_spools)
{
    for (size_t i = 0; i < n_spools; i++)
        ef_spool_fini(&spools[i]);
}

Test(learn_fit, finds_the_side_of_each_value_and_leaves_what_nobody_mentions)
{
    ef_spool spool;
    cr_assert(ef_spool_init(&spool));
    teach_all(&spool, &spool);
    ef_value values[N_VALUES] = {
        [GOOD] = {.value = 0.1}, [BAD] = {.value = -0.1}, [UNSEEN] = {.prior = 0.7, .value = 0.7}};
    fit(&spool, 1, 1, values);
    cr_expect_gt(values[GOOD].value, 1);
    cr_expect_lt(values[BAD].value, -0.5);
    cr_expect_gt(values[BAD].value, -values[GOOD].value, "there is evidence against it");
    cr_expect_float_eq(values[UNSEEN].value, 0.7, 1e-9);
    free_spools(&spool, 1);
}

Test(learn_fit, is_the_same_however_the_records_lie)
{
    ef_spool spools[3];
    for (size_t i = 0; i < 3; i++)
        cr_assert(ef_spool_init(&spools[i]));
    teach_all(&spools[0], &spools[0]);
    teach_all(&spools[2], &spools[1]);
    ef_value once[N_VALUES] = {[GOOD] = {.value = 0.1}, [BAD] = {.value = -0.1}};
    ef_value parted[N_VALUES] = {[GOOD] = {.value = 0.1}, [BAD] = {.value = -0.1}};
    fit(spools, 1, 2, once);
    fit(spools + 1, 2, 2, parted);
    for (size_t i = 0; i < N_VALUES; i++)
        cr_expect_eq(once[i].value, parted[i].value);
    free_spools(spools, 3);
}

Test(learn_fit, keeps_what_is_fixed_and_what_is_stiff)
{
    ef_spool spool;
    cr_assert(ef_spool_init(&spool));
    teach_all(&spool, &spool);
    ef_value values[N_VALUES] = {
        [GOOD] = {.prior = 0.2, .value = 0.2, .fixed = true}, [BAD] = {.value = -0.1}};
    fit(&spool, 1, 1e6, values);
    cr_expect_eq(values[GOOD].value, 0.2);
    cr_expect_float_eq(values[BAD].value, 0, 1e-3);
    free_spools(&spool, 1);
}

Test(learn_fit, gives_facts_their_points)
{
    ef_spool spool;
    cr_assert(ef_spool_init(&spool));
    for (int i = 0; i < 40; i++) {
        const ef_spooled record = {
            .lesson = {.label = i % 2 == 0 ? EF_POSITIVE : EF_NEUTRAL, .weight = 1},
            .n_parts = i % 2 == 0 ? 1 : 2,
            .n_sentences = 1};
        const ef_part parts[] = {{.value = GOOD, .factor = 1},
                                 {.value = FACT, .objective = 1, .factor = 1}};
        cr_assert(ef_spool_add(&spool, &record, parts));
    }
    ef_value values[N_VALUES] = {[GOOD] = {.value = 0.1}, [FACT] = {.value = 0.1}};
    fit(&spool, 1, 0.1, values);
    cr_expect_gt(values[GOOD].value, 0.4);
    cr_expect_gt(values[FACT].value, 0.4, "%f", values[FACT].value);
    free_spools(&spool, 1);
}
