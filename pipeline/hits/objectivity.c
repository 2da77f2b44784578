#include "hits/objectivity.h"

#include "hits/shifters.h"

int32_t ef_form_objectivity(const earful_model *model, const ef_tokens *tokens, uint32_t sentence,
                            uint32_t uses)
{
    const ef_settings *const settings = &model->settings;
    const ef_sentence *const range = &tokens->sentences[sentence];
    const bool asks = range->n_tokens > 0 && (tokens->flags[range->first_token] & EF_QUESTION) != 0;
    return (asks ? settings->question_objectivity : 0) +
           ((uses & EF_LINKS) != 0 ? settings->link_objectivity : 0);
}

/* Points that the sentence's objective terms ask for; *by is the first token of them. */
static int64_t objectivity_of(const ef_term_matcher *matcher, size_t n_matches, uint32_t *by,
                              ef_trace *trace)
{
    const ef_hits *const hits = matcher->hits;
    int64_t points = 0;
    for (size_t i = 0; i < n_matches; i++) {
        const ef_term_match *const match = &hits->matches[i];
        const uint32_t term = match->terms[EF_LANE_OBJECTIVE];
        if (term == EF_NONE)
            continue;
        *by = *by == EF_NONE ? match->first : *by;
        points += matcher->model->lexicon.terms[term].valence;
        ef_trace_add(trace, (ef_trace_step){.token = match->first,
                                            .term = term,
                                            .what = "objective",
                                            .by = EF_NONE,
                                            .before = hits->contributions[match->first],
                                            .after = hits->contributions[match->first]});
    }
    return points;
}

/* What is left of each contribution when so many points are taken off a sum. */
static int32_t share_left(int64_t sum, int64_t points)
{
    const int64_t size = sum < 0 ? -sum : sum;
    if (points >= size)
        return 0;
    return points <= -size ? 2 * EF_UNIT : (int32_t)(EF_UNIT - points * EF_UNIT / size);
}

static void change_all(const ef_term_matcher *matcher, uint32_t sentence, int32_t share,
                       uint32_t by, ef_trace *trace)
{
    int32_t *const contributions = matcher->hits->contributions;
    ef_sentence_score *const score = &matcher->hits->sentences[sentence];
    *score = (ef_sentence_score){.weight = score->weight};
    ef_token_bits notables =
        ef_token_bits_of(matcher->resolved->notable, &matcher->tokens->sentences[sentence]);
    uint32_t token = 0;
    while (ef_token_bits_next(&notables, &token)) {
        const int32_t before = contributions[token];
        contributions[token] = ef_scale(before, share);
        ef_add_contribution(score, contributions[token]);
        if (before != contributions[token])
            ef_trace_add(trace, (ef_trace_step){.token = token,
                                                .term = EF_NONE,
                                                .what = "objectivity",
                                                .by = by,
                                                .before = before,
                                                .after = contributions[token]});
    }
}

void ef_ground(const ef_term_matcher *matcher, uint32_t sentence, const ef_matches *found,
               ef_trace *trace)
{
    ef_sentence_score *const score = &matcher->hits->sentences[sentence];
    const int64_t sum = score->positive + score->negative;
    uint32_t by = EF_NONE;
    const int64_t by_terms = (found->uses & EF_BEGINS_OBJECTIVE) != 0
                                 ? objectivity_of(matcher, found->count, &by, trace)
                                 : 0;
    const int64_t said = score->positive - score->negative + (by_terms > 0 ? by_terms : 0);
    score->weight = said < EF_UNIT ? (int32_t)said : EF_UNIT;
    const int64_t points =
        by_terms + ef_form_objectivity(matcher->model, matcher->tokens, sentence, found->uses);
    if (points != 0 && sum != 0)
        change_all(matcher, sentence, share_left(sum, points), by, trace);
}
