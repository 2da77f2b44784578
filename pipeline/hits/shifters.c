#include "hits/shifters.h"

#include "base/grow.h"

enum {
    MOST_VALUE = 100000 * EF_UNIT,
    DISTANCE_LOSS = 500 /* of a booster's strength for each word in between */
};

/* One opinion on its way to its contribution. */
typedef struct remark {
    const ef_term_match *match;
    uint32_t number;
    const ef_term *term;
    int32_t value;
} remark;

int32_t ef_scale(int64_t value, int64_t factor)
{
    value = value > MOST_VALUE ? MOST_VALUE : value < -MOST_VALUE ? -MOST_VALUE : value;
    const int64_t product = value * factor;
    const int64_t scaled = (product < 0 ? product - EF_UNIT / 2 : product + EF_UNIT / 2) / EF_UNIT;
    if (scaled > MOST_VALUE)
        return MOST_VALUE;
    return scaled < -MOST_VALUE ? -MOST_VALUE : (int32_t)scaled;
}

void ef_trace_append(ef_trace *trace, ef_trace_step step)
{
    if (trace->failed)
        return;
    if (!ef_grow(&trace->steps, &trace->capacity, trace->count + 1, sizeof trace->steps[0])) {
        trace->failed = true;
        return;
    }
    trace->steps[trace->count++] = step;
}

static void change(const ef_shifters *s, remark *opinion, const char *what, uint32_t by,
                   int32_t after)
{
    if (after == opinion->value)
        return;
    ef_trace_add(s->trace, (ef_trace_step){.token = opinion->match->first,
                                           .term = opinion->number,
                                           .what = what,
                                           .by = by,
                                           .before = opinion->value,
                                           .after = after});
    opinion->value = after;
}

static void push(ef_shift_ring *ring, const ef_term_match *match, ef_lane lane)
{
    ring->items[ring->count++ % EF_MOST_SHIFTS] =
        (ef_shift){.token = match->last, .term = match->terms[lane]};
}

/* The n-th newest, from 0; NULL when there is none or it is forgotten. */
static const ef_shift *newest(const ef_shift_ring *ring, uint32_t n)
{
    if (n >= ring->count || n >= EF_MOST_SHIFTS)
        return NULL;
    return &ring->items[(ring->count - 1 - n) % EF_MOST_SHIFTS];
}

static bool is_word(const ef_tokens *tokens, uint32_t token)
{
    const ef_token_kind kind = (ef_token_kind)tokens->kind[token];
    return kind == EF_WORD || kind == EF_NUMBER || kind == EF_HASHTAG;
}

/* Pictures and signs are never negated, boosted or shouted. */
static bool is_spoken(const ef_tokens *tokens, const ef_term_match *match)
{
    return is_word(tokens, match->first) || is_word(tokens, match->last);
}

/* How many words on `token` stands, 1 for the very next one. */
static int32_t distance(const ef_shifters *s, uint32_t from, uint32_t token)
{
    const uint32_t words = s->resolved->word[token] - s->resolved->word[from];
    return words > 0 ? (int32_t)words : 1;
}

static bool reaches(const ef_shifters *s, uint32_t from, uint32_t token, int32_t window)
{
    return s->tokens->clause[from] == s->tokens->clause[token] &&
           distance(s, from, token) <= window;
}

static bool has_opinion(const ef_shifters *s, const ef_term_match *match)
{
    const uint32_t number = match->terms[EF_LANE_OPINION];
    if (number == EF_NONE)
        return false;
    const ef_term *const term = &s->model->lexicon.terms[number];
    return term->valence != 0 || term->has_negated;
}

/* Whether a negation changes what the match says: not a picture, nor "sadly", whose negated valence is
 * its own. */
static bool is_deniable(const ef_shifters *s, const ef_term_match *match)
{
    if (!has_opinion(s, match) || !is_spoken(s->tokens, match))
        return false;
    const ef_term *const term = &s->model->lexicon.terms[match->terms[EF_LANE_OPINION]];
    return !term->has_negated || term->negated != term->valence;
}

/* "It helps me not": a negator with no opinion ahead serves the nearest one before it. */
static void look_back(const ef_shifters *s, ef_term_match *matches, size_t n_matches)
{
    const int32_t back = s->model->settings.negation_back;
    const int32_t ahead = s->model->settings.negation_window;
    const ef_term_match *negator = NULL; /* that still looks for its opinion */
    const ef_term_match *opinion = NULL; /* the next one */
    for (size_t i = n_matches; i-- > 0;) {
        ef_term_match *const match = &matches[i];
        if (match->terms[EF_LANE_NEGATOR] != EF_NONE)
            negator =
                opinion != NULL && reaches(s, match->last, opinion->first, ahead) ? NULL : match;
        if (!is_deniable(s, match))
            continue;
        if (negator != NULL && reaches(s, match->last, negator->first, back))
            match->denied_by = negator->last;
        negator = NULL;
        opinion = match;
    }
}

/* What a match that has two meanings asks of those behind it. */
typedef struct ahead {
    const ef_term_match *follower; /* the match behind, if it has an opinion or boosts one */
    const ef_term_match *speaker;  /* the next that will contribute */
} ahead;

static void choose_meaning(const ef_shifters *s, ef_term_match *match, ahead *behind)
{
    const bool opinion = has_opinion(s, match);
    uint32_t *const terms = match->terms;
    bool shifts = false;
    if (opinion && terms[EF_LANE_SHIFT] != EF_NONE) {
        shifts = behind->follower != NULL && reaches(s, match->last, behind->follower->first, 1);
        if (!shifts)
            terms[EF_LANE_SHIFT] = EF_NONE;
    }
    if (opinion && terms[EF_LANE_NEGATOR] != EF_NONE) {
        const int32_t window = s->model->settings.negation_window;
        if (behind->speaker != NULL && reaches(s, match->last, behind->speaker->first, window))
            shifts = true;
        else
            terms[EF_LANE_NEGATOR] = EF_NONE;
    }
    behind->follower = opinion ? match : NULL;
    if (shifts)
        terms[EF_LANE_OPINION] = EF_NONE;
    else if (opinion)
        behind->speaker = match;
}

/* The contrast and the request that are in force in all of the sentence: of several the last. */
static void note_wide(ef_shifters *s, const ef_term_match *match)
{
    const uint32_t *const word = s->resolved->word;
    /* A sentence that begins with "but" has nothing before it to weigh against. */
    if (match->terms[EF_LANE_CONTRAST] != EF_NONE && s->contrast == EF_NONE &&
        word[match->first] > word[s->sentence->first_token])
        s->contrast = match->first;
    if (match->terms[EF_LANE_REQUEST] != EF_NONE && s->request == EF_NONE)
        s->request = match->first;
}

void ef_shifters_begin(ef_shifters *s, uint32_t sentence, ef_term_match *matches,
                       const ef_matches *found)
{
    s->sentence = &s->tokens->sentences[sentence];
    s->negators.count = 0;
    s->boosters.count = 0;
    s->contrast = EF_NONE;
    s->request = EF_NONE;
    s->spoken = false;
    s->capitals = EF_CAPITALS_UNKNOWN;
    if ((found->uses & EF_BEGINS_SHIFTER) == 0)
        return;
    ahead behind = {0};
    for (size_t i = found->count; i-- > 0;) {
        choose_meaning(s, &matches[i], &behind);
        note_wide(s, &matches[i]);
    }
    if (s->model->settings.negation_back > 0)
        look_back(s, matches, found->count);
}

static void boost(ef_shifters *s, remark *opinion)
{
    const uint32_t first = opinion->match->first;
    const int32_t window = s->model->settings.booster_window;
    const ef_shift *shift = NULL;
    for (uint32_t n = 0; (shift = newest(&s->boosters, n)) != NULL; n++) {
        if (!reaches(s, shift->token, first, window))
            break;
        const ef_term *const term = &s->model->lexicon.terms[shift->term];
        const bool dampens = term->type == EF_TERM_DAMPENER;
        const int32_t share = dampens && term->valence > 0 ? -term->valence : term->valence;
        const int32_t loss = DISTANCE_LOSS * (distance(s, shift->token, first) - 1);
        const int32_t strength = loss < EF_UNIT ? EF_UNIT - loss : 0;
        const int32_t factor = EF_UNIT + ef_scale(share, strength);
        change(s, opinion, dampens ? "dampener" : "booster", shift->token,
               ef_scale(opinion->value, factor));
    }
    s->boosters.count = 0;
}

static bool shouts(const ef_tokens *tokens, const ef_sentence *sentence)
{
    for (uint32_t i = 0; i < sentence->n_tokens; i++) {
        const uint32_t token = sentence->first_token + i;
        if (tokens->kind[token] == EF_WORD && tokens->word_len[token] > 1 &&
            (tokens->flags[token] & EF_ALL_CAPS) == 0)
            return false;
    }
    return true;
}

/* Whether words in capitals stand out. Few opinions ask, and their sentence is looked at once. */
static bool capitals_count(ef_shifters *s)
{
    if (s->capitals == EF_CAPITALS_UNKNOWN)
        s->capitals =
            shouts(s->tokens, s->sentence) ? EF_CAPITALS_EVERYWHERE : EF_CAPITALS_STAND_OUT;
    return s->capitals == EF_CAPITALS_STAND_OUT;
}

static uint32_t flags_of(const ef_tokens *tokens, const ef_term_match *match)
{
    uint32_t flags = 0;
    for (uint32_t token = match->first; token <= match->last; token++)
        flags |= tokens->flags[token];
    return flags;
}

static void stress(ef_shifters *s, remark *opinion)
{
    const ef_settings *const settings = &s->model->settings;
    const uint32_t flags = flags_of(s->tokens, opinion->match);
    if ((flags & EF_ALL_CAPS) != 0 && capitals_count(s))
        change(s, opinion, "capitals", EF_NONE,
               ef_scale(opinion->value, EF_UNIT + settings->caps_boost));
    if ((flags & EF_ELONGATED) != 0)
        change(s, opinion, "elongation", EF_NONE,
               ef_scale(opinion->value, EF_UNIT + settings->elongation_boost));
}

static void negate(const ef_shifters *s, remark *opinion)
{
    const ef_settings *const settings = &s->model->settings;
    uint32_t count = 0;
    const ef_shift *shift = NULL;
    while ((shift = newest(&s->negators, count)) != NULL &&
           reaches(s, shift->token, opinion->match->first, settings->negation_window))
        count++;
    const uint32_t behind = opinion->match->denied_by;
    if ((count + (behind != EF_NONE)) % 2 == 0)
        return;
    const int32_t after = opinion->term->has_negated
                              ? opinion->term->negated
                              : ef_scale(opinion->value, settings->negation_factor);
    const uint32_t by = behind != EF_NONE ? behind : newest(&s->negators, 0)->token;
    change(s, opinion, "negation", by, after);
}

static void weigh(const ef_shifters *s, remark *opinion)
{
    const ef_settings *const settings = &s->model->settings;
    const uint32_t first = opinion->match->first;
    if (s->contrast != EF_NONE && first != s->contrast) {
        const int32_t factor =
            first < s->contrast ? settings->contrast_before : settings->contrast_after;
        change(s, opinion, "contrast", s->contrast, ef_scale(opinion->value, factor));
    }
    if (s->request != EF_NONE && opinion->value > 0)
        change(s, opinion, "request", s->request, ef_scale(opinion->value, settings->request_damp));
    if ((s->tokens->flags[first] & EF_QUESTION) != 0)
        change(s, opinion, "question", EF_NONE, ef_scale(opinion->value, settings->question_damp));
}

static int32_t speak(ef_shifters *s, const ef_term_match *match)
{
    const uint32_t number = match->terms[EF_LANE_OPINION];
    remark opinion = {.match = match, .number = number, .term = &s->model->lexicon.terms[number]};
    change(s, &opinion, "valence", EF_NONE, opinion.term->valence);
    if (is_spoken(s->tokens, match)) {
        boost(s, &opinion);
        stress(s, &opinion);
        negate(s, &opinion);
        s->spoken = true;
    }
    weigh(s, &opinion);
    return opinion.value;
}

int32_t ef_shifters_read(ef_shifters *s, const ef_term_match *match)
{
    const int32_t contribution = has_opinion(s, match) ? speak(s, match) : 0;
    if (match->terms[EF_LANE_SHIFT] != EF_NONE)
        push(&s->boosters, match, EF_LANE_SHIFT);
    if (match->terms[EF_LANE_CONTRAST] != EF_NONE)
        s->negators.count = 0;
    if (match->terms[EF_LANE_NEGATOR] != EF_NONE) {
        if (s->spoken)
            s->negators.count = 0;
        s->spoken = false;
        push(&s->negators, match, EF_LANE_NEGATOR);
    }
    return contribution;
}
