#include "tallies/state.h"

#include <assert.h>
#include <stdlib.h>

#include "lexicon/model.h"
#include "tallies/state_build.h"

enum { ARENA_CHUNK = 64 * 1024 };

void ef_state_init(ef_state *state)
{
    *state = (ef_state){0};
    ef_census_init(&state->census);
    ef_arena_init(&state->arena, ARENA_CHUNK);
}

void ef_state_fini(ef_state *state)
{
    ef_census_fini(&state->census);
    ef_coverage_fini(&state->coverage);
    ef_arena_fini(&state->arena);
    *state = (ef_state){0};
}

static int compare_numbers(uint64_t a, uint64_t b)
{
    return a < b ? -1 : a > b;
}

int ef_group_compare(const ef_key *a, const ef_key *b)
{
    int order = compare_numbers(a->channel, b->channel);
    if (order == 0)
        order = a->period < b->period ? -1 : a->period > b->period;
    /* Adding one in 32 bits turns EF_NONE, unsegmented, into the first. */
    if (order == 0)
        order = compare_numbers(a->segment_key + 1u, b->segment_key + 1u);
    if (order == 0)
        order = compare_numbers(a->segment_value + 1u, b->segment_value + 1u);
    return order != 0 ? order : compare_numbers(a->role, b->role);
}

int ef_key_compare(const ef_key *a, const ef_key *b)
{
    const int order = ef_group_compare(a, b);
    return order != 0 ? order : compare_numbers(a->topic, b->topic);
}

ef_span ef_state_setting_of(const ef_state *state, const char *name)
{
    for (size_t i = 0; i < state->n_settings; i++)
        if (ef_span_is(state->settings[i].name, name))
            return state->settings[i].value;
    return (ef_span){0};
}

void ef_state_copy_settings(ef_state *state, const ef_state_setting *settings, size_t count)
{
    state->settings = ef_arena_array(&state->arena, count, sizeof settings[0]);
    for (size_t i = 0; i < count && !state->arena.failed; i++)
        state->settings[state->n_settings++] =
            (ef_state_setting){.name = ef_arena_span(&state->arena, settings[i].name),
                               .value = ef_arena_span(&state->arena, settings[i].value)};
}

void ef_state_add_topic(ef_state *state, const ef_state_topic *topic)
{
    ef_state_topic *const copy = &state->topics[state->n_topics++];
    *copy = (ef_state_topic){.path = ef_arena_span(&state->arena, topic->path),
                             .parent = topic->parent,
                             .level = topic->level};
    for (int i = 0; i < EF_ATTRIBUTE_COUNT; i++)
        copy->attributes[i] = ef_arena_span(&state->arena, topic->attributes[i]);
}

static int compare_settings(const void *a, const void *b)
{
    return ef_span_compare(((const ef_state_setting *)a)->name,
                           ((const ef_state_setting *)b)->name);
}

static int compare_cells(const void *a, const void *b)
{
    return ef_key_compare(&((const ef_state_cell *)a)->key, &((const ef_state_cell *)b)->key);
}

static void copy_model_topics(ef_state *state, const ef_topics *topics)
{
    state->topics = ef_arena_array(&state->arena, topics->count, sizeof state->topics[0]);
    for (size_t i = 0; i < topics->count && !state->arena.failed; i++) {
        ef_state_topic topic = {.path = topics->items[i].path,
                                .parent = topics->items[i].parent,
                                .level = topics->items[i].level};
        memcpy(topic.attributes, topics->items[i].attributes, sizeof topic.attributes);
        ef_state_add_topic(state, &topic);
    }
}

typedef struct numbered {
    ef_span text;
    uint32_t number;
} numbered;

static int compare_numbered(const void *a, const void *b)
{
    return ef_span_compare(((const numbered *)a)->text, ((const numbered *)b)->text);
}

/* Copies the strings in sorted order; ranks[n] is where the tally's number n went. */
static void sort_strings(ef_state *state, const ef_table *strings, numbered *sorted,
                         uint32_t *ranks)
{
    for (uint32_t i = 0; i < strings->count; i++)
        sorted[i] = (numbered){.text = ef_table_key(strings, i), .number = i};
    qsort(sorted, strings->count, sizeof sorted[0], compare_numbered);
    state->strings = ef_arena_array(&state->arena, strings->count, sizeof state->strings[0]);
    for (size_t i = 0; i < strings->count && !state->arena.failed; i++) {
        state->strings[state->n_strings++] = ef_arena_span(&state->arena, sorted[i].text);
        ranks[sorted[i].number] = (uint32_t)i;
    }
}

static void copy_hashes(ef_state *state, ef_state_cell *cell, const ef_distinct *distinct)
{
    if (distinct->count == 0)
        return;
    ef_distinct copy = *distinct;
    copy.hashes = ef_arena_array(&state->arena, distinct->count, sizeof copy.hashes[0]);
    if (copy.hashes == NULL)
        return;
    memcpy(copy.hashes, distinct->hashes, distinct->count * sizeof copy.hashes[0]);
    ef_distinct_compact(&copy);
    cell->hashes = copy.hashes;
    cell->n_hashes = copy.count;
}

static void copy_cells(ef_state *state, const ef_tally *tally, const uint32_t *ranks)
{
    const size_t count = tally->keys.count;
    state->cells = ef_arena_array(&state->arena, count, sizeof state->cells[0]);
    for (uint32_t i = 0; i < count && !state->arena.failed; i++) {
        ef_state_cell *const cell = &state->cells[state->n_cells++];
        *cell = (ef_state_cell){.key = ef_tally_key(tally, i), .cell = tally->cells[i]};
        cell->key.channel = ranks[cell->key.channel];
        if (cell->key.segment_key != EF_NONE) {
            cell->key.segment_key = ranks[cell->key.segment_key];
            cell->key.segment_value = ranks[cell->key.segment_value];
        }
        if (tally->distinct != NULL)
            copy_hashes(state, cell, &tally->distinct[i]);
    }
    if (!state->arena.failed && count > 0)
        qsort(state->cells, count, sizeof state->cells[0], compare_cells);
}

earful_status ef_state_from_tally(ef_state *state, const ef_tally *tally, ef_digest digest,
                                  const ef_state_setting *settings, size_t n_settings,
                                  earful_error *err)
{
    ef_state_init(state);
    state->digest = digest;
    numbered *const sorted = calloc(tally->strings.count + 1, sizeof sorted[0]);
    uint32_t *const ranks = calloc(tally->strings.count + 1, sizeof ranks[0]);
    bool ok = sorted != NULL && ranks != NULL && ef_census_merge(&state->census, &tally->census);
    if (ok) {
        ef_state_copy_settings(state, settings, n_settings);
        copy_model_topics(state, &tally->options.model->topics);
        sort_strings(state, &tally->strings, sorted, ranks);
        copy_cells(state, tally, ranks);
        ok = !state->arena.failed;
    }
    if (ok && n_settings > 0)
        qsort(state->settings, n_settings, sizeof settings[0], compare_settings);
    free(sorted);
    free(ranks);
    if (ok)
        return EARFUL_OK;
    ef_state_fini(state);
    return ef_fail_memory(err);
}
