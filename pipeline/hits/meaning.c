#include "hits/meaning.h"

#include <stdlib.h>

#include "base/grow.h"
#include "lexicon/word_wildcard.h"

enum { FIRST_SLOTS = 64 * 1024, FRONT = 8 };

static void hold(uint32_t *held, uint32_t atom)
{
    *held = *held == EF_NONE ? atom : EF_SEVERAL;
}

/* The terms of one word that begin with the atom, as far as they beat those that are held. */
static void add_alone(const ef_lexicon *lexicon, uint32_t atom, ef_meaning *item,
                      ef_word_terms *best)
{
    for (uint32_t at = lexicon->first[atom + 1];
         at > lexicon->first[atom] && lexicon->second[at - 1] == EF_NONE; at--) {
        const uint32_t number = lexicon->by_atom[at - 1];
        const ef_term *const term = &lexicon->terms[number];
        uint32_t *const held = &best->terms[term->lane];
        if (term->condition != NULL)
            item->uses |= EF_ASKS;
        if (*held == EF_NONE || lexicon->order[number] < lexicon->order[*held])
            *held = number;
    }
}

static void find_uses(const earful_model *model, const uint32_t *atoms, ef_meaning *item,
                      ef_word_terms *best)
{
    const ef_lexicon *const lexicon = &model->lexicon;
    for (uint32_t i = 0; i < item->n_atoms; i++) {
        const uint32_t uses = lexicon->uses[atoms[i]];
        item->uses |= uses;
        if ((uses & EF_BEGINS_PHRASE) != 0)
            hold(&item->begins, atoms[i]);
        if ((uses & EF_SECOND_WORD) != 0)
            hold(&item->follows, atoms[i]);
        if ((uses & EF_BEGINS_WORD) != 0)
            add_alone(lexicon, atoms[i], item, best);
    }
}

/* Puts the lists of all atoms in a row. How many numbers there are. */
static uint32_t add_numbers(ef_meanings *of, const ef_atom_lists *lists, const uint32_t *atoms,
                            size_t n_atoms)
{
    const size_t before = of->n_numbers;
    for (size_t i = 0; i < n_atoms && !of->failed; i++) {
        const uint32_t *const list = lists->items + lists->first[atoms[i]];
        const size_t count = lists->first[atoms[i] + 1] - lists->first[atoms[i]];
        of->failed = !ef_grow(&of->numbers, &of->numbers_capacity, of->n_numbers + count,
                              sizeof of->numbers[0]);
        if (of->failed || count == 0)
            continue;
        memcpy(of->numbers + of->n_numbers, list, count * sizeof list[0]);
        of->n_numbers += count;
    }
    return (uint32_t)(of->n_numbers - before);
}

static void find_rules(ef_meanings *of, const uint32_t *atoms, ef_meaning *item)
{
    const ef_rule_index *const index = &of->model->topics.index;
    ef_word_rules *const rules = &of->rules[of->count];
    rules->met = (uint32_t)of->n_numbers;
    rules->n_met = add_numbers(of, &index->met, atoms, item->n_atoms);
    rules->tried = (uint32_t)of->n_numbers;
    rules->n_tried = add_numbers(of, &index->tried, atoms, item->n_atoms);
    item->uses |= rules->n_tried > 0 ? EF_TRIGGERS : 0;
    ef_demand_set *const met = &of->met[of->count];
    *met = (ef_demand_set){0};
    for (uint32_t i = 0; i < rules->n_met && !of->failed; i++) {
        const uint32_t demand = of->numbers[rules->met + i];
        ef_demand_set_add(met, ef_demand_bit(demand));
        ef_demand_set_add(met, ef_demand_other_bit(demand));
    }
}

static void find_looks(ef_meanings *of, uint32_t number)
{
    const ef_meaning *const item = &of->items[number];
    const bool alone = (item->uses & (EF_BEGINS_WORD | EF_EXCLAIMS | EF_LINKS)) != 0;
    of->looks[number] =
        (uint8_t)((alone ? EF_LOOK_ALONE : 0) | (item->begins != EF_NONE ? EF_LOOK_BEGINS : 0) |
                  (item->follows != EF_NONE ? EF_LOOK_FOLLOWS : 0) |
                  ((item->uses & EF_TRIGGERS) != 0 ? EF_LOOK_TRIGGERS : 0));
}

/* Makes a meaning of atoms; EF_MEANS_NOTHING when memory ran out. */
static uint32_t add_meaning(ef_meanings *of, const uint32_t *atoms, size_t n_atoms)
{
    if (!ef_grow(&of->items, &of->items_capacity, of->count + 1, sizeof of->items[0]) ||
        !ef_grow(&of->looks, &of->looks_capacity, of->count + 1, sizeof of->looks[0]) ||
        !ef_grow(&of->rules, &of->rules_capacity, of->count + 1, sizeof of->rules[0]) ||
        !ef_grow(&of->met, &of->met_capacity, of->count + 1, sizeof of->met[0]) ||
        !ef_grow(&of->words, &of->words_capacity, of->count + 1, sizeof of->words[0]) ||
        !ef_grow(&of->alone, &of->alone_capacity, of->n_alone + 1, sizeof of->alone[0]) ||
        !ef_grow(&of->atoms, &of->atoms_capacity, of->n_atoms + 2 * n_atoms, sizeof of->atoms[0])) {
        of->failed = true;
        return EF_MEANS_NOTHING;
    }
    ef_meaning *const item = &of->items[of->count];
    ef_word_terms *const best = &of->alone[of->n_alone];
    *item = (ef_meaning){.atoms = (uint32_t)of->n_atoms,
                         .n_atoms = (uint32_t)n_atoms,
                         .begins = EF_NONE,
                         .follows = EF_NONE,
                         .alone = EF_NONE};
    for (int lane = 0; lane < EF_LANE_COUNT; lane++)
        best->terms[lane] = EF_NONE;
    if (n_atoms > 0)
        memcpy(of->atoms + of->n_atoms, atoms, n_atoms * sizeof atoms[0]);
    of->n_atoms += n_atoms;
    for (size_t i = 0; i < n_atoms; i++)
        if (of->asked[atoms[i]])
            of->atoms[of->n_atoms + item->n_asked++] = atoms[i];
    of->n_atoms += item->n_asked;
    of->words[of->count] = (ef_known_word){0};
    find_uses(of->model, atoms, item, best);
    find_rules(of, atoms, item);
    if (of->failed)
        return EF_MEANS_NOTHING;
    if ((item->uses & EF_BEGINS_WORD) != 0 && (item->uses & EF_ASKS) == 0)
        item->alone = (uint32_t)of->n_alone++;
    find_looks(of, (uint32_t)of->count);
    return (uint32_t)of->count++;
}

static void forget(ef_meanings *of)
{
    of->count = 0;
    of->n_atoms = 0;
    of->n_alone = 0;
    of->n_numbers = 0;
    ef_buffer_reset(&of->letters);
    memset(of->slots, 0, of->n_slots * sizeof of->slots[0]);
    memset(of->recent, 0, EF_RECENT * sizeof of->recent[0]);
    for (int i = EF_MEANS_NOTHING; i < EF_MEANS_ANY_WORD; i++)
        add_meaning(of, NULL, 0);
    if (of->failed)
        return;
    of->items[EF_MEANS_MARK].follows = EF_SEVERAL;
    of->items[EF_MEANS_SHOUT].uses = EF_EXCLAIMS;
    of->items[EF_MEANS_LINK].uses = EF_LINKS;
    for (uint32_t i = EF_MEANS_NOTHING; i < EF_MEANS_ANY_WORD; i++)
        find_looks(of, i);
    size_t n_atoms = 0;
    const uint32_t *const atoms = ef_vocabulary_any(of->model->vocabulary, &n_atoms);
    add_meaning(of, atoms, n_atoms);
}

static void ask(bool *asked, const ef_node *node)
{
    for (uint32_t i = 0; i < node->n_atoms; i++)
        if (node->atoms[i] != EF_NONE)
            asked[node->atoms[i]] = true;
    for (uint32_t i = 0; i < node->n_children; i++)
        ask(asked, node->children[i]);
}

static bool find_asked(ef_meanings *of)
{
    const ef_lexicon *const lexicon = &of->model->lexicon;
    const ef_topics *const topics = &of->model->topics;
    of->asked = calloc(ef_vocabulary_atoms(of->model->vocabulary) + 1, sizeof of->asked[0]);
    for (size_t i = 0; i < lexicon->n_conditions && of->asked != NULL; i++)
        ask(of->asked, lexicon->conditions[i]);
    for (size_t i = 0; i < topics->n_rules && of->asked != NULL; i++)
        ask(of->asked, topics->rules[i].root);
    size_t n_any = 0;
    const uint32_t *const any = ef_vocabulary_any(of->model->vocabulary, &n_any);
    for (size_t i = 0; i < n_any && of->asked != NULL; i++)
        of->asked[any[i]] = false; /* where every word stands need not be listed */
    return of->asked != NULL;
}

bool ef_meanings_init(ef_meanings *meanings, const earful_model *model)
{
    *meanings = (ef_meanings){
        .model = model, .sieve = ef_vocabulary_sieve(model->vocabulary), .n_slots = FIRST_SLOTS};
    meanings->slots = calloc(FIRST_SLOTS, sizeof meanings->slots[0]);
    meanings->recent = calloc(EF_RECENT, sizeof meanings->recent[0]);
    meanings->finder = ef_vocabulary_finder_new(model->vocabulary);
    if (meanings->slots == NULL || meanings->recent == NULL || meanings->finder == NULL ||
        !find_asked(meanings))
        return false;
    forget(meanings);
    return !meanings->failed;
}

void ef_meanings_fini(ef_meanings *meanings)
{
    ef_vocabulary_finder_free(meanings->finder);
    free(meanings->slots);
    free(meanings->recent);
    free(meanings->items);
    free(meanings->looks);
    free(meanings->rules);
    free(meanings->met);
    free(meanings->numbers);
    free(meanings->words);
    free(meanings->asked);
    free(meanings->atoms);
    free(meanings->alone);
    ef_buffer_fini(&meanings->letters);
    *meanings = (ef_meanings){0};
}

void ef_meanings_begin(ef_meanings *meanings)
{
    if (meanings->count > meanings->n_slots / 4)
        forget(meanings);
}

/* The first bytes of a word, the first one lowest, and zeros. */
static uint64_t front_of(ef_span word)
{
    uint64_t front = 0;
    memcpy(&front, word.at, word.len < FRONT ? word.len : FRONT);
    return front;
}

static bool is_word(const ef_meanings *of, const ef_known_word *known, ef_span word, uint64_t front)
{
    return known->front == front && known->len == word.len &&
           (word.len <= FRONT ||
            memcmp(of->letters.at + known->rest, word.at + FRONT, word.len - FRONT) == 0);
}

/* Where a word of this hash goes. */
static uint32_t *free_slot(uint32_t *slots, size_t n_slots, uint32_t hash)
{
    size_t slot = hash & (n_slots - 1);
    while (slots[slot] != EF_MEANS_NOTHING)
        slot = (slot + 1) & (n_slots - 1);
    return &slots[slot];
}

static bool make_slots(ef_meanings *of)
{
    if (of->count * 2 < of->n_slots)
        return true;
    uint32_t *const slots = calloc(of->n_slots * 2, sizeof slots[0]);
    if (slots == NULL)
        return false;
    free(of->slots);
    of->slots = slots;
    of->n_slots *= 2;
    for (uint32_t i = EF_FIRST_MEANING; i < of->count; i++)
        *free_slot(slots, of->n_slots, of->words[i].hash) = i;
    return true;
}

static uint32_t learn(ef_meanings *of, uint64_t hash, ef_span word)
{
    size_t n_atoms = 0;
    const uint32_t *const atoms = ef_vocabulary_find(of->finder, hash, word, &n_atoms);
    const size_t rest = of->letters.len;
    if (word.len > FRONT)
        ef_buffer_add(&of->letters, word.at + FRONT, word.len - FRONT);
    if (of->letters.failed || of->letters.len > UINT32_MAX || !make_slots(of))
        of->failed = true;
    const uint32_t meaning = of->failed ? EF_MEANS_NOTHING : add_meaning(of, atoms, n_atoms);
    if (meaning == EF_MEANS_NOTHING)
        return meaning;
    of->words[meaning] = (ef_known_word){.front = front_of(word),
                                         .len = (uint32_t)word.len,
                                         .hash = (uint32_t)hash,
                                         .rest = (uint32_t)rest};
    *free_slot(of->slots, of->n_slots, (uint32_t)hash) = meaning;
    return meaning;
}

uint32_t ef_meanings_of(ef_meanings *meanings, uint64_t hash, ef_span word)
{
    if (!ef_word_sieve_keeps(meanings->sieve, hash, word))
        return word.len <= EF_WILDCARD_LIMIT ? EF_MEANS_ANY_WORD : EF_MEANS_NOTHING;
    const uint64_t front = front_of(word);
    for (size_t slot = (uint32_t)hash & (meanings->n_slots - 1);;
         slot = (slot + 1) & (meanings->n_slots - 1)) {
        const uint32_t meaning = meanings->slots[slot];
        if (meaning == EF_MEANS_NOTHING)
            return learn(meanings, hash, word);
        if (is_word(meanings, &meanings->words[meaning], word, front))
            return meaning;
    }
}
