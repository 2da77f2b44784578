#include "workbench/learn/learn_terms.h"

enum { LONGEST_NUMBER = 2, LONGEST_WORD = 24 };

ef_offers ef_offers_of(const ef_analysis *analysis, const ef_word_roles *roles, uint32_t sentence)
{
    const ef_sentence *const range = &analysis->tokens.sentences[sentence];
    return (ef_offers){.tokens = &analysis->tokens,
                       .resolved = &analysis->resolved,
                       .roles = roles,
                       .first = range->first_token,
                       .last = range->first_token,
                       .end = range->first_token + range->n_tokens};
}

static bool is_number(const ef_offers *offers, uint32_t token)
{
    return offers->tokens->kind[token] == EF_NUMBER;
}

static bool is_picture(const ef_offers *offers, uint32_t token)
{
    const uint8_t kind = offers->tokens->kind[token];
    return kind == EF_EMOJI || kind == EF_EMOTICON;
}

static bool may_take_part(const ef_offers *offers, uint32_t token)
{
    const ef_tokens *const tokens = offers->tokens;
    const uint8_t kind = tokens->kind[token];
    if (kind == EF_NUMBER)
        return tokens->word_len[token] <= LONGEST_NUMBER;
    return (kind == EF_WORD || kind == EF_HASHTAG) && tokens->word_len[token] <= LONGEST_WORD;
}

static uint8_t roles_of(const ef_offers *offers, uint32_t token)
{
    return ef_word_roles_of(offers->roles, offers->resolved, token);
}

static bool is_fit(const ef_offers *offers, uint32_t first, uint32_t last)
{
    const uint8_t shifts = EF_ROLE_SHIFTS | EF_ROLE_NEGATES;
    if (first == last)
        return !is_number(offers, first) && offers->tokens->word_len[first] > 1 &&
               (roles_of(offers, first) & (shifts | EF_ROLE_JUDGES)) == 0;
    return (roles_of(offers, first) & EF_ROLE_SHIFTS) == 0 &&
           (roles_of(offers, last) & shifts) == 0;
}

/* Begins at the next token. */
static void start_next(ef_offers *offers)
{
    offers->first++;
    offers->last = offers->first;
}

bool ef_offers_next(ef_offers *offers, ef_offer *offer)
{
    const ef_tokens *const tokens = offers->tokens;
    while (offers->first < offers->end) {
        const uint32_t first = offers->first;
        const uint32_t last = offers->last;
        const bool picture = first == last && is_picture(offers, first);
        if (last == offers->end || last - first >= EF_LONGEST_LEARNED ||
            tokens->clause[first] != tokens->clause[last] ||
            !(picture || may_take_part(offers, last))) {
            start_next(offers);
            continue;
        }
        offers->hash =
            first == last ? tokens->hash[first] : ef_hash_pair(offers->hash, tokens->hash[last]);
        *offer = (ef_offer){first, last, offers->hash};
        if (picture)
            start_next(offers);
        else
            offers->last++;
        if (picture || is_fit(offers, first, last))
            return true;
    }
    return false;
}

bool ef_offer_is_name(const ef_tokens *tokens, const ef_offer *offer)
{
    const ef_sentence *const range = &tokens->sentences[tokens->sentence[offer->first]];
    for (uint32_t token = offer->first; token <= offer->last; token++)
        if (token > range->first_token && (tokens->flags[token] & EF_INITIAL_CAP) != 0 &&
            (tokens->flags[token] & EF_ALL_CAPS) == 0)
            return true;
    return false;
}
