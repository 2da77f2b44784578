#include "records/document.h"

#include <stdlib.h>

#include "base/attr.h"
#include "base/grow.h"
#include "records/fill.h"

enum { ARENA_CHUNK = 256 * 1024 };

const char *ef_role_name(ef_role role)
{
    static const char *const names[EF_ROLE_COUNT] = {
        [EF_CUSTOMER] = "customer", [EF_AGENT] = "agent",          [EF_BOT] = "bot",
        [EF_SYSTEM] = "system",     [EF_UNKNOWN_ROLE] = "unknown",
    };
    return names[role];
}

void ef_documents_init(ef_documents *documents)
{
    *documents = (ef_documents){0};
    ef_arena_init(&documents->arena, ARENA_CHUNK);
}

void ef_documents_fini(ef_documents *documents)
{
    ef_reading *const reading = documents->reading;
    if (reading != NULL) {
        ef_json_fini(&reading->json);
        ef_found_fini(&reading->found);
        ef_markup_fini(&reading->markup);
        free(reading->cells);
        free(reading);
    }
    free(documents->items);
    free(documents->records);
    free(documents->rejects);
    ef_arena_fini(&documents->arena);
    *documents = (ef_documents){0};
}

static ef_span bytes_of(const ef_block *block)
{
    if (block->count == 0)
        return (ef_span){0};
    const ef_record *const first = &block->batch->records[block->first];
    const ef_record *const last = first + block->count - 1;
    return ef_span_make(block->batch->bytes + first->start, last->start + last->len - first->start);
}

static bool begin(ef_documents *documents, const ef_block *block)
{
    documents->count = 0;
    documents->n_records = 0;
    documents->n_rejects = 0;
    documents->invalid_utf8 = 0;
    documents->duplicate_keys = 0;
    documents->bad_times = 0;
    documents->bad_ratings = 0;
    documents->failed = false;
    ef_arena_reset(&documents->arena);
    if (documents->reading == NULL)
        documents->reading = calloc(1, sizeof *documents->reading);
    if (documents->reading == NULL || !ef_grow(&documents->records, &documents->records_capacity,
                                               block->count, sizeof *documents->records))
        return false;
    ef_reading *const reading = documents->reading;
    if (reading->kernels == NULL)
        reading->kernels = ef_kernels_choose();
    reading->plan = block->batch->plan;
    const ef_span bytes = bytes_of(block);
    reading->sound = reading->kernels->is_utf8(bytes);
    reading->json.duplicate_keys = 0;
    reading->found.failed = false;
    if (reading->plan->wanted != NULL &&
        !ef_json_begin(&reading->json, reading->plan->wanted, bytes))
        return false;
    reading->markup.failed = false;
    return true;
}

static bool add_reject(ef_documents *documents, ef_reject reject)
{
    if (!ef_grow(&documents->rejects, &documents->rejects_capacity, documents->n_rejects + 1,
                 sizeof *documents->rejects))
        return false;
    documents->rejects[documents->n_rejects++] = reject;
    return true;
}

/* Reads one record; its documents are those behind the ones that there are. */
static bool read_record(ef_documents *documents, const ef_batch *batch, const ef_record *record,
                        uint64_t ordinal)
{
    static const ef_span empty = EF_SPAN("empty"), dropped = EF_SPAN("preset");
    const ef_span bytes = ef_span_make(batch->bytes + record->start, record->len);
    const size_t first = documents->count;
    size_t at = 0, detail = 0;
    ef_reason reason = EF_REASON_NONE;
    documents->reading->dropped = false;
    switch (batch->plan->form) {
    case EF_NDJSON:
    case EF_JSON: reason = ef_read_json(documents->reading, bytes, documents, &at); break;
    case EF_CSV:
    case EF_TSV: reason = ef_read_csv(documents->reading, bytes, documents, &at, &detail); break;
    case EF_LINES: reason = ef_read_line(documents->reading, bytes, documents); break;
    }
    if (documents->failed || documents->reading->found.failed)
        return false;
    ef_record_info info = {.outcome = EF_SCORED,
                           .first_document = (uint32_t)first,
                           .n_documents = (uint32_t)(documents->count - first),
                           .ordinal = ordinal};
    if (reason != EF_REASON_NONE) {
        info.outcome = EF_REJECTED;
    } else if (info.n_documents == 0) {
        info.outcome = EF_FILTERED;
        info.reason = dropped;
        if (!documents->reading->dropped) {
            /* The document that was begun and not kept still says whose record it is. */
            info.reason = empty;
            info.n_documents = 1;
            documents->items[documents->count++].text = (ef_span){0};
        }
    }
    for (size_t i = first; i < documents->count; i++)
        documents->items[i].record = (uint32_t)documents->n_records;
    documents->records[documents->n_records++] = info;
    return reason == EF_REASON_NONE || add_reject(documents, (ef_reject){.reason = reason,
                                                                         .offset = record->offset,
                                                                         .record = ordinal,
                                                                         .at = (uint32_t)at,
                                                                         .detail = (uint32_t)detail,
                                                                         .bytes = bytes});
}

bool ef_read_documents(const ef_block *block, ef_documents *documents)
{
    const ef_batch *const batch = block->batch;
    documents->failed = !begin(documents, block);
    size_t n_uncut = 0; /* rejects of the cutting that stand before the record */
    for (size_t i = 0; i < block->count && !documents->failed; i++) {
        const size_t number = block->first + i;
        const ef_record *const record = &batch->records[number];
        while (n_uncut < batch->n_rejects && batch->rejects[n_uncut].offset < record->offset)
            n_uncut++;
        const uint64_t ordinal = batch->first_record + number + n_uncut;
        if (!read_record(documents, batch, record, ordinal))
            documents->failed = true;
    }
    const ef_reading *const reading = documents->reading;
    if (reading != NULL) {
        documents->duplicate_keys = reading->json.duplicate_keys;
        documents->failed = documents->failed || documents->arena.failed || reading->found.failed ||
                            reading->markup.failed;
    }
    return !documents->failed;
}

uint32_t ef_document_field_offset(const ef_document *document, uint32_t clean_at, uint32_t *part)
{
    size_t low = 0, high = document->n_offsets; /* the last entry at or before clean_at */
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (document->offsets[middle].clean_at <= clean_at)
            low = middle + 1;
        else
            high = middle;
    }
    const ef_offset start = {0};
    const ef_offset last = low > 0 ? document->offsets[low - 1] : start;
    *part = last.part;
    return last.field_at + (clean_at - last.clean_at);
}

ef_role ef_speaker_of(const ef_documents *documents, const ef_record_info *record)
{
    for (uint32_t i = 0; i < record->n_documents; i++)
        if (documents->items[record->first_document + i].role == EF_CUSTOMER)
            return EF_CUSTOMER;
    return EF_ROLE_COUNT;
}

bool ef_names_language(ef_span value)
{
    return value.len > 0 && !ef_span_is(value, "und");
}

ef_span ef_language_reason(ef_documents *documents, ef_span language)
{
    char *const text = ef_arena_format(&documents->arena, "language:%.*s", (int)language.len,
                                       language.at != NULL ? language.at : "");
    return ef_span_of(text);
}
