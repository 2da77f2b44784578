#include "records/json.h"

#include <stdlib.h>

#include "base/attr.h"
#include "base/grow.h"
#include "records/json_number.h"

/* `at` is the first byte that is not read yet; on failure, the byte that is wrong. */
typedef struct parser {
    ef_json *json;
    const ef_wanted *wanted;
    ef_found *found;
    const char *at;
    const char *end;
    ef_reason reason;
    uint32_t depth; /* open containers */
    uint32_t first; /* the wanted nodes of the value that is due: active[first] and so on */
    uint32_t count;
} parser;

void ef_json_fini(ef_json *json)
{
    free(json->active);
    free(json->nodes);
    ef_buffer_fini(&json->key);
    *json = (ef_json){0};
}

static bool fail(parser *p, ef_reason reason)
{
    p->reason = reason;
    return false;
}

static void skip_space(parser *p)
{
    while (p->at < p->end && (*p->at == ' ' || *p->at == '\n' || *p->at == '\r' || *p->at == '\t'))
        p->at++;
}

static bool next_is(const parser *p, char c)
{
    return p->at < p->end && *p->at == c;
}

/* ---- matching wanted paths ---- */

static void capture(parser *p, ef_raw_kind kind, ef_span bytes)
{
    for (uint32_t i = 0; i < p->count; i++) {
        const uint32_t node = p->json->active[p->first + i];
        if (p->wanted->nodes[node].captured)
            ef_found_add(p->found, node, kind, bytes);
    }
}

/* A key that its object had before takes back what it brought then. */
static void take_back(parser *p, uint32_t node)
{
    p->json->duplicate_keys++;
    for (size_t i = p->json->nodes[node].mark; i < p->found->count; i++) {
        ef_raw *const raw = &p->found->raws[i];
        if (ef_wanted_within(p->wanted, raw->place, node))
            raw->place = EF_NONE;
    }
}

static inline void note_key(parser *p, uint32_t node, uint64_t serial)
{
    ef_json_node *const noted = &p->json->nodes[node];
    if (EF_UNLIKELY(noted->stamp == serial))
        take_back(p, node);
    noted->stamp = serial;
    noted->mark = (uint32_t)p->found->count;
}

/* Finds the wanted nodes of the value that comes next in the innermost container. */
static void follow(parser *p, const ef_span *key)
{
    ef_json *const json = p->json;
    const ef_json_frame *const frame = &json->frames[p->depth - 1];
    p->first = frame->first + frame->count;
    p->count = 0;
    for (uint32_t i = 0; i < frame->count; i++) {
        const uint32_t parent = json->active[frame->first + i];
        const uint32_t child = key != NULL ? ef_wanted_child(p->wanted, parent, *key) : EF_NONE;
        if (child != EF_NONE) {
            note_key(p, child, frame->serial);
            json->active[p->first + p->count++] = child;
        }
        const uint32_t every = p->wanted->nodes[parent].every;
        if (every != EF_NONE)
            json->active[p->first + p->count++] = every;
    }
}

static void list_key(parser *p, const ef_json_frame *frame, ef_span key)
{
    for (uint32_t i = 0; i < frame->count; i++) {
        bool added;
        if (p->json->active[frame->first + i] == p->json->keys_of)
            ef_table_add(p->json->keys, key, &added);
    }
}

static ef_span decode_key(parser *p, ef_span raw)
{
    uint64_t replaced = 0;
    ef_buffer_reset(&p->json->key);
    char *const room = ef_buffer_reserve(&p->json->key, raw.len);
    if (room == NULL) {
        p->found->failed = true;
        return (ef_span){0};
    }
    return ef_span_make(room, ef_json_unescape(raw, room, &replaced));
}

/* ---- leads ---- */

/* Remembers what was read from `start` up to a value. */
static void keep_lead(parser *p, const char *start)
{
    ef_json_frame *const frame = &p->json->frames[p->depth - 1];
    if (frame->lead == NULL)
        return;
    ef_json_lead *const lead = ef_json_lead_keep(&p->json->leads, frame->lead,
                                                 ef_span_make(start, (size_t)(p->at - start)));
    if (lead == NULL)
        return;
    lead->child = p->count > 0 ? p->json->active[p->first] : EF_NONE;
    lead->captured = p->count > 0 && p->wanted->nodes[lead->child].captured;
    frame->lead = &lead->next;
}

/* Where the leads of a container are: only an object that is one wanted node by name has any. */
static uint32_t *leads_of(const parser *p, bool object)
{
    if (!object || p->count != 1)
        return NULL;
    const uint32_t node = p->json->active[p->first];
    return p->wanted->nodes[node].every == EF_NONE ? &p->json->nodes[node].lead : NULL;
}

/* ---- reading ---- */

static bool read_string(parser *p, ef_json_string *string)
{
    p->at = ef_json_short_end(&p->json->text, p->at + 1, p->end, string);
    if (!next_is(p, '"'))
        return fail(p, EF_BAD_JSON);
    p->at++;
    return true;
}

/* A key, its colon, and the nodes that it leads to. The lead began at `start`. */
static bool read_key(parser *p, const char *start)
{
    skip_space(p);
    if (!next_is(p, '"'))
        return fail(p, EF_BAD_JSON);
    ef_json_string key;
    if (!read_string(p, &key))
        return false;
    skip_space(p);
    if (!next_is(p, ':'))
        return fail(p, EF_BAD_JSON);
    p->at++;
    const ef_json_frame *const frame = &p->json->frames[p->depth - 1];
    p->count = 0;
    if (frame->count == 0)
        return true;
    if (key.escaped)
        key.inside = decode_key(p, key.inside);
    if (p->json->keys != NULL)
        list_key(p, frame, key.inside);
    follow(p, &key.inside);
    skip_space(p);
    keep_lead(p, start);
    return true;
}

static bool read_word(parser *p, const char *word)
{
    for (; *word != '\0'; word++, p->at++) {
        if (!next_is(p, *word))
            return fail(p, EF_BAD_JSON);
    }
    return true;
}

static ef_raw_kind kind_of(const ef_json_string *string)
{
    return string->escaped ? EF_RAW_ESCAPED : EF_RAW_TEXT;
}

static bool read_scalar(parser *p)
{
    const char *const start = p->at;
    ef_raw_kind kind = EF_RAW_LITERAL;
    bool good;
    switch (*p->at) {
    case '"': {
        ef_json_string string;
        if (!read_string(p, &string))
            return false;
        capture(p, kind_of(&string), string.inside);
        return true;
    }
    case 'n':
        kind = EF_RAW_NULL;
        good = read_word(p, "null");
        break;
    case 't': good = read_word(p, "true"); break;
    case 'f': good = read_word(p, "false"); break;
    default: good = ef_json_number_read(&p->at, p->end) || fail(p, EF_BAD_JSON);
    }
    if (good)
        capture(p, kind, ef_span_make(start, (size_t)(p->at - start)));
    return good;
}

static bool open_container(parser *p)
{
    if (p->depth == EF_MAX_DEPTH)
        return fail(p, EF_TOO_DEEP);
    capture(p, EF_RAW_NESTED, ef_span_make(p->at, 0));
    p->json->frames[p->depth++] = (ef_json_frame){
        .object = *p->at == '{',
        .first = p->first,
        .count = p->count,
        .lead = leads_of(p, *p->at == '{'),
        .serial = p->count > 0 ? ++p->json->serial : 0,
    };
    p->at++;
    return true;
}

/* The end of a value that tells itself by its first byte, a string or digits; NULL for all else, and
 * for what is wrong. */
static inline const char *skim_value(parser *p, const char *at, const ef_json_lead *lead)
{
    const char *const start = at;
    ef_json_string string;
    ef_raw_kind kind = EF_RAW_LITERAL;
    if (at == p->end)
        return NULL;
    if (*at == '"') {
        at = ef_json_short_end(&p->json->text, at + 1, p->end, &string);
        if (at == p->end || *at++ != '"')
            return NULL;
        kind = kind_of(&string);
    } else if (*at >= '1' && *at <= '9') {
        while (at < p->end && *at >= '0' && *at <= '9')
            at++;
        if (at < p->end && (*at == '.' || *at == 'e' || *at == 'E'))
            return NULL;
        string.inside = ef_span_make(start, (size_t)(at - start));
    } else {
        return NULL;
    }
    if (lead->captured)
        ef_found_add(p->found, lead->child, kind, string.inside);
    return at;
}

/* Reads pairs of the innermost object as long as their leads are known and their values are strings
 * or digits: nearly all of most records. What it does could all be left to read_key and read_scalar.
 * False when it read nothing; *due when it stopped before a value. */
static bool skim_pairs(parser *p, bool *due)
{
    ef_json *const json = p->json;
    ef_json_frame *const frame = &json->frames[p->depth - 1];
    const char *at = p->at;
    *due = false;
    if (frame->lead == NULL)
        return false;
    while (!*due) {
        ef_json_lead *const lead =
            ef_json_lead_at(&json->leads, *frame->lead, at, (size_t)(p->end - at));
        if (lead == NULL)
            break;
        at += lead->len;
        frame->lead = &lead->next;
        if (lead->child != EF_NONE)
            note_key(p, lead->child, frame->serial);
        const char *const end = skim_value(p, at, lead);
        if (end == NULL) {
            p->first = frame->first + 1;
            p->count = lead->child != EF_NONE;
            json->active[p->first] = lead->child;
            *due = true;
        } else {
            at = end;
            if (at == p->end || *at != ',')
                break;
        }
    }
    const bool read = at > p->at;
    p->at = at;
    return read;
}

/* After a value: closes what closes here. *due says that another value comes; without it the whole
 * is read. */
static bool read_on(parser *p, bool *due)
{
    *due = false;
    while (p->depth > 0) {
        const bool object = p->json->frames[p->depth - 1].object;
        skip_space(p);
        if (next_is(p, ',')) {
            if (object && skim_pairs(p, due)) {
                if (*due)
                    return true;
                continue;
            }
            *due = true;
            const char *const start = p->at++;
            if (object)
                return read_key(p, start);
            follow(p, NULL);
            return true;
        }
        if (!next_is(p, object ? '}' : ']'))
            return fail(p, EF_BAD_JSON);
        p->at++;
        p->depth--;
    }
    return true;
}

/* What stands behind an opening bracket: the other one, or a first element. */
static bool read_first(parser *p, bool *due)
{
    const bool object = p->json->frames[p->depth - 1].object;
    skip_space(p);
    if (next_is(p, object ? '}' : ']'))
        return read_on(p, due);
    /* A lead that begins with a comma must not be taken for a first one. */
    if (object && !next_is(p, ',') && skim_pairs(p, due))
        return *due || read_on(p, due);
    *due = true;
    if (object)
        return read_key(p, p->at);
    follow(p, NULL);
    return true;
}

static bool read_value(parser *p)
{
    for (bool due = true; due;) {
        skip_space(p);
        if (p->at == p->end)
            return fail(p, EF_BAD_JSON);
        const bool nested = *p->at == '{' || *p->at == '[';
        if (nested ? !open_container(p) || !read_first(p, &due)
                   : !read_scalar(p) || !read_on(p, &due))
            return false;
    }
    return true;
}

bool ef_json_begin(ef_json *json, const ef_wanted *wanted, ef_span bytes)
{
    const size_t had = json->n_nodes;
    const size_t n_nodes = wanted->n_nodes;
    if (!ef_grow(&json->active, &json->n_active, n_nodes, sizeof *json->active) ||
        !ef_grow(&json->nodes, &json->n_nodes, n_nodes, sizeof *json->nodes))
        return false;
    /* Serial numbers never come again, so only new stamps must be set. */
    for (size_t i = had; i < json->n_nodes; i++)
        json->nodes[i].stamp = 0;
    for (size_t i = 0; i < n_nodes; i++)
        json->nodes[i].lead = 0;
    ef_json_leads_reset(&json->leads);
    ef_json_text_begin(&json->text, bytes);
    json->wanted = wanted;
    return true;
}

ef_reason ef_json_next(ef_json *json, ef_span value, bool more, ef_found *found, size_t *at,
                       size_t *end)
{
    parser p = {
        .json = json,
        .wanted = json->wanted,
        .found = found,
        .at = value.at,
        .end = value.at + value.len,
        .count = 1,
    };
    json->active[0] = 0;
    bool good = read_value(&p);
    *end = (size_t)(p.at - value.at);
    if (good && !more) {
        skip_space(&p);
        if (p.at < p.end)
            good = fail(&p, EF_BAD_JSON);
    }
    *at = (size_t)(p.at - value.at);
    return good ? EF_REASON_NONE : p.reason;
}

ef_reason ef_json_read(ef_json *json, const ef_wanted *wanted, ef_span value, bool more,
                       ef_found *found, size_t *at, size_t *end)
{
    if (ef_json_begin(json, wanted, value))
        return ef_json_next(json, value, more, found, at, end);
    *at = *end = 0;
    found->failed = true;
    return EF_REASON_NONE;
}
