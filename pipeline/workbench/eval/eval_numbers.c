#include "workbench/eval/eval_numbers.h"

#include <stdlib.h>

#include "workbench/eval/eval_scatter.h"

/* ---- labels ---- */

static ef_confusion confuse(const ef_pair *pairs, size_t n_pairs, const uint64_t *weights)
{
    ef_confusion confusion = {0};
    for (size_t i = 0; i < n_pairs; i++)
        confusion.counts[pairs[i].y][pairs[i].x] += weights != NULL ? weights[i] : pairs[i].count;
    return confusion;
}

typedef struct sorted_pairs {
    ef_pair *items;
    size_t count;
} sorted_pairs;

static void measure_labels(void *context, const uint64_t *weights, double *out)
{
    const sorted_pairs *const answers = context;
    const ef_confusion confusion = confuse(answers->items, answers->count, weights);
    const ef_agreement agreement = ef_agreement_of(&confusion);
    out[0] = agreement.records > 0 ? agreement.accuracy : EF_UNDEFINED;
    out[1] = agreement.records > 0 ? agreement.macro.f1 : EF_UNDEFINED;
}

/* What was said is all that the labels' numbers need of a compound. */
static bool collect_answers(const ef_pairs *labels, const ef_settings *settings, ef_pairs *answers)
{
    ef_pair *const pairs = ef_pairs_sorted(labels);
    bool good = pairs != NULL;
    for (size_t i = 0; i < labels->keys.count && good; i++) {
        const int64_t said = pairs[i].x == EF_NO_COMPOUND
                                 ? EF_UNLABELLED
                                 : (int64_t)ef_label_of(settings, (int32_t)pairs[i].x);
        good = ef_pairs_add(answers, said, pairs[i].y, pairs[i].count);
    }
    free(pairs);
    return good;
}

static bool number_labels(const ef_eval_set *set, const ef_settings *settings, unsigned replicates,
                          ef_eval_numbers *numbers)
{
    ef_pairs collected;
    ef_interval intervals[2];
    ef_pairs_init(&collected);
    bool good = collect_answers(&set->labels, settings, &collected);
    sorted_pairs answers = {.items = good ? ef_pairs_sorted(&collected) : NULL,
                            .count = collected.keys.count};
    good = answers.items != NULL && ef_bootstrap(answers.items, answers.count, replicates,
                                                 measure_labels, &answers, 2, intervals);
    if (good) {
        numbers->confusion = confuse(answers.items, answers.count, NULL);
        numbers->labels = ef_agreement_of(&numbers->confusion);
        numbers->accuracy = (ef_estimate){numbers->labels.accuracy, intervals[0]};
        numbers->macro_f1 = (ef_estimate){numbers->labels.macro.f1, intervals[1]};
    }
    free(answers.items);
    ef_pairs_fini(&collected);
    return good;
}

/* ---- scores and ratings ---- */

static void measure_scatter(void *context, const uint64_t *weights, double *out)
{
    ef_scatter *const scatter = context;
    out[0] = ef_scatter_pearson(scatter, weights);
    out[1] = ef_scatter_spearman(scatter, weights);
}

static bool correlate(const ef_pairs *pairs, unsigned replicates, ef_correlations *out)
{
    ef_scatter scatter;
    ef_interval intervals[2];
    out->records = ef_pairs_sum(pairs);
    if (out->records == 0)
        return true;
    const bool good =
        ef_scatter_init(&scatter, pairs) && ef_bootstrap(scatter.pairs, scatter.n_pairs, replicates,
                                                         measure_scatter, &scatter, 2, intervals);
    if (good) {
        out->pearson = (ef_estimate){ef_scatter_pearson(&scatter, NULL), intervals[0]};
        out->spearman = (ef_estimate){ef_scatter_spearman(&scatter, NULL), intervals[1]};
    }
    ef_scatter_fini(&scatter);
    return good;
}

/* ---- topics ---- */

static ef_topic_counts sum_up(const sorted_pairs *outcomes, const uint64_t *weights)
{
    ef_topic_counts sum = {0};
    for (size_t i = 0; i < outcomes->count; i++) {
        const uint64_t weight = weights != NULL ? weights[i] : outcomes->items[i].count;
        ef_topic_counts one = ef_topic_counts_unpack(&outcomes->items[i]);
        one.hit *= weight;
        one.wrong *= weight;
        one.missed *= weight;
        one.judged *= weight;
        one.right *= weight;
        ef_topic_counts_add(&sum, &one);
    }
    return sum;
}

static void measure_topics(void *context, const uint64_t *weights, double *out)
{
    const ef_topic_counts sum = sum_up(context, weights);
    out[0] = ef_rates_of(sum.hit, sum.wrong, sum.missed).f1;
    out[1] = ef_topic_joint_f1(&sum);
}

static double macro_f1_of(const ef_eval_set *set)
{
    double sum = 0;
    unsigned present = 0;
    for (size_t i = 0; i < set->n_categories; i++) {
        const ef_topic_counts *const counts = &set->categories[i];
        if (counts->hit + counts->missed == 0)
            continue;
        present++;
        sum += ef_rates_of(counts->hit, counts->wrong, counts->missed).f1;
    }
    return present > 0 ? sum / present : EF_UNDEFINED;
}

static double exact_share(const sorted_pairs *outcomes)
{
    uint64_t exact = 0;
    uint64_t all = 0;
    for (size_t i = 0; i < outcomes->count; i++) {
        const ef_topic_counts one = ef_topic_counts_unpack(&outcomes->items[i]);
        all += outcomes->items[i].count;
        exact += one.wrong + one.missed == 0 ? outcomes->items[i].count : 0;
    }
    return ef_share(exact, all);
}

static bool number_topics(const ef_eval_set *set, unsigned replicates, ef_topic_numbers *out)
{
    ef_interval intervals[2];
    sorted_pairs outcomes = {.items = ef_pairs_sorted(&set->topics),
                             .count = set->topics.keys.count};
    const bool good =
        outcomes.items != NULL && ef_bootstrap(outcomes.items, outcomes.count, replicates,
                                               measure_topics, &outcomes, 2, intervals);
    if (good) {
        for (size_t i = 0; i < set->n_categories; i++)
            ef_topic_counts_add(&out->sum, &set->categories[i]);
        const ef_topic_counts *const sum = &out->sum;
        out->micro = ef_rates_of(sum->hit, sum->wrong, sum->missed);
        out->micro_f1 = (ef_estimate){out->micro.f1, intervals[0]};
        out->macro_f1 = macro_f1_of(set);
        out->exact = exact_share(&outcomes);
        out->sentiment = ef_share(sum->right, sum->judged);
        out->joint_f1 = (ef_estimate){ef_topic_joint_f1(sum), intervals[1]};
    }
    free(outcomes.items);
    return good;
}

bool ef_eval_measure(const ef_eval_set *set, const ef_settings *settings, unsigned replicates,
                     ef_eval_numbers *numbers)
{
    *numbers = (ef_eval_numbers){.has_topics = ef_eval_set_has_topics(set)};
    return number_labels(set, settings, replicates, numbers) &&
           correlate(&set->scores, replicates, &numbers->score) &&
           correlate(&set->ratings, replicates, &numbers->rating) &&
           (!numbers->has_topics || number_topics(set, replicates, &numbers->topics));
}

double ef_mean_macro_f1(const ef_eval_part *parts, size_t n_parts)
{
    double sum = 0;
    unsigned labelled = 0;
    for (size_t i = 0; i < n_parts; i++) {
        if (parts[i].numbers.labels.records == 0)
            continue;
        labelled++;
        sum += parts[i].numbers.macro_f1.value;
    }
    return labelled > 0 ? sum / labelled : EF_UNDEFINED;
}
