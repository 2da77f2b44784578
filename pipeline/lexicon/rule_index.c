#include "lexicon/rule_index.h"

#include <stdlib.h>

#include "base/grow.h"

/* A number that belongs to an atom, until all are there and can be put in rows. */
typedef struct pair {
    uint32_t atom;
    uint32_t number;
} pair;

typedef struct pairs {
    pair *items;
    size_t count;
    size_t capacity;
} pairs;

typedef struct builder {
    ef_rule_index *index;
    ef_table sets; /* of atoms, as bytes: the demands */
    pairs met;
    pairs tried;
    size_t n_choices;
    size_t choices_capacity;
    size_t n_demanded;
    size_t demanded_capacity;
} builder;

static ef_span bytes_of(const ef_demand *set)
{
    return ef_span_make((const char *)set->atoms, set->count * sizeof set->atoms[0]);
}

static bool add_pairs(pairs *to, const ef_demand *atoms, uint32_t number)
{
    if (!ef_grow(&to->items, &to->capacity, to->count + atoms->count, sizeof to->items[0]))
        return false;
    for (uint32_t i = 0; i < atoms->count; i++)
        to->items[to->count++] = (pair){atoms->atoms[i], number};
    return true;
}

/* Counted two places up and summed, first[a + 1] is where atom a goes next; once all are placed it
 * is where atom a + 1 begins. */
static bool make_lists(ef_atom_lists *lists, const pairs *from, size_t n_atoms)
{
    lists->first = calloc(n_atoms + 2, sizeof lists->first[0]);
    lists->items = calloc(from->count + 1, sizeof lists->items[0]);
    if (lists->first == NULL || lists->items == NULL)
        return false;
    for (size_t i = 0; i < from->count; i++)
        lists->first[from->items[i].atom + 2]++;
    for (size_t a = 2; a < n_atoms + 2; a++)
        lists->first[a] += lists->first[a - 1];
    for (size_t i = 0; i < from->count; i++)
        lists->items[lists->first[from->items[i].atom + 1]++] = from->items[i].number;
    return true;
}

/* The number of a set of atoms; EF_NONE when memory ran out. */
static uint32_t number_of(builder *of, const ef_demand *demand)
{
    bool added = false;
    const uint32_t number = ef_table_add(&of->sets, bytes_of(demand), &added);
    return added && !add_pairs(&of->met, demand, number) ? EF_NONE : number;
}

static bool add_demand(builder *of, ef_choice *choice, const ef_demand *demand)
{
    const uint32_t number = number_of(of, demand);
    if (number == EF_NONE || !ef_grow(&of->index->demanded, &of->demanded_capacity,
                                      of->n_demanded + 1, sizeof of->index->demanded[0]))
        return false;
    of->index->demanded[of->n_demanded++] = number;
    choice->bits[1] = choice->n_demands > 0 ? ef_demand_bit(number) : ef_demand_other_bit(number);
    if (choice->n_demands++ == 0)
        choice->bits[0] = ef_demand_bit(number);
    return true;
}

/* A word that may be denied is told by itself only if it is known what denies it. */
static bool add_word(builder *of, ef_choice *choice, const ef_alternative *alternative)
{
    choice->is_word = !alternative->deniable || alternative->denial.count > 0;
    choice->deniable = choice->is_word && alternative->deniable;
    if (!choice->deniable)
        return true;
    const uint32_t number = number_of(of, &alternative->denial);
    choice->bits[0] = ef_demand_bit(number);
    choice->bits[1] = ef_demand_other_bit(number);
    return number != EF_NONE;
}

static bool add_choice(builder *of, const ef_alternative *alternative, uint32_t rule, bool wide)
{
    ef_rule_index *const index = of->index;
    const ef_node *const node = alternative->node;
    if (!ef_grow(&index->choices, &of->choices_capacity, of->n_choices + 1,
                 sizeof index->choices[0]) ||
        !add_pairs(&of->tried, &alternative->needs, (uint32_t)of->n_choices))
        return false;
    ef_choice *const choice = &index->choices[of->n_choices++];
    *choice = (ef_choice){.rule = rule,
                          .demands = (uint32_t)of->n_demanded,
                          .reach = alternative->reach,
                          .operands = node->n_children};
    if (wide)
        return true;
    if (node->kind == EF_NODE_WORDS && node->n_atoms == 1)
        return add_word(of, choice, alternative);
    bool good = true;
    for (uint32_t i = 0; i < alternative->n_demands; i++) {
        const ef_demand *const demand = &alternative->demands[i];
        if (!ef_span_equal(bytes_of(demand), bytes_of(&alternative->needs)))
            good = good && add_demand(of, choice, demand);
    }
    return good;
}

static bool add_rule(builder *of, const ef_rule *rule, uint32_t number)
{
    ef_rule_index *const index = of->index;
    if (rule->n_needs == 0)
        index->always[index->n_always++] = number;
    else if (rule->searches)
        index->searching[index->n_searching++] = number;
    bool good = true;
    for (uint32_t i = 0; i < rule->n_alternatives; i++)
        good = good &&
               add_choice(of, &rule->alternatives[i], number, rule->scope != EF_SCOPE_SENTENCE);
    return good;
}

bool ef_rule_index_build(ef_rule_index *index, const ef_rule *rules, uint32_t first, uint32_t end,
                         size_t n_atoms)
{
    builder of = {.index = index};
    *index =
        (ef_rule_index){.always = calloc((size_t)end - first + 1, sizeof index->always[0]),
                        .searching = calloc((size_t)end - first + 1, sizeof index->searching[0])};
    ef_table_init(&of.sets);
    bool good = index->always != NULL && index->searching != NULL;
    for (uint32_t r = first; r < end; r++)
        good = good && add_rule(&of, &rules[r], r);
    good = good && make_lists(&index->met, &of.met, n_atoms) &&
           make_lists(&index->tried, &of.tried, n_atoms);
    ef_table_fini(&of.sets);
    free(of.met.items);
    free(of.tried.items);
    return good;
}

void ef_rule_index_fini(ef_rule_index *index)
{
    free(index->choices);
    free(index->demanded);
    free(index->met.first);
    free(index->met.items);
    free(index->tried.first);
    free(index->tried.items);
    free(index->always);
    free(index->searching);
    *index = (ef_rule_index){0};
}
