/* States made of blocks made by hand. */
#ifndef TEST_MADE_STATE_H
#define TEST_MADE_STATE_H

#include <criterion/criterion.h>

#include "support/made_block.h"

static inline ef_state_setting made_setting(const char *name, const char *value)
{
    return (ef_state_setting){.name = ef_span_of(name), .value = ef_span_of(value)};
}

/* The state of a tally, which covers [start, end) of an input of 1000 bytes. */
static inline void made_state(ef_state *state, const ef_tally *tally, uint64_t start, uint64_t end)
{
    const ef_state_setting settings[] = {
        made_setting("small_n", "30"),
        made_setting("period", tally->options.period == EARFUL_DAY ? "day" : "none"),
        made_setting("model", "made by hand"),
    };
    earful_error err = {0};
    cr_assert_eq(
        ef_state_from_tally(state, tally, (ef_digest){.high = 1, .low = 2}, settings, 3, &err),
        EARFUL_OK, "%s", err.message);
    cr_assert(ef_coverage_add(
        &state->coverage,
        (ef_covered){.digest = {.high = 9}, .size = 1000, .start = start, .end = end, .times = 1}));
}

/* The random records of these numbers, by two fields and day. */
static inline void made_random_state(ef_state *state, made_block *made, const uint32_t *numbers,
                                     size_t count, uint64_t start, uint64_t end)
{
    static const char *const by[] = {"product", "lang"};
    made_init(made);
    ef_tally_options options = made_options(made);
    options.by = by;
    options.n_by = 2;
    options.unique = true;
    options.period = EARFUL_DAY;
    ef_tally tally;
    cr_assert(ef_tally_init(&tally, &options));
    earful_error err = {0};
    for (size_t i = 0; i < count; i++) {
        made_init(made);
        made->plan.scale_max = 10;
        made_random_record(made, numbers[i]);
        cr_assert_eq(made_add(made, &tally, &err), EARFUL_OK, "%s", err.message);
    }
    made_state(state, &tally, start, end);
    ef_tally_fini(&tally);
}

#endif
