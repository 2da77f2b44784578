#include "engine/selection.h"

enum { MAX_BY = EF_MAX_FIELDS };

static void filter(ef_record_info *record, ef_span reason)
{
    record->outcome = EF_FILTERED;
    record->reason = reason;
}

static ef_span language_of(const ef_documents *documents, const ef_record_info *record)
{
    return documents->items[record->first_document].values[EF_LANG];
}

static bool drop_duplicate(const ef_selection *selection, ef_record_info *record, ef_digest digest)
{
    const ef_sight sight = ef_seen_add(selection->seen, digest);
    if (sight == EF_SEEN_BEFORE)
        record->outcome = EF_DUPLICATE;
    return sight != EF_SIGHT_FAILED;
}

static bool select_record(const ef_selection *selection, const ef_plan *plan, const uint32_t *extra,
                          size_t n_extra, ef_documents *documents, ef_record_info *record)
{
    const ef_span language = language_of(documents, record);
    if (!selection->any_language && !ef_model_covers(selection->model, language)) {
        filter(record, ef_language_reason(documents, language));
        return !documents->arena.failed;
    }
    if (selection->where != NULL &&
        !ef_where_holds(selection->where, plan, &documents->items[record->first_document])) {
        filter(record, EF_SPAN_TEXT("where"));
        return true;
    }
    if (selection->sample >= 1 && selection->seen == NULL)
        return true;
    const ef_digest digest = ef_record_digest(documents, record, extra, n_extra);
    if (!ef_sample_keeps(digest, selection->sample)) {
        filter(record, EF_SPAN_TEXT("sample"));
        return true;
    }
    return selection->seen == NULL || drop_duplicate(selection, record, digest);
}

bool ef_select_records(const ef_selection *selection, const ef_plan *plan, ef_documents *documents)
{
    uint32_t extra[MAX_BY];
    size_t n_extra = 0;
    for (size_t i = 0; i < selection->n_by && n_extra < MAX_BY; i++) {
        const uint32_t field = ef_plan_field(plan, ef_span_of(selection->by[i]));
        if (field != EF_NONE)
            extra[n_extra++] = field;
    }
    for (size_t i = 0; i < documents->n_records; i++) {
        ef_record_info *const record = &documents->records[i];
        if (record->outcome == EF_SCORED &&
            !select_record(selection, plan, extra, n_extra, documents, record))
            return false;
    }
    return true;
}
