#include "hits/analysis.h"

bool ef_analysis_init(ef_analysis *analysis, const earful_model *model)
{
    *analysis = (ef_analysis){.model = model};
    ef_documents_init(&analysis->documents);
    ef_tokens_init(&analysis->tokens);
    ef_resolved_init(&analysis->resolved);
    ef_hits_init(&analysis->hits);
    analysis->cache = ef_vocabulary_cache_new(model->vocabulary);
    analysis->evaluator = ef_evaluator_new(model);
    return analysis->cache != NULL && analysis->evaluator != NULL;
}

void ef_analysis_fini(ef_analysis *analysis)
{
    ef_documents_fini(&analysis->documents);
    ef_tokens_fini(&analysis->tokens);
    ef_vocabulary_cache_free(analysis->cache);
    ef_resolved_fini(&analysis->resolved);
    ef_evaluator_free(analysis->evaluator);
    ef_hits_fini(&analysis->hits);
}

bool ef_analysis_find_in(ef_analysis *analysis, const ef_documents *documents, const ef_plan *plan,
                         ef_trace *trace)
{
    const earful_model *const model = analysis->model;
    ef_tokens *const tokens = &analysis->tokens;
    ef_resolved *const resolved = &analysis->resolved;
    ef_evaluator *const evaluator = analysis->evaluator;
    return ef_tokenize(&model->spelling, documents, tokens) &&
           ef_resolve(model, analysis->cache, tokens, resolved) &&
           ef_evaluator_begin(evaluator, plan, documents, tokens, resolved) &&
           ef_score_sentiment(model, documents, tokens, resolved, evaluator, &analysis->hits,
                              trace) &&
           ef_tag_topics(model, evaluator, documents, tokens, resolved, &analysis->hits);
}
