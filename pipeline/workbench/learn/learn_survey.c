#include "workbench/learn/learn_survey.h"

#include <stdlib.h>

#include "workbench/learn/learn_terms.h"

typedef struct survey {
    ef_school *school;
    ef_word_roles roles;
} survey;

/* One worker's. */
typedef struct tally {
    const ef_word_roles *roles;
    ef_lesson_counts counts;
    ef_sketch sketch;
} tally;

static void *begin(void *context)
{
    const survey *const self = context;
    tally *const here = calloc(1, sizeof *here);
    if (here == NULL)
        return NULL;
    here->roles = &self->roles;
    if (ef_sketch_init(&here->sketch))
        return here;
    ef_sketch_fini(&here->sketch);
    free(here);
    return NULL;
}

static bool look(void *state, const ef_pupil *pupil)
{
    tally *const here = state;
    ef_speech speech = ef_speech_of(pupil);
    uint32_t sentence = 0;
    while (ef_speech_next(&speech, &sentence)) {
        ef_offers offers = ef_offers_of(pupil->analysis, here->roles, sentence);
        ef_offer offer;
        while (ef_offers_next(&offers, &offer))
            ef_sketch_add(&here->sketch, offer.hash);
    }
    return ef_lesson_counts_add(&here->counts, pupil->input, pupil->lesson.label, 1);
}

static bool finish(void *context, void *state, bool keep)
{
    const survey *const self = context;
    tally *const here = state;
    const bool good = !keep || ef_lesson_counts_merge(&self->school->counts, &here->counts);
    if (keep)
        ef_sketch_merge(&self->school->sketch, &here->sketch);
    ef_lesson_counts_fini(&here->counts);
    ef_sketch_fini(&here->sketch);
    free(here);
    return good;
}

earful_status ef_learn_survey(ef_school *school, const earful_model *model, earful_error *err)
{
    /* The counts are the school's only when the pass is over: until then no lesson has a weight. */
    const ef_school blank = {
        .corpus = school->corpus, .gold_threshold = school->gold_threshold, .held = EF_NO_PART};
    survey self = {.school = school};
    ef_pass pass = {.school = &blank,
                    .model = model,
                    .context = &self,
                    .begin = begin,
                    .look = look,
                    .finish = finish};
    earful_status status = ef_word_roles_init(&self.roles, model) && ef_sketch_init(&school->sketch)
                               ? EARFUL_OK
                               : ef_fail_memory(err);
    if (status == EARFUL_OK)
        status = ef_pass_run(&pass, err);
    school->counts.unscaled = pass.unscaled;
    ef_word_roles_fini(&self.roles);
    return status;
}
