#include "report/write_record.h"

#include <inttypes.h>
#include <stdio.h>

static void write_id(const char *input_name, const ef_record_info *record, ef_span id,
                     ef_buffer *out)
{
    if (id.len > 0) {
        ef_buffer_add_json(out, id);
        return;
    }
    char ordinal[24];
    const int len = snprintf(ordinal, sizeof ordinal, "#%" PRIu64, record->ordinal);
    ef_buffer_add_json(out, ef_span_of(input_name));
    out->len -= out->failed ? 0 : 1; /* the closing quote goes behind the ordinal */
    ef_buffer_add(out, ordinal, (size_t)len);
    ef_buffer_add_char(out, '"');
}

static void write_compound(const char *name, int32_t value, ef_buffer *out)
{
    ef_buffer_add_format(out, ",\"%s\":", name);
    ef_buffer_add_fixed4(out, value);
}

/* Of VADER, with the three digits that it has. */
static void write_share(const char *name, int32_t value, ef_buffer *out)
{
    write_compound(name, value, out);
    out->len -= out->failed ? 0 : 1;
}

static void write_place(const ef_document *document, const ef_tokens *tokens,
                        const ef_topic_hit *hit, ef_buffer *out)
{
    const uint32_t last = hit->last_token;
    const uint32_t clean_start = tokens->start[hit->first_token];
    const uint32_t clean_end = tokens->start[last] + tokens->len[last];
    uint32_t part = 0;
    uint32_t end_part = 0;
    const uint32_t start = ef_document_field_offset(document, clean_start, &part);
    /* The end is the byte behind the last one, so that markup after it does not count. */
    const uint32_t end = ef_document_field_offset(document, clean_end - 1, &end_part) + 1;
    ef_buffer_add_text(out, ",\"field\":");
    ef_buffer_add_json(out,
                       part < document->n_parts ? document->parts[part] : EF_SPAN_TEXT("text"));
    ef_buffer_add_format(out, ",\"start\":%" PRIu32, start);
    if (end_part == part)
        ef_buffer_add_format(out, ",\"end\":%" PRIu32, end);
}

static void write_hit(const ef_analysis *analysis, const ef_record_info *record,
                      const ef_topic_hit *hit, ef_buffer *out)
{
    const earful_model *const model = analysis->model;
    const ef_document *const document = &analysis->documents.items[hit->document];
    const ef_rule *const rule = &model->topics.rules[hit->rule];
    ef_buffer_add_text(out, "{\"topic\":");
    ef_buffer_add_json(out, model->topics.items[hit->topic].path);
    ef_buffer_add_format(out, ",\"sentiment\":\"%s\"",
                         ef_label_name(ef_label_of(&model->settings, hit->compound)));
    write_compound("compound", hit->compound, out);
    if (record->n_documents > 1)
        ef_buffer_add_format(out, ",\"turn\":%" PRIu32 ",\"role\":\"%s\"",
                             hit->document - record->first_document, ef_role_name(document->role));
    write_place(document, &analysis->tokens, hit, out);
    ef_buffer_add_text(out, ",\"rule\":");
    char line[16];
    const int len = snprintf(line, sizeof line, ":%" PRIu32, rule->line);
    ef_buffer_add_json(out, ef_span_of(rule->file));
    out->len -= out->failed ? 0 : 1;
    ef_buffer_add(out, line, (size_t)len);
    ef_buffer_add_text(out, "\"}");
}

static void write_topics(const ef_analysis *analysis, const ef_record_info *record, ef_buffer *out)
{
    const ef_hits *const hits = &analysis->hits;
    const uint32_t behind = record->first_document + record->n_documents;
    bool any = false;
    ef_buffer_add_text(out, ",\"topics\":[");
    for (size_t i = ef_first_topic_hit(hits, record->first_document);
         i < hits->n_topics && hits->topics[i].document < behind; i++) {
        if (hits->topics[i].guarded)
            continue;
        if (any)
            ef_buffer_add_char(out, ',');
        any = true;
        write_hit(analysis, record, &hits->topics[i], out);
    }
    ef_buffer_add_char(out, ']');
}

static void write_scores(const ef_analysis *analysis, const ef_record_info *record, ef_buffer *out)
{
    const ef_score score =
        ef_score_of(analysis->model, &analysis->documents, &analysis->tokens, &analysis->hits,
                    record, ef_speaker_of(&analysis->documents, record));
    write_compound("compound", score.compound, out);
    ef_buffer_add_format(out, ",\"label\":\"%s\",\"mixed\":%s", ef_label_name(score.label),
                         score.mixed ? "true" : "false");
    if (analysis->model->vader != NULL) {
        write_share("pos", score.pos, out);
        write_share("neu", score.neu, out);
        write_share("neg", score.neg, out);
    } else {
        write_compound("pos", score.pos, out);
        write_compound("neg", score.neg, out);
    }
    ef_buffer_add_format(out, ",\"sentences\":%" PRIu32, score.sentences);
    write_topics(analysis, record, out);
}

void ef_write_score(const ef_analysis *analysis, const char *input_name, size_t index,
                    ef_buffer *out)
{
    const ef_documents *const documents = &analysis->documents;
    const ef_record_info *const record = &documents->records[index];
    if (record->outcome == EF_REJECTED)
        return;
    const ef_document *const document =
        record->n_documents > 0 ? &documents->items[record->first_document] : NULL;
    ef_buffer_add_text(out, "{\"id\":");
    write_id(input_name, record, document != NULL ? document->values[EF_ID] : (ef_span){0}, out);
    ef_buffer_add_text(out, ",\"channel\":");
    const ef_span channel = document != NULL ? document->values[EF_CHANNEL] : (ef_span){0};
    ef_buffer_add_json(out, channel.len > 0 ? channel : EF_SPAN_TEXT("unknown"));
    if (record->outcome == EF_FILTERED) {
        ef_buffer_add_text(out, ",\"filtered\":");
        ef_buffer_add_json(out, record->reason);
    } else if (record->outcome == EF_DUPLICATE) {
        ef_buffer_add_text(out, ",\"duplicate\":true");
    } else {
        write_scores(analysis, record, out);
    }
    ef_buffer_add_text(out, "}\n");
}

void ef_write_reject(const char *input_name, const ef_reject *reject, ef_buffer *out)
{
    ef_buffer_add_text(out, "{\"source\":");
    ef_buffer_add_json(out, ef_span_of(input_name));
    ef_buffer_add_format(
        out, ",\"offset\":%" PRIu64 ",\"record\":%" PRIu64 ",\"reason\":\"%s\",\"at\":%" PRIu32,
        reject->offset, reject->record, ef_reason_name(reject->reason), reject->at);
    if (reject->reason == EF_RAGGED_ROW)
        ef_buffer_add_format(out, ",\"cells\":%" PRIu32, reject->detail);
    ef_buffer_add_text(out, ",\"bytes\":");
    ef_buffer_add_json_bytes(out, reject->bytes);
    ef_buffer_add_text(out, "}\n");
}
