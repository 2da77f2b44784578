#include "records/fill.h"

#include "base/attr.h"
#include "base/grow.h"
#include "records/json_text.h"
#include "records/repair.h"
#include "records/time.h"
#include "records/words.h"

static const ef_span agent_word = EF_SPAN("agent");

static uint32_t place_of(const ef_path *path, bool turn)
{
    return turn ? path->turn_place : path->place;
}

static ef_span unescape(ef_span bytes, ef_documents *documents)
{
    char *const out = ef_arena_bytes(&documents->arena, bytes.len);
    if (out == NULL)
        return (ef_span){0};
    return ef_span_make(out, ef_json_unescape(bytes, out, &documents->invalid_utf8));
}

/* The decoded, repaired bytes of one value. What escapes mean is valid UTF-8. */
static inline ef_span decode(const ef_raw *raw, ef_documents *documents)
{
    const ef_span bytes =
        raw->kind == EF_RAW_ESCAPED ? unescape(raw->bytes, documents) : raw->bytes;
    return EF_LIKELY(documents->reading->sound) || documents->reading->kernels->is_utf8(bytes)
               ? bytes
               : ef_utf8_repair(bytes, &documents->arena, &documents->invalid_utf8);
}

/* ---- fields ---- */

/* The fields that are more than a text. */
static void interpret(const ef_plan *plan, uint32_t field, ef_documents *documents,
                      ef_document *document)
{
    ef_span *const value = &document->values[field];
    switch (field) {
    case EF_TIME:
        document->has_time = ef_time_parse(*value, &document->time);
        documents->bad_times += !document->has_time && ef_span_trim(*value).len > 0;
        break;
    case EF_RATING:
        document->has_rating =
            ef_rating_of(*value, plan->scale_min, plan->scale_max, &document->rating);
        documents->bad_ratings += !document->has_rating && ef_span_trim(*value).len > 0;
        break;
    case EF_ROLE: document->role = ef_role_of(*value, plan->known->roles); break;
    case EF_LANG:
        *value = ef_language_of(*value, &documents->arena);
        if (value->len == 0)
            *value = (ef_span){0};
        break;
    case EF_WEIGHT:
        if (!ef_weight_of(*value, &document->weight))
            document->weight = 1;
        break;
    default: break;
    }
}

/* Where nothing names a role, the author who asked is the customer and all others are agents. */
static void compare_author(const ef_plan *plan, ef_document *document)
{
    const uint32_t requester = plan->requester;
    if (requester == EF_NONE || document->values[EF_ROLE].at != NULL ||
        document->values[requester].at == NULL || document->values[EF_AUTHOR].at == NULL)
        return;
    document->role = ef_span_equal(document->values[requester], document->values[EF_AUTHOR])
                         ? EF_CUSTOMER
                         : EF_AGENT;
}

void ef_fill_fields(ef_reading *reading, size_t from, size_t to, bool turn, ef_documents *documents,
                    ef_document *document)
{
    const ef_plan *const plan = reading->plan;
    const ef_raw *chosen[EF_MAX_FIELDS];
    uint16_t ranks[EF_MAX_FIELDS];
    uint32_t fields = 0; /* a bit for each that is chosen */
    for (size_t i = from; i < to; i++) {
        const ef_raw *const raw = &reading->found.raws[i];
        if (raw->place == EF_NONE || raw->kind == EF_RAW_NULL || raw->kind == EF_RAW_NESTED ||
            (plan->turn != EF_NONE && plan->wanted->nodes[raw->place].in_turn != turn))
            continue;
        const uint32_t end = plan->first_use[raw->place + 1];
        for (uint32_t use = plan->first_use[raw->place]; use < end; use++) {
            const uint32_t field = plan->uses[use].field;
            if ((fields >> field & 1) != 0 && ranks[field] <= plan->uses[use].rank)
                continue;
            fields |= UINT32_C(1) << field;
            chosen[field] = raw;
            ranks[field] = plan->uses[use].rank;
        }
    }
    /* The id is the record's, unless only its turns have one. */
    if (turn && document->values[EF_ID].at != NULL)
        fields &= ~(UINT32_C(1) << EF_ID);
    for (; fields != 0; fields &= fields - 1) {
        const uint32_t field = (uint32_t)__builtin_ctz(fields);
        document->values[field] = decode(chosen[field], documents);
        interpret(plan, field, documents, document);
    }
    compare_author(plan, document);
}

/* ---- texts ---- */

/* One path's values, joined by new lines when [] gives several. */
static ef_span join_values(const ef_reading *reading, const ef_raw *raw, ef_documents *documents)
{
    const ef_raw *const second = ef_found_after(&reading->found, raw);
    if (EF_LIKELY(second == NULL))
        return decode(raw, documents);
    size_t room = 0;
    for (const ef_raw *each = raw; each != NULL; each = ef_found_after(&reading->found, each))
        room += each->bytes.len + 1;
    char *const out = ef_arena_bytes(&documents->arena, room);
    if (out == NULL)
        return (ef_span){0};
    size_t len = 0;
    for (const ef_raw *each = raw; each != NULL; each = ef_found_after(&reading->found, each)) {
        if (each->kind == EF_RAW_ESCAPED) {
            len += ef_json_unescape(each->bytes, out + len, &documents->invalid_utf8);
        } else {
            memcpy(out + len, each->bytes.at, each->bytes.len);
            len += each->bytes.len;
        }
        out[len++] = '\n';
    }
    return ef_utf8_repair(ef_span_make(out, len - 1), &documents->arena, &documents->invalid_utf8);
}

/* Blank, or one of the words that the preset knows for "there is nothing here any more". */
static bool is_blank(const ef_plan *plan, ef_span text)
{
    text = ef_span_trim(text);
    ef_span words = ef_span_of(plan->known->blanks);
    while (text.len > 0 && words.len > 0) {
        if (ef_span_equal(ef_span_cut(&words, '|'), text))
            return true;
    }
    return text.len == 0;
}

/* The parts of a text: the fields it is joined from, in order. */
typedef struct parts {
    ef_span texts[EF_MAX_PATHS];
    const ef_span *names[EF_MAX_PATHS]; /* the plan's */
    uint32_t count;
    bool there; /* some path was, even if empty */
    bool markup;
    size_t room;
} parts;

static void collect_parts(const ef_reading *reading, const ef_mapping *field, bool turn,
                          ef_documents *documents, parts *out)
{
    out->count = 0;
    out->there = out->markup = false;
    out->room = 0;
    for (uint32_t i = 0; i < field->n_paths; i++) {
        const uint32_t place = place_of(&field->paths[i], turn);
        const ef_raw *const raw = ef_found_at(&reading->found, place);
        out->there = out->there || raw != NULL || ef_found_has(&reading->found, place);
        const ef_span text = raw != NULL ? join_values(reading, raw, documents) : (ef_span){0};
        if (is_blank(reading->plan, text))
            continue;
        out->texts[out->count] = text;
        out->names[out->count++] = &field->paths[i].text;
        out->markup = out->markup || reading->kernels->find_markup(text) < text.len;
        out->room += text.len + 1;
        if (!field->joined)
            return;
    }
}

/* All parts with a new line between them; a single part is not copied. */
static ef_span join_parts(const parts *from, ef_arena *arena)
{
    if (EF_LIKELY(from->count == 1))
        return from->texts[0];
    char *const out = ef_arena_bytes(arena, from->room);
    if (out == NULL)
        return (ef_span){0};
    size_t len = 0;
    for (uint32_t i = 0; i < from->count; i++) {
        memcpy(out + len, from->texts[i].at, from->texts[i].len);
        len += from->texts[i].len;
        out[len++] = '\n';
    }
    return ef_span_make(out, len - 1);
}

/* Cleans the parts into the document's text and keeps the map of where its bytes come from. */
static void clean_parts(ef_reading *reading, const parts *from, ef_arena *arena,
                        ef_document *document)
{
    char *const out = ef_arena_bytes(arena, from->room);
    if (out == NULL)
        return;
    ef_markup *const markup = &reading->markup;
    ef_markup_reset(markup, out);
    for (uint32_t i = 0; i < from->count; i++) {
        if (i > 0)
            ef_markup_join(markup, from->texts[i - 1].len, i - 1);
        ef_markup_clean(markup, from->texts[i], i);
    }
    document->text = ef_span_make(out, markup->len);
    ef_offset *const offsets = ef_arena_array(arena, markup->n_offsets, sizeof *offsets);
    if (offsets != NULL && markup->n_offsets > 0) {
        memcpy(offsets, markup->offsets, markup->n_offsets * sizeof *offsets);
        document->offsets = offsets;
        document->n_offsets = (uint32_t)markup->n_offsets;
    }
}

static void keep_names(const parts *from, ef_arena *arena, ef_document *document)
{
    document->parts = from->names[0];
    document->n_parts = from->count;
    if (from->count == 1)
        return;
    ef_span *const names = ef_arena_array(arena, from->count, sizeof *names);
    for (uint32_t i = 0; i < from->count && names != NULL; i++)
        names[i] = *from->names[i];
    document->parts = names;
}

bool ef_fill_keeps(const ef_reading *reading, bool turn)
{
    const ef_plan *const plan = reading->plan;
    for (uint32_t i = 0; i < plan->n_keeps; i++) {
        const ef_raw *const raw =
            ef_found_at(&reading->found, place_of(&plan->keeps[i].path, turn));
        if (raw != NULL && !ef_span_equal(raw->bytes, plan->keeps[i].word))
            return false;
    }
    return true;
}

/* Gives a document the text of one field; a blank text is none. Says whether the field is there. */
static bool fill_text(ef_reading *reading, ef_field field, bool turn, ef_documents *documents,
                      ef_document *document)
{
    parts from;
    collect_parts(reading, &reading->plan->fields[field], turn, documents, &from);
    document->text = (ef_span){0};
    document->offsets = NULL;
    document->n_offsets = 0;
    if (from.count == 0)
        return from.there;
    ef_arena *const arena = &documents->arena;
    document->values[EF_TEXT] = join_parts(&from, arena);
    document->text = document->values[EF_TEXT];
    if (from.markup || from.count > 1)
        clean_parts(reading, &from, arena, document);
    keep_names(&from, arena, document);
    return true;
}

/* Keeps the document that was made in the room behind the last one, if it has a text. */
static bool keep(ef_documents *documents)
{
    const bool kept = ef_span_trim(documents->items[documents->count].text).len > 0;
    documents->count += kept;
    return kept;
}

ef_document *ef_fill_begin(ef_documents *documents, const ef_document *base)
{
    if (!ef_grow(&documents->items, &documents->capacity, documents->count + 1,
                 sizeof *documents->items)) {
        documents->failed = true;
        return NULL;
    }
    ef_document *const document = &documents->items[documents->count];
    const size_t n_fields = documents->reading->plan->n_fields;
    const size_t size = offsetof(ef_document, values) + n_fields * sizeof document->values[0];
    if (base != NULL) {
        memcpy(document, base, size);
    } else {
        memset(document, 0, size);
        document->weight = 1;
    }
    return document;
}

bool ef_fill_finish(ef_reading *reading, bool turn, ef_documents *documents)
{
    const size_t first = documents->count;
    const bool there = fill_text(reading, EF_TEXT, turn, documents, &documents->items[first]);
    const bool kept = keep(documents);
    if (!there || reading->plan->fields[EF_REPLY].n_paths == 0)
        return there;
    const ef_document base = documents->items[first];
    ef_document *const answer = kept ? ef_fill_begin(documents, &base) : &documents->items[first];
    if (answer == NULL)
        return there;
    answer->role = EF_AGENT;
    answer->values[EF_ROLE] = agent_word;
    fill_text(reading, EF_REPLY, turn, documents, answer);
    keep(documents);
    return there;
}
