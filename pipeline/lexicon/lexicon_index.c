/* The order in which the terms of a lexicon are looked up: by their first two atoms, the best first. */
#include <stdlib.h>
#include <string.h>

#include "lexicon/lexicon.h"

/* What decides between terms that fit at the same place, and where a term is looked up. */
typedef struct candidate {
    uint64_t
        demerit; /* small: more words, then a more specific first one, all of them, a condition */
    uint32_t term;
    uint32_t order; /* among all, once that is known */
    uint32_t first;
    uint32_t second; /* the number of atoms: a single word */
} candidate;

enum {
    RANK_BITS = 21, /* ef_vocabulary_rank */
    WORD_BITS = 5,  /* EF_MAX_TERM_WORDS */
    MERIT_BITS = WORD_BITS + RANK_BITS + (RANK_BITS + WORD_BITS) + 1
};

static uint64_t demerit_of(const ef_term *term, const ef_vocabulary *vocabulary)
{
    uint64_t merit = term->n_atoms;
    uint64_t rank = 0;
    for (uint32_t i = 0; i < term->n_atoms; i++)
        rank += ef_vocabulary_rank(vocabulary, term->atoms[i]);
    merit = merit << RANK_BITS | ef_vocabulary_rank(vocabulary, term->atoms[0]);
    merit = merit << (RANK_BITS + WORD_BITS) | rank;
    merit = merit << 1 | (term->condition != NULL);
    return ~merit & ((UINT64_C(1) << MERIT_BITS) - 1);
}

/* A demerit is sorted by in parts. */
enum { DIGIT_BITS = 11, DIGIT_VALUES = 1 << DIGIT_BITS };

typedef struct sorter {
    size_t count;
    candidate *all;
    candidate *other; /* room for as many */
    uint32_t *starts; /* room for every value of a key, and one behind */
} sorter;

static bool sorter_init(sorter *s, size_t count, size_t n_atoms)
{
    const size_t n_values = n_atoms + 1 > DIGIT_VALUES ? n_atoms + 1 : DIGIT_VALUES;
    *s = (sorter){.count = count,
                  .all = calloc(count + 1, sizeof s->all[0]),
                  .other = calloc(count + 1, sizeof s->other[0]),
                  .starts = malloc((n_values + 1) * sizeof s->starts[0])};
    return s->all != NULL && s->other != NULL && s->starts != NULL;
}

typedef enum sort_key { BY_DEMERIT, BY_SECOND, BY_FIRST } sort_key;

static size_t key_of(const candidate *c, sort_key key, unsigned shift)
{
    switch (key) {
    case BY_FIRST: return c->first;
    case BY_SECOND: return c->second;
    case BY_DEMERIT: break;
    }
    return c->demerit >> shift & (DIGIT_VALUES - 1);
}

/* Counting sort: what has the same key stays in its order. */
static void sort_by(sorter *s, sort_key key, unsigned shift, size_t n_values)
{
    memset(s->starts, 0, (n_values + 1) * sizeof s->starts[0]);
    for (size_t i = 0; i < s->count; i++)
        s->starts[key_of(&s->all[i], key, shift) + 1]++;
    for (size_t value = 1; value < n_values; value++)
        s->starts[value] += s->starts[value - 1];
    for (size_t i = 0; i < s->count; i++)
        s->other[s->starts[key_of(&s->all[i], key, shift)]++] = s->all[i];
    candidate *const sorted = s->other;
    s->other = s->all;
    s->all = sorted;
}

/* In the order in which they are looked up; NULL when memory is out. */
static candidate *sort_terms(const ef_lexicon *lexicon, const ef_vocabulary *vocabulary)
{
    const size_t n_atoms = ef_vocabulary_atoms(vocabulary);
    sorter s;
    const bool good = sorter_init(&s, lexicon->n_terms, n_atoms);
    for (size_t i = 0; i < lexicon->n_terms && good; i++) {
        const ef_term *const term = &lexicon->terms[i];
        const uint32_t second = term->n_atoms > 1 ? term->atoms[1] : (uint32_t)n_atoms;
        s.all[i] = (candidate){.demerit = demerit_of(term, vocabulary),
                               .term = (uint32_t)i,
                               .first = term->atoms[0],
                               .second = second};
    }
    for (unsigned shift = 0; shift < MERIT_BITS && good; shift += DIGIT_BITS)
        sort_by(&s, BY_DEMERIT, shift, DIGIT_VALUES);
    for (size_t i = 0; i < lexicon->n_terms && good; i++)
        s.all[i].order = (uint32_t)i;
    if (good) {
        sort_by(&s, BY_SECOND, 0, n_atoms + 1);
        sort_by(&s, BY_FIRST, 0, n_atoms + 1);
    }
    free(s.other);
    free(s.starts);
    if (good)
        return s.all;
    free(s.all);
    return NULL;
}

enum { BITS_A_PHRASE = 32, FEWEST_PAIR_BITS = 1 << 10, MOST_PAIR_BITS = 1 << 30 };

static const uint8_t lane_uses[EF_LANE_COUNT] = {
    [EF_LANE_SHIFT] = EF_BEGINS_SHIFTER,
    [EF_LANE_NEGATOR] = EF_BEGINS_SHIFTER | EF_BEGINS_NEGATOR,
    [EF_LANE_CONTRAST] = EF_BEGINS_SHIFTER,
    [EF_LANE_REQUEST] = EF_BEGINS_SHIFTER,
    [EF_LANE_OBJECTIVE] = EF_BEGINS_OBJECTIVE,
};

/* Which atoms, alone and in pairs, are worth a look at by_atom. */
static bool note_uses(ef_lexicon *lexicon, size_t n_atoms, ef_arena *arena)
{
    size_t n_phrases = 0;
    for (size_t i = 0; i < lexicon->n_terms; i++)
        n_phrases += lexicon->terms[i].n_atoms > 1;
    uint32_t n_bits = FEWEST_PAIR_BITS;
    while (n_bits / BITS_A_PHRASE < n_phrases && n_bits < MOST_PAIR_BITS)
        n_bits *= 2;
    lexicon->n_pair_bits = n_bits;
    lexicon->pairs = ef_arena_array(arena, n_bits / 64, sizeof lexicon->pairs[0]);
    lexicon->uses = ef_arena_array(arena, n_atoms + 1, sizeof lexicon->uses[0]);
    if (arena->failed)
        return false;
    for (size_t i = 0; i < lexicon->n_terms; i++) {
        const ef_term *const term = &lexicon->terms[i];
        uint8_t *const uses = &lexicon->uses[term->atoms[0]];
        *uses |= lane_uses[term->lane] | (term->n_atoms > 1 ? EF_BEGINS_PHRASE : EF_BEGINS_WORD);
        if (term->n_atoms > 1) {
            lexicon->uses[term->atoms[1]] |= EF_SECOND_WORD;
            const uint32_t bit = ef_lexicon_pair_bit(lexicon, term->atoms[0], term->atoms[1]);
            lexicon->pairs[bit / 64] |= (uint64_t)1 << bit % 64;
        }
    }
    return true;
}

bool ef_lexicon_index(ef_lexicon *lexicon, const ef_vocabulary *vocabulary, ef_arena *arena)
{
    const size_t n_atoms = ef_vocabulary_atoms(vocabulary);
    const size_t n_terms = lexicon->n_terms;
    lexicon->first = ef_arena_array(arena, n_atoms + 1, sizeof lexicon->first[0]);
    lexicon->by_atom = ef_arena_array(arena, n_terms + 1, sizeof lexicon->by_atom[0]);
    lexicon->second = ef_arena_array(arena, n_terms + 1, sizeof lexicon->second[0]);
    lexicon->third = ef_arena_array(arena, n_terms + 1, sizeof lexicon->third[0]);
    lexicon->order = ef_arena_array(arena, n_terms + 1, sizeof lexicon->order[0]);
    candidate *const sorted = sort_terms(lexicon, vocabulary);
    if (sorted == NULL || arena->failed) {
        free(sorted);
        return false;
    }
    size_t at = 0;
    for (size_t atom = 0; atom <= n_atoms; atom++) {
        lexicon->first[atom] = (uint32_t)at;
        for (; at < n_terms && sorted[at].first == atom; at++) {
            const ef_term *const term = &lexicon->terms[sorted[at].term];
            lexicon->by_atom[at] = sorted[at].term;
            lexicon->second[at] = term->n_atoms > 1 ? term->atoms[1] : EF_NONE;
            lexicon->third[at] = term->n_atoms > 2 ? term->atoms[2] : EF_NONE;
            lexicon->order[sorted[at].term] = sorted[at].order;
        }
    }
    free(sorted);
    return note_uses(lexicon, n_atoms, arena);
}
