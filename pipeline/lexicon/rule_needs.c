/* What a rule needs: a set of atoms of which every match holds at least one, as rare ones as can be
 * told from the rule alone; and what each of its alternatives demands: several such sets, all of
 * which must be met. Texts that fall short never cost an evaluation. */
#include <stdlib.h>

#include "lexicon/rule.h"

enum { MOST_DEMANDS = 8 }; /* of an alternative; of more the first ones do */

/* An empty set is no need at all: the node may match anywhere. */
typedef struct need {
    const uint32_t *atoms;
    uint32_t count;
    uint32_t rarity; /* of the commonest of them */
} need;

typedef struct search {
    const ef_vocabulary *vocabulary;
    ef_arena *arena;
    bool searches;
} search;

/* Longer words are rarer words, near enough, and a wildcard stands for several. */
static uint32_t rarity_of(const search *finder, uint32_t atom)
{
    const uint32_t rank = ef_vocabulary_rank(finder->vocabulary, atom);
    return rank >= EF_RANK_WORD ? 2 * (rank - EF_RANK_WORD) + 1 : 2 * rank;
}

static need need_of_words(const search *finder, const ef_node *node)
{
    need rarest = {.atoms = node->atoms, .count = 1};
    for (size_t i = 0; i < node->n_atoms; i++) {
        const uint32_t rarity = rarity_of(finder, node->atoms[i]);
        if (rarity > rarest.rarity)
            rarest = (need){.atoms = &node->atoms[i], .count = 1, .rarity = rarity};
    }
    return rarest;
}

static need need_of_search(search *finder, const ef_node *node)
{
    need any = {.atoms = node->atoms, .count = node->n_atoms, .rarity = UINT32_MAX};
    for (size_t i = 0; i < node->n_atoms; i++) {
        const uint32_t rarity = rarity_of(finder, node->atoms[i]);
        any.rarity = any.rarity < rarity ? any.rarity : rarity;
    }
    finder->searches = true;
    return any;
}

static need find_need(search *finder, const ef_node *node);

static bool is_choice(const ef_node *node)
{
    return node->kind == EF_NODE_OR || node->kind == EF_NODE_TOPIC;
}

static need need_of_alternatives(search *finder, const ef_node *node)
{
    need *const all = ef_arena_array(finder->arena, node->n_children + (size_t)1, sizeof all[0]);
    size_t count = 0;
    for (size_t i = 0; i < node->n_children && all != NULL; i++) {
        all[i] = find_need(finder, node->children[i]);
        if (all[i].count == 0)
            return (need){0};
        count += all[i].count;
    }
    uint32_t *const atoms = ef_arena_array(finder->arena, count, sizeof atoms[0]);
    need any = {.atoms = atoms, .rarity = UINT32_MAX};
    for (size_t i = 0; i < node->n_children && atoms != NULL && all != NULL; i++) {
        memcpy(atoms + any.count, all[i].atoms, all[i].count * sizeof atoms[0]);
        any.count += all[i].count;
        any.rarity = any.rarity < all[i].rarity ? any.rarity : all[i].rarity;
    }
    return any;
}

/* All operands must match, so the need of any one of them will do. */
static need need_of_all(search *finder, const ef_node *node)
{
    need best = {0};
    for (size_t i = 0; i < node->n_children; i++) {
        if (node->children[i]->restricts)
            continue;
        const need other = find_need(finder, node->children[i]);
        if (other.count > 0 && (best.count == 0 || other.rarity > best.rarity))
            best = other;
    }
    return best;
}

static need find_need(search *finder, const ef_node *node)
{
    switch (node->kind) {
    case EF_NODE_OR:
    case EF_NODE_TOPIC: return need_of_alternatives(finder, node);
    case EF_NODE_AND:
    case EF_NODE_WITH:
    case EF_NODE_NEAR:
    case EF_NODE_ONEAR: return need_of_all(finder, node);
    case EF_NODE_NOT:
    case EF_NODE_NOTWITH:
    case EF_NODE_NOTNEAR: return find_need(finder, node->children[0]);
    case EF_NODE_WORDS: return need_of_words(finder, node);
    case EF_NODE_REGEX:
    case EF_NODE_RAW: return need_of_search(finder, node);
    case EF_NODE_FIELD: break;
    }
    return (need){0};
}

/* A wildcard that every word satisfies demands nothing. */
static bool is_demanding(const search *finder, const need *set)
{
    for (size_t i = 0; i < set->count; i++) {
        if (ef_vocabulary_rank(finder->vocabulary, set->atoms[i]) == 0)
            return false;
    }
    return set->count > 0;
}

static void add_demand(const search *finder, ef_alternative *to, need set)
{
    if (to->n_demands < MOST_DEMANDS && is_demanding(finder, &set))
        to->demands[to->n_demands++] = (ef_demand){set.atoms, set.count};
}

static bool negates(const ef_node *node)
{
    return node->kind == EF_NODE_NOT || node->kind == EF_NODE_NOTWITH ||
           node->kind == EF_NODE_NOTNEAR;
}

static void find_demands(search *finder, const ef_node *node, ef_alternative *to)
{
    const bool searched = node->kind == EF_NODE_REGEX || node->kind == EF_NODE_RAW;
    if (node->kind == EF_NODE_WORDS) {
        for (size_t i = 0; i < node->n_atoms; i++)
            add_demand(finder, to, (need){.atoms = &node->atoms[i], .count = 1});
    } else if (searched || is_choice(node)) {
        add_demand(finder, to, find_need(finder, node));
    } else {
        for (size_t i = 0; i < (negates(node) ? 1 : node->n_children); i++)
            find_demands(finder, node->children[i], to);
    }
}

static uint32_t add_reach(uint32_t a, uint32_t b)
{
    return a > EF_UNBOUNDED - b ? EF_UNBOUNDED : a + b;
}

static uint32_t find_reach(const ef_node *node);

/* Fields have no place in the text; what they leave to one operand is as far as that reaches. */
static uint32_t reach_of_all(const ef_node *node)
{
    uint32_t reach = 0;
    uint32_t n_operands = 0;
    for (size_t i = 0; i < node->n_children; i++) {
        if (node->children[i]->restricts)
            continue;
        reach = find_reach(node->children[i]);
        n_operands++;
    }
    return n_operands == 1 ? reach : EF_UNBOUNDED;
}

static uint32_t reach_of_alternatives(const ef_node *node)
{
    uint32_t furthest = 0;
    for (size_t i = 0; i < node->n_children; i++) {
        const uint32_t reach = find_reach(node->children[i]);
        furthest = furthest > reach ? furthest : reach;
    }
    return furthest;
}

static uint32_t find_reach(const ef_node *node)
{
    switch (node->kind) {
    case EF_NODE_OR:
    case EF_NODE_TOPIC: return reach_of_alternatives(node);
    case EF_NODE_AND:
    case EF_NODE_WITH: return reach_of_all(node);
    case EF_NODE_NEAR:
    case EF_NODE_ONEAR:
        return add_reach(add_reach(find_reach(node->children[0]), find_reach(node->children[1])),
                         node->distance + 1);
    case EF_NODE_NOT:
    case EF_NODE_NOTWITH:
    case EF_NODE_NOTNEAR: return find_reach(node->children[0]);
    case EF_NODE_WORDS: return node->n_atoms - 1;
    case EF_NODE_REGEX:
    case EF_NODE_RAW:
    case EF_NODE_FIELD: break;
    }
    return EF_UNBOUNDED;
}

/* What a rule that negates looks for is its left operand: "(a OR b) NOT c" has two alternatives. */
static const ef_node *looked_for(const ef_node *node)
{
    while (negates(node))
        node = node->children[0];
    return node;
}

/* Of one NOT; of several it is unknown. */
static ef_demand find_denial(const search *finder, const ef_node *root)
{
    if (!negates(root) || negates(root->children[0]))
        return (ef_demand){0};
    search right = {.vocabulary = finder->vocabulary, .arena = finder->arena};
    const need found = find_need(&right, root->children[1]);
    return right.searches || !is_demanding(&right, &found) ? (ef_demand){0}
                                                           : (ef_demand){found.atoms, found.count};
}

static size_t count_alternatives(const ef_node *root)
{
    const ef_node *const node = looked_for(root);
    size_t count = 0;
    for (size_t i = 0; i < node->n_children && is_choice(node); i++)
        count += count_alternatives(node->children[i]);
    return is_choice(node) ? count : 1;
}

/* `denial` is of the NOT that `root` stands left of; NULL = of none. */
static void add_alternatives(search *finder, const ef_node *root, const ef_demand *denial,
                             ef_rule *rule)
{
    const ef_node *const node = looked_for(root);
    const bool deniable = denial != NULL || node != root;
    ef_demand found = {0};
    if (denial == NULL)
        found = find_denial(finder, root);
    else if (node == root)
        found = *denial;
    for (size_t i = 0; i < node->n_children && is_choice(node); i++)
        add_alternatives(finder, node->children[i], deniable ? &found : NULL, rule);
    if (is_choice(node))
        return;
    const need rarest = find_need(finder, node);
    ef_alternative *const made = &rule->alternatives[rule->n_alternatives++];
    *made = (ef_alternative){
        .node = node,
        .deniable = deniable,
        .denial = found,
        .needs = {rarest.atoms, rarest.count},
        .reach = find_reach(node),
        .demands = ef_arena_array(finder->arena, MOST_DEMANDS, sizeof made->demands[0])};
    if (made->demands != NULL)
        find_demands(finder, node, made);
}

static int compare_atoms(const void *a, const void *b)
{
    const uint32_t left = *(const uint32_t *)a;
    const uint32_t right = *(const uint32_t *)b;
    return (left > right) - (left < right);
}

bool ef_rule_find_needs(ef_rule *rule, const ef_vocabulary *vocabulary, ef_arena *arena)
{
    search finder = {.vocabulary = vocabulary, .arena = arena};
    const need found = find_need(&finder, rule->root);
    uint32_t *const atoms = ef_arena_array(arena, found.count, sizeof atoms[0]);
    if (arena->failed)
        return false;
    if (found.count > 0)
        memcpy(atoms, found.atoms, found.count * sizeof atoms[0]);
    qsort(atoms, found.count, sizeof atoms[0], compare_atoms);
    rule->n_needs = 0;
    for (size_t i = 0; i < found.count; i++) {
        if (i == 0 || atoms[i] != atoms[i - 1])
            atoms[rule->n_needs++] = atoms[i];
    }
    rule->needs = atoms;
    rule->searches = finder.searches;
    const size_t n_alternatives = count_alternatives(rule->root);
    rule->n_alternatives = 0;
    rule->alternatives = ef_arena_array(arena, n_alternatives, sizeof rule->alternatives[0]);
    if (rule->alternatives != NULL)
        add_alternatives(&finder, rule->root, NULL, rule);
    return !arena->failed;
}
