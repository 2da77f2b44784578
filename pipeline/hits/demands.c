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

/* A word whose set says that it may. */
static bool really_meets(const ef_meanings *meanings, uint32_t meaning, uint32_t demand)
{
    const ef_word_rules *const rules = &meanings->rules[meaning];
    const uint32_t *const met = meanings->numbers + rules->met;
    for (uint32_t i = 0; i < rules->n_met; i++)
        if (met[i] == demand)
            return true;
    return false;
}

static inline bool meets(const ef_meanings *meanings, uint32_t meaning, uint32_t demand)
{
    return ef_demand_set_has(&meanings->met[meaning], ef_demand_bit(demand)) &&
           really_meets(meanings, meaning, demand);
}

/* What may stand farther away than is looked counts as there. */
static bool stands(const ef_resolved *resolved, const ef_sentence *sentence, uint32_t demand,
                   uint32_t reach, uint32_t token)
{
    const uint32_t *const word = resolved->word;
    const uint32_t first = sentence->first_token;
    const uint32_t end = first + sentence->n_tokens;
    for (uint32_t t = token; t < end && word[t] - word[token] <= reach; t++)
        if (t - token > FARTHEST || meets(resolved->meanings, resolved->meaning[t], demand))
            return true;
    for (uint32_t t = token; t-- > first && word[token] - word[t] <= reach;)
        if (token - t > FARTHEST || meets(resolved->meanings, resolved->meaning[t], demand))
            return true;
    return false;
}

bool ef_demands_stand(const ef_resolved *resolved, const ef_sentence *sentence,
                      const ef_choice *choice, uint32_t token)
{
    const ef_rule_index *const index = &resolved->meanings->model->topics.index;
    const uint32_t *const demanded = index->demanded + choice->demands;
    bool stand = true;
    for (uint32_t d = 0; d < choice->n_demands && stand; d++)
        stand = stands(resolved, sentence, demanded[d], choice->reach, token);
    return stand;
}
