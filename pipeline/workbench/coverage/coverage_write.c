#include "workbench/coverage/coverage_write.h"

#include <inttypes.h>
#include <stdlib.h>

#include "report/figures.h"
#include "tallies/ratio.h"

enum { NAME_WIDTH = 24, COUNT_WIDTH = 12, SHARE_WIDTH = 8, GREEDY = 5 };

static bool is_greedy(const ef_coverage_counts *counts, size_t topic, uint64_t records)
{
    return counts->records_by_topic[topic] > records / GREEDY;
}

uint64_t ef_coverage_warnings(const ef_coverage_counts *counts)
{
    const uint64_t records = ef_coverage_total(counts).records;
    uint64_t warnings = 0;
    for (size_t i = 0; i < counts->model->topics.count; i++)
        warnings += is_greedy(counts, i, records);
    for (size_t i = 0; i < counts->model->topics.n_rules; i++)
        warnings += counts->hits_by_rule[i] == 0;
    return warnings;
}

/* A channel and its number; they are written by name. */
typedef struct channel {
    ef_span name;
    const ef_caught *caught;
} channel;

static int by_name(const void *a, const void *b)
{
    const channel *const left = a;
    const channel *const right = b;
    return ef_span_compare(left->name, right->name);
}

static channel *sorted_channels(const ef_coverage_counts *counts)
{
    channel *const channels = calloc(counts->channels.count + 1, sizeof channels[0]);
    for (uint32_t i = 0; i < counts->channels.count && channels != NULL; i++)
        channels[i] = (channel){ef_table_key(&counts->channels, i), &counts->by_channel[i]};
    if (channels != NULL)
        qsort(channels, counts->channels.count, sizeof channels[0], by_name);
    return channels;
}

/* ---- text ---- */

static void add_share(ef_buffer *out, uint64_t part, uint64_t whole)
{
    size_t start = out->len;
    ef_figure_count(out, (int64_t)part);
    ef_figure_align_right(out, start, COUNT_WIDTH);
    start = out->len;
    ef_figure_percent(out, (int64_t)part, (int64_t)whole);
    ef_figure_align_right(out, start, SHARE_WIDTH);
}

static void add_line(ef_buffer *out, const char *name, uint64_t part, uint64_t whole)
{
    ef_buffer_add_format(out, "  %-28s", name);
    add_share(out, part, whole);
    ef_buffer_add_char(out, '\n');
}

static void add_summary(const ef_coverage_counts *counts, const ef_caught *total, ef_buffer *out)
{
    const ef_words_caught *const words = &counts->words;
    ef_buffer_add_text(out, "records ");
    ef_figure_count(out, (int64_t)total->records);
    ef_buffer_add_char(out, '\n');
    add_line(out, "with a topic", total->with_topic, total->records);
    add_line(out, "negative", total->negative, total->records);
    add_line(out, "negative without a topic", total->negative_without_topic, total->negative);
    ef_buffer_add_text(out, "\nwords ");
    ef_figure_count(out, (int64_t)words->words);
    ef_buffer_add_char(out, '\n');
    add_line(out, "terms of the lexicon", words->in_lexicon, words->words);
    add_line(out, "asked for by a rule", words->in_rules, words->words);
    add_line(out, "inside a topic hit", words->in_hits, words->words);
}

static void add_channels(const channel *channels, size_t n_channels, ef_buffer *out)
{
    ef_buffer_add_text(out, "\nchannel                      records        with a topic            "
                            "negative     without a topic\n");
    for (size_t i = 0; i < n_channels; i++) {
        const ef_caught *const caught = channels[i].caught;
        size_t start = out->len;
        ef_figure_name(out, channels[i].name, NAME_WIDTH);
        ef_figure_pad(out, start, NAME_WIDTH);
        start = out->len;
        ef_figure_count(out, (int64_t)caught->records);
        ef_figure_align_right(out, start, COUNT_WIDTH);
        add_share(out, caught->with_topic, caught->records);
        add_share(out, caught->negative, caught->records);
        add_share(out, caught->negative_without_topic, caught->negative);
        ef_buffer_add_char(out, '\n');
    }
}

static void add_greedy(const ef_coverage_counts *counts, uint64_t records, ef_buffer *out)
{
    bool any = false;
    for (size_t i = 0; i < counts->model->topics.count; i++) {
        if (!is_greedy(counts, i, records))
            continue;
        if (!any)
            ef_buffer_add_text(out, "\ntopics in more than a fifth of the records\n");
        any = true;
        add_share(out, counts->records_by_topic[i], records);
        ef_buffer_add_text(out, "  ");
        ef_figure_name(out, counts->model->topics.items[i].path, 200);
        ef_buffer_add_char(out, '\n');
    }
}

static void add_dead(const ef_coverage_counts *counts, ef_buffer *out)
{
    const ef_topics *const topics = &counts->model->topics;
    uint64_t dead = 0;
    for (size_t i = 0; i < topics->n_rules; i++)
        dead += counts->hits_by_rule[i] == 0;
    ef_buffer_add_text(out, "\nrules that never fired: ");
    ef_figure_count(out, (int64_t)dead);
    ef_buffer_add_text(out, " of ");
    ef_figure_count(out, (int64_t)topics->n_rules);
    ef_buffer_add_char(out, '\n');
    for (size_t i = 0; i < topics->n_rules; i++) {
        const ef_rule *const rule = &topics->rules[i];
        if (counts->hits_by_rule[i] > 0)
            continue;
        ef_buffer_add_format(out, "  %s:%" PRIu32 "  ", rule->file, rule->line);
        ef_figure_name(out, topics->items[rule->topic].path, 200);
        ef_buffer_add_char(out, '\n');
    }
}

bool ef_write_coverage_text(const ef_coverage_counts *counts, ef_buffer *out)
{
    const ef_caught total = ef_coverage_total(counts);
    channel *const channels = sorted_channels(counts);
    if (channels == NULL)
        return false;
    add_summary(counts, &total, out);
    add_channels(channels, counts->channels.count, out);
    add_greedy(counts, total.records, out);
    add_dead(counts, out);
    free(channels);
    return true;
}

/* ---- NDJSON ---- */

static void add_json_count(ef_buffer *out, const char *name, uint64_t count)
{
    ef_buffer_add_format(out, ",\"%s\":%" PRIu64, name, count);
}

/* In ten-thousandths; null of nothing. */
static void add_json_share(ef_buffer *out, const char *name, uint64_t part, uint64_t whole)
{
    ef_buffer_add_format(out, ",\"%s\":", name);
    if (whole == 0)
        ef_buffer_add_text(out, "null");
    else
        ef_buffer_add_fixed4(out, ef_ratio((ef_wide)part * EF_UNIT, (ef_wide)whole));
}

static void add_json_caught(ef_buffer *out, const ef_caught *caught)
{
    add_json_count(out, "records", caught->records);
    add_json_count(out, "with_topic", caught->with_topic);
    add_json_share(out, "with_topic_share", caught->with_topic, caught->records);
    add_json_count(out, "negative", caught->negative);
    add_json_count(out, "negative_without_topic", caught->negative_without_topic);
    add_json_share(out, "negative_without_topic_share", caught->negative_without_topic,
                   caught->negative);
}

static void add_json_summary(const ef_coverage_counts *counts, const ef_caught *total,
                             ef_buffer *out)
{
    const ef_words_caught *const words = &counts->words;
    ef_buffer_add_text(out, "{\"kind\":\"summary\"");
    add_json_caught(out, total);
    add_json_count(out, "words", words->words);
    add_json_share(out, "words_in_lexicon_share", words->in_lexicon, words->words);
    add_json_share(out, "words_in_rules_share", words->in_rules, words->words);
    add_json_share(out, "words_in_hits_share", words->in_hits, words->words);
    ef_buffer_add_text(out, "}\n");
}

static void add_json_topic(const ef_coverage_counts *counts, size_t topic, uint64_t records,
                           ef_buffer *out)
{
    ef_buffer_add_text(out, "{\"kind\":\"greedy_topic\",\"topic\":");
    ef_buffer_add_json(out, counts->model->topics.items[topic].path);
    add_json_count(out, "records", counts->records_by_topic[topic]);
    add_json_share(out, "share", counts->records_by_topic[topic], records);
    ef_buffer_add_text(out, "}\n");
}

static void add_json_rule(const ef_topics *topics, const ef_rule *rule, ef_buffer *out)
{
    ef_buffer_add_text(out, "{\"kind\":\"dead_rule\",\"file\":");
    ef_buffer_add_json_bytes(out, ef_span_of(rule->file));
    add_json_count(out, "line", rule->line);
    ef_buffer_add_text(out, ",\"topic\":");
    ef_buffer_add_json(out, topics->items[rule->topic].path);
    ef_buffer_add_text(out, "}\n");
}

bool ef_write_coverage_ndjson(const ef_coverage_counts *counts, ef_buffer *out)
{
    const ef_caught total = ef_coverage_total(counts);
    const ef_topics *const topics = &counts->model->topics;
    channel *const channels = sorted_channels(counts);
    if (channels == NULL)
        return false;
    add_json_summary(counts, &total, out);
    for (size_t i = 0; i < counts->channels.count; i++) {
        ef_buffer_add_text(out, "{\"kind\":\"channel\",\"channel\":");
        ef_buffer_add_json(out, channels[i].name);
        add_json_caught(out, channels[i].caught);
        ef_buffer_add_text(out, "}\n");
    }
    for (size_t i = 0; i < topics->count; i++)
        if (is_greedy(counts, i, total.records))
            add_json_topic(counts, i, total.records, out);
    for (size_t i = 0; i < topics->n_rules; i++)
        if (counts->hits_by_rule[i] == 0)
            add_json_rule(topics, &topics->rules[i], out);
    free(channels);
    return true;
}
