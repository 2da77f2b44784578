#include "hits/small_model.h"

#include <criterion/criterion.h>
#include <stdlib.h>

static void fill_spelling(ef_spelling *spelling)
{
    static const char *const rows[][2] = {
        {"didn't", "did not"}, {"isn't", "is not"}, {"don't", "do not"}, {"can't", "can not"}};
    ef_spelling_init(spelling);
    for (size_t i = 0; i < EF_COUNT(rows); i++)
        cr_assert(ef_spelling_add(spelling, EF_CONTRACTION, ef_span_of(rows[i][0]),
                                  ef_span_of(rows[i][1])));
    cr_assert(ef_spelling_add(spelling, EF_CLAUSE_WORD, EF_SPAN_TEXT("because"), (ef_span){0}));
}

void small_model_init(small_model *small, const char *lexicon)
{
    static const char settings[] = "language = en\n"
                                   "negation_window = 4\nnegation_factor = -0.5\n"
                                   "booster_window = 3\ncaps_boost = 0.25\n"
                                   "elongation_boost = 0.1\nexclamation_boost = 0.1\n"
                                   "exclamation_limit = 3\nquestion_damp = "
                                   "0.5\nquestion_objectivity = 0\nlink_objectivity = 0\n"
                                   "contrast_before = 0.5\ncontrast_after = 1.5\n"
                                   "request_damp = 0.25\nsquash = 15\n";
    *small = (small_model){0};
    earful_model *const model = &small->model;
    earful_error err = {0};
    ef_arena_init(&model->arena, 4096);
    fill_spelling(&model->spelling);
    cr_assert_eq(
        ef_settings_parse(&model->settings, &model->arena, "model.ini", ef_span_of(settings), &err),
        EARFUL_OK, "%s", err.message);
    model->vocabulary = ef_vocabulary_new();
    const ef_rule_context context = {
        .spelling = &model->spelling, .vocabulary = model->vocabulary, .arena = &model->arena};
    ef_sheet sheet;
    cr_assert_eq(ef_lexicon_sheet_parse(&sheet, "lexicon.csv", ef_span_of(lexicon), &err),
                 EARFUL_OK, "%s", err.message);
    cr_assert_eq(ef_lexicon_build(&model->lexicon, &sheet, 1, &context, &err), EARFUL_OK, "%u: %s",
                 err.line, err.message);
    ef_sheet_fini(&sheet);
    cr_assert(ef_vocabulary_seal(model->vocabulary));
    cr_assert(ef_lexicon_index(&model->lexicon, model->vocabulary, &model->arena));
    cr_assert(ef_topics_index(&model->topics, model->vocabulary));
    cr_assert(ef_meanings_init(&small->meanings, model));
    small->evaluator = ef_evaluator_new(model);
    cr_assert_not_null(small->evaluator);
    small->record.n_documents = 1;
    small->documents = (ef_documents){
        .items = &small->document, .count = 1, .records = &small->record, .n_records = 1};
    ef_tokens_init(&small->tokens);
    ef_resolved_init(&small->resolved);
    ef_hits_init(&small->hits);
}

void small_model_fini(small_model *small)
{
    ef_evaluator_free(small->evaluator);
    ef_meanings_fini(&small->meanings);
    ef_vocabulary_free(small->model.vocabulary);
    ef_lexicon_fini(&small->model.lexicon);
    ef_topics_fini(&small->model.topics);
    ef_spelling_fini(&small->model.spelling);
    ef_arena_fini(&small->model.arena);
    ef_tokens_fini(&small->tokens);
    ef_resolved_fini(&small->resolved);
    ef_hits_fini(&small->hits);
    free(small->trace.steps);
}

static void check_sums(const small_model *small)
{
    for (size_t i = 0; i < small->tokens.n_sentences; i++) {
        const ef_sentence *const sentence = &small->tokens.sentences[i];
        const ef_sentence_score *const score = &small->hits.sentences[i];
        int64_t sum = 0;
        for (uint32_t j = 0; j < sentence->n_tokens; j++)
            sum += small->hits.contributions[sentence->first_token + j];
        cr_assert_eq(score->positive + score->negative, sum);
        cr_assert(score->positive >= 0 && score->negative <= 0);
        cr_assert_eq(score->compound, ef_squash(&small->model.settings, sum));
        cr_assert(score->opinionated || sum == 0);
    }
}

static void check_trace(const small_model *small)
{
    int32_t *const last = calloc(small->tokens.count + 1, sizeof last[0]);
    for (size_t i = 0; i < small->trace.count; i++) {
        const ef_trace_step *const step = &small->trace.steps[i];
        cr_assert_lt(step->token, small->tokens.count);
        cr_assert_eq(step->before, last[step->token], "%s starts at %d, not %d", step->what,
                     step->before, last[step->token]);
        last[step->token] = step->after;
    }
    for (size_t i = 0; i < small->tokens.count; i++)
        cr_assert_eq(last[i], small->hits.contributions[i], "token %zu ends at %d, not %d", i,
                     last[i], small->hits.contributions[i]);
    free(last);
}

void small_model_score(small_model *small, ef_span text)
{
    small->trace.count = 0;
    small->document = (ef_document){.text = text};
    cr_assert(ef_tokenize(&small->model.spelling, &small->documents, &small->tokens));
    cr_assert(ef_resolve(&small->meanings, &small->tokens, &small->resolved));
    cr_assert(ef_evaluator_begin(small->evaluator, NULL, &small->documents, &small->tokens,
                                 &small->resolved));
    cr_assert(ef_score_sentiment(&small->model, &small->documents, &small->tokens, &small->resolved,
                                 small->evaluator, &small->hits, &small->trace));
    check_sums(small);
    check_trace(small);
}

int64_t small_model_sum(const small_model *small)
{
    int64_t sum = 0;
    for (size_t i = 0; i < small->tokens.n_sentences; i++)
        sum += small->hits.sentences[i].positive + small->hits.sentences[i].negative;
    return sum;
}
