#include "tallies/state_build.h"

/* Two states on their way into a third, which takes the place of `left` when all went well. */
typedef struct state_merger {
    const ef_state *left;
    const ef_state *right;
    ef_state merged;
    uint32_t *left_strings; /* their numbers in `merged` */
    uint32_t *right_strings;
    earful_error *err;
} state_merger;

static bool equal_settings(const ef_state *a, const ef_state *b)
{
    if (a->n_settings != b->n_settings)
        return false;
    for (size_t i = 0; i < a->n_settings; i++)
        if (!ef_span_equal(a->settings[i].name, b->settings[i].name) ||
            !ef_span_equal(a->settings[i].value, b->settings[i].value))
            return false;
    return true;
}

static bool equal_topics(const ef_state *a, const ef_state *b)
{
    if (a->n_topics != b->n_topics)
        return false;
    for (size_t i = 0; i < a->n_topics; i++) {
        if (!ef_span_equal(a->topics[i].path, b->topics[i].path) ||
            a->topics[i].parent != b->topics[i].parent)
            return false;
        for (int j = 0; j < EF_ATTRIBUTE_COUNT; j++)
            if (!ef_span_equal(a->topics[i].attributes[j], b->topics[i].attributes[j]))
                return false;
    }
    return true;
}

static bool counts_contents(const ef_state *state)
{
    for (size_t i = 0; i < state->n_cells; i++)
        if (state->cells[i].n_hashes > 0)
            return true;
    return false;
}

/* Only forged states have one digest and differ in what it is the digest of. */
static bool belong_together(const ef_state *a, const ef_state *b)
{
    return ef_digest_compare(a->digest, b->digest) == 0 && equal_settings(a, b) &&
           equal_topics(a, b) && a->drops_duplicates == b->drops_duplicates &&
           (a->n_cells == 0 || b->n_cells == 0 || counts_contents(a) == counts_contents(b));
}

static void merge_strings(state_merger *merger)
{
    const ef_state *const left = merger->left;
    const ef_state *const right = merger->right;
    ef_state *const merged = &merger->merged;
    merged->strings = ef_arena_array(&merged->arena, left->n_strings + right->n_strings,
                                     sizeof merged->strings[0]);
    size_t a = 0;
    size_t b = 0;
    while (!merged->arena.failed && (a < left->n_strings || b < right->n_strings)) {
        const int order = a == left->n_strings ? 1
                          : b == right->n_strings
                              ? -1
                              : ef_span_compare(left->strings[a], right->strings[b]);
        const ef_span text = order <= 0 ? left->strings[a] : right->strings[b];
        const uint32_t number = (uint32_t)merged->n_strings++;
        merged->strings[number] = ef_arena_span(&merged->arena, text);
        if (order <= 0)
            merger->left_strings[a++] = number;
        if (order >= 0)
            merger->right_strings[b++] = number;
    }
}

static ef_state_cell renumber(const ef_state_cell *cell, const uint32_t *strings)
{
    ef_state_cell copy = *cell;
    copy.key.channel = strings[copy.key.channel];
    if (copy.key.segment_key != EF_NONE) {
        copy.key.segment_key = strings[copy.key.segment_key];
        copy.key.segment_value = strings[copy.key.segment_value];
    }
    return copy;
}

/* The union of the hashes of a cell that one or two states have. */
static void merge_hashes(ef_arena *arena, ef_state_cell *into, const ef_state_cell *other)
{
    const size_t n_other = other != NULL ? other->n_hashes : 0;
    const uint64_t *const left = into->hashes;
    const size_t n_left = into->n_hashes;
    uint64_t *const hashes = ef_arena_array(arena, n_left + n_other, sizeof hashes[0]);
    size_t count = 0;
    for (size_t a = 0, b = 0; hashes != NULL && (a < n_left || b < n_other);) {
        const bool take_left = b == n_other || (a < n_left && left[a] <= other->hashes[b]);
        const uint64_t hash = take_left ? left[a++] : other->hashes[b++];
        if (count == 0 || hashes[count - 1] != hash)
            hashes[count++] = hash;
    }
    into->hashes = hashes;
    into->n_hashes = count;
}

static earful_status merge_cells(state_merger *merger)
{
    const ef_state *const left = merger->left;
    const ef_state *const right = merger->right;
    ef_state *const merged = &merger->merged;
    merged->cells =
        ef_arena_array(&merged->arena, left->n_cells + right->n_cells, sizeof merged->cells[0]);
    size_t a = 0;
    size_t b = 0;
    while (!merged->arena.failed && (a < left->n_cells || b < right->n_cells)) {
        ef_state_cell mine = {0};
        ef_state_cell other = {0};
        if (a < left->n_cells)
            mine = renumber(&left->cells[a], merger->left_strings);
        if (b < right->n_cells)
            other = renumber(&right->cells[b], merger->right_strings);
        const int order = a == left->n_cells    ? 1
                          : b == right->n_cells ? -1
                                                : ef_key_compare(&mine.key, &other.key);
        a += order <= 0;
        b += order >= 0;
        ef_state_cell *const cell = &merged->cells[merged->n_cells++];
        *cell = order <= 0 ? mine : other;
        merge_hashes(&merged->arena, cell, order == 0 ? &other : NULL);
        if (order == 0 && !ef_cell_merge(&cell->cell, &other.cell))
            return ef_fail(merger->err, EARFUL_LIMIT, "a sum is larger than 64 bits hold");
    }
    return merged->arena.failed ? ef_fail_memory(merger->err) : EARFUL_OK;
}

static earful_status merge_dropped(state_merger *merger)
{
    const ef_state *const left = merger->left;
    const ef_state *const right = merger->right;
    ef_state *const merged = &merger->merged;
    merged->drops_duplicates = left->drops_duplicates;
    merged->dropped = ef_arena_array(&merged->arena, left->n_dropped + right->n_dropped,
                                     sizeof merged->dropped[0]);
    if (merged->dropped == NULL)
        return ef_fail_memory(merger->err);
    for (size_t a = 0, b = 0; a < left->n_dropped || b < right->n_dropped;) {
        const int order = a == left->n_dropped ? 1
                          : b == right->n_dropped
                              ? -1
                              : ef_digest_compare(left->dropped[a], right->dropped[b]);
        if (order == 0)
            return ef_fail(merger->err, EARFUL_CONFLICT,
                           "both states hold the same record and duplicates were to be dropped; "
                           "only one run over all inputs can do that");
        merged->dropped[merged->n_dropped++] = order < 0 ? left->dropped[a++] : right->dropped[b++];
    }
    return EARFUL_OK;
}

static void copy_topics(ef_state *merged, const ef_state *from)
{
    merged->topics = ef_arena_array(&merged->arena, from->n_topics, sizeof merged->topics[0]);
    for (size_t i = 0; i < from->n_topics && !merged->arena.failed; i++)
        ef_state_add_topic(merged, &from->topics[i]);
}

static earful_status merge_all(state_merger *merger)
{
    const ef_state *const left = merger->left;
    const ef_state *const right = merger->right;
    ef_state *const merged = &merger->merged;
    merged->digest = left->digest;
    merger->left_strings =
        ef_arena_array(&merged->arena, left->n_strings, sizeof merger->left_strings[0]);
    merger->right_strings =
        ef_arena_array(&merged->arena, right->n_strings, sizeof merger->right_strings[0]);
    ef_state_copy_settings(merged, left->settings, left->n_settings);
    copy_topics(merged, left);
    merge_strings(merger);
    if (merged->arena.failed || !ef_census_merge(&merged->census, &left->census) ||
        !ef_census_merge(&merged->census, &right->census) ||
        !ef_coverage_merge(&merged->coverage, &left->coverage) ||
        !ef_coverage_merge(&merged->coverage, &right->coverage))
        return ef_fail_memory(merger->err);
    const earful_status status = merge_cells(merger);
    return status == EARFUL_OK ? merge_dropped(merger) : status;
}

earful_status ef_state_merge(ef_state *into, const ef_state *other, bool *added, earful_error *err)
{
    *added = false;
    if (!belong_together(into, other))
        return ef_fail(err, EARFUL_CONFLICT,
                       "the states were made with different models or options");
    switch (ef_coverage_compare(&into->coverage, &other->coverage)) {
    case EF_CONTAINED: return EARFUL_OK;
    case EF_PARTIAL:
        return ef_fail(err, EARFUL_CONFLICT,
                       "the states overlap: some of their input is the same and some is not");
    case EF_DISJOINT: break;
    }
    state_merger merger = {.left = into, .right = other, .err = err};
    ef_state_init(&merger.merged);
    const earful_status status = merge_all(&merger);
    if (status != EARFUL_OK) {
        ef_state_fini(&merger.merged);
        return status;
    }
    ef_state_fini(into);
    *into = merger.merged;
    *added = true;
    return EARFUL_OK;
}
