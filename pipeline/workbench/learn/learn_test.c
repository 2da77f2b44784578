#include "workbench/learn/learn_test.h"

#include <stdlib.h>

#include "base/grow.h"

void ef_test_result_fini(ef_test_result *result)
{
    free(result->inputs);
    *result = (ef_test_result){0};
}

static bool add(ef_test_result *result, uint32_t input, ef_label gold, ef_label said,
                uint64_t count)
{
    if (!ef_grow(&result->inputs, &result->capacity, (size_t)input + 1, sizeof result->inputs[0]))
        return false;
    for (; result->n_inputs <= input; result->n_inputs++)
        result->inputs[result->n_inputs] = (ef_confusion){0};
    result->inputs[input].counts[gold][said] += count;
    return true;
}

static void *begin(void *context)
{
    (void)context;
    return calloc(1, sizeof(ef_test_result));
}

static bool look(void *state, const ef_pupil *pupil)
{
    return add(state, pupil->input, pupil->lesson.label, ef_pupil_score(pupil).label, 1);
}

static bool finish(void *context, void *state, bool keep)
{
    ef_test_result *const into = context;
    ef_test_result *const from = state;
    bool good = true;
    for (uint32_t i = 0; i < from->n_inputs && keep; i++)
        for (ef_label gold = EF_NEUTRAL; gold <= EF_NEGATIVE; gold++)
            for (ef_label said = EF_NEUTRAL; said <= EF_NEGATIVE; said++)
                good = good && add(into, i, gold, said, from->inputs[i].counts[gold][said]);
    ef_test_result_fini(from);
    free(from);
    return good;
}

earful_status ef_learn_test(const ef_school *school, const earful_model *model,
                            ef_test_result *result, earful_error *err)
{
    ef_pass pass = {.school = school,
                    .model = model,
                    .tests = true,
                    .context = result,
                    .begin = begin,
                    .look = look,
                    .finish = finish};
    return ef_pass_run(&pass, err);
}
