/* A listed word among its neighbours: the three words before it, each with an ever weaker booster and
 * a check for negation; idioms; "least". The order of the steps, and on which words each of them
 * looks, are those of the original: a word that is listed itself neither boosts nor negates. */
#include "base/table.h"
#include "hits/vader.h"

static const double booster = 0.293;
static const double capitals = 0.733;
static const double negation = -0.74;
static const double never_so = 1.25;

/* The name of the word `back` words before; nameless when there is none. */
static unsigned name_before(const ef_vader *vader, size_t token, size_t back)
{
    return token >= back ? ef_vader_word_at(vader, token - back)->name : EF_VADER_NAMELESS;
}

static unsigned name_behind(const ef_vader *vader, size_t token, size_t ahead)
{
    return token + ahead < vader->n_tokens ? ef_vader_word_at(vader, token + ahead)->name
                                           : EF_VADER_NAMELESS;
}

/* Notes a step that changed something, and passes its outcome on. */
static double step(ef_vader *vader, const char *what, size_t token, size_t by, double before,
                   double after)
{
    if (EF_UNLIKELY(vader->traced) && before != after)
        ef_vader_trace(vader, (ef_vader_step){.token = (uint32_t)token,
                                              .by = (uint32_t)by,
                                              .what = what,
                                              .before = before,
                                              .after = after});
    return after;
}

/* A "no" before the word takes the place of what the word says; before a listed word it says nothing
 * of its own. */
static double start(ef_vader *vader, size_t token)
{
    const ef_vader_word *const word = ef_vader_word_at(vader, token);
    double value = step(vader, "valence", token, EF_NONE, 0, word->valence);
    if (word->name == EF_VADER_NO && token + 1 < vader->n_tokens &&
        ef_vader_word_at(vader, token + 1)->listed)
        value = step(vader, "negator", token, token + 1, value, 0);
    const unsigned last = name_before(vader, token, 1);
    const bool listing = last == EF_VADER_OR || last == EF_VADER_NOR;
    for (size_t back = 1; back <= 3; back++)
        if (name_before(vader, token, back) == EF_VADER_NO && (back < 3 || listing))
            return step(vader, "negation", token, token - back, value, word->valence * negation);
    return value;
}

static double boost(ef_vader *vader, size_t token, size_t back, double value)
{
    static const double fading[] = {0, 1, 0.95, 0.9};
    const size_t by = token - back;
    const int boosts = ef_vader_word_at(vader, by)->boosts;
    if (boosts == 0)
        return value;
    double share = boosts * booster;
    if (value < 0)
        share *= -1;
    if (ef_vader_shouts(vader, by))
        share += value > 0 ? capitals : -capitals;
    return step(vader, "booster", token, by, value, value + share * fading[back]);
}

static bool is_so_or_this(unsigned name)
{
    return name == EF_VADER_SO || name == EF_VADER_THIS;
}

/* "never so good" praises, and "without doubt" denies nothing. At three words' distance any "so" or
 * "this" right before the word will do, as in the original. */
static double negate(ef_vader *vader, size_t token, size_t back, double value)
{
    const unsigned last = name_before(vader, token, 1);
    const unsigned second = name_before(vader, token, 2);
    const unsigned here = name_before(vader, token, back);
    double factor = ef_vader_word_at(vader, token - back)->negates ? negation : 1;
    if (back == 2 && here == EF_VADER_NEVER && is_so_or_this(last))
        factor = never_so;
    else if (back == 2 && here == EF_VADER_WITHOUT && last == EF_VADER_DOUBT)
        factor = 1;
    else if (back == 3 &&
             ((here == EF_VADER_NEVER && is_so_or_this(second)) || is_so_or_this(last)))
        factor = never_so;
    else if (back == 3 && here == EF_VADER_WITHOUT &&
             (second == EF_VADER_DOUBT || last == EF_VADER_DOUBT))
        factor = 1;
    return step(vader, factor < 0 ? "negation" : "never so", token, token - back, value,
                value * factor);
}

/* Whether the words from `first` on, by their names, are the phrase. */
static bool is_phrase(const ef_vader_phrase *phrase, const uint8_t *first, const uint8_t *behind)
{
    for (size_t i = 0; i < 3 && phrase->names[i] != EF_VADER_NAMELESS; i++)
        if (first + i == behind || first[i] != phrase->names[i])
            return false;
    return true;
}

/* The idiom that begins with `first` and has this length, if any. */
static const ef_vader_phrase *find_idiom(const ef_vader *vader, const uint8_t *first, size_t len,
                                         const uint8_t *behind)
{
    for (size_t i = 0; i < EF_VADER_IDIOMS && first[0] != EF_VADER_NAMELESS; i++) {
        const ef_vader_phrase *const idiom = &vader->lexicon->idioms[i];
        if ((idiom->names[2] != EF_VADER_NAMELESS) == (len == 3) && is_phrase(idiom, first, behind))
            return idiom;
    }
    return NULL;
}

/* The first idiom that ends at the word or before it, then one that begins with the word; and
 * "sort of" and its like. */
static double weigh_idioms(ef_vader *vader, size_t token, double value)
{
    enum { WORD = 3 };
    static const struct {
        uint8_t first;
        uint8_t len;
    } places[] = {{WORD - 1, 2}, {WORD - 2, 3}, {WORD - 2, 2}, {WORD - 3, 3}, {WORD - 3, 2}};
    uint8_t names[WORD + 3];
    for (size_t i = 0; i < WORD; i++)
        names[i] = (uint8_t)name_before(vader, token, WORD - i);
    for (size_t i = 0; i < 3; i++)
        names[WORD + i] = (uint8_t)name_behind(vader, token, i);
    const uint8_t *const behind = names + WORD + 3;
    const ef_vader_phrase *idiom = NULL;
    for (size_t i = 0; i < EF_COUNT(places) && idiom == NULL; i++)
        idiom = find_idiom(vader, names + places[i].first, places[i].len, behind);
    if (idiom != NULL)
        value = step(vader, "idiom", token, EF_NONE, value, idiom->value);
    for (size_t len = 2; len <= 3; len++)
        if ((idiom = find_idiom(vader, names + WORD, len, behind)) != NULL)
            value = step(vader, "idiom", token, EF_NONE, value, idiom->value);
    for (size_t back = WORD; back >= 2; back--)
        for (size_t i = 0; i < EF_VADER_PAIRS; i++)
            if (is_phrase(&vader->lexicon->pairs[i], names + WORD - back, behind))
                value = step(vader, "booster", token, token - back, value, value - booster);
    return value;
}

static double weigh_least(ef_vader *vader, size_t token, double value)
{
    const unsigned second = name_before(vader, token, 2);
    if (name_before(vader, token, 1) != EF_VADER_LEAST ||
        ef_vader_word_at(vader, token - 1)->listed || second == EF_VADER_AT ||
        second == EF_VADER_VERY)
        return value;
    return step(vader, "negation", token, token - 1, value, value * negation);
}

/* Whether nothing is known of the three words before it, and it begins no idiom. */
static bool stands_alone(const ef_vader *vader, size_t token)
{
    uint32_t before = EF_VADER_UNKNOWN;
    for (size_t back = 1; back <= 3 && back <= token; back++)
        before |= vader->tokens[token - back].word;
    return before == EF_VADER_UNKNOWN && name_behind(vader, token, 0) == EF_VADER_NAMELESS;
}

double ef_vader_value(ef_vader *vader, size_t token)
{
    double value = start(vader, token);
    if (ef_vader_shouts(vader, token))
        value = step(vader, "capitals", token, EF_NONE, value,
                     value > 0 ? value + capitals : value - capitals);
    if (stands_alone(vader, token))
        return value;
    for (size_t back = 1; back <= 3 && back <= token; back++) {
        if (ef_vader_word_at(vader, token - back)->listed)
            continue;
        value = boost(vader, token, back, value);
        value = negate(vader, token, back, value);
        if (back == 3)
            value = weigh_idioms(vader, token, value);
    }
    return weigh_least(vader, token, value);
}
