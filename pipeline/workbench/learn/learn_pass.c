#include "workbench/learn/learn_pass.h"
#include "workbench/corpus.h"

#include <math.h>
#include <stdlib.h>

/* A worker's. */
typedef struct guide {
    ef_pass *pass;
    ef_gold_reader *reader;
    void *state; /* of whoever passes */
    uint64_t serial;
    uint64_t unscaled;
} guide;

static void *begin(void *context)
{
    ef_pass *const pass = context;
    guide *const self = calloc(1, sizeof *self);
    if (self == NULL)
        return NULL;
    *self = (guide){.pass = pass, .reader = ef_gold_reader_new()};
    self->state = self->reader != NULL ? pass->begin(pass->context) : NULL;
    if (self->state != NULL)
        return self;
    ef_gold_reader_free(self->reader);
    free(self);
    return NULL;
}

static earful_status finish(void *context, void *state, earful_status so_far, earful_error *err)
{
    ef_pass *const pass = context;
    guide *const self = state;
    const bool good = pass->finish(pass->context, self->state, so_far == EARFUL_OK);
    pass->unscaled += self->unscaled;
    ef_gold_reader_free(self->reader);
    free(self);
    return good || so_far != EARFUL_OK ? so_far : ef_fail_memory(err);
}

/* Equal texts are in one part, so that no record is tested on what was learned from its copy. */
static bool takes_part(const ef_pass *pass, const ef_documents *documents,
                       const ef_record_info *record)
{
    const ef_school *const school = pass->school;
    if (record->outcome != EF_SCORED || record->n_documents == 0)
        return false;
    if (school->held == EF_NO_PART)
        return true;
    const ef_span text = documents->items[record->first_document].text;
    return (ef_hash(text) % school->n_parts == school->held) == pass->tests;
}

/* In the survey nothing is counted yet, and no weight asked for. */
static ef_lesson lesson_of(const ef_pass *pass, uint32_t input, const ef_gold *gold, ef_label label)
{
    const ef_lesson_counts *const counts = &pass->school->counts;
    const double score = (double)gold->score / (double)EF_SCORE_UNIT;
    const double squash = (double)pass->model->settings.squash / EF_UNIT;
    return (ef_lesson){.label = label,
                       .has_score = gold->has_score,
                       .score = score / sqrt(score * score + squash),
                       .weight =
                           input < counts->n_inputs ? ef_lesson_weight(counts, input, label) : 0};
}

static earful_status show(guide *self, const ef_block *block, const ef_analysis *analysis,
                          size_t index, earful_error *err)
{
    const ef_pass *const pass = self->pass;
    const uint32_t input = block->batch->input;
    ef_gold gold;
    ef_label label;
    bool unscaled = false;
    if (!ef_gold_read(self->reader, block, &analysis->documents, index, &gold))
        return ef_fail_memory(err);
    const bool teaches =
        ef_lesson_label(&gold, block->batch->plan, pass->school->gold_threshold, &label, &unscaled);
    self->unscaled += unscaled;
    if (!teaches)
        return EARFUL_OK;
    const ef_pupil pupil = {.analysis = analysis,
                            .record = &analysis->documents.records[index],
                            .input = input,
                            .serial = ++self->serial,
                            .lesson = lesson_of(pass, input, &gold, label)};
    if (!pass->look(self->state, &pupil))
        return ef_fail_system(err, NULL, "cannot keep what is learned");
    return EARFUL_OK;
}

static earful_status visit(void *state, const ef_block *block, const ef_analysis *analysis,
                           earful_error *err)
{
    guide *const self = state;
    const ef_pass *const pass = self->pass;
    const ef_documents *const documents = &analysis->documents;
    earful_status status = EARFUL_OK;
    if (pass->open_block != NULL && !pass->open_block(self->state, analysis))
        return ef_fail_memory(err);
    for (size_t i = 0; i < documents->n_records && status == EARFUL_OK; i++)
        if (takes_part(pass, documents, &documents->records[i]))
            status = show(self, block, analysis, i, err);
    return status;
}

earful_status ef_pass_run(ef_pass *pass, earful_error *err)
{
    const ef_visitor visitor = {.context = pass,
                                .fields = ef_gold_fields,
                                .n_fields = ef_n_gold_fields,
                                .begin = begin,
                                .visit = visit,
                                .finish = finish};
    ef_run run = {0};
    pass->unscaled = 0;
    const earful_status status =
        ef_corpus_run(pass->model, pass->school->corpus, &visitor, &run, err);
    ef_run_fini(&run);
    return status;
}

/* ---- what a record says ---- */

ef_speech ef_speech_of(const ef_pupil *pupil)
{
    return (ef_speech){.analysis = pupil->analysis,
                       .record = pupil->record,
                       .speaker = ef_speaker_of(&pupil->analysis->documents, pupil->record)};
}

bool ef_speech_next(ef_speech *speech, uint32_t *sentence)
{
    for (; speech->document < speech->record->n_documents;
         speech->document++, speech->sentence = 0) {
        const uint32_t document = speech->record->first_document + speech->document;
        const ef_document_tokens *const range = &speech->analysis->tokens.documents[document];
        if (!ef_speaks(&speech->analysis->documents.items[document], speech->speaker) ||
            speech->sentence == range->n_sentences)
            continue;
        *sentence = range->first_sentence + speech->sentence++;
        return true;
    }
    return false;
}

ef_score ef_pupil_score(const ef_pupil *pupil)
{
    const ef_analysis *const analysis = pupil->analysis;
    const ef_documents *const documents = &analysis->documents;
    return ef_score_of(analysis->model, documents, &analysis->tokens, &analysis->hits,
                       pupil->record, ef_speaker_of(documents, pupil->record));
}
