#include "workbench/suggest/suggest_pick.h"

#include <stdlib.h>

#include "base/grow.h"

void ef_picks_fini(ef_picks *picks)
{
    free(picks->sentences);
    free(picks->records);
}

static void pick_document(ef_picks *picks, const ef_analysis *analysis, uint32_t document)
{
    const ef_document_tokens *const range = &analysis->tokens.documents[document];
    for (uint32_t i = 0; i < range->n_sentences; i++) {
        const uint32_t sentence = range->first_sentence + i;
        const int32_t compound = analysis->hits.sentences[sentence].compound;
        const bool negative = ef_label_of(&analysis->model->settings, compound) == EF_NEGATIVE;
        picks->sentences[sentence] = negative ? EF_PICK_TARGET : EF_PICK_OTHER;
    }
}

static void pick_record(ef_picks *picks, const ef_analysis *analysis, size_t number)
{
    const ef_documents *const documents = &analysis->documents;
    const ef_record_info *const record = &documents->records[number];
    picks->records[number] = false;
    if (record->outcome != EF_SCORED)
        return;
    const ef_score score = ef_score_of(analysis->model, documents, &analysis->tokens,
                                       &analysis->hits, record, EF_CUSTOMER);
    picks->records[number] = score.label == EF_NEGATIVE;
    for (uint32_t i = 0; i < record->n_documents; i++) {
        if (documents->items[record->first_document + i].role == EF_CUSTOMER)
            pick_document(picks, analysis, record->first_document + i);
    }
}

bool ef_picks_make(ef_picks *picks, const ef_analysis *analysis)
{
    const ef_documents *const documents = &analysis->documents;
    const ef_hits *const hits = &analysis->hits;
    const size_t n_sentences = analysis->tokens.n_sentences;
    if (!ef_grow(&picks->sentences, &picks->sentences_capacity, n_sentences + 1,
                 sizeof picks->sentences[0]) ||
        !ef_grow(&picks->records, &picks->records_capacity, documents->n_records + 1,
                 sizeof picks->records[0]))
        return false;
    memset(picks->sentences, EF_PICK_NONE, n_sentences);
    for (size_t i = 0; i < documents->n_records; i++)
        pick_record(picks, analysis, i);
    for (size_t i = 0; i < hits->n_topics; i++) {
        const ef_topic_hit *const hit = &hits->topics[i];
        const ef_document *const document = &documents->items[hit->document];
        if (hit->guarded || document->role != EF_CUSTOMER)
            continue;
        if (picks->sentences[hit->sentence] == EF_PICK_TARGET)
            picks->sentences[hit->sentence] = EF_PICK_CAUGHT;
        picks->records[document->record] = false;
    }
    return true;
}
