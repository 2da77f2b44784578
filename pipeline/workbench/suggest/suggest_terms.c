#include "workbench/suggest/suggest_terms.h"

ef_candidates ef_candidates_of(const ef_analysis *analysis, const ef_word_roles *roles,
                               uint32_t sentence)
{
    const ef_sentence *const range = &analysis->tokens.sentences[sentence];
    return (ef_candidates){.analysis = analysis,
                           .roles = roles,
                           .token = range->first_token,
                           .end = range->first_token + range->n_tokens};
}

static uint8_t roles_of(const ef_candidates *candidates, uint32_t token)
{
    return ef_word_roles_of(candidates->roles, &candidates->analysis->resolved, token);
}

/* A word of one letter says nothing. */
static bool is_word(const ef_candidates *candidates, uint32_t token)
{
    const ef_tokens *const tokens = &candidates->analysis->tokens;
    return (tokens->kind[token] == EF_WORD || tokens->kind[token] == EF_HASHTAG) &&
           tokens->word_len[token] > 1;
}

bool ef_candidate_negates(const ef_candidates *candidates, uint32_t token)
{
    return (roles_of(candidates, token) & EF_ROLE_NEGATES) != 0;
}

bool ef_candidate_judges(const ef_candidates *candidates, uint32_t token)
{
    return (roles_of(candidates, token) & EF_ROLE_JUDGES) != 0;
}

static bool is_candidate(const ef_candidates *candidates, uint32_t token)
{
    return is_word(candidates, token) && (roles_of(candidates, token) & ~EF_ROLE_JUDGES) == 0;
}

static bool names(const ef_candidates *candidates, uint32_t token)
{
    return is_word(candidates, token) && roles_of(candidates, token) == 0;
}

static bool may_be_in_pair(const ef_candidates *candidates, uint32_t token)
{
    return is_word(candidates, token) && (roles_of(candidates, token) & EF_ROLE_SHIFTS) == 0;
}

static bool is_pair(const ef_candidates *candidates, uint32_t first)
{
    return first + 1 < candidates->end &&
           candidates->analysis->tokens.clause[first] ==
               candidates->analysis->tokens.clause[first + 1] &&
           may_be_in_pair(candidates, first) && may_be_in_pair(candidates, first + 1) &&
           (names(candidates, first) || names(candidates, first + 1));
}

bool ef_candidates_next(ef_candidates *candidates, ef_candidate *candidate)
{
    const uint64_t *const hash = candidates->analysis->tokens.hash;
    for (;;) {
        const uint32_t token = candidates->token;
        if (token == candidates->end)
            return false;
        if (!candidates->pair) {
            candidates->pair = true;
            *candidate = (ef_candidate){hash[token], token, token};
            if (is_candidate(candidates, token))
                return true;
        }
        candidates->pair = false;
        candidates->token++;
        if (is_pair(candidates, token)) {
            *candidate =
                (ef_candidate){ef_hash_pair(hash[token], hash[token + 1]), token, token + 1};
            return true;
        }
    }
}
