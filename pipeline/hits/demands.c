#include "hits/demands.h"

enum { FARTHEST = 64 }; /* tokens on either side */

ef_demand_set ef_demands_met(const ef_resolved *resolved, const ef_sentence *sentence)
{
    const uint32_t *const meaning = resolved->meaning + sentence->first_token;
    const ef_demand_set *const met = resolved->meanings->met;
    ef_demand_set all = {0};
    for (uint32_t i = 0; i < sentence->n_tokens; i++)
        for (size_t w = 0; w < EF_DEMAND_BITS / 64; w++)
            all.words[w] |= met[meaning[i]].words[w];
    return all;
}

static bool meets(const ef_meanings *meanings, uint32_t meaning, uint32_t demand)
{
    if (!ef_demand_set_has(&meanings->met[meaning], ef_demand_bit(demand)))
        return false;
    const ef_word_rules *const rules = &meanings->rules[meaning];
    const uint32_t *const met = meanings->numbers + rules->met;
    for (uint32_t i = 0; i < rules->n_met; i++)
        if (met[i] == demand)
            return true;
    return false;
}

/* Tokens first to end - 1 of a sentence; `all` when none of it that is in reach is left out. */
typedef struct window {
    uint32_t first;
    uint32_t end;
    bool all;
} window;

static window window_around(const ef_resolved *resolved, const ef_sentence *sentence,
                            uint32_t reach, uint32_t token)
{
    const uint32_t *const word = resolved->word;
    const uint32_t first = sentence->first_token;
    const uint32_t end = first + sentence->n_tokens;
    window w = {.first = token, .end = token + 1, .all = true};
    for (; w.all && w.first > first && word[token] - word[w.first - 1] <= reach; w.first--)
        w.all = token - w.first < FARTHEST;
    for (; w.all && w.end < end && word[w.end] - word[token] <= reach; w.end++)
        w.all = w.end - token <= FARTHEST;
    return w;
}

bool ef_demands_stand(const ef_resolved *resolved, const ef_sentence *sentence,
                      const ef_choice *choice, uint32_t token)
{
    const window w = window_around(resolved, sentence, choice->reach, token);
    const ef_meanings *const meanings = resolved->meanings;
    const uint32_t *const demanded = meanings->model->topics.index.demanded + choice->demands;
    bool stand = true;
    for (uint32_t d = 0; d < choice->n_demands && stand && w.all; d++) {
        stand = false;
        for (uint32_t t = w.first; t < w.end && !stand; t++)
            stand = meets(meanings, resolved->meaning[t], demanded[d]);
    }
    return stand;
}
