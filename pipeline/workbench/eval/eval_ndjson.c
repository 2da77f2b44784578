/* An evaluation as NDJSON: an object an input, one of kind "all", one of kind "calibrated". */
#include "report/rows.h"
#include "workbench/eval/eval_write.h"
#include <inttypes.h>

static const ef_label shown[EF_CLASSES] = {EF_POSITIVE, EF_NEUTRAL, EF_NEGATIVE};

static void add_value(ef_buffer *out, double value)
{
    const int64_t rounded = ef_ten_thousandths(value);
    if (rounded == EF_NULL)
        ef_buffer_add_text(out, "null");
    else
        ef_buffer_add_fixed4(out, rounded);
}

static void add_number(ef_buffer *out, const char *name, double value)
{
    ef_buffer_add_format(out, ",\"%s\":", name);
    add_value(out, value);
}

static void add_estimate(ef_buffer *out, const char *name, const ef_estimate *estimate)
{
    add_number(out, name, estimate->value);
    ef_buffer_add_format(out, ",\"%s_interval\":[", name);
    add_value(out, estimate->interval.low);
    ef_buffer_add_char(out, ',');
    add_value(out, estimate->interval.high);
    ef_buffer_add_char(out, ']');
}

static void add_rates(ef_buffer *out, const ef_rates *rates)
{
    add_number(out, "precision", rates->precision);
    add_number(out, "recall", rates->recall);
    add_number(out, "f1", rates->f1);
}

static void add_class(ef_buffer *out, const ef_eval_numbers *numbers, ef_label label)
{
    const uint64_t *const said = numbers->confusion.counts[label];
    ef_buffer_add_format(out, "\"%s\":{\"records\":%" PRIu64, ef_label_name(label),
                         numbers->labels.gold[label]);
    add_rates(out, &numbers->labels.classes[label]);
    ef_buffer_add_format(out,
                         ",\"said\":{\"positive\":%" PRIu64 ",\"neutral\":%" PRIu64
                         ",\"negative\":%" PRIu64 ",\"none\":%" PRIu64 "}}",
                         said[EF_POSITIVE], said[EF_NEUTRAL], said[EF_NEGATIVE],
                         said[EF_UNLABELLED]);
}

static void add_labels(ef_buffer *out, const ef_eval_numbers *numbers)
{
    ef_buffer_add_format(out, ",\"labels\":{\"records\":%" PRIu64, numbers->labels.records);
    add_estimate(out, "accuracy", &numbers->accuracy);
    add_estimate(out, "macro_f1", &numbers->macro_f1);
    add_number(out, "macro_precision", numbers->labels.macro.precision);
    add_number(out, "macro_recall", numbers->labels.macro.recall);
    add_number(out, "weighted_f1", numbers->labels.weighted.f1);
    ef_buffer_add_text(out, ",\"classes\":{");
    for (size_t i = 0; i < EF_CLASSES; i++) {
        if (i > 0)
            ef_buffer_add_char(out, ',');
        add_class(out, numbers, shown[i]);
    }
    ef_buffer_add_text(out, "}}");
}

static void add_correlations(ef_buffer *out, const char *name, const ef_correlations *of)
{
    if (of->records == 0)
        return;
    ef_buffer_add_format(out, ",\"%s\":{\"records\":%" PRIu64, name, of->records);
    add_estimate(out, "pearson", &of->pearson);
    add_estimate(out, "spearman", &of->spearman);
    ef_buffer_add_char(out, '}');
}

static void add_category(ef_buffer *out, ef_span name, const ef_topic_counts *counts)
{
    const ef_rates rates = ef_rates_of(counts->hit, counts->wrong, counts->missed);
    ef_buffer_add_text(out, "{\"category\":");
    ef_buffer_add_json(out, name);
    add_rates(out, &rates);
    ef_buffer_add_format(out, ",\"gold\":%" PRIu64 ",\"said\":%" PRIu64,
                         counts->hit + counts->missed, counts->hit + counts->wrong);
    add_number(out, "sentiment", ef_share(counts->right, counts->judged));
    ef_buffer_add_char(out, '}');
}

static void add_topics(ef_buffer *out, const ef_eval_map *map, const ef_eval_part *part)
{
    const ef_topic_numbers *const topics = &part->numbers.topics;
    bool any = false;
    ef_buffer_add_format(out, ",\"topics\":{\"gold\":%" PRIu64,
                         topics->sum.hit + topics->sum.missed);
    add_estimate(out, "micro_f1", &topics->micro_f1);
    add_number(out, "micro_precision", topics->micro.precision);
    add_number(out, "micro_recall", topics->micro.recall);
    add_number(out, "macro_f1", topics->macro_f1);
    add_number(out, "exact", topics->exact);
    add_number(out, "sentiment", topics->sentiment);
    add_estimate(out, "joint_f1", &topics->joint_f1);
    ef_buffer_add_text(out, ",\"categories\":[");
    for (uint32_t i = 0; i < map->categories.count; i++) {
        const ef_topic_counts *const counts = &part->categories[i];
        if (!map->given && counts->hit + counts->missed + counts->wrong == 0)
            continue;
        if (any)
            ef_buffer_add_char(out, ',');
        any = true;
        add_category(out, ef_table_key(&map->categories, i), counts);
    }
    ef_buffer_add_text(out, "]}");
}

static void add_part(ef_buffer *out, const char *kind, const ef_eval_map *map,
                     const ef_eval_part *part)
{
    ef_buffer_add_format(out, "{\"kind\":\"%s\",\"input\":", kind);
    ef_buffer_add_json_bytes(out, part->name);
    ef_buffer_add_format(out, ",\"records\":%" PRIu64 ",\"missing\":%" PRIu64, part->records,
                         part->missing);
    if (part->numbers.labels.records > 0)
        add_labels(out, &part->numbers);
    add_correlations(out, "score", &part->numbers.score);
    add_correlations(out, "rating", &part->numbers.rating);
    if (part->numbers.has_topics)
        add_topics(out, map, part);
    ef_buffer_add_text(out, "}\n");
}

void ef_write_evaluation_ndjson(const ef_evaluation *evaluation, ef_buffer *out)
{
    const ef_table *const unknown = &evaluation->map->unknown;
    for (uint32_t i = 0; i < unknown->count; i++) {
        ef_buffer_add_text(out, "{\"kind\":\"unknown_topic\",\"topic\":");
        ef_buffer_add_json_bytes(out, ef_table_key(unknown, i));
        ef_buffer_add_text(out, "}\n");
    }
    for (size_t i = 0; i < evaluation->n_parts; i++)
        add_part(out, "input", evaluation->map, &evaluation->parts[i]);
    if (evaluation->all != NULL)
        add_part(out, "all", evaluation->map, evaluation->all);
    if (evaluation->all != NULL) {
        ef_buffer_add_text(out, "{\"kind\":\"mean\"");
        add_number(out, "macro_f1", ef_mean_macro_f1(evaluation->parts, evaluation->n_parts));
        ef_buffer_add_text(out, "}\n");
    }
    if (evaluation->band == NULL)
        return;
    ef_buffer_add_text(out, "{\"kind\":\"calibrated\",\"positive_threshold\":");
    ef_buffer_add_fixed4(out, evaluation->band->positive);
    ef_buffer_add_text(out, ",\"negative_threshold\":");
    ef_buffer_add_fixed4(out, evaluation->band->negative);
    add_number(out, "macro_f1", evaluation->band->macro_f1);
    ef_buffer_add_text(out, "}\n");
}
