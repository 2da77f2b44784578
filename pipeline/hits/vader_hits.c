#include "hits/vader_hits.h"

#include "base/grow.h"
#include "hits/shifters.h"

/* No lexicon has valences for which this would matter. */
static const double largest = 100000;

static int32_t to_fixed4(double value)
{
    const double held = value > largest ? largest : value < -largest ? -largest : value;
    return (int32_t)(held * EF_UNIT + (held < 0 ? -0.5 : 0.5));
}

/* Held where 32 bits end: an emoji's description may go on and on. */
static int32_t add(int32_t a, int32_t b)
{
    const int64_t sum = (int64_t)a + b;
    return sum > INT32_MAX ? INT32_MAX : sum < -INT32_MAX ? -INT32_MAX : (int32_t)sum;
}

/* Our first token that ends behind the start of VADER's; EF_NONE when none does. Of contractions,
 * whose tokens share their bytes, the first. */
static uint32_t token_at(const ef_vader *vader, const ef_tokens *tokens,
                         const ef_document_tokens *range, uint32_t token)
{
    const uint32_t at = ef_vader_source(vader, &vader->tokens[token]);
    uint32_t low = range->first_token;
    const uint32_t end = range->first_token + range->n_tokens;
    for (uint32_t high = end; low < high;) {
        const uint32_t middle = low + (high - low) / 2;
        if (tokens->start[middle] + tokens->len[middle] <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low < end ? low : EF_NONE;
}

static void add_steps(const ef_vader *vader, const ef_tokens *tokens,
                      const ef_document_tokens *range, ef_trace *trace)
{
    for (size_t i = 0; i < vader->n_steps; i++) {
        const ef_vader_step *const step = &vader->steps[i];
        const uint32_t token = token_at(vader, tokens, range, step->token);
        if (token == EF_NONE)
            continue;
        const uint32_t by =
            step->by != EF_NONE ? token_at(vader, tokens, range, step->by) : EF_NONE;
        ef_trace_add(trace, (ef_trace_step){.token = token,
                                            .term = EF_NONE,
                                            .what = step->what,
                                            .by = by,
                                            .before = to_fixed4(step->before),
                                            .after = to_fixed4(step->after)});
    }
}

/* An emoji may be several words of VADER; then their values add up on its token. */
static void contribute(const ef_vader *vader, const ef_tokens *tokens,
                       const ef_document_tokens *range, int32_t *contributions, ef_trace *trace)
{
    for (size_t i = 0; i < vader->n_opinions; i++) {
        const uint32_t token = token_at(vader, tokens, range, vader->opinions[i].token);
        if (token == EF_NONE)
            continue;
        const int32_t before = contributions[token];
        contributions[token] = add(before, to_fixed4(vader->opinions[i].value));
        if (trace != NULL && before != 0)
            ef_trace_add(trace, (ef_trace_step){.token = token,
                                                .term = EF_NONE,
                                                .what = "sum of its words",
                                                .by = EF_NONE,
                                                .before = before,
                                                .after = contributions[token]});
    }
}

static void score_document(ef_vader *vader, const ef_document *document, const ef_tokens *tokens,
                           const ef_document_tokens *range, ef_vader_score *score,
                           int32_t *contributions, ef_trace *trace)
{
    const ef_span raw = document->values[EF_TEXT];
    vader->traced = trace != NULL;
    *score = ef_vader_score_text(vader, raw);
    if (raw.at != document->text.at || raw.len != document->text.len)
        ef_vader_score_text(vader, document->text);
    if (trace != NULL)
        add_steps(vader, tokens, range, trace);
    contribute(vader, tokens, range, contributions, trace);
}

bool ef_score_texts_with_vader(ef_vader *vader, const ef_documents *documents, ef_hits *hits)
{
    if (!ef_grow(&hits->vader, &hits->vader_capacity, documents->count, sizeof hits->vader[0])) {
        hits->failed = true;
        return false;
    }
    vader->traced = false;
    for (size_t i = 0; i < documents->count; i++) {
        const ef_document *const document = &documents->items[i];
        hits->vader[i] = (ef_vader_score){0};
        if (documents->records[document->record].outcome == EF_SCORED)
            hits->vader[i] = ef_vader_score_text(vader, document->values[EF_TEXT]);
    }
    hits->failed |= vader->failed;
    return !vader->failed;
}

bool ef_score_with_vader(ef_vader *vader, const ef_settings *settings,
                         const ef_documents *documents, const ef_tokens *tokens, ef_hits *hits,
                         ef_trace *trace)
{
    if (!ef_grow(&hits->contributions, &hits->contributions_capacity, tokens->count,
                 sizeof hits->contributions[0]) ||
        !ef_grow(&hits->sentences, &hits->sentences_capacity, tokens->n_sentences,
                 sizeof hits->sentences[0]) ||
        !ef_grow(&hits->vader, &hits->vader_capacity, documents->count, sizeof hits->vader[0])) {
        hits->failed = true;
        return false;
    }
    if (tokens->count > 0)
        memset(hits->contributions, 0, tokens->count * sizeof hits->contributions[0]);
    for (size_t i = 0; i < documents->count; i++) {
        const ef_document *const document = &documents->items[i];
        hits->vader[i] = (ef_vader_score){0};
        if (documents->records[document->record].outcome == EF_SCORED)
            score_document(vader, document, tokens, &tokens->documents[i], &hits->vader[i],
                           hits->contributions, trace);
    }
    for (size_t i = 0; i < tokens->n_sentences; i++) {
        const ef_sentence *const sentence = &tokens->sentences[i];
        ef_sentence_score *const score = &hits->sentences[i];
        *score = (ef_sentence_score){0};
        for (uint32_t token = 0; token < sentence->n_tokens; token++)
            ef_add_contribution(score, hits->contributions[sentence->first_token + token]);
        ef_squash_sums(settings, score);
    }
    hits->failed |= vader->failed;
    return !vader->failed && (trace == NULL || !trace->failed);
}
