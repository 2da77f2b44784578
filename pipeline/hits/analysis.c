#include "hits/analysis.h"

#include "tokens/sentence_count.h"

bool ef_analysis_init(ef_analysis *analysis, const earful_model *model)
{
    *analysis = (ef_analysis){.model = model};
    ef_documents_init(&analysis->documents);
    ef_tokens_init(&analysis->tokens);
    ef_tokens_init(&analysis->scratch);
    ef_resolved_init(&analysis->resolved);
    ef_vader_init(&analysis->vader, model->vader);
    ef_hits_init(&analysis->hits);
    const bool good = ef_meanings_init(&analysis->meanings, model);
    analysis->evaluator = ef_evaluator_new(model);
    return good && analysis->evaluator != NULL;
}

void ef_analysis_fini(ef_analysis *analysis)
{
    ef_documents_fini(&analysis->documents);
    ef_tokens_fini(&analysis->tokens);
    ef_tokens_fini(&analysis->scratch);
    ef_meanings_fini(&analysis->meanings);
    ef_resolved_fini(&analysis->resolved);
    ef_evaluator_free(analysis->evaluator);
    ef_vader_fini(&analysis->vader);
    ef_hits_fini(&analysis->hits);
}

/* A text of markup alone is empty to us. VADER scores it as it stands. */
static void keep_markup(ef_documents *documents)
{
    for (size_t i = 0; i < documents->n_records; i++) {
        ef_record_info *const record = &documents->records[i];
        if (record->outcome == EF_FILTERED && ef_span_is(record->reason, "empty") &&
            documents->items[record->first_document].values[EF_TEXT].len > 0)
            record->outcome = EF_SCORED;
    }
}

bool ef_analysis_read(ef_analysis *analysis, const ef_block *block)
{
    if (!ef_read_documents(block, &analysis->documents))
        return false;
    if (analysis->model->vader != NULL)
        keep_markup(&analysis->documents);
    return true;
}

static bool score_sentiment(ef_analysis *analysis, const ef_documents *documents, ef_trace *trace)
{
    const earful_model *const model = analysis->model;
    if (model->vader != NULL)
        return ef_score_with_vader(&analysis->vader, &model->settings, documents, &analysis->tokens,
                                   &analysis->hits, trace);
    return ef_score_sentiment(model, documents, &analysis->tokens, &analysis->resolved,
                              analysis->evaluator, &analysis->hits, trace);
}

/* Tokens -> hits. */
static bool find(ef_analysis *analysis, const ef_documents *documents, const ef_plan *plan,
                 ef_trace *trace)
{
    const earful_model *const model = analysis->model;
    const ef_tokens *const tokens = &analysis->tokens;
    ef_resolved *const resolved = &analysis->resolved;
    ef_evaluator *const evaluator = analysis->evaluator;
    return ef_resolve(&analysis->meanings, tokens, resolved) &&
           ef_evaluator_begin(evaluator, plan, documents, tokens, resolved) &&
           score_sentiment(analysis, documents, trace) &&
           ef_tag_topics(model, evaluator, documents, tokens, resolved, &analysis->hits);
}

bool ef_analysis_find_in(ef_analysis *analysis, const ef_documents *documents, const ef_plan *plan,
                         ef_trace *trace)
{
    return ef_tokenize(&analysis->model->spelling, documents, &analysis->tokens) &&
           find(analysis, documents, plan, trace);
}

bool ef_analysis_find_covered(ef_analysis *analysis, const ef_plan *plan)
{
    const earful_model *const model = analysis->model;
    ef_documents *const documents = &analysis->documents;
    return ef_tokenize_guarded(&model->spelling, &model->languages, documents, &analysis->tokens) &&
           find(analysis, documents, plan, NULL);
}

bool ef_analysis_score(ef_analysis *analysis)
{
    const ef_documents *const documents = &analysis->documents;
    return ef_count_sentences(&analysis->model->spelling, documents, &analysis->scratch,
                              &analysis->tokens) &&
           ef_score_texts_with_vader(&analysis->vader, documents, &analysis->hits);
}
