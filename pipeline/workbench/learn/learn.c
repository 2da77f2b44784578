/* earful_learn: is what can be learned worth having? It is learned once for every fold without that
 * fold's records, and tested on them through the scorer; then from all records, and written. */
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

#include "base/file.h"
#include "earful_workbench.h"
#include "engine/order.h"
#include "lexicon/model.h"
#include "workbench/corpus.h"
#include "workbench/learn/learn_course.h"
#include "workbench/learn/learn_survey.h"
#include "workbench/learn/learn_write.h"

enum { MOST_FOLDS = 20, MOST_COUNTED = 1 << 17 };

typedef struct learning {
    ef_course course;
    ef_school school;
    ef_learned_rows rows;
    ef_test_result before; /* on all records */
    ef_test_result after;  /* on the records of each fold, learned from the others */
    earful_options again;  /* of all passes but the first */
} learning;

static earful_learn_options defaults_for(const earful_learn_options *wishes)
{
    earful_learn_options all = wishes != NULL ? *wishes : (earful_learn_options){0};
    all.words = all.words > 0 ? all.words : 4000;
    all.phrases = all.phrases > 0 ? all.phrases : 4000;
    all.least_records = all.least_records > 0 ? all.least_records : 4;
    all.least_inputs = all.least_inputs > 0 ? all.least_inputs : 1;
    all.folds = all.folds > 0 ? all.folds : 5;
    all.stiffness = all.stiffness > 0 ? all.stiffness : 10;
    all.gold_threshold = all.gold_threshold > 0 ? all.gold_threshold : 0.5;
    return all;
}

static earful_status check_wishes(const earful_model_options *model,
                                  const earful_learn_options *wishes, earful_error *err)
{
    if (model != NULL && model->sentiment == EARFUL_VADER)
        return ef_fail(err, EARFUL_USAGE,
                       "VADER's values are what they are; learning fits those of the model");
    if (wishes->folds < 2 || wishes->folds > MOST_FOLDS)
        return ef_fail(err, EARFUL_USAGE, "learning is tested on 2 to %d folds", MOST_FOLDS);
    if (!(wishes->stiffness <= 1e6) || !(wishes->gold_threshold <= 1000))
        return ef_fail(err, EARFUL_USAGE,
                       "a stiffness of up to 1000000, and a gold threshold of up to 1000");
    return EARFUL_OK;
}

static earful_status survey(learning *self, earful_error *err)
{
    ef_school *const school = &self->school;
    earful_model *model = NULL;
    earful_status status = ef_learned_open(&self->course, &self->rows, &model, err);
    if (status == EARFUL_OK)
        status = ef_learn_survey(school, model, err);
    ef_corpus_again(&school->corpus, &self->again);
    if (status == EARFUL_OK && ef_lesson_counts_sum(&school->counts) == 0)
        status = ef_fail(err, EARFUL_USAGE,
                         school->counts.unscaled > 0
                             ? "nothing says how high ratings go; declare it with --scale 1-5"
                             : "no record has a label, score or rating; --map label=FIELD says "
                               "where one is");
    if (status == EARFUL_OK)
        school->threshold =
            ef_sketch_threshold(&school->sketch, self->course.wishes.least_records, MOST_COUNTED);
    if (status == EARFUL_OK)
        status = ef_learn_test(school, model, &self->before, err);
    earful_model_close(model);
    return status;
}

static earful_status test_fold(learning *self, unsigned fold, earful_error *err)
{
    earful_model *model = NULL;
    ef_learned_rows rows;
    ef_learned_rows_init(&rows);
    self->school.held = fold;
    earful_status status = ef_learn(&self->course, &rows, err);
    if (status == EARFUL_OK)
        status = ef_learned_open(&self->course, &rows, &model, err);
    if (status == EARFUL_OK)
        status = ef_learn_test(&self->school, model, &self->after, err);
    earful_model_close(model);
    ef_learned_rows_fini(&rows);
    self->school.held = EF_NO_PART;
    return status;
}

static earful_status write_overlay(const learning *self, const char *path, earful_error *err)
{
    ef_buffer sheet = {0};
    ef_buffer_add_format(&sheet, "# source: earful learn, %" PRIu64 " records\n",
                         ef_lesson_counts_sum(&self->school.counts));
    ef_learned_write(&self->rows, true, &sheet);
    const earful_status status =
        sheet.failed ? ef_fail_memory(err) : ef_file_write(path, ef_buffer_span(&sheet), err);
    ef_buffer_fini(&sheet);
    return status;
}

static earful_status conclude(const learning *self, const char *path, earful_report report,
                              earful_findings *findings, earful_error *err)
{
    const earful_input *const inputs = self->school.corpus.inputs;
    const bool gained =
        ef_test_macro_f1(&self->after, inputs) > ef_test_macro_f1(&self->before, inputs);
    const ef_lessons_learned learned = {.records = ef_lesson_counts_sum(&self->school.counts),
                                        .folds = self->course.wishes.folds,
                                        .inputs = inputs,
                                        .before = &self->before,
                                        .after = &self->after,
                                        .rows = &self->rows,
                                        .path = gained ? path : NULL};
    ef_buffer out = {0};
    if (report.ndjson)
        ef_write_learned_ndjson(&learned, &out);
    else
        ef_write_learned_text(&learned, &out);
    if (findings != NULL)
        *findings = (earful_findings){.warnings = !gained, .checked = learned.records};
    earful_status status = out.failed ? ef_fail_memory(err) : EARFUL_OK;
    if (status == EARFUL_OK && gained)
        status = write_overlay(self, path, err);
    if (status == EARFUL_OK)
        status = ef_sink_write(report.sink, ef_buffer_span(&out), err);
    ef_buffer_fini(&out);
    return status;
}

earful_status earful_learn(const earful_model_options *options, earful_corpus labelled,
                           const earful_learn_options *wishes, const char *path,
                           earful_report report, earful_findings *findings, earful_error *err)
{
    learning self = {.course = {.model = options, .wishes = defaults_for(wishes)},
                     .school = {.corpus = labelled, .held = EF_NO_PART}};
    self.course.school = &self.school;
    self.school.n_parts = self.course.wishes.folds;
    self.school.gold_threshold =
        (int64_t)llround(self.course.wishes.gold_threshold * (double)EF_SCORE_UNIT);
    ef_learned_rows_init(&self.rows);
    earful_status status = check_wishes(options, &self.course.wishes, err);
    if (status == EARFUL_OK)
        status = ef_check_rereadable(labelled, err);
    if (status == EARFUL_OK)
        status = survey(&self, err);
    for (unsigned fold = 0; fold < self.school.n_parts && status == EARFUL_OK; fold++)
        status = test_fold(&self, fold, err);
    if (status == EARFUL_OK)
        status = ef_learn(&self.course, &self.rows, err);
    if (status == EARFUL_OK)
        status = conclude(&self, path, report, findings, err);
    ef_learned_rows_fini(&self.rows);
    ef_lesson_counts_fini(&self.school.counts);
    ef_sketch_fini(&self.school.sketch);
    ef_test_result_fini(&self.before);
    ef_test_result_fini(&self.after);
    return status;
}
