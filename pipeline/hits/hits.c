#include "hits/hits.h"

#include <math.h>
#include <stdlib.h>

#include "hits/term_match.h"

const char *ef_label_name(ef_label label)
{
    static const char *const names[] = {
        [EF_NEUTRAL] = "neutral", [EF_POSITIVE] = "positive", [EF_NEGATIVE] = "negative"};
    return names[label];
}

void ef_hits_init(ef_hits *hits)
{
    *hits = (ef_hits){0};
}

void ef_hits_fini(ef_hits *hits)
{
    free(hits->contributions);
    free(hits->sentences);
    free(hits->vader);
    free(hits->topics);
    free(hits->runaway_rules);
    free(hits->matches);
    free(hits->verdicts);
    free(hits->sayings);
    *hits = (ef_hits){0};
}

int32_t ef_squash(const ef_settings *settings, int64_t raw)
{
    /* Both sides of the fraction in ten-thousandths; squash is in them already. */
    const double sum = (double)raw;
    const double root = sqrt(sum * sum + (double)settings->squash * EF_UNIT);
    const double share = sum / root * EF_UNIT;
    return (int32_t)(share + copysign(0.5, share));
}

ef_label ef_label_of(const ef_settings *settings, int32_t compound)
{
    if (compound >= settings->positive_threshold)
        return EF_POSITIVE;
    return compound <= settings->negative_threshold ? EF_NEGATIVE : EF_NEUTRAL;
}

size_t ef_first_topic_hit(const ef_hits *hits, uint32_t document)
{
    size_t low = 0;
    size_t high = hits->n_topics;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (hits->topics[middle].document < document)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

int32_t ef_mean(int64_t sum, int64_t weight)
{
    const int64_t half = weight / 2;
    return (int32_t)((sum < 0 ? sum - half : sum + half) / weight);
}

/* What is summed up of a record's sentences, each times its weight, or of its texts. */
typedef struct score_sums {
    int64_t weight;
    int64_t compound;
    int64_t pos;
    int64_t neu;
    int64_t neg;
    uint32_t sentences;
    uint32_t opinionated;
} score_sums;

static void add_sentences(const ef_tokens *tokens, const ef_hits *hits, uint32_t document,
                          score_sums *sums)
{
    const ef_document_tokens *const range = &tokens->documents[document];
    sums->sentences += range->n_sentences;
    for (uint32_t i = 0; i < range->n_sentences; i++) {
        const ef_sentence_score *const sentence = &hits->sentences[range->first_sentence + i];
        const int64_t weight = sentence->weight;
        sums->opinionated += sentence->opinionated;
        sums->weight += weight;
        sums->compound += sentence->compound * weight;
        sums->pos += sentence->pos * weight;
        sums->neg += sentence->neg * weight;
    }
}

static void add_vader(const ef_tokens *tokens, const ef_hits *hits, uint32_t document,
                      score_sums *sums)
{
    const ef_vader_score *const score = &hits->vader[document];
    sums->sentences += tokens->documents[document].n_sentences;
    sums->opinionated += score->pos > 0 || score->neg > 0;
    sums->weight++;
    sums->compound += score->compound;
    sums->pos += score->pos;
    sums->neu += score->neu;
    sums->neg += score->neg;
}

ef_score ef_score_of(const earful_model *model, const ef_documents *documents,
                     const ef_tokens *tokens, const ef_hits *hits, const ef_record_info *record,
                     ef_role role)
{
    score_sums sums = {0};
    for (uint32_t i = 0; i < record->n_documents; i++) {
        const uint32_t document = record->first_document + i;
        if (ef_speaks(&documents->items[document], role))
            (model->vader != NULL ? add_vader : add_sentences)(tokens, hits, document, &sums);
    }
    ef_score score = {.sentences = sums.sentences, .opinionated = sums.opinionated};
    if (sums.weight > 0) {
        score.compound = ef_mean(sums.compound, sums.weight);
        score.pos = ef_mean(sums.pos, sums.weight);
        score.neu = ef_mean(sums.neu, sums.weight);
        score.neg = ef_mean(sums.neg, sums.weight);
    }
    const int32_t mixed = model->settings.mixed_threshold;
    score.mixed = sums.opinionated > 0 && score.pos >= mixed && score.neg >= mixed;
    score.label = ef_label_of(&model->settings, score.compound);
    return score;
}
