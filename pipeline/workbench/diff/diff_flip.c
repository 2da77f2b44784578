/* Flips: records whose label or set of topics is another one in model B. A flipped record is shown
 * by the hash of its text; what is written of it depends on the record alone. */
#include <stdlib.h>

#include "base/grow.h"
#include "workbench/diff/diff.h"

bool ef_both_topics_init(ef_both_topics *topics, const earful_model *a, const earful_model *b)
{
    const ef_topics *const sides[] = {&a->topics, &b->topics};
    size_t next[EF_SIDES] = {0};
    *topics = (ef_both_topics){0};
    topics->paths = calloc(sides[0]->count + sides[1]->count + 1, sizeof topics->paths[0]);
    for (int s = 0; s < EF_SIDES; s++)
        topics->number[s] = calloc(sides[s]->count + 1, sizeof topics->number[s][0]);
    if (topics->paths == NULL || topics->number[0] == NULL || topics->number[1] == NULL)
        return false;
    while (next[0] < sides[0]->count || next[1] < sides[1]->count) {
        int order = next[0] == sides[0]->count ? 1 : next[1] == sides[1]->count ? -1 : 0;
        if (order == 0)
            order = ef_span_compare(sides[0]->items[next[0]].path, sides[1]->items[next[1]].path);
        const int first = order > 0;
        topics->paths[topics->count] = sides[first]->items[next[first]].path;
        if (order <= 0)
            topics->number[0][next[0]++] = (uint32_t)topics->count;
        if (order >= 0)
            topics->number[1][next[1]++] = (uint32_t)topics->count;
        topics->count++;
    }
    return true;
}

void ef_both_topics_fini(ef_both_topics *topics)
{
    free(topics->paths);
    free(topics->number[0]);
    free(topics->number[1]);
}

bool ef_flipper_init(ef_flipper *flipper, const earful_model *a, const earful_model *b,
                     const ef_both_topics *topics, size_t most, bool ndjson)
{
    *flipper = (ef_flipper){.models = {a, b}, .topics = topics, .ndjson = ndjson};
    bool good = true;
    ef_snippets_init(&flipper->shown, most);
    for (int s = 0; s < EF_SIDES; s++) {
        flipper->seen[s] = calloc(topics->count + 1, sizeof flipper->seen[s][0]);
        good = ef_analysis_init(&flipper->own[s], flipper->models[s]) && good &&
               flipper->seen[s] != NULL;
    }
    return good;
}

void ef_flipper_fini(ef_flipper *flipper)
{
    for (int s = 0; s < EF_SIDES; s++) {
        free(flipper->seen[s]);
        free(flipper->traces[s].steps);
        ef_analysis_fini(&flipper->own[s]);
    }
    ef_snippets_fini(&flipper->shown);
    free(flipper->documents);
    ef_buffer_fini(&flipper->line);
}

/* Notes which topics the record has, from hit number `next` on; returns the first hit behind. */
static size_t note_topics(ef_flipper *flipper, int side, const ef_hits *hits,
                          const ef_record_info *record, size_t next)
{
    const uint32_t behind = record->first_document + record->n_documents;
    for (; next < hits->n_topics && hits->topics[next].document < behind; next++) {
        const ef_topic_hit *const hit = &hits->topics[next];
        if (!hit->guarded)
            flipper->seen[side][flipper->topics->number[side][hit->topic]] = flipper->turn;
    }
    return next;
}

static bool topics_differ(const ef_flipper *flipper, const ef_hits *hits, int side, size_t first,
                          size_t end)
{
    const uint64_t *const elsewhere = flipper->seen[1 - side];
    for (size_t i = first; i < end; i++) {
        const ef_topic_hit *const hit = &hits->topics[i];
        if (!hit->guarded && elsewhere[flipper->topics->number[side][hit->topic]] != flipper->turn)
            return true;
    }
    return false;
}

/* Both models on this one record, with traces. */
static bool ask_again(ef_flipper *flipper, const ef_plan *plan, const ef_documents *documents,
                      const ef_record_info *record)
{
    ef_record_info alone = *record;
    alone.first_document = 0;
    if (!ef_grow(&flipper->documents, &flipper->documents_capacity, record->n_documents + 1,
                 sizeof flipper->documents[0]))
        return false;
    for (uint32_t i = 0; i < record->n_documents; i++) {
        flipper->documents[i] = documents->items[record->first_document + i];
        flipper->documents[i].record = 0;
    }
    const ef_documents view = {.items = flipper->documents,
                               .count = record->n_documents,
                               .records = &alone,
                               .n_records = 1};
    for (int s = 0; s < EF_SIDES; s++) {
        flipper->traces[s].count = 0;
        if (!ef_analysis_find_in(&flipper->own[s], &view, plan, &flipper->traces[s]))
            return false;
    }
    return true;
}

static void write_id(const ef_block *block, const ef_record_info *record, ef_span id, bool ndjson,
                     ef_buffer *out)
{
    ef_buffer name = {0};
    ef_buffer_add_span(&name, id);
    if (id.len == 0) {
        ef_buffer_add_text(&name, block->batch->input_name);
        ef_buffer_add_char(&name, '#');
        ef_buffer_add_int(&name, (int64_t)record->ordinal);
    }
    if (ndjson)
        ef_buffer_add_json(out, ef_buffer_span(&name));
    else
        ef_snippet_clean(ef_buffer_span(&name), out);
    out->failed = out->failed || name.failed;
    ef_buffer_fini(&name);
}

/* The topics that only one side found. */
static void write_topics(const ef_flipper *flipper, int side, ef_buffer *out)
{
    bool any = false;
    for (size_t i = 0; i < flipper->topics->count; i++) {
        if (flipper->seen[side][i] != flipper->turn || flipper->seen[1 - side][i] == flipper->turn)
            continue;
        if (any)
            ef_buffer_add_char(out, ',');
        else if (!flipper->ndjson)
            ef_buffer_add_text(out, side == EF_SIDE_A ? "; lost" : "; gained");
        any = true;
        if (flipper->ndjson) {
            ef_buffer_add_json(out, flipper->topics->paths[i]);
        } else {
            ef_buffer_add_char(out, ' ');
            ef_buffer_add_span(out, flipper->topics->paths[i]);
        }
    }
}

enum { MOST_MARKS = 8 };

/* What flipped. */
typedef struct flip {
    const ef_block *block;
    const ef_record_info *record;
    const ef_document *document; /* the first one of the customer, or of all */
    ef_label labels[EF_SIDES];
    bool topics;
    ef_mark marks[MOST_MARKS]; /* where the models disagree in the document's text */
    size_t n_marks;
} flip;

/* Takes marks in ascending order. */
static void add_mark(flip *of, const ef_tokens *tokens, uint32_t first, uint32_t last)
{
    const ef_mark mark = {tokens->start[first], tokens->start[last] + tokens->len[last]};
    if (of->n_marks < MOST_MARKS &&
        (of->n_marks == 0 || mark.start >= of->marks[of->n_marks - 1].end))
        of->marks[of->n_marks++] = mark;
}

/* The words that contribute differently, or else the first hit that only one model has. */
static void find_marks(const ef_flipper *flipper, flip *of, uint32_t document)
{
    const ef_analysis *const own = flipper->own;
    const ef_tokens *const tokens = &own[0].tokens;
    const ef_document_tokens *const range = &tokens->documents[document];
    const bool same_tokens = tokens->count == own[1].tokens.count;
    for (uint32_t t = range->first_token;
         t < range->first_token + range->n_tokens && same_tokens && of->labels[0] != of->labels[1];
         t++) {
        if (own[0].hits.contributions[t] != own[1].hits.contributions[t])
            add_mark(of, tokens, t, t);
    }
    for (int s = 0; s < EF_SIDES; s++) {
        const ef_hits *const hits = &own[s].hits;
        for (size_t i = 0; i < hits->n_topics && of->n_marks == 0; i++) {
            const ef_topic_hit *const hit = &hits->topics[i];
            const uint32_t number = flipper->topics->number[s][hit->topic];
            if (hit->document == document && !hit->guarded &&
                flipper->seen[1 - s][number] != flipper->turn)
                add_mark(of, &own[s].tokens, hit->first_token, hit->last_token);
        }
    }
}

static void write_ndjson(ef_flipper *flipper, const flip *of)
{
    ef_buffer *const out = &flipper->line;
    ef_buffer_add_text(out, "{\"kind\":\"flip\",\"id\":");
    write_id(of->block, of->record, of->document->values[EF_ID], true, out);
    ef_buffer_add_format(out, ",\"label_a\":\"%s\",\"label_b\":\"%s\",\"lost\":[",
                         ef_label_name(of->labels[0]), ef_label_name(of->labels[1]));
    write_topics(flipper, EF_SIDE_A, out);
    ef_buffer_add_text(out, "],\"gained\":[");
    write_topics(flipper, EF_SIDE_B, out);
    ef_buffer_add_text(out, "],\"causes\":[");
    ef_write_causes(flipper, of->labels[0] != of->labels[1], of->topics, out);
    ef_buffer_add_text(out, "],");
    ef_snippet_add_json(of->document->text, of->marks, of->n_marks, out);
    ef_buffer_add_text(out, "}\n");
}

static void write_text(ef_flipper *flipper, const flip *of)
{
    ef_buffer *const out = &flipper->line;
    ef_buffer_add_text(out, "  ");
    write_id(of->block, of->record, of->document->values[EF_ID], false, out);
    ef_buffer_add_format(out, ": %s", ef_label_name(of->labels[0]));
    if (of->labels[0] != of->labels[1])
        ef_buffer_add_format(out, " -> %s", ef_label_name(of->labels[1]));
    write_topics(flipper, EF_SIDE_A, out);
    write_topics(flipper, EF_SIDE_B, out);
    ef_buffer_add_text(out, "\n      ");
    ef_snippet_show(of->document->text, of->marks, of->n_marks, out);
    ef_buffer_add_char(out, '\n');
    ef_write_causes(flipper, of->labels[0] != of->labels[1], of->topics, out);
}

static const ef_document *speaking_document(const ef_documents *documents,
                                            const ef_record_info *record)
{
    const ef_role role = ef_speaker_of(documents, record);
    const ef_document *const first = &documents->items[record->first_document];
    for (uint32_t i = 0; i < record->n_documents; i++) {
        if (role == EF_ROLE_COUNT || first[i].role == role)
            return &first[i];
    }
    return first;
}

static bool show(ef_flipper *flipper, const ef_documents *documents, flip *of)
{
    of->document = speaking_document(documents, of->record);
    const uint64_t rank = ef_hash(of->document->text);
    if (!ef_snippets_want(&flipper->shown, rank))
        return true;
    if (!ask_again(flipper, of->block->batch->plan, documents, of->record))
        return false;
    const ef_document *const first = &documents->items[of->record->first_document];
    find_marks(flipper, of, (uint32_t)(of->document - first));
    ef_buffer_reset(&flipper->line);
    if (flipper->ndjson)
        write_ndjson(flipper, of);
    else
        write_text(flipper, of);
    ef_snippets_offer(&flipper->shown, rank, ef_buffer_span(&flipper->line));
    return !flipper->line.failed && !flipper->shown.failed;
}

static bool look_at(ef_flipper *flipper, const ef_block *block, const ef_record_info *record,
                    const ef_analysis *const analyses[EF_SIDES], size_t next[EF_SIDES])
{
    const ef_documents *const documents = &analyses[EF_SIDE_A]->documents;
    const ef_role role = ef_speaker_of(documents, record);
    flip of = {.block = block, .record = record};
    const size_t first[EF_SIDES] = {next[0], next[1]};
    flipper->turn++;
    for (int s = 0; s < EF_SIDES; s++) {
        const ef_analysis *const one = analyses[s];
        next[s] = note_topics(flipper, s, &one->hits, record, next[s]);
        of.labels[s] =
            ef_score_of(one->model, documents, &one->tokens, &one->hits, record, role).label;
    }
    of.topics = topics_differ(flipper, &analyses[0]->hits, 0, first[0], next[0]) ||
                topics_differ(flipper, &analyses[1]->hits, 1, first[1], next[1]);
    const bool label = of.labels[0] != of.labels[1];
    flipper->counts.checked++;
    flipper->counts.labels += label;
    flipper->counts.topics += of.topics;
    flipper->counts.flipped += label || of.topics;
    return (!label && !of.topics) || show(flipper, documents, &of);
}

earful_status ef_flipper_look(ef_flipper *flipper, const ef_block *block, const ef_analysis *a,
                              const ef_analysis *b, earful_error *err)
{
    const ef_analysis *const analyses[EF_SIDES] = {a, b};
    const ef_documents *const documents = &a->documents;
    size_t next[EF_SIDES] = {0};
    for (size_t i = 0; i < documents->n_records; i++) {
        const ef_record_info *const record = &documents->records[i];
        if (record->outcome == EF_SCORED && !look_at(flipper, block, record, analyses, next))
            return ef_fail_memory(err);
    }
    return EARFUL_OK;
}
