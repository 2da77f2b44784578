/* earful_eval: what the engine sees is counted by input, and measured when all is counted. */
#include <math.h>
#include <stdlib.h>

#include "base/file.h"
#include "earful_workbench.h"
#include "engine/order.h"
#include "workbench/corpus.h"
#include "workbench/eval/eval_write.h"

enum { DEFAULT_REPLICATES = 1000, MAX_REPLICATES = 100000 };
#define DEFAULT_GOLD_THRESHOLD 0.5

typedef struct evaluation {
    const earful_model *model;
    ef_eval_map map;
    ef_eval_sets sets;
    int64_t gold_threshold; /* in EF_SCORE_UNIT */
    unsigned replicates;
} evaluation;

/* ---- counting, a worker ---- */

typedef struct counting {
    const evaluation *shared;
    ef_eval_sets sets;
    ef_gold_reader *reader;
    ef_topic_judge *judge;
} counting;

static void free_counting(counting *self)
{
    ef_eval_sets_fini(&self->sets);
    ef_gold_reader_free(self->reader);
    ef_topic_judge_free(self->judge);
    free(self);
}

static void *begin(void *context)
{
    const evaluation *const shared = context;
    counting *const self = calloc(1, sizeof *self);
    if (self == NULL)
        return NULL;
    self->shared = shared;
    ef_eval_sets_init(&self->sets, shared->map.categories.count);
    self->reader = ef_gold_reader_new();
    self->judge = ef_topic_judge_new(&shared->map);
    if (self->reader != NULL && self->judge != NULL)
        return self;
    free_counting(self);
    return NULL;
}

/* A record that the model does not speak the language of is a record that it got wrong. What the
 * user filters out, and what has no text, is no test. */
static bool is_test(const ef_record_info *record)
{
    return record->n_documents > 0 &&
           (record->outcome == EF_SCORED ||
            (record->outcome == EF_FILTERED &&
             ef_span_starts_with(record->reason, EF_SPAN_TEXT("language:"))));
}

static bool count(counting *self, ef_eval_set *set, const ef_gold *gold,
                  const ef_analysis *analysis, const ef_record_info *record)
{
    const bool scored = record->outcome == EF_SCORED;
    const ef_documents *const documents = &analysis->documents;
    const ef_score score =
        scored ? ef_score_of(analysis->model, documents, &analysis->tokens, &analysis->hits, record,
                             ef_speaker_of(documents, record))
               : (ef_score){0};
    ef_label label;
    const bool labelled = ef_gold_label(gold, self->shared->gold_threshold, &label);
    const ef_topic_counts topics =
        ef_judge_topics(self->judge, gold, analysis, record, set->categories);
    const ef_pair packed = ef_topic_counts_pack(&topics);
    set->records++;
    set->missing += !scored;
    return (!labelled ||
            ef_pairs_add(&set->labels, scored ? score.compound : EF_NO_COMPOUND, label, 1)) &&
           (!gold->has_score || ef_pairs_add(&set->scores, score.compound, gold->score, 1)) &&
           (!gold->has_rating || ef_pairs_add(&set->ratings, score.compound, gold->rating, 1)) &&
           ef_pairs_add(&set->topics, packed.x, packed.y, 1);
}

static earful_status visit(void *state, const ef_block *block, const ef_analysis *analysis,
                           earful_error *err)
{
    counting *const self = state;
    const ef_documents *const documents = &analysis->documents;
    ef_eval_set *const set = ef_eval_sets_at(&self->sets, ef_span_of(block->batch->input_name));
    if (set == NULL)
        return ef_fail_memory(err);
    for (size_t i = 0; i < documents->n_records; i++) {
        ef_gold gold;
        const ef_record_info *const record = &documents->records[i];
        if (!is_test(record))
            continue;
        if (!ef_gold_read(self->reader, block, documents, i, &gold) ||
            !count(self, set, &gold, analysis, record))
            return ef_fail_memory(err);
    }
    return EARFUL_OK;
}

static earful_status finish(void *context, void *state, earful_status so_far, earful_error *err)
{
    evaluation *const shared = context;
    counting *const self = state;
    bool good = true;
    for (uint32_t i = 0; i < self->sets.names.count && good && so_far == EARFUL_OK; i++) {
        ef_eval_set *const set = ef_eval_sets_at(&shared->sets, ef_table_key(&self->sets.names, i));
        good = set != NULL && ef_eval_set_merge(set, &self->sets.items[i]);
    }
    free_counting(self);
    return good ? so_far : ef_fail_memory(err);
}

/* ---- measuring, once ---- */

typedef struct measured {
    ef_eval_part *parts;
    size_t n_parts;
    ef_eval_set pool;
    ef_eval_part all;
    ef_band band;
} measured;

static bool measure_part(const evaluation *self, ef_span name, const ef_eval_set *set,
                         ef_eval_part *part)
{
    *part = (ef_eval_part){.name = name,
                           .records = set->records,
                           .missing = set->missing,
                           .categories = set->categories};
    return ef_eval_measure(set, &self->model->settings, self->replicates, &part->numbers);
}

static int by_name(const void *a, const void *b)
{
    const ef_eval_part *const left = a;
    const ef_eval_part *const right = b;
    return ef_span_compare(left->name, right->name);
}

static bool calibrate_on(const ef_eval_sets *sets, ef_band *band)
{
    const ef_pairs **const labels = calloc(sets->names.count + 1, sizeof labels[0]);
    for (size_t i = 0; i < sets->names.count && labels != NULL; i++)
        labels[i] = &sets->items[i].labels;
    const bool good = labels != NULL && ef_calibrate(labels, sets->names.count, band);
    free(labels);
    return good;
}

static bool measure(const evaluation *self, bool calibrate, measured *out)
{
    const ef_eval_sets *const sets = &self->sets;
    out->parts = calloc(sets->names.count + 1, sizeof out->parts[0]);
    if (out->parts == NULL || !ef_eval_set_init(&out->pool, sets->n_categories))
        return false;
    for (uint32_t i = 0; i < sets->names.count; i++, out->n_parts++)
        if (!measure_part(self, ef_table_key(&sets->names, i), &sets->items[i], &out->parts[i]))
            return false;
    qsort(out->parts, out->n_parts, sizeof out->parts[0], by_name);
    for (size_t i = 0; i < sets->names.count; i++)
        if (!ef_eval_set_pool(&out->pool, &sets->items[i]))
            return false;
    return measure_part(self, EF_SPAN_TEXT("all"), &out->pool, &out->all) &&
           (!calibrate || calibrate_on(sets, &out->band));
}

static earful_status write_out(const evaluation *self, const measured *found, bool calibrate,
                               earful_report report, earful_error *err)
{
    const ef_evaluation written = {
        .map = &self->map,
        .parts = found->parts,
        .n_parts = found->n_parts,
        .all = found->n_parts > 1 ? &found->all : NULL,
        .band = calibrate && found->all.numbers.labels.records > 0 ? &found->band : NULL};
    ef_buffer out = {0};
    if (report.ndjson)
        ef_write_evaluation_ndjson(&written, &out);
    else
        ef_write_evaluation_text(&written, &out);
    const earful_status status =
        out.failed ? ef_fail_memory(err) : ef_sink_write(report.sink, ef_buffer_span(&out), err);
    ef_buffer_fini(&out);
    return status;
}

static bool has_gold(const ef_eval_part *all)
{
    const ef_eval_numbers *const numbers = &all->numbers;
    return numbers->labels.records + numbers->score.records + numbers->rating.records > 0 ||
           numbers->has_topics;
}

static earful_status conclude(const evaluation *self, bool calibrate, earful_report report,
                              earful_error *err)
{
    measured found = {0};
    earful_status status = measure(self, calibrate, &found) ? EARFUL_OK : ef_fail_memory(err);
    if (status == EARFUL_OK && !has_gold(&found.all))
        status =
            ef_fail(err, EARFUL_USAGE,
                    "no record has a label, score or rating, and no reason or aspect is a topic; "
                    "see --map and --labels");
    if (status == EARFUL_OK)
        status = write_out(self, &found, calibrate, report, err);
    free(found.parts);
    ef_eval_set_fini(&found.pool);
    return status;
}

/* ---- the whole ---- */

earful_status earful_eval(const earful_model *model, earful_corpus labelled,
                          const earful_eval_options *options, earful_report report,
                          earful_error *err)
{
    const earful_eval_options wishes = options != NULL ? *options : (earful_eval_options){0};
    evaluation self = {.model = model,
                       .replicates =
                           wishes.bootstraps > 0 ? wishes.bootstraps : DEFAULT_REPLICATES};
    if (!(wishes.gold_threshold >= 0 && wishes.gold_threshold <= 1000) ||
        self.replicates > MAX_REPLICATES)
        return ef_fail(err, EARFUL_USAGE,
                       "at most %d bootstraps, and a gold threshold of 0 to 1000", MAX_REPLICATES);
    const double threshold =
        wishes.gold_threshold > 0 ? wishes.gold_threshold : DEFAULT_GOLD_THRESHOLD;
    self.gold_threshold = (int64_t)llround(threshold * (double)EF_SCORE_UNIT);
    earful_status status = ef_eval_map_read(&self.map, wishes.map, model, err);
    ef_eval_sets_init(&self.sets, self.map.categories.count);
    const ef_visitor visitor = {.context = &self,
                                .fields = ef_gold_fields,
                                .n_fields = ef_n_gold_fields,
                                .begin = begin,
                                .visit = visit,
                                .finish = finish};
    ef_run run = {0};
    if (status == EARFUL_OK)
        status = ef_corpus_run(model, labelled, &visitor, &run, err);
    ef_run_fini(&run);
    if (status == EARFUL_OK)
        status = conclude(&self, wishes.calibrate, report, err);
    ef_eval_sets_fini(&self.sets);
    ef_eval_map_fini(&self.map);
    return status;
}
