/* A record of NDJSON or JSON: one value, whose wanted paths become documents. With turns, what
 * stands below the turn's node belongs to the turn, all the rest to the record. */
#include "records/fill.h"

#include "base/attr.h"

/* A string in a record's place is its text, when nothing else is. */
static bool is_text(const ef_reading *reading)
{
    const ef_raw_kind kind = reading->found.raws[0].kind;
    return kind == EF_RAW_TEXT || kind == EF_RAW_ESCAPED;
}

/* Links the values in [from, to) that lie inside or outside of turns. */
static void link_values(ef_reading *reading, size_t from, size_t to, bool inside)
{
    const ef_plan *const plan = reading->plan;
    for (size_t i = from; i < to; i++) {
        const uint32_t place = reading->found.raws[i].place;
        if (place != EF_NONE &&
            (plan->turn == EF_NONE || plan->wanted->nodes[place].in_turn == inside))
            ef_found_link(&reading->found, (uint32_t)i);
    }
}

static void unlink_values(ef_found *found, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        if (found->raws[i].place != EF_NONE)
            found->chains[found->raws[i].place] = (ef_chain){EF_NONE, EF_NONE};
    }
}

static size_t next_turn(const ef_reading *reading, size_t from)
{
    while (from < reading->found.count && reading->found.raws[from].place != reading->plan->turn)
        from++;
    return from;
}

static ef_reason read_turns(ef_reading *reading, ef_documents *documents, const ef_document *base)
{
    ef_found *const found = &reading->found;
    const size_t n_documents = documents->count;
    bool there = ef_found_has_any(found, reading->plan->turn_list);
    uint32_t n_turns = 0;
    size_t turn = next_turn(reading, 0);
    while (turn < found->count) {
        if (++n_turns > EF_MAX_TURNS) {
            documents->count = n_documents;
            return EF_TOO_LONG;
        }
        const size_t next = next_turn(reading, turn + 1);
        link_values(reading, turn, next, true);
        if (ef_fill_keeps(reading, true)) {
            ef_document *const document = ef_fill_begin(documents, base);
            if (document == NULL)
                return EF_REASON_NONE;
            ef_fill_fields(reading, turn, next, true, documents, document);
            there = ef_fill_finish(reading, true, documents) || there;
        }
        unlink_values(found, turn, next);
        turn = next;
    }
    return there ? EF_REASON_NONE : EF_NO_TEXT;
}

ef_reason ef_read_json(ef_reading *reading, ef_span record, ef_documents *documents, size_t *at)
{
    size_t end;
    const ef_plan *const plan = reading->plan;
    ef_found_reset(&reading->found, plan->n_places);
    const ef_reason reason = ef_json_next(&reading->json, record, false, &reading->found, at, &end);
    if (reason != EF_REASON_NONE || reading->found.failed)
        return reason;
    *at = 0;
    const ef_raw *const whole = &reading->found.raws[0];
    const bool object = whole->kind == EF_RAW_NESTED && *whole->bytes.at == '{';
    if (!object && !is_text(reading))
        return EF_NOT_AN_OBJECT;
    link_values(reading, 0, reading->found.count, false);
    reading->dropped = !ef_fill_keeps(reading, false);
    ef_document *const document = reading->dropped ? NULL : ef_fill_begin(documents, NULL);
    if (document == NULL)
        return EF_REASON_NONE;
    ef_fill_fields(reading, 0, reading->found.count, false, documents, document);
    if (plan->turn != EF_NONE) {
        const ef_document base = *document;
        return read_turns(reading, documents, &base);
    }
    return ef_fill_finish(reading, false, documents) ? EF_REASON_NONE : EF_NO_TEXT;
}
