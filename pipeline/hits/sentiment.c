#include "hits/sentiment.h"

#include <stdlib.h>

#include "base/grow.h"
#include "hits/objectivity.h"
#include "hits/shifters.h"

static uint32_t count_exclamation_marks(const ef_tokens *tokens, uint32_t token, uint32_t most)
{
    uint32_t count = 0;
    const ef_span word = ef_token_word(tokens, token);
    for (size_t i = 0; i < word.len && count < most; i++)
        count += word.at[i] == '!';
    return count;
}

/* Each mark adds a share of what the sentence has said before it, and keeps it as its own. */
static void exclaim(const earful_model *model, const ef_tokens *tokens, const ef_resolved *resolved,
                    const ef_sentence *sentence, ef_hits *hits, ef_sentence_score *score,
                    ef_trace *trace)
{
    int32_t *const contributions = hits->contributions;
    uint32_t left = (uint32_t)model->settings.exclamation_limit;
    int64_t sum = 0;
    ef_token_bits notables = ef_token_bits_of(resolved->notable, sentence);
    uint32_t token = 0;
    while (left > 0 && ef_token_bits_next(&notables, &token)) {
        if (tokens->kind[token] != EF_PUNCT) {
            sum += contributions[token];
            continue;
        }
        const uint32_t marks = count_exclamation_marks(tokens, token, left);
        left -= marks;
        const int64_t share = (int64_t)marks * model->settings.exclamation_boost;
        contributions[token] = ef_scale(sum, share);
        ef_add_contribution(score, contributions[token]);
        if (contributions[token] != 0)
            ef_trace_add(trace, (ef_trace_step){.token = token,
                                                .term = EF_NONE,
                                                .what = "exclamation",
                                                .by = EF_NONE,
                                                .after = contributions[token]});
    }
}

void ef_add_contribution(ef_sentence_score *score, int32_t contribution)
{
    score->positive += contribution > 0 ? contribution : 0;
    score->negative += contribution < 0 ? contribution : 0;
    score->opinionated |= contribution != 0;
}

/* Most sentences say things of one kind only, and then one root does for all. */
void ef_squash_sums(const ef_settings *settings, ef_sentence_score *score)
{
    score->pos = score->positive == 0 ? 0 : ef_squash(settings, score->positive);
    score->neg = score->negative == 0 ? 0 : ef_squash(settings, -score->negative);
    score->compound = score->positive == 0 || score->negative == 0
                          ? score->pos - score->neg
                          : ef_squash(settings, score->positive + score->negative);
}

typedef struct ef_saying {
    uint64_t serial; /* of the sentence */
    uint32_t token;
} ef_saying;

/* A term that is said again in a sentence, with the same sign, counts where it stands last: so a text
 * that is repeated says the same, and ten equal emoji are one. */
static void say(ef_hits *hits, const ef_term_match *match, int32_t contribution,
                ef_sentence_score *score, ef_trace *trace)
{
    const uint32_t term = match->terms[EF_LANE_OPINION];
    ef_saying *const last = &hits->sayings[2 * (size_t)term + (contribution < 0)];
    hits->contributions[match->first] = contribution;
    ef_add_contribution(score, contribution);
    if (last->serial == hits->serial) {
        const int32_t earlier = hits->contributions[last->token];
        ef_trace_add(trace, (ef_trace_step){.token = last->token,
                                            .term = term,
                                            .what = "repetition",
                                            .by = match->first,
                                            .before = earlier,
                                            .after = 0});
        hits->contributions[last->token] = 0;
        *(contribution < 0 ? &score->negative : &score->positive) -= earlier;
    }
    *last = (ef_saying){hits->serial, match->first};
}

static bool make_sayings(ef_hits *hits, size_t n_terms)
{
    if (hits->sayings == NULL)
        hits->sayings = calloc(2 * n_terms + 1, sizeof hits->sayings[0]);
    return hits->sayings != NULL;
}

static void read_matches(ef_shifters *shifters, ef_hits *hits, size_t n_matches,
                         ef_sentence_score *score, ef_trace *trace)
{
    hits->serial++;
    for (size_t i = 0; i < n_matches; i++) {
        const int32_t contribution = ef_shifters_read(shifters, &hits->matches[i]);
        if (contribution != 0)
            say(hits, &hits->matches[i], contribution, score, trace);
    }
}

bool ef_score_sentiment(const earful_model *model, const ef_documents *documents,
                        const ef_tokens *tokens, const ef_resolved *resolved,
                        struct ef_evaluator *evaluator, ef_hits *hits, ef_trace *trace)
{
    (void)documents;
    const ef_term_matcher matcher = {model, tokens, resolved, evaluator, hits};
    if (!ef_grow(&hits->contributions, &hits->contributions_capacity, tokens->count,
                 sizeof hits->contributions[0]) ||
        !ef_grow(&hits->sentences, &hits->sentences_capacity, tokens->n_sentences,
                 sizeof hits->sentences[0]) ||
        !make_sayings(hits, model->lexicon.n_terms) || !ef_term_matcher_begin(&matcher)) {
        hits->failed = true;
        return false;
    }
    if (tokens->count > 0)
        memset(hits->contributions, 0, tokens->count * sizeof hits->contributions[0]);
    ef_shifters shifters = {.model = model, .tokens = tokens, .resolved = resolved, .trace = trace};
    for (uint32_t i = 0; i < tokens->n_sentences; i++) {
        ef_matches found;
        if (!ef_match_terms(&matcher, i, &found)) {
            hits->failed = true;
            return false;
        }
        ef_sentence_score *const score = &hits->sentences[i];
        *score = (ef_sentence_score){0};
        if (found.count == 0)
            continue;
        ef_shifters_begin(&shifters, i, hits->matches, &found);
        read_matches(&shifters, hits, found.count, score, trace);
        if ((found.uses & EF_EXCLAIMS) != 0)
            exclaim(model, tokens, resolved, &tokens->sentences[i], hits, score, trace);
        ef_ground(&matcher, i, &found, trace);
        ef_squash_sums(&model->settings, score);
    }
    return trace == NULL || !trace->failed;
}
