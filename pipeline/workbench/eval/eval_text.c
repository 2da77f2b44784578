/* An evaluation as text. Columns are padded, never cut, but for the names of topics. */
#include "report/figures.h"
#include "report/rows.h"
#include "workbench/eval/eval_write.h"

enum { NAME_WIDTH = 34, NUMBER_WIDTH = 10 };

static const ef_label shown[EF_CLASSES] = {EF_POSITIVE, EF_NEUTRAL, EF_NEGATIVE};

static void add_number(ef_buffer *out, double value)
{
    ef_figure_decimal(out, ef_ten_thousandths(value), 4, false);
}

static void add_column(ef_buffer *out, double value)
{
    const size_t start = out->len;
    add_number(out, value);
    ef_figure_align_right(out, start, NUMBER_WIDTH);
}

static void add_count_column(ef_buffer *out, uint64_t count)
{
    const size_t start = out->len;
    ef_figure_count(out, (int64_t)count);
    ef_figure_align_right(out, start, NUMBER_WIDTH);
}

static void add_name_column(ef_buffer *out, ef_span name, size_t width)
{
    const size_t start = out->len;
    ef_figure_name(out, name, width);
    ef_figure_pad(out, start, width);
}

static void add_estimate(ef_buffer *out, const char *name, const ef_estimate *estimate)
{
    ef_buffer_add_format(out, "  %s ", name);
    add_number(out, estimate->value);
    if (isnan(estimate->interval.low))
        return;
    ef_buffer_add_text(out, " [");
    add_number(out, estimate->interval.low);
    ef_buffer_add_text(out, ", ");
    add_number(out, estimate->interval.high);
    ef_buffer_add_char(out, ']');
}

static void add_rates(ef_buffer *out, const ef_rates *rates)
{
    add_column(out, rates->precision);
    add_column(out, rates->recall);
    add_column(out, rates->f1);
}

static void begin_section(ef_buffer *out, const char *name, uint64_t records)
{
    ef_buffer_add_format(out, "  %-8s", name);
    add_count_column(out, records);
}

/* ---- sections ---- */

static void add_labels(ef_buffer *out, const ef_eval_numbers *numbers)
{
    const ef_agreement *const labels = &numbers->labels;
    begin_section(out, "labels", labels->records);
    add_estimate(out, "accuracy", &numbers->accuracy);
    add_estimate(out, "macro-F1", &numbers->macro_f1);
    ef_buffer_add_text(out, "\n    gold       precision    recall        F1   records   said:"
                            " pos       neu       neg      none\n");
    for (size_t i = 0; i < EF_CLASSES; i++) {
        const uint64_t *const said = numbers->confusion.counts[shown[i]];
        ef_buffer_add_format(out, "    %-10s", ef_label_name(shown[i]));
        add_rates(out, &labels->classes[shown[i]]);
        add_count_column(out, labels->gold[shown[i]]);
        for (size_t j = 0; j < EF_CLASSES; j++)
            add_count_column(out, said[shown[j]]);
        add_count_column(out, said[EF_UNLABELLED]);
        ef_buffer_add_char(out, '\n');
    }
    ef_buffer_add_text(out, "    macro     ");
    add_rates(out, &labels->macro);
    ef_buffer_add_text(out, "\n    weighted  ");
    add_rates(out, &labels->weighted);
    ef_buffer_add_char(out, '\n');
}

static void add_correlations(ef_buffer *out, const char *name, const ef_correlations *of)
{
    if (of->records == 0)
        return;
    begin_section(out, name, of->records);
    add_estimate(out, "Pearson", &of->pearson);
    add_estimate(out, "Spearman", &of->spearman);
    ef_buffer_add_char(out, '\n');
}

static void add_category(ef_buffer *out, ef_span name, const ef_topic_counts *counts)
{
    const ef_rates rates = ef_rates_of(counts->hit, counts->wrong, counts->missed);
    ef_buffer_add_text(out, "    ");
    add_name_column(out, name, NAME_WIDTH);
    add_rates(out, &rates);
    add_count_column(out, counts->hit + counts->missed);
    add_count_column(out, counts->hit + counts->wrong);
    add_column(out, ef_share(counts->right, counts->judged));
    ef_buffer_add_char(out, '\n');
}

static void add_topics(ef_buffer *out, const ef_eval_map *map, const ef_eval_part *part)
{
    const ef_topic_numbers *const topics = &part->numbers.topics;
    begin_section(out, "topics", topics->sum.hit + topics->sum.missed);
    add_estimate(out, "micro-F1", &topics->micro_f1);
    add_estimate(out, "joint F1", &topics->joint_f1);
    ef_buffer_add_text(out, "\n            precision ");
    add_number(out, topics->micro.precision);
    ef_buffer_add_text(out, "  recall ");
    add_number(out, topics->micro.recall);
    ef_buffer_add_text(out, "  macro-F1 ");
    add_number(out, topics->macro_f1);
    ef_buffer_add_text(out, "  exact sets ");
    add_number(out, topics->exact);
    ef_buffer_add_text(out, "  sentiment ");
    add_number(out, topics->sentiment);
    ef_buffer_add_text(out, "\n    category                           precision    recall        F1"
                            "      gold      said sentiment\n");
    for (uint32_t i = 0; i < map->categories.count; i++) {
        const ef_topic_counts *const counts = &part->categories[i];
        if (map->given || counts->hit + counts->missed + counts->wrong > 0)
            add_category(out, ef_table_key(&map->categories, i), counts);
    }
}

static void add_part(ef_buffer *out, const ef_eval_map *map, const ef_eval_part *part)
{
    ef_figure_name(out, part->name, 200);
    ef_buffer_add_text(out, ": ");
    ef_figure_count(out, (int64_t)part->records);
    ef_buffer_add_text(out, " records");
    if (part->missing > 0) {
        ef_buffer_add_text(out, ", ");
        ef_figure_count(out, (int64_t)part->missing);
        ef_buffer_add_text(out, " of a language the model does not cover");
    }
    ef_buffer_add_char(out, '\n');
    if (part->numbers.labels.records > 0)
        add_labels(out, &part->numbers);
    add_correlations(out, "score", &part->numbers.score);
    add_correlations(out, "rating", &part->numbers.rating);
    if (part->numbers.has_topics)
        add_topics(out, map, part);
    ef_buffer_add_char(out, '\n');
}

/* ---- what holds for all ---- */

static void add_mean(ef_buffer *out, const ef_evaluation *evaluation)
{
    const double mean = ef_mean_macro_f1(evaluation->parts, evaluation->n_parts);
    if (isnan(mean))
        return;
    ef_buffer_add_text(out, "mean of the inputs' macro-F1: ");
    add_number(out, mean);
    ef_buffer_add_text(out, "\n\n");
}

static void add_band(ef_buffer *out, const ef_evaluation *evaluation)
{
    const size_t n_parts = evaluation->n_parts;
    ef_buffer_add_text(out, "# macro-F1 ");
    add_number(out, evaluation->band->macro_f1);
    ef_buffer_add_text(out, " instead of ");
    add_number(out, ef_mean_macro_f1(evaluation->parts, n_parts));
    ef_buffer_add_text(out, n_parts > 1 ? ", mean over inputs" : "");
    ef_buffer_add_text(out, "\npositive_threshold = ");
    ef_figure_decimal(out, evaluation->band->positive, 3, false);
    ef_buffer_add_text(out, "\nnegative_threshold = ");
    ef_figure_decimal(out, evaluation->band->negative, 3, false);
    ef_buffer_add_char(out, '\n');
}

void ef_write_evaluation_text(const ef_evaluation *evaluation, ef_buffer *out)
{
    const ef_table *const unknown = &evaluation->map->unknown;
    for (uint32_t i = 0; i < unknown->count; i++) {
        ef_buffer_add_text(out, "the map names a topic that the model does not have: ");
        ef_figure_name(out, ef_table_key(unknown, i), 200);
        ef_buffer_add_text(out, i + 1 < unknown->count ? "\n" : "\n\n");
    }
    for (size_t i = 0; i < evaluation->n_parts; i++)
        add_part(out, evaluation->map, &evaluation->parts[i]);
    if (evaluation->all != NULL) {
        add_part(out, evaluation->map, evaluation->all);
        add_mean(out, evaluation);
    }
    if (evaluation->band != NULL)
        add_band(out, evaluation);
}
