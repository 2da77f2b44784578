#include "workbench/gold.h"

#include <stdlib.h>

#include "base/attr.h"
#include "base/grow.h"
#include "records/json_text.h"

enum { LABEL, SCORE, ASPECTS, REASON, MENTIONS_ARENA = 4096 };

const char *const ef_gold_fields[] = {
    [LABEL] = "label", [SCORE] = "score", [ASPECTS] = "aspects", [REASON] = "reason"};
const size_t ef_n_gold_fields = EF_COUNT(ef_gold_fields);

struct ef_gold_reader {
    bool ready;
    uint32_t input; /* of the run, that the rest was made for */
    uint32_t fields[EF_COUNT(ef_gold_fields)];
    ef_wanted *wanted; /* NULL: not JSON */
    uint32_t aspect;
    uint32_t category;
    uint32_t polarity;
    uint32_t reason;
    uint32_t reasons; /* each of a list */
    ef_json json;
    ef_found found;
    ef_gold_mention *mentions;
    size_t n_mentions;
    size_t capacity;
    ef_arena arena;
};

ef_gold_reader *ef_gold_reader_new(void)
{
    ef_gold_reader *const reader = calloc(1, sizeof *reader);
    if (reader != NULL)
        ef_arena_init(&reader->arena, MENTIONS_ARENA);
    return reader;
}

void ef_gold_reader_free(ef_gold_reader *reader)
{
    if (reader == NULL)
        return;
    ef_wanted_free(reader->wanted);
    ef_json_fini(&reader->json);
    ef_found_fini(&reader->found);
    ef_arena_fini(&reader->arena);
    free(reader->mentions);
    free(reader);
}

/* ---- where it lies ---- */

/* The node of the elements at a path, which may say [] itself. */
static uint32_t want_each(ef_wanted *wanted, const ef_path *path)
{
    const ef_step every = {.every = true};
    const uint32_t whole = ef_wanted_add(wanted, 0, path->steps, path->n_steps);
    if (whole == EF_NONE || (path->n_steps > 0 && path->steps[path->n_steps - 1].every))
        return whole;
    return ef_wanted_add(wanted, whole, &every, 1);
}

static bool want(ef_gold_reader *reader, const ef_plan *plan)
{
    const ef_step category = {.key = EF_SPAN("category")};
    const ef_step polarity = {.key = EF_SPAN("polarity")};
    const ef_path *const aspects = &plan->fields[reader->fields[ASPECTS]].paths[0];
    const ef_path *const reason = &plan->fields[reader->fields[REASON]].paths[0];
    ef_wanted *const wanted = ef_wanted_new();
    reader->wanted = wanted;
    if (wanted == NULL)
        return false;
    reader->aspect = want_each(wanted, aspects);
    reader->reason = ef_wanted_add(wanted, 0, reason->steps, reason->n_steps);
    reader->reasons = want_each(wanted, reason);
    if (reader->aspect == EF_NONE || reader->reason == EF_NONE || reader->reasons == EF_NONE)
        return false;
    reader->category = ef_wanted_add(wanted, reader->aspect, &category, 1);
    reader->polarity = ef_wanted_add(wanted, reader->aspect, &polarity, 1);
    return reader->category != EF_NONE && reader->polarity != EF_NONE;
}

static bool follow_plan(ef_gold_reader *reader, const ef_batch *batch)
{
    const ef_plan *const plan = batch->plan;
    if (reader->ready && reader->input == batch->input)
        return true;
    reader->ready = true;
    reader->input = batch->input;
    ef_wanted_free(reader->wanted);
    reader->wanted = NULL;
    for (size_t i = 0; i < ef_n_gold_fields; i++)
        reader->fields[i] = ef_plan_field(plan, ef_span_of(ef_gold_fields[i]));
    return (plan->form != EF_NDJSON && plan->form != EF_JSON) || want(reader, plan);
}

/* ---- labels and numbers ---- */

static bool label_of(ef_span word, ef_label *label)
{
    for (ef_label each = EF_NEUTRAL; each <= EF_NEGATIVE; each++)
        if (ef_span_equal_ignoring_case(ef_span_trim(word), ef_span_of(ef_label_name(each)))) {
            *label = each;
            return true;
        }
    return false;
}

static uint8_t polarity_of(ef_span word)
{
    ef_label label;
    if (label_of(word, &label))
        return (uint8_t)(1u << label);
    return ef_span_is(word, "conflict") ? 0 : EF_OTHER_POLARITY;
}

/* The digits before and after the dot as one number of at most 18 digits, and how many of them
 * stand behind it; more are cut off. */
static bool read_digits(ef_span *text, int64_t *digits, int *behind)
{
    bool any = false;
    bool dot = false;
    size_t i = 0;
    for (; i < text->len; i++) {
        const char c = text->at[i];
        if (c == '.' && !dot) {
            dot = true;
            continue;
        }
        if (c < '0' || c > '9')
            break;
        any = true;
        const bool full = *digits >= INT64_C(100000000000000000);
        if (!full)
            *digits = *digits * 10 + (c - '0');
        *behind += (dot && !full) - (!dot && full);
    }
    *text = ef_span_make(text->at + i, text->len - i);
    return any;
}

bool ef_score_parse(ef_span text, int64_t *score)
{
    text = ef_span_trim(text);
    const bool negative = text.len > 0 && text.at[0] == '-';
    int64_t digits = 0;
    int behind = 0;
    long long exponent = 0;
    if (negative)
        text = ef_span_make(text.at + 1, text.len - 1);
    if (text.len == 0 || !read_digits(&text, &digits, &behind))
        return false;
    if (text.len > 0 && (text.at[0] == 'e' || text.at[0] == 'E') &&
        !ef_span_to_int(ef_span_make(text.at + 1, text.len - 1), &exponent))
        return false;
    if (text.len > 0 && text.at[0] != 'e' && text.at[0] != 'E')
        return false;
    if (exponent < -40 || exponent > 40)
        exponent = exponent < 0 ? -40 : 40;
    int shift = 9 - behind + (int)exponent;
    for (; shift > 0 && digits != 0; shift--) {
        if (digits > INT64_C(100000000000000000))
            return false;
        digits *= 10;
    }
    for (; shift < 0 && digits != 0; shift++)
        digits = shift == -1 ? (digits + 5) / 10 : digits / 10;
    *score = negative ? -digits : digits;
    return digits <= EF_SCORE_UNIT * EF_SCORE_UNIT;
}

/* ---- mentions ---- */

static ef_span decode(ef_gold_reader *reader, const ef_raw *raw)
{
    if (raw->kind != EF_RAW_ESCAPED)
        return raw->bytes;
    uint64_t replaced = 0;
    char *const room = ef_arena_bytes(&reader->arena, raw->bytes.len);
    return room == NULL ? (ef_span){0}
                        : ef_span_make(room, ef_json_unescape(raw->bytes, room, &replaced));
}

static bool add_mention(ef_gold_reader *reader, ef_span category)
{
    if (!ef_grow(&reader->mentions, &reader->capacity, reader->n_mentions + 1,
                 sizeof reader->mentions[0]))
        return false;
    reader->mentions[reader->n_mentions++] = (ef_gold_mention){.category = category};
    return true;
}

/* An object at the aspects' place opens a mention; its members fill it. */
static bool take_mention(ef_gold_reader *reader, const ef_raw *raw)
{
    const bool text = raw->kind == EF_RAW_TEXT || raw->kind == EF_RAW_ESCAPED;
    if (raw->place == reader->aspect && raw->kind == EF_RAW_NESTED)
        return add_mention(reader, (ef_span){0});
    if (!text)
        return true;
    const bool alone = raw->place == reader->aspect || raw->place == reader->reason ||
                       raw->place == reader->reasons;
    if (alone)
        return add_mention(reader, decode(reader, raw));
    if (reader->n_mentions == 0)
        return true;
    ef_gold_mention *const last = &reader->mentions[reader->n_mentions - 1];
    if (raw->place == reader->category)
        last->category = decode(reader, raw);
    else if (raw->place == reader->polarity)
        last->polarity = polarity_of(decode(reader, raw));
    return true;
}

static bool read_mentions(ef_gold_reader *reader, ef_span record)
{
    size_t at = 0;
    size_t end = 0;
    ef_found_reset(&reader->found, reader->wanted->n_nodes);
    /* The record was read before, so it is JSON. */
    ef_json_read(&reader->json, reader->wanted, record, false, &reader->found, &at, &end);
    for (size_t i = 0; i < reader->found.count; i++)
        if (!take_mention(reader, &reader->found.raws[i]))
            return false;
    return !reader->found.failed && !reader->arena.failed;
}

bool ef_gold_read(ef_gold_reader *reader, const ef_block *block, const ef_documents *documents,
                  size_t index, ef_gold *gold)
{
    const ef_batch *const batch = block->batch;
    const ef_document *const document = &documents->items[documents->records[index].first_document];
    const ef_record *const record = &batch->records[block->first + index];
    if (!follow_plan(reader, batch))
        return false;
    ef_arena_reset(&reader->arena);
    reader->n_mentions = 0;
    *gold = (ef_gold){.has_rating = document->has_rating, .rating = document->rating};
    gold->has_label = label_of(document->values[reader->fields[LABEL]], &gold->label);
    gold->has_score = ef_score_parse(document->values[reader->fields[SCORE]], &gold->score);
    if (reader->wanted != NULL) {
        if (!read_mentions(reader, ef_span_make(batch->bytes + record->start, record->len)))
            return false;
    } else if (!add_mention(reader, document->values[reader->fields[REASON]])) {
        return false;
    }
    gold->mentions = reader->mentions;
    gold->n_mentions = reader->n_mentions;
    return true;
}

bool ef_gold_label(const ef_gold *gold, int64_t threshold, ef_label *label)
{
    *label = gold->label;
    if (!gold->has_score)
        return gold->has_label;
    *label = gold->score >= threshold    ? EF_POSITIVE
             : gold->score <= -threshold ? EF_NEGATIVE
                                         : EF_NEUTRAL;
    return true;
}
