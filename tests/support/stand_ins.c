/* Plain definitions of what the tests of counting need from earlier stages. They are weak: as soon
 * as a stage itself is linked its own definition is used. */
#include "hits/hits.h"
#include "lexicon/model.h"
#include "records/time.h"

#define WEAK __attribute__((weak))

WEAK ef_label ef_label_of(const ef_settings *settings, int32_t compound)
{
    if (compound >= settings->positive_threshold)
        return EF_POSITIVE;
    return compound <= settings->negative_threshold ? EF_NEGATIVE : EF_NEUTRAL;
}

static int32_t mean(int64_t sum, uint32_t count)
{
    if (count == 0)
        return 0;
    const int64_t half = count / 2;
    return (int32_t)(sum < 0 ? -((-sum + half) / count) : (sum + half) / count);
}

WEAK ef_score ef_score_of(const earful_model *model, const ef_documents *documents,
                          const ef_tokens *tokens, const ef_hits *hits,
                          const ef_record_info *record, ef_role role)
{
    ef_score score = {0};
    int64_t compound = 0, pos = 0, neg = 0;
    for (uint32_t d = record->first_document; d < record->first_document + record->n_documents;
         d++) {
        if (documents->items[d].role != role && role != EF_ROLE_COUNT)
            continue;
        const ef_document_tokens *const range = &tokens->documents[d];
        for (uint32_t s = 0; s < range->n_sentences; s++) {
            const ef_sentence_score *const sentence = &hits->sentences[range->first_sentence + s];
            score.sentences++;
            score.opinionated += sentence->opinionated;
            compound += sentence->opinionated ? sentence->compound : 0;
            pos += sentence->opinionated ? sentence->pos : 0;
            neg += sentence->opinionated ? sentence->neg : 0;
        }
    }
    score.compound = mean(compound, score.opinionated);
    score.pos = mean(pos, score.opinionated);
    score.neg = mean(neg, score.opinionated);
    score.label = ef_label_of(&model->settings, score.compound);
    score.mixed = score.pos >= model->settings.mixed_threshold &&
                  score.neg >= model->settings.mixed_threshold;
    return score;
}

WEAK const char *ef_role_name(ef_role role)
{
    static const char *const names[] = {"customer", "agent", "bot", "system", "unknown"};
    return names[role];
}

WEAK const char *ef_attribute_name(ef_attribute attribute)
{
    static const char *const names[] = {"polarity",   "stage", "pillar",
                                        "touchpoint", "owner", "severity"};
    return names[attribute];
}

WEAK uint32_t ef_plan_field(const ef_plan *plan, ef_span name)
{
    for (uint32_t i = 0; i < plan->n_fields; i++)
        if (ef_span_equal(plan->fields[i].name, name))
            return i;
    return EF_NONE;
}

WEAK void ef_civil_from_days(int64_t days, int64_t *year, unsigned *month, unsigned *day)
{
    static const unsigned lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    *year = 1970;
    for (; days < 0; (*year)--)
        days += 365 + (((*year - 1) % 4 == 0 && (*year - 1) % 100 != 0) || (*year - 1) % 400 == 0);
    for (*month = 1;;) {
        const bool leap = (*year % 4 == 0 && *year % 100 != 0) || *year % 400 == 0;
        const int64_t length = lengths[*month - 1] + (leap && *month == 2);
        if (days < length)
            break;
        days -= length;
        *year += *month == 12;
        *month = *month % 12 + 1;
    }
    *day = (unsigned)days + 1;
}

/* Days only: what the other periods are is another stage's test. */
enum { DAY = 86400 };

WEAK int64_t ef_period_start(earful_period period, const ef_zone *zone, int64_t seconds)
{
    (void)period;
    (void)zone;
    return (seconds >= 0 ? seconds / DAY : -((-seconds + DAY - 1) / DAY)) * DAY;
}

WEAK int64_t ef_period_next(earful_period period, int64_t start)
{
    return start + (period == EARFUL_HOUR ? 3600 : DAY);
}

/* Not the real curve, but one that tells sums apart. */
WEAK int32_t ef_squash(const ef_settings *settings, int64_t raw)
{
    (void)settings;
    return (int32_t)(raw > EF_UNIT ? EF_UNIT : raw < -EF_UNIT ? -EF_UNIT : raw);
}
