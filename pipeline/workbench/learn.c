/* earful_learn: is what can be learned worth having? It is learned once for every fold without that
 * fold's records, and tested on them through the scorer; then from all records, and written. */
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

#include "base/file.h"
#include "earful_workbench.h"
#include "engine/order.h"
#include "lexicon/model.h"
#include "workbench/learn_course.h"
#include "workbench/rereadable.h"

enum { MOST_FOLDS = 20, MOST_COUNTED = 1 << 17, SHOWN = 12 };

typedef struct learning {
    ef_course course;
    ef_school school;
    ef_learned_rows rows;
    ef_test_result before; /* on all records */
    ef_test_result after;  /* on the records of each fold, learned from the others */
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

/* ---- the report ---- */

typedef struct outcome {
    double macro_f1; /* mean over inputs */
    double accuracy; /* of all records */
} outcome;

static outcome outcome_of(const ef_test_result *result)
{
    double f1 = 0;
    size_t n_inputs = 0;
    ef_confusion all = {0};
    for (size_t i = 0; i < result->n_inputs; i++) {
        const ef_agreement here = ef_agreement_of(&result->inputs[i]);
        n_inputs += here.records > 0;
        f1 += here.records > 0 ? here.macro.f1 : 0;
        for (size_t gold = 0; gold < EF_CLASSES; gold++)
            for (size_t said = 0; said < EF_CLASSES; said++)
                all.counts[gold][said] += result->inputs[i].counts[gold][said];
    }
    return (outcome){f1 / (double)n_inputs, ef_agreement_of(&all).accuracy};
}

static void add_share(ef_buffer *out, double share)
{
    ef_buffer_add_fixed4(out, (int64_t)lround(share * EF_UNIT));
}

/* Each input's macro-F1, when there are several. */
static void write_inputs(const learning *self, ef_buffer *out)
{
    for (size_t i = 0; i < self->after.n_inputs && self->after.n_inputs > 1; i++) {
        ef_buffer_add_text(out, "  ");
        add_share(out, ef_agreement_of(&self->before.inputs[i]).macro.f1);
        ef_buffer_add_text(out, "  ");
        add_share(out, ef_agreement_of(&self->after.inputs[i]).macro.f1);
        ef_buffer_add_format(out, "  %s\n", self->school.corpus.inputs[i].name);
    }
}

/* Two decimals, with a sign; never through printf, whose decimal point follows the locale. */
static void add_points(ef_buffer *out, int32_t ten_thousandths)
{
    const int32_t hundredths = (ten_thousandths < 0 ? -ten_thousandths : ten_thousandths) / 100;
    ef_buffer_add_format(out, "%c%" PRId32 ".%02" PRId32, ten_thousandths < 0 ? '-' : '+',
                         hundredths / 100, hundredths % 100);
}

static void write_examples(const learning *self, ef_buffer *out)
{
    uint32_t *const order = ef_learned_by_change(&self->rows);
    out->failed |= order == NULL;
    if (order != NULL && self->rows.terms.count > 0)
        ef_buffer_add_text(out, "\nWhat moved most\n    now    was  records  type       term\n");
    for (size_t i = 0; i < self->rows.terms.count && i < SHOWN && !out->failed; i++) {
        const ef_learned *const row = &self->rows.items[order[i]];
        ef_buffer_add_text(out, "  ");
        add_points(out, row->valence);
        ef_buffer_add_text(out, "  ");
        add_points(out, row->prior);
        ef_buffer_add_format(out, "  %7" PRIu64 "  %-9s  ", row->records,
                             ef_term_type_name(row->type));
        ef_buffer_add_span(out, ef_learned_term(&self->rows, order[i]));
        ef_buffer_add_char(out, '\n');
    }
    free(order);
}

static void write_text(const learning *self, const char *path, bool gained, ef_buffer *out)
{
    const outcome before = outcome_of(&self->before);
    const outcome after = outcome_of(&self->after);
    const ef_learned_count count = ef_learned_count_of(&self->rows);
    ef_buffer_add_format(out, "%" PRIu64 " records that teach, in %zu inputs\n\n",
                         ef_lesson_counts_sum(&self->school.counts), self->school.counts.n_inputs);
    ef_buffer_add_format(out, "On records not learned from (%u folds)\n",
                         self->course.wishes.folds);
    ef_buffer_add_text(out, "     now  learned\n  ");
    add_share(out, before.macro_f1);
    ef_buffer_add_text(out, "  ");
    add_share(out, after.macro_f1);
    ef_buffer_add_text(out, "  macro-F1, mean over inputs\n  ");
    add_share(out, before.accuracy);
    ef_buffer_add_text(out, "  ");
    add_share(out, after.accuracy);
    ef_buffer_add_text(out, "  accuracy, all records\n");
    write_inputs(self, out);
    write_examples(self, out);
    if (gained)
        ef_buffer_add_format(out,
                             "\n%" PRIu64 " new words, %" PRIu64 " new phrases, %" PRIu64
                             " changed terms written to %s\n",
                             count.words, count.phrases, count.changed, path);
    else
        ef_buffer_add_text(out, "\nNo gain, so nothing is written.\n");
}

static void write_ndjson(const learning *self, const char *path, bool gained, ef_buffer *out)
{
    const outcome before = outcome_of(&self->before);
    const outcome after = outcome_of(&self->after);
    const ef_learned_count count = ef_learned_count_of(&self->rows);
    ef_buffer_add_format(out, "{\"kind\":\"learned\",\"records\":%" PRIu64 ",\"folds\":%u,",
                         ef_lesson_counts_sum(&self->school.counts), self->course.wishes.folds);
    ef_buffer_add_text(out, "\"macro_f1_before\":");
    add_share(out, before.macro_f1);
    ef_buffer_add_text(out, ",\"macro_f1\":");
    add_share(out, after.macro_f1);
    ef_buffer_add_text(out, ",\"accuracy_before\":");
    add_share(out, before.accuracy);
    ef_buffer_add_text(out, ",\"accuracy\":");
    add_share(out, after.accuracy);
    ef_buffer_add_format(
        out, ",\"words\":%" PRIu64 ",\"phrases\":%" PRIu64 ",\"changed\":%" PRIu64 ",\"file\":",
        count.words, count.phrases, count.changed);
    if (gained)
        ef_buffer_add_json_bytes(out, ef_span_of(path));
    else
        ef_buffer_add_text(out, "null");
    ef_buffer_add_text(out, "}\n");
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
    const bool gained = outcome_of(&self->after).macro_f1 > outcome_of(&self->before).macro_f1;
    ef_buffer out = {0};
    if (report.ndjson)
        write_ndjson(self, path, gained, &out);
    else
        write_text(self, path, gained, &out);
    if (findings != NULL)
        *findings = (earful_findings){.warnings = !gained,
                                      .checked = ef_lesson_counts_sum(&self->school.counts)};
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
