#include "hits/term_match.h"

#include "base/grow.h"
#include "hits/evaluate.h"

/* Marks that may stand between two words of a term; more of them are no way to write one. */
enum { MOST_MARKS_BETWEEN = 4 };

/* A place in a sentence, and the best that was found there. */
typedef struct position {
    const ef_term_matcher *matcher;
    uint32_t sentence;
    uint32_t end; /* of the sentence's tokens */
    uint32_t token;
    uint32_t next;    /* word of the sentence; `end` when there is none; 0 = not yet looked for */
    uint32_t after;   /* the word behind that one, likewise */
    uint32_t n_words; /* of the match; 0 = nothing found yet */
    ef_term_match *match;
} position;

bool ef_term_matcher_begin(const ef_term_matcher *matcher)
{
    const ef_lexicon *const lexicon = &matcher->model->lexicon;
    ef_hits *const hits = matcher->hits;
    if (lexicon->n_conditions == 0)
        return true;
    if (!ef_grow(&hits->verdicts, &hits->verdicts_capacity, lexicon->n_terms,
                 sizeof hits->verdicts[0]))
        return false;
    memset(hits->verdicts, 0, lexicon->n_terms * sizeof hits->verdicts[0]);
    return true;
}

/* Each condition is asked once a sentence, however often its term stands there. */
static bool condition_holds(const position *place, uint32_t term)
{
    const ef_term_matcher *const matcher = place->matcher;
    const ef_rule *const condition = matcher->model->lexicon.terms[term].condition;
    if (condition == NULL)
        return true;
    if (matcher->evaluator == NULL)
        return false;
    const uint64_t asked = 2 * ((uint64_t)place->sentence + 1);
    uint64_t *const verdict = &matcher->hits->verdicts[term];
    if ((*verdict & ~(uint64_t)1) != asked)
        *verdict = asked | ef_rule_holds(matcher->evaluator, condition, place->sentence);
    return (*verdict & 1) != 0;
}

/* The token where the next word of a term may stand; place->end when the sentence is over. */
static uint32_t next_word(const position *place, uint32_t token)
{
    token++;
    const uint32_t most = token + MOST_MARKS_BETWEEN;
    while (token < place->end && token < most &&
           place->matcher->resolved->meaning[token] == EF_MEANS_MARK)
        token++;
    return token < place->end ? token : place->end;
}

/* Takes the term over if it is better than what was found and goes on to its end in the text.
 * Its first word stands at the place, and its second and third, if it has them, at place->next and
 * place->after. */
static void consider(position *place, uint32_t number)
{
    const ef_lexicon *const lexicon = &place->matcher->model->lexicon;
    const ef_term *const term = &lexicon->terms[number];
    const uint32_t rival =
        term->n_atoms == place->n_words ? place->match->terms[term->lane] : EF_NONE;
    if (term->n_atoms < place->n_words ||
        (rival != EF_NONE && lexicon->order[rival] < lexicon->order[number]))
        return;
    uint32_t last = term->n_atoms == 1   ? place->token
                    : term->n_atoms == 2 ? place->next
                                         : place->after;
    for (uint32_t i = 3; i < term->n_atoms; i++) {
        last = next_word(place, last);
        if (last == place->end || !ef_has_atom(place->matcher->resolved, last, term->atoms[i]))
            return;
    }
    if (!condition_holds(place, number))
        return;
    if (term->n_atoms > place->n_words)
        for (int lane = 0; lane < EF_LANE_COUNT; lane++)
            place->match->terms[lane] = EF_NONE;
    place->n_words = term->n_atoms;
    place->match->last = last;
    place->match->terms[term->lane] = number;
}

/* The first of by_atom[from] .. by_atom[to) whose second word's atom is not below `atom`. Without a
 * branch on what is found, which no processor can foretell. */
static uint32_t lower_bound(const ef_lexicon *lexicon, uint32_t from, uint32_t to, uint32_t atom)
{
    for (uint32_t count = to - from, half; count > 0; count -= half) {
        half = (count + 1) / 2;
        from += half * (lexicon->second[from + half - 1] < atom);
    }
    return from;
}

/* The phrases that begin with one atom, by_atom[from] .. by_atom[to), and go on with another. Of the
 * most frequent pairs dozens begin, and their third word is all that needs a look. */
static void consider_phrases(position *place, uint32_t from, uint32_t to, uint32_t second)
{
    const ef_lexicon *const lexicon = &place->matcher->model->lexicon;
    const bool ends = place->after == place->end;
    const ef_atoms thirds =
        ends ? (ef_atoms){0} : ef_atoms_of(place->matcher->resolved, place->after);
    for (uint32_t at = lower_bound(lexicon, from, to, second);
         at < to && lexicon->second[at] == second; at++) {
        const uint32_t third = lexicon->third[at];
        if (third == EF_NONE || ef_atoms_have(thirds, third))
            consider(place, lexicon->by_atom[at]);
    }
}

/* The terms that begin with the atom, phrases only if their second word comes next. */
static void consider_all(position *place, uint32_t atom)
{
    const ef_lexicon *const lexicon = &place->matcher->model->lexicon;
    const uint32_t from = lexicon->first[atom];
    const uint32_t to = lexicon->first[atom + 1];
    if (from == to)
        return;
    if (lexicon->second[from] != EF_NONE && place->next == 0) {
        place->next = next_word(place, place->token);
        place->after = next_word(place, place->next);
    }
    if (lexicon->second[from] != EF_NONE && place->next < place->end) {
        const ef_atoms atoms = ef_atoms_of(place->matcher->resolved, place->next);
        for (uint32_t i = 0; i < atoms.count; i++)
            if (ef_lexicon_may_pair(lexicon, atom, atoms.at[i]))
                consider_phrases(place, from, to, atoms.at[i]);
    }
    for (uint32_t at = to; at > from && lexicon->second[at - 1] == EF_NONE; at--)
        consider(place, lexicon->by_atom[at - 1]);
}

static bool may_begin_phrase(const position *place, const ef_meaning *meaning)
{
    const ef_meaning *const next = ef_meaning_of(place->matcher->resolved, place->token + 1);
    return place->token + 1 < place->end &&
           ef_may_begin_phrase(&place->matcher->model->lexicon, meaning, next);
}

/* Finds what begins at place->token, with its condition and all. */
static void match_at(position *place, const ef_meaning *meaning)
{
    const ef_meanings *const meanings = place->matcher->resolved->meanings;
    place->n_words = 0;
    place->match->first = place->token;
    place->match->denied_by = EF_NONE;
    if ((meaning->uses & EF_ASKS) != 0 || may_begin_phrase(place, meaning)) {
        place->next = 0;
        for (uint32_t i = 0; i < meaning->n_atoms; i++)
            consider_all(place, meanings->atoms[meaning->atoms + i]);
    } else if (meaning->alone != EF_NONE) {
        place->n_words = 1;
        place->match->last = place->token;
        memcpy(place->match->terms, meanings->alone[meaning->alone].terms,
               sizeof place->match->terms);
    }
}

bool ef_match_terms(const ef_term_matcher *matcher, uint32_t sentence, ef_matches *found)
{
    const ef_sentence *const range = &matcher->tokens->sentences[sentence];
    ef_hits *const hits = matcher->hits;
    position place = {
        .matcher = matcher, .sentence = sentence, .end = range->first_token + range->n_tokens};
    *found = (ef_matches){0};
    ef_token_bits notables = ef_token_bits_of(matcher->resolved->notable, range);
    uint32_t token = 0;
    while (ef_token_bits_next(&notables, &token)) {
        const ef_meaning *const meaning = ef_meaning_of(matcher->resolved, token);
        found->uses |= meaning->uses;
        if ((meaning->uses & (EF_BEGINS_WORD | EF_BEGINS_PHRASE)) == 0)
            continue;
        if (found->count == hits->matches_capacity &&
            !ef_grow(&hits->matches, &hits->matches_capacity, found->count + 1,
                     sizeof hits->matches[0]))
            return false;
        place.token = token;
        place.match = &hits->matches[found->count];
        match_at(&place, meaning);
        if (place.n_words == 0)
            continue;
        notables.at = place.match->last + 1;
        found->count++;
    }
    return true;
}
