#include "tagged.h"

#include <criterion/criterion.h>

#include <stdio.h>
#include <stdlib.h>

static const char lexicon_csv[] = "term,valence,negated,type,cond\n"
                                  "not,,,negator,\nno,,,negator,\nnever,,,negator,\n"
                                  "nothing,,,negator,\nwithout,,,negator,\nhardly,,,negator,\n"
                                  "no longer,,,negator,\nfar from,,,negator,\n"
                                  "not only,0,,phrase,\nno doubt,0,,phrase,\n"
                                  "no problem,1.5,,phrase,\nnever had a problem,3,,phrase,\n"
                                  "can not fault,3,,phrase,\nnot good,-2,,phrase,\n"
                                  "could not be more helpful,3,,phrase,\nnot "
                                  "ever,1,,phrase,parcel\nlate,-1,,word,\ngreat,3,,word,\n";

static void add_spelling(ef_spelling *spelling)
{
    static const char *const contractions[][2] = {
        {"didn't", "did not"}, {"wasn't", "was not"},     {"isn't", "is not"},
        {"can't", "can not"},  {"doesn't", "does not"},   {"won't", "will not"},
        {"wont", "will not"},  {"couldn't", "could not"}, {"cannot", "can not"},
    };
    static const char *const openers[] = {"but", "because", "until", "though"};
    ef_spelling_init(spelling);
    for (size_t i = 0; i < EF_COUNT(contractions); i++)
        ef_spelling_add(spelling, EF_CONTRACTION, ef_span_of(contractions[i][0]),
                        ef_span_of(contractions[i][1]));
    for (size_t i = 0; i < EF_COUNT(openers); i++)
        ef_spelling_add(spelling, EF_CLAUSE_WORD, ef_span_of(openers[i]), (ef_span){0});
}

void tagged_begin(tagged *t, const char *topics)
{
    earful_error err = {0};
    memset(t, 0, sizeof *t);
    earful_model *const model = &t->model;
    ef_arena_init(&model->arena, 64 * 1024);
    add_spelling(&model->spelling);
    model->settings.negation_window = 4;
    model->settings.squash = 15 * EF_UNIT;
    model->vocabulary = ef_vocabulary_new();
    const ef_rule_context context = {
        .spelling = &model->spelling, .vocabulary = model->vocabulary, .arena = &model->arena};
    ef_sheet_parse(&t->topics, "topics.csv", ef_span_of(topics), &err);
    ef_lexicon_sheet_parse(&t->lexicon, "lexicon.csv", ef_span_of(lexicon_csv), &err);
    cr_assert_eq(ef_lexicon_build(&model->lexicon, &t->lexicon, 1, &context, &err), EARFUL_OK, "%s",
                 err.message);
    cr_assert_eq(ef_topics_build(&model->topics, &t->topics, 1, &context, &err), EARFUL_OK,
                 "%u: %s", err.line, err.message);
    cr_assert(ef_vocabulary_seal(model->vocabulary));
    cr_assert(ef_lexicon_index(&model->lexicon, model->vocabulary, &model->arena));
    cr_assert(ef_topics_index(&model->topics, model->vocabulary));
    cr_assert(ef_meanings_init(&t->meanings, model));
    t->evaluator = ef_evaluator_new(model);
    ef_tokens_init(&t->tokens);
    ef_resolved_init(&t->resolved);
    t->documents.items = t->items;
    t->documents.records = t->records;
}

void tagged_end(tagged *t)
{
    ef_evaluator_free(t->evaluator);
    ef_meanings_fini(&t->meanings);
    ef_tokens_fini(&t->tokens);
    ef_resolved_fini(&t->resolved);
    ef_hits_fini(&t->hits);
    ef_topics_fini(&t->model.topics);
    ef_lexicon_fini(&t->model.lexicon);
    ef_vocabulary_free(t->model.vocabulary);
    ef_spelling_fini(&t->model.spelling);
    ef_arena_fini(&t->model.arena);
    ef_sheet_fini(&t->topics);
    ef_sheet_fini(&t->lexicon);
}

void tagged_clear(tagged *t)
{
    t->documents.count = 0;
    t->documents.n_records = 0;
}

ef_document *tagged_add(tagged *t, const char *text, bool new_record)
{
    if (new_record || t->documents.n_records == 0)
        t->records[t->documents.n_records++] =
            (ef_record_info){.first_document = (uint32_t)t->documents.count};
    t->records[t->documents.n_records - 1].n_documents++;
    ef_document *const made = &t->items[t->documents.count++];
    *made = (ef_document){.record = (uint32_t)t->documents.n_records - 1, .text = ef_span_of(text)};
    return made;
}

void tagged_read(tagged *t)
{
    cr_assert(ef_tokenize(&t->model.spelling, &t->documents, &t->tokens));
    cr_assert(ef_resolve(&t->meanings, &t->tokens, &t->resolved));
    cr_assert(ef_evaluator_begin(t->evaluator, NULL, &t->documents, &t->tokens, &t->resolved));
}

static void show_hit(tagged *t, const ef_topic_hit *hit, size_t *len)
{
    const ef_span path = t->model.topics.items[hit->topic].path;
    *len += (size_t)snprintf(t->shown + *len, sizeof t->shown - *len, "%s%s%.*s[",
                             *len > 0 ? ", " : "", hit->guarded ? "-" : "", (int)path.len, path.at);
    for (uint32_t i = hit->first_token; i <= hit->last_token; i++) {
        const ef_span word = ef_token_word(&t->tokens, i);
        *len += (size_t)snprintf(t->shown + *len, sizeof t->shown - *len, "%s%.*s",
                                 i > hit->first_token ? " " : "", (int)word.len, word.at);
    }
    *len += (size_t)snprintf(t->shown + *len, sizeof t->shown - *len, "]");
}

const char *tagged_show(tagged *t)
{
    tagged_read(t);
    free(t->hits.contributions);
    t->hits.contributions = calloc(t->tokens.count + 1, sizeof t->hits.contributions[0]);
    for (size_t i = 0; i < t->tokens.count; i++)
        t->hits.contributions[i] = ef_span_is(ef_token_word(&t->tokens, i), "great")  ? 3 * EF_UNIT
                                   : ef_span_is(ef_token_word(&t->tokens, i), "late") ? -EF_UNIT
                                                                                      : 0;
    cr_assert(
        ef_tag_topics(&t->model, t->evaluator, &t->documents, &t->tokens, &t->resolved, &t->hits));
    size_t len = 0;
    t->shown[0] = '\0';
    for (size_t i = 0; i < t->hits.n_topics && len < sizeof t->shown - 100; i++)
        show_hit(t, &t->hits.topics[i], &len);
    return t->shown;
}

const char *tagged_text(tagged *t, const char *text)
{
    tagged_clear(t);
    tagged_add(t, text, true);
    return tagged_show(t);
}
