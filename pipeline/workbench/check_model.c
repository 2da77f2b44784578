/* earful_check: every example must be found by its own rule, and no counter may be. The texts go
 * through the stages that records go through, so what holds here holds in a run. */
#include <stdlib.h>

#include "hits/analysis.h"
#include "workbench/check_texts.h"
#include "workbench/findings.h"

typedef struct checking {
    const earful_model *model;
    ef_model_files files;
    ef_check_texts texts;
    ef_plan *plan;
    ef_batch batch;
    ef_analysis analysis;
    ef_findings findings;
} checking;

/* Whether the rule holds in a sentence of the record, even if another row's longer hit covers it. */
static bool holds(const checking *of, const ef_rule *rule, const ef_record_info *record)
{
    const ef_tokens *const tokens = &of->analysis.tokens;
    for (uint32_t d = 0; d < record->n_documents; d++) {
        const ef_document_tokens *const document = &tokens->documents[record->first_document + d];
        for (uint32_t i = 0; i < document->n_sentences; i++)
            if (ef_rule_holds(of->analysis.evaluator, rule, document->first_sentence + i))
                return true;
    }
    return false;
}

/* What a text fires. */
typedef struct outcome {
    const ef_topic_hit *hits;
    size_t n_hits;
    bool own;         /* its row, unguarded */
    bool own_guarded; /* its row, negated */
    bool covered;     /* its row, under another row's hit of the topic */
    bool topic;       /* another row of its topic, unguarded */
} outcome;

static outcome look_up(const checking *of, const ef_check_text *text, const ef_record_info *record)
{
    const ef_hits *const hits = &of->analysis.hits;
    const ef_rule *const rule = &of->model->topics.rules[text->rule];
    const uint32_t end = record->first_document + record->n_documents;
    size_t first = 0;
    while (first < hits->n_topics && hits->topics[first].document < record->first_document)
        first++;
    outcome found = {.hits = hits->topics + first};
    for (size_t i = first; i < hits->n_topics && hits->topics[i].document < end; i++) {
        const ef_topic_hit *const hit = &hits->topics[i];
        found.n_hits++;
        found.own |= hit->rule == text->rule && !hit->guarded;
        found.own_guarded |= hit->rule == text->rule && hit->guarded;
        found.topic |= hit->topic == rule->topic && hit->rule != text->rule && !hit->guarded;
    }
    found.covered = found.topic && !found.own && holds(of, rule, record);
    return found;
}

/* Each topic and rule once. */
static void add_fired(checking *of, ef_finding *finding, const outcome *found)
{
    const ef_topics *const topics = &of->model->topics;
    ef_fired *const fired = ef_arena_array(&of->findings.arena, found->n_hits, sizeof fired[0]);
    size_t count = 0;
    for (size_t i = 0; i < found->n_hits && fired != NULL; i++) {
        const ef_topic_hit *const hit = &found->hits[i];
        const ef_rule *const rule = &topics->rules[hit->rule];
        const ef_fired made = {.topic = topics->items[hit->topic].path,
                               .file = rule->file,
                               .line = rule->line,
                               .guarded = hit->guarded};
        bool known = false;
        for (size_t j = 0; j < count; j++)
            known = known || (fired[j].file == made.file && fired[j].line == made.line &&
                              fired[j].guarded == made.guarded);
        if (!known)
            fired[count++] = made;
    }
    finding->fired = fired;
    finding->n_fired = count;
}

static void report(checking *of, const ef_check_text *text, const outcome *found,
                   ef_severity severity, const char *kind, const char *message)
{
    const ef_rule *const rule = &of->model->topics.rules[text->rule];
    const ef_span topic = of->model->topics.items[rule->topic].path;
    ef_finding *const finding = ef_findings_add(
        &of->findings, severity, kind, text->path, text->line, text->column, "%s %.*s%s",
        text->counter ? "the counter of" : "the example of", (int)topic.len, topic.at, message);
    if (finding == NULL)
        return;
    finding->text = text->text;
    add_fired(of, finding, found);
}

static void judge_counter(checking *of, const ef_check_text *text, const outcome *found)
{
    if (found->own)
        report(of, text, found, EF_ERROR, "counter", " fires it; narrow the rule, perhaps by NOT");
    else if (found->topic)
        report(of, text, found, EF_WARNING, "counter",
               " fires another row of the topic; narrow that one");
}

static void judge_example(checking *of, const ef_check_text *text, const outcome *found)
{
    if (found->own || found->covered)
        return;
    if (found->topic)
        report(of, text, found, EF_WARNING, "example",
               " fires another row of the topic only; check whether this row is needed");
    else if (found->own_guarded)
        report(of, text, found, EF_ERROR, "example",
               " is taken for negated; mend the example, or write guard no");
    else
        report(of, text, found, EF_ERROR, "example",
               " does not fire it; widen the rule or mend the example");
}

/* The records of the batch are the lines of the texts. */
static bool fill_batch(checking *of)
{
    const ef_span records = ef_buffer_span(&of->texts.records);
    of->batch.bytes = malloc(records.len + 1);
    if (of->batch.bytes == NULL)
        return false;
    memcpy(of->batch.bytes, records.at, records.len);
    of->batch.capacity = records.len + 1;
    of->batch.len = records.len;
    of->batch.plan = of->plan;
    of->batch.input_name = "examples";
    ef_span rest = records;
    while (rest.len > 0) {
        const ef_span line = ef_span_cut(&rest, '\n');
        const size_t start = (size_t)(line.at - records.at);
        if (!ef_batch_add_record(&of->batch, start, line.len, start))
            return false;
    }
    return true;
}

static bool check_texts(checking *of)
{
    ef_block block;
    if (!fill_batch(of))
        return false;
    while (ef_batch_next_block(&of->batch, &block)) {
        if (!ef_analysis_read(&of->analysis, &block) ||
            !ef_analysis_find(&of->analysis, of->plan, NULL))
            return false;
        for (size_t i = 0; i < block.count; i++) {
            const ef_check_text *const text = &of->texts.items[block.first + i];
            const outcome found = look_up(of, text, &of->analysis.documents.records[i]);
            if (text->counter)
                judge_counter(of, text, &found);
            else
                judge_example(of, text, &found);
        }
    }
    return true;
}

static earful_status check(checking *of, earful_report to, earful_findings *sums, earful_error *err)
{
    const earful_model *const model = of->model;
    earful_status status = ef_check_texts_read(&of->texts, model, &of->files, err);
    if (status == EARFUL_OK && of->texts.count > 0) {
        const ef_plan_options options = {
            .preset = "generic", .extra = model->fields, .n_extra = model->n_fields};
        status = ef_plan_make(&options, "examples", ef_buffer_span(&of->texts.records), true,
                              &of->plan, err);
    }
    if (status == EARFUL_OK && of->texts.count > 0 &&
        (!ef_analysis_init(&of->analysis, model) || !check_texts(of)))
        status = ef_fail_memory(err);
    if (status == EARFUL_OK)
        status = ef_findings_write(&of->findings, to, "examples and counters", of->texts.count,
                                   sums, err);
    return status;
}

earful_status earful_check(const earful_model_options *options, earful_report to,
                           earful_findings *findings, earful_error *err)
{
    earful_model *model = NULL;
    earful_status status = earful_model_open(options, &model, err);
    if (status != EARFUL_OK)
        return status;
    checking of = {.model = model};
    ef_batch_init(&of.batch);
    ef_findings_init(&of.findings);
    status = ef_model_files_read(&of.files, options, err);
    if (status == EARFUL_OK)
        status = check(&of, to, findings, err);
    if (of.analysis.model != NULL)
        ef_analysis_fini(&of.analysis);
    ef_batch_fini(&of.batch);
    ef_plan_free(of.plan);
    ef_check_texts_fini(&of.texts);
    ef_findings_fini(&of.findings);
    ef_model_files_fini(&of.files);
    earful_model_close(model);
    return status;
}
