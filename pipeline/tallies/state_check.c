/* What must hold in a state, whoever made it: everything is sorted, numbers are in range, and cells
 * agree with the (total) of their group. Reading relies on it to refuse what was not written by
 * ef_state_write, so that a state has exactly one file. Linear in the size of the state. */
#include "records/repair.h"
#include "tallies/state.h"

static bool is_utf8(ef_span text)
{
    return ef_utf8_valid_len(text) == text.len;
}

static bool check_settings(const ef_state *state)
{
    for (size_t i = 0; i < state->n_settings; i++) {
        const ef_state_setting *const setting = &state->settings[i];
        if (!is_utf8(setting->name) || !is_utf8(setting->value) ||
            (i > 0 && ef_span_compare(setting[-1].name, setting->name) >= 0))
            return false;
    }
    return true;
}

static bool check_topics(const ef_state *state)
{
    for (uint32_t i = 0; i < state->n_topics; i++) {
        const ef_state_topic *const topic = &state->topics[i];
        if (!is_utf8(topic->path) || (i > 0 && ef_span_compare(topic[-1].path, topic->path) >= 0))
            return false;
        const uint32_t above = topic->parent == EF_NONE ? 0
                               : topic->parent < i      ? state->topics[topic->parent].level
                                                        : UINT32_MAX;
        if (above == UINT32_MAX || topic->level != above + 1)
            return false;
        for (int a = 0; a < EF_ATTRIBUTE_COUNT; a++)
            if (!is_utf8(topic->attributes[a]))
                return false;
    }
    return true;
}

static bool check_strings(const ef_state *state)
{
    for (size_t i = 0; i < state->n_strings; i++)
        if (!is_utf8(state->strings[i]) ||
            (i > 0 && ef_span_compare(state->strings[i - 1], state->strings[i]) >= 0))
            return false;
    return true;
}

static bool check_key(const ef_state *state, const ef_key *key)
{
    const bool dated = key->period >= EF_FIRST_TIME && key->period <= EF_LAST_TIME;
    const bool unsegmented = key->segment_key == EF_NONE && key->segment_value == EF_NONE;
    return key->channel < state->n_strings && key->role < EF_ROLE_COUNT &&
           (key->topic < state->n_topics || key->topic == EF_TOPIC_TOTAL ||
            key->topic == EF_TOPIC_UNCATEGORISED) &&
           (dated || key->period == EF_NO_PERIOD || key->period == EF_UNDATED) &&
           (unsegmented ||
            (key->segment_key < state->n_strings && key->segment_value < state->n_strings));
}

/* Either no cell of a state has hashes, or each that has records. */
static bool check_hashes(const ef_state_cell *cell, bool unique)
{
    for (size_t i = 1; i < cell->n_hashes; i++)
        if (cell->hashes[i - 1] >= cell->hashes[i])
            return false;
    const bool due = unique && cell->cell.records > 0;
    return (cell->n_hashes > 0) == due && cell->n_hashes <= (uint64_t)cell->cell.records;
}

/* (total) is the last cell of its group, and no cell counts more than it. */
static bool check_against_total(const ef_cell *cell, const ef_cell *total)
{
    return cell->records <= total->records && cell->n_rated <= total->n_rated &&
           cell->promoters <= total->promoters && cell->detractors <= total->detractors &&
           cell->top_box <= total->top_box && (cell->scales & ~total->scales) == 0;
}

static bool check_groups(const ef_state *state)
{
    const ef_state_cell *total = NULL;
    for (size_t i = state->n_cells; i-- > 0;) {
        const ef_state_cell *const cell = &state->cells[i];
        if (cell->key.topic == EF_TOPIC_TOTAL)
            total = cell;
        else if (total == NULL || ef_group_compare(&cell->key, &total->key) != 0 ||
                 cell->cell.documents != 0 || !check_against_total(&cell->cell, &total->cell))
            return false;
    }
    return true;
}

static bool check_cells(const ef_state *state)
{
    bool unique = false;
    for (size_t i = 0; i < state->n_cells; i++)
        unique |= state->cells[i].n_hashes > 0;
    for (size_t i = 0; i < state->n_cells; i++) {
        const ef_state_cell *const cell = &state->cells[i];
        if (!check_key(state, &cell->key) || !ef_cell_check(&cell->cell) ||
            !check_hashes(cell, unique) ||
            (i > 0 && ef_key_compare(&cell[-1].key, &cell->key) >= 0))
            return false;
    }
    return check_groups(state);
}

static bool check_census(const ef_census *census)
{
    for (uint32_t i = 0; i < census->names.count; i++)
        if (census->counts[i] == 0 || ef_census_kind_of(census, i) >= EF_CENSUS_KINDS ||
            !is_utf8(ef_census_name(census, i)))
            return false;
    return true;
}

static bool check_dropped(const ef_state *state)
{
    for (size_t i = 1; i < state->n_dropped; i++)
        if (ef_digest_compare(state->dropped[i - 1], state->dropped[i]) >= 0)
            return false;
    return state->n_dropped == 0 || state->drops_duplicates;
}

bool ef_state_check(const ef_state *state)
{
    return check_settings(state) && check_topics(state) && check_strings(state) &&
           check_cells(state) && check_census(&state->census) && check_dropped(state) &&
           ef_coverage_check(&state->coverage);
}
