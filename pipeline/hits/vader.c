#include "hits/vader.h"

#include <math.h>
#include <stdlib.h>

#include "base/grow.h"
#include "base/table.h"

void ef_vader_init(ef_vader *vader, const ef_vader_lexicon *lexicon)
{
    *vader = (ef_vader){.lexicon = lexicon, .kernels = ef_kernels_choose()};
}

void ef_vader_fini(ef_vader *vader)
{
    free(vader->masks);
    free(vader->lower);
    free(vader->runs);
    free(vader->tokens);
    free(vader->known);
    free(vader->opinions);
    free(vader->steps);
    ef_buffer_fini(&vader->expanded);
    free(vader->splices);
    free(vader->kinds);
    free(vader->kind_slots);
    *vader = (ef_vader){0};
}

void ef_vader_trace(ef_vader *vader, ef_vader_step step)
{
    if (!ef_grow(&vader->steps, &vader->steps_capacity, vader->n_steps + 1, sizeof vader->steps[0]))
        vader->failed = true;
    else
        vader->steps[vader->n_steps++] = step;
}

static bool is_kind_of(const ef_vader *vader, size_t token)
{
    return ef_vader_word_at(vader, token)->name == EF_VADER_KIND && token + 1 < vader->n_tokens &&
           ef_vader_word_at(vader, token + 1)->name == EF_VADER_OF;
}

/* There is room. */
static void add_opinion(ef_vader *vader, size_t token)
{
    const double value = ef_vader_value(vader, token);
    if (value != 0)
        vader->opinions[vader->n_opinions++] =
            (ef_vader_opinion){.value = value, .token = (uint32_t)token};
}

static bool find_opinions(ef_vader *vader)
{
    uint32_t but = EF_NONE;
    if (!ef_grow(&vader->opinions, &vader->opinions_capacity, vader->n_known,
                 sizeof vader->opinions[0]))
        return false;
    for (size_t k = 0; k < vader->n_known; k++) {
        const size_t i = vader->known[k];
        const ef_vader_word *const word = ef_vader_word_at(vader, i);
        if (word->name == EF_VADER_BUT && but == EF_NONE)
            but = (uint32_t)i;
        if (word->listed && word->boosts == 0 && !is_kind_of(vader, i))
            add_opinion(vader, i);
    }
    return but == EF_NONE || vader->n_opinions == 0 || ef_vader_contrast(vader, but);
}

static double emphasis_of(uint32_t exclamations, uint32_t questions)
{
    const double exclaimed = (exclamations < 4 ? exclamations : 4) * 0.292;
    const double asked = questions < 2 ? 0 : questions <= 3 ? questions * 0.18 : 0.96;
    return exclaimed + asked;
}

/* value * scale to a whole number as Python's round() does it: by the exact value of the double, a
 * true tie to the even number. The product of the two is rounded, but only one that comes out as a
 * tie can be on the wrong side of it, and its error is known exactly. */
static int32_t round_exactly(double value, int32_t scale)
{
    const double size = fabs(value);
    const double product = size * scale;
    double whole = (int32_t)product; /* both are positive */
    const double rest = product - whole;
    if (rest == 0.5) {
        const double error = fma(size, scale, -product);
        whole += error > 0 || (error == 0 && fmod(whole, 2) != 0);
    } else {
        whole += rest > 0.5;
    }
    return (int32_t)(value < 0 ? -whole : whole);
}

static double normalise(double sum)
{
    return sum / sqrt(sum * sum + 15);
}

static ef_vader_score make_score(ef_vader *vader)
{
    enum { THOUSAND = 1000, TENTHS = 10 };
    double sum = 0;
    double pos = 0;
    double neg = 0;
    for (size_t i = 0; i < vader->n_opinions; i++) {
        const double value = vader->opinions[i].value;
        sum += value;
        if (value > 0)
            pos += value + 1;
        else
            neg += value - 1;
    }
    vader->sum = sum;
    const double emphasis = vader->emphasis = emphasis_of(vader->exclamations, vader->questions);
    if (sum > 0)
        sum += emphasis;
    else if (sum < 0)
        sum -= emphasis;
    if (pos > fabs(neg))
        pos += emphasis;
    else if (pos < fabs(neg))
        neg -= emphasis;
    const double neutral = (double)(vader->n_tokens - vader->n_opinions);
    const double total = pos + fabs(neg) + neutral;
    return (ef_vader_score){
        .compound = round_exactly(normalise(sum), THOUSAND * TENTHS),
        .pos = TENTHS * round_exactly(fabs(pos / total), THOUSAND),
        .neu = TENTHS * round_exactly(fabs(neutral / total), THOUSAND),
        .neg = TENTHS * round_exactly(fabs(neg / total), THOUSAND),
    };
}

ef_vader_score ef_vader_score_text(ef_vader *vader, ef_span text)
{
    static const ef_vader_score no_words = {0};
    static const ef_vader_score no_opinion = {.neu = 10000};
    vader->n_opinions = 0;
    vader->n_steps = 0;
    vader->sum = 0;
    vader->emphasis = 0;
    if (!ef_vader_read(vader, text) || !find_opinions(vader)) {
        vader->failed = true;
        return no_words;
    }
    if (vader->n_opinions > 0)
        return make_score(vader);
    return vader->n_tokens > 0 ? no_opinion : no_words;
}
