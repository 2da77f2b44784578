#include "workbench/suggest_terms.h"

#include <stdlib.h>

/* Words below it say how bad things are, not what is wrong. */
enum { CONDEMNS = -25000 };

static uint8_t judgement_of(int32_t valence)
{
    return valence > 0 || valence <= CONDEMNS ? EF_ROLE_JUDGES | EF_ROLE_NAMES_NOTHING
                                              : EF_ROLE_JUDGES;
}

bool ef_word_roles_init(ef_word_roles *roles, const earful_model *model)
{
    const ef_lexicon *const lexicon = &model->lexicon;
    roles->by_atom = calloc(ef_vocabulary_atoms(model->vocabulary) + 1, sizeof roles->by_atom[0]);
    for (size_t i = 0; i < lexicon->n_terms && roles->by_atom != NULL; i++) {
        const ef_term *const term = &lexicon->terms[i];
        if (term->n_atoms != 1)
            continue;
        if (term->type == EF_TERM_NEGATOR)
            roles->by_atom[term->atoms[0]] |= EF_ROLE_NEGATES;
        else if (term->lane == EF_LANE_OBJECTIVE)
            continue;
        else if (term->lane != EF_LANE_OPINION || term->type == EF_TERM_STOP)
            roles->by_atom[term->atoms[0]] |= EF_ROLE_SHIFTS;
        else if (term->valence != 0)
            roles->by_atom[term->atoms[0]] |= judgement_of(term->valence);
    }
    return roles->by_atom != NULL;
}

void ef_word_roles_fini(ef_word_roles *roles)
{
    free(roles->by_atom);
}

ef_candidates ef_candidates_of(const ef_analysis *analysis, const ef_word_roles *roles,
                               uint32_t sentence)
{
    const ef_sentence *const range = &analysis->tokens.sentences[sentence];
    return (ef_candidates){.analysis = analysis,
                           .roles = roles,
                           .token = range->first_token,
                           .end = range->first_token + range->n_tokens};
}

uint8_t ef_word_roles_of(const ef_word_roles *roles, const ef_resolved *resolved, uint32_t token)
{
    const ef_atoms atoms = ef_atoms_of(resolved, token);
    uint8_t all = 0;
    for (uint32_t i = 0; i < atoms.count; i++)
        all |= roles->by_atom[atoms.at[i]];
    return all;
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

static uint64_t mix(uint64_t a, uint64_t b)
{
    const uint64_t parts[] = {a, b};
    return ef_hash(ef_span_make((const char *)parts, sizeof parts));
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
            *candidate = (ef_candidate){mix(hash[token], hash[token + 1]), token, token + 1};
            return true;
        }
    }
}

void ef_candidate_text(const ef_analysis *analysis, const ef_candidate *candidate, ef_buffer *out)
{
    ef_buffer_reset(out);
    ef_buffer_add_span(out, ef_token_word(&analysis->tokens, candidate->first));
    if (candidate->last == candidate->first)
        return;
    ef_buffer_add_char(out, ' ');
    ef_buffer_add_span(out, ef_token_word(&analysis->tokens, candidate->last));
}
