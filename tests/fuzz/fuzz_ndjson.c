/* Documents out of any bytes, under a plan that the bytes themselves suggest or under a fixed one.
 * Whatever comes in: texts and values are valid UTF-8, every byte of a cleaned text maps to a place
 * inside its field, and every record ends as exactly one of scored, filtered, rejected. */
#include <stdlib.h>

#include "base/attr.h"
#include "records/document.h"
#include "records/repair.h"
#include "records/split.h"
#include "records/transcode.h"

#define DEMAND(condition)                                                                          \
    do {                                                                                           \
        if (!(condition))                                                                          \
            abort();                                                                               \
    } while (0)

static bool is_valid(ef_span text)
{
    return text.len == 0 || ef_utf8_valid_len(text) == text.len;
}

static void check_document(const ef_plan *plan, const ef_documents *documents,
                           const ef_document *document)
{
    DEMAND(document->record < documents->n_records);
    DEMAND(document->role < EF_ROLE_COUNT);
    for (uint32_t i = 0; i < plan->n_fields; i++)
        DEMAND(is_valid(document->values[i]));
    const bool scored = documents->records[document->record].outcome == EF_SCORED;
    DEMAND(scored == (document->text.len > 0));
    if (!scored)
        return;
    DEMAND(is_valid(document->text) && document->text.len <= document->values[EF_TEXT].len);
    DEMAND(document->n_parts > 0 && document->n_parts <= EF_MAX_PATHS);
    uint32_t last = 0, last_part = 0;
    for (size_t i = 0; i < document->text.len; i++) {
        uint32_t part;
        const uint32_t at = ef_document_field_offset(document, (uint32_t)i, &part);
        DEMAND(part < document->n_parts && part >= last_part);
        DEMAND(at <= document->values[EF_TEXT].len);
        DEMAND(i == 0 || part > last_part || at > last);
        last = at;
        last_part = part;
    }
}

static void check(const ef_plan *plan, const ef_documents *documents)
{
    size_t rejected = 0, n_documents = 0;
    for (size_t i = 0; i < documents->n_records; i++) {
        const ef_record_info *const info = &documents->records[i];
        DEMAND(info->first_document == n_documents);
        DEMAND(info->outcome == EF_FILTERED
                   ? info->n_documents <= 1
                   : (info->outcome == EF_SCORED) == (info->n_documents > 0));
        n_documents += info->n_documents;
        rejected += info->outcome == EF_REJECTED;
    }
    DEMAND(n_documents == documents->count && rejected == documents->n_rejects);
    for (size_t i = 0; i < documents->n_rejects; i++)
        DEMAND(documents->rejects[i].at <= documents->rejects[i].bytes.len);
    for (size_t i = 0; i < documents->count; i++)
        check_document(plan, documents, &documents->items[i]);
}

static void read_all(const ef_plan *plan, ef_span window)
{
    ef_batch batch;
    ef_block block;
    ef_documents documents;
    ef_splitter splitter;
    ef_cut cut;
    ef_batch_init(&batch);
    ef_documents_init(&documents);
    ef_splitter_init(&splitter, plan);
    while (ef_splitter_next(&splitter, window, EF_ENDED, &cut)) {
        if (cut.reason == EF_REASON_NONE)
            ef_batch_add_record(&batch, cut.start, cut.len, cut.start);
    }
    batch.plan = plan;
    batch.bytes = (char *)window.at;
    batch.len = window.len;
    while (ef_batch_next_block(&batch, &block)) {
        DEMAND(ef_read_documents(&block, &documents));
        check(plan, &documents);
    }
    batch.bytes = NULL;
    ef_documents_fini(&documents);
    ef_batch_fini(&batch);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const maps[] = {"text=a", "text=b[].c", "role=r", "reply=y", "id=i"};
    ef_plan_options options = {.maps = maps};
    if (size == 0)
        return 0;
    options.n_maps = (data[0] & 1) != 0 ? EF_COUNT(maps) : 0;
    options.turns = (data[0] & 2) != 0 ? "t[]" : NULL;
    options.records = (data[0] & 4) != 0 ? "x[]" : NULL;
    const ef_span input = ef_span_make((const char *)data + 1, size - 1);
    ef_plan *plan;
    if (ef_plan_make(&options, "fuzz", input, true, &plan, NULL) != EARFUL_OK)
        return 0;
    ef_span window = input;
    char *utf8 = NULL;
    if (plan->utf16_le || plan->utf16_be) {
        ef_transcoder transcoder;
        ef_transcoder_init(&transcoder, plan->utf16_be);
        utf8 = malloc(ef_transcode_room(input.len));
        DEMAND(utf8 != NULL);
        window = ef_span_make(utf8, ef_transcode(&transcoder, input, utf8));
    }
    read_all(plan, window);
    free(utf8);
    ef_plan_free(plan);
    return 0;
}
