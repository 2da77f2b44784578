/* Which rules are worth a try, told by the atoms of a text. A rule has choices, the alternatives in
 * which it can match; each is tried where one of some atoms stands, and only if all else that it
 * demands stands near enough. */
#ifndef EF_RULE_INDEX_H
#define EF_RULE_INDEX_H

#include "lexicon/rule.h"

/* Numbers by atom: items[first[a]] .. items[first[a + 1]). */
typedef struct ef_atom_lists {
    uint32_t *first;
    uint32_t *items;
} ef_atom_lists;

/* Demands share bits, so that a set of them is small enough to be kept for each word. Each has two
 * of them, so that few share both. */
enum { EF_DEMAND_BITS = 256 };

static inline uint8_t ef_demand_bit(uint32_t demand)
{
    return (uint8_t)(demand % EF_DEMAND_BITS);
}

static inline uint8_t ef_demand_other_bit(uint32_t demand)
{
    return (uint8_t)((demand + 1) * UINT32_C(0x9E3779B1) >> 24);
}

typedef struct ef_choice {
    uint32_t rule;
    uint32_t demands; /* where in ef_rule_index.demanded those are that the token which it is tried
                         for does not meet itself */
    uint32_t n_demands; /* 0 where the rule's scope may be more than a sentence */
    uint32_t reach;     /* ef_alternative.reach */
    uint32_t operands;  /* of its node */
    uint8_t bits[2]; /* of its only demand, or one each of its first and last; or of its denial */
    bool is_word;    /* it is a single word, which is then a match of the rule in its sentence */
    bool deniable;   /* ... unless its denial stands there; set of words only */
} ef_choice;

typedef struct ef_rule_index {
    ef_choice *choices;  /* of all rules that are tried, in their order */
    uint32_t *demanded;  /* by number: a demand is a set of atoms of which one must be there */
    ef_atom_lists met;   /* the demands that an atom meets */
    ef_atom_lists tried; /* the choices to try where it stands */
    uint32_t *always;    /* rules that need no atom */
    size_t n_always;
    uint32_t *searching; /* rules with ef_rule.searches that do need one */
    size_t n_searching;
} ef_rule_index;

/* Of rules[first] .. rules[end). False when memory ran out; fini is due all the same. */
bool ef_rule_index_build(ef_rule_index *index, const ef_rule *rules, uint32_t first, uint32_t end,
                         size_t n_atoms);
void ef_rule_index_fini(ef_rule_index *index);

#endif
