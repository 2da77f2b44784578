#include "report/sniff.h"

#include "records/document.h"

enum { SAMPLES = 3, SHOWN_BYTES = 160 };

/* The start of a text on one line, cut between characters. */
static void add_start_of(ef_span text, ef_buffer *out)
{
    size_t len = text.len < SHOWN_BYTES ? text.len : SHOWN_BYTES;
    while (len < text.len && len > 0 && ((unsigned char)text.at[len] & 0xc0) == 0x80)
        len--;
    for (size_t i = 0; i < len; i++) {
        const unsigned char c = (unsigned char)text.at[i];
        ef_buffer_add_char(out, c < 0x20 || c == 0x7f ? ' ' : text.at[i]);
    }
    if (len < text.len)
        ef_buffer_add_text(out, "...");
}

static void document_as_text(const ef_plan *plan, const ef_document *document, ef_buffer *out)
{
    for (uint32_t i = 0; i < plan->n_fields; i++) {
        if (i == EF_TEXT || i == EF_REPLY || document->values[i].at == NULL)
            continue;
        ef_buffer_add_text(out, "  ");
        ef_buffer_add_span(out, plan->fields[i].name);
        ef_buffer_add_char(out, '=');
        add_start_of(document->values[i], out);
    }
    ef_buffer_add_format(out, "  (%s)\n    ", ef_role_name(document->role));
    add_start_of(document->text, out);
    ef_buffer_add_char(out, '\n');
}

static void record_as_text(const ef_plan *plan, const ef_documents *documents, size_t index,
                           ef_buffer *out)
{
    const ef_record_info *const record = &documents->records[index];
    ef_buffer_add_format(out, "record %zu:", index + 1);
    if (record->outcome != EF_SCORED) {
        ef_buffer_add_text(out,
                           record->outcome == EF_REJECTED ? " cannot be read\n" : " filtered\n");
        return;
    }
    for (uint32_t i = 0; i < record->n_documents; i++)
        document_as_text(plan, &documents->items[record->first_document + i], out);
}

static void document_as_json(const ef_plan *plan, const ef_document *document, ef_buffer *out)
{
    ef_buffer_add_format(out, "{\"role\":\"%s\"", ef_role_name(document->role));
    for (uint32_t i = 0; i < plan->n_fields; i++) {
        if (i == EF_TEXT || i == EF_REPLY || i == EF_ROLE || document->values[i].at == NULL)
            continue;
        ef_buffer_add_char(out, ',');
        ef_buffer_add_json(out, plan->fields[i].name);
        ef_buffer_add_char(out, ':');
        ef_buffer_add_json(out, document->values[i]);
    }
    ef_buffer_add_text(out, ",\"text\":");
    ef_buffer_add_json(out, document->text);
    ef_buffer_add_char(out, '}');
}

static void record_as_json(const ef_plan *plan, const ef_documents *documents, size_t index,
                           ef_buffer *out)
{
    const ef_record_info *const record = &documents->records[index];
    ef_buffer_add_char(out, '[');
    for (uint32_t i = 0; i < record->n_documents; i++) {
        if (i > 0)
            ef_buffer_add_char(out, ',');
        document_as_json(plan, &documents->items[record->first_document + i], out);
    }
    ef_buffer_add_char(out, ']');
}

static void write_sniff(ef_reader *reader, const char *name, const ef_documents *documents,
                        bool json, ef_buffer *out)
{
    const ef_plan *const plan = ef_reader_plan(reader);
    const char *const compression =
        ef_compression_name(ef_source_compression(ef_reader_source(reader)));
    ef_buffer_add_text(out, json ? "{\"input\":" : "");
    if (json)
        ef_buffer_add_json(out, ef_span_of(name));
    else
        add_start_of(ef_span_of(name), out);
    ef_buffer_add_format(out, json ? ",\"compression\":\"%s\"" : "\ncompression %s\n", compression);
    ef_plan_describe(plan, json, out);
    ef_buffer_add_text(out, json ? ",\"records\":[" : "");
    for (size_t i = 0; i < documents->n_records && i < SAMPLES; i++) {
        if (json && i > 0)
            ef_buffer_add_char(out, ',');
        (json ? record_as_json : record_as_text)(plan, documents, i, out);
    }
    ef_buffer_add_text(out, json ? "]}\n" : "\n");
}

earful_status ef_sniff(const earful_input *input, const ef_reader_options *options, bool json,
                       ef_buffer *out, earful_error *err)
{
    ef_reader *reader = NULL;
    ef_batch batch;
    ef_documents documents;
    ef_block block;
    bool more = false;
    ef_batch_init(&batch);
    ef_documents_init(&documents);
    earful_status status = ef_reader_open(input, options, &reader, err);
    earful_error what = {0};
    if (status == EARFUL_OK)
        status = ef_reader_fill(reader, &batch, &more, &what);
    /* Damage further on is no reason not to say what the head looks like. */
    if (status == EARFUL_CORRUPT)
        status = EARFUL_OK;
    else if (what.status != EARFUL_OK && err != NULL)
        *err = what;
    if (status == EARFUL_OK) {
        batch.plan = ef_reader_plan(reader);
        batch.input_name = input->name;
        if ((ef_batch_next_block(&batch, &block) && !ef_read_documents(&block, &documents)))
            status = ef_fail_memory(err);
    }
    if (status == EARFUL_OK)
        write_sniff(reader, input->name, &documents, json, out);
    ef_documents_fini(&documents);
    ef_batch_fini(&batch);
    ef_reader_close(reader);
    return status == EARFUL_OK && out->failed ? ef_fail_memory(err) : status;
}
