#include "hits/meaning.h"

#include <stdlib.h>

#include "base/grow.h"
#include "lexicon/word_wildcard.h"

enum { FIRST_SLOTS = 32 * 1024, FRONT = 8 };

/* The one that `item` has besides those in `held`. */
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
                      ef_word_terms *best, ef_signature *met)
{
    const ef_lexicon *const lexicon = &model->lexicon;
    const ef_topics *const topics = &model->topics;
    for (uint32_t i = 0; i < item->n_atoms; i++) {
        const uint32_t uses = lexicon->uses[atoms[i]];
        item->uses |= uses;
        if ((uses & EF_BEGINS_PHRASE) != 0)
            hold(&item->begins, atoms[i]);
        if ((uses & EF_SECOND_WORD) != 0)
            hold(&item->follows, atoms[i]);
        if ((uses & EF_BEGINS_WORD) != 0)
            add_alone(lexicon, atoms[i], item, best);
        if (topics->first[atoms[i]] < topics->first[atoms[i] + 1])
            item->uses |= EF_TRIGGERS;
        ef_signature_add(met, &topics->met[atoms[i]]);
    }
}

/* Makes a meaning of atoms; EF_MEANS_NOTHING when memory ran out. */
static uint32_t add_meaning(ef_meanings *of, const uint32_t *atoms, size_t n_atoms)
{
    if (!ef_grow(&of->items, &of->items_capacity, of->count + 1, sizeof of->items[0]) ||
        !ef_grow(&of->met, &of->met_capacity, of->count + 1, sizeof of->met[0]) ||
        !ef_grow(&of->alone, &of->alone_capacity, of->n_alone + 1, sizeof of->alone[0]) ||
        !ef_grow(&of->atoms, &of->atoms_capacity, of->n_atoms + n_atoms, sizeof of->atoms[0])) {
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
    of->met[of->count] = (ef_signature){0};
    find_uses(of->model, atoms, item, best, &of->met[of->count]);
    if ((item->uses & EF_BEGINS_WORD) != 0 && (item->uses & EF_ASKS) == 0)
        item->alone = (uint32_t)of->n_alone++;
    return (uint32_t)of->count++;
}

static void forget(ef_meanings *of)
{
    of->count = 0;
    of->n_atoms = 0;
    of->n_alone = 0;
    ef_buffer_reset(&of->letters);
    memset(of->slots, 0, of->n_slots * sizeof of->slots[0]);
    add_meaning(of, NULL, 0);
    add_meaning(of, NULL, 0);
    size_t n_atoms = 0;
    const uint32_t *const atoms = ef_vocabulary_find_any(of->finder, &n_atoms);
    add_meaning(of, atoms, n_atoms);
}

bool ef_meanings_init(ef_meanings *meanings, const earful_model *model)
{
    *meanings = (ef_meanings){
        .model = model, .sieve = ef_vocabulary_sieve(model->vocabulary), .n_slots = FIRST_SLOTS};
    meanings->slots = calloc(FIRST_SLOTS, sizeof meanings->slots[0]);
    meanings->finder = ef_vocabulary_finder_new(model->vocabulary);
    if (meanings->slots == NULL || meanings->finder == NULL)
        return false;
    forget(meanings);
    return !meanings->failed;
}

void ef_meanings_fini(ef_meanings *meanings)
{
    ef_vocabulary_finder_free(meanings->finder);
    free(meanings->slots);
    free(meanings->items);
    free(meanings->met);
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

static bool has_rest(const ef_meanings *of, const ef_known_word *known, ef_span word)
{
    return word.len <= FRONT ||
           memcmp(of->letters.at + known->rest, word.at + FRONT, word.len - FRONT) == 0;
}

static bool make_slots(ef_meanings *of)
{
    if (of->count * 2 < of->n_slots)
        return true;
    ef_known_word *const slots = calloc(of->n_slots * 2, sizeof slots[0]);
    if (slots == NULL)
        return false;
    for (size_t i = 0; i < of->n_slots; i++) {
        size_t slot = of->slots[i].hash & (of->n_slots * 2 - 1);
        while (slots[slot].meaning != EF_MEANS_NOTHING)
            slot = (slot + 1) & (of->n_slots * 2 - 1);
        slots[slot] = of->slots[i];
    }
    free(of->slots);
    of->slots = slots;
    of->n_slots *= 2;
    return true;
}

static uint32_t learn(ef_meanings *of, uint64_t hash, ef_span word)
{
    size_t n_atoms = 0;
    const uint32_t *const atoms = ef_vocabulary_find(of->finder, hash, word, &n_atoms);
    const uint32_t meaning = add_meaning(of, atoms, n_atoms);
    const size_t rest = of->letters.len;
    if (word.len > FRONT)
        ef_buffer_add(&of->letters, word.at + FRONT, word.len - FRONT);
    if (of->letters.failed || of->letters.len > UINT32_MAX || !make_slots(of))
        of->failed = true;
    if (of->failed)
        return EF_MEANS_NOTHING;
    size_t slot = (uint32_t)hash & (of->n_slots - 1);
    while (of->slots[slot].meaning != EF_MEANS_NOTHING)
        slot = (slot + 1) & (of->n_slots - 1);
    of->slots[slot] = (ef_known_word){.front = front_of(word),
                                      .hash = (uint32_t)hash,
                                      .len = (uint32_t)word.len,
                                      .rest = (uint32_t)rest,
                                      .meaning = meaning};
    return meaning;
}

uint32_t ef_meanings_of(ef_meanings *meanings, uint64_t hash, ef_span word)
{
    if (!ef_word_sieve_keeps(meanings->sieve, hash, word))
        return word.len <= EF_WILDCARD_LIMIT ? EF_MEANS_ANY_WORD : EF_MEANS_NOTHING;
    const uint64_t front = front_of(word);
    for (size_t slot = (uint32_t)hash & (meanings->n_slots - 1);;
         slot = (slot + 1) & (meanings->n_slots - 1)) {
        const ef_known_word *const known = &meanings->slots[slot];
        if (known->meaning == EF_MEANS_NOTHING)
            return learn(meanings, hash, word);
        if (known->front == front && known->len == word.len && known->hash == (uint32_t)hash &&
            has_rest(meanings, known, word))
            return known->meaning;
    }
}
