#include "tallies/state_build.h"
#include "tallies/varint.h"

static void add_little_endian(ef_buffer *out, uint64_t value, int bytes)
{
    for (int i = 0; i < bytes; i++)
        ef_buffer_add_char(out, (char)(value >> (8 * i)));
}

static void add_digest(ef_buffer *out, ef_digest digest)
{
    add_little_endian(out, digest.high, 8);
    add_little_endian(out, digest.low, 8);
}

static void add_text(ef_buffer *out, ef_span text)
{
    ef_varint_add(out, text.len);
    ef_buffer_add_span(out, text);
}

static void add_topic(ef_buffer *out, const ef_state_topic *topic)
{
    add_text(out, topic->path);
    ef_varint_add(out, topic->parent == EF_NONE ? 0 : (uint64_t)topic->parent + 1);
    for (int i = 0; i < EF_ATTRIBUTE_COUNT; i++)
        add_text(out, topic->attributes[i]);
}

static void add_key(ef_buffer *out, const ef_key *key, size_t n_topics)
{
    ef_varint_add(out, key->channel);
    /* Three above, modulo 2^64, the two values that are no date get small numbers. */
    ef_varint_add(out, ef_zigzag(key->period) + 3);
    ef_varint_add(out, key->segment_key == EF_NONE ? 0 : (uint64_t)key->segment_key + 1);
    if (key->segment_key != EF_NONE)
        ef_varint_add(out, key->segment_value);
    ef_varint_add(out, key->role);
    if (key->topic == EF_TOPIC_TOTAL)
        ef_varint_add(out, n_topics + 1);
    else
        ef_varint_add(out, key->topic == EF_TOPIC_UNCATEGORISED ? n_topics : key->topic);
}

static void add_cell(ef_buffer *out, const ef_state_cell *cell, size_t n_topics)
{
    add_key(out, &cell->key, n_topics);
    int64_t fields[EF_CELL_FIELDS];
    ef_cell_to_fields(&cell->cell, fields);
    for (int i = 0; i < EF_CELL_FIELDS; i++)
        ef_varint_add(out, ef_zigzag(fields[i]));
    ef_varint_add(out, cell->n_hashes);
    for (size_t i = 0; i < cell->n_hashes; i++)
        ef_varint_add(out, i == 0 ? cell->hashes[0] : cell->hashes[i] - cell->hashes[i - 1]);
}

static bool add_census(ef_buffer *out, const ef_census *census, ef_arena *arena)
{
    const size_t count = census->names.count;
    uint32_t *const order = ef_arena_array(arena, count, sizeof order[0]);
    if (order == NULL || !ef_census_sorted(census, order))
        return false;
    ef_varint_add(out, count);
    for (size_t i = 0; i < count; i++) {
        ef_varint_add(out, ef_census_kind_of(census, order[i]));
        add_text(out, ef_census_name(census, order[i]));
        ef_varint_add(out, census->counts[order[i]]);
    }
    return true;
}

static bool add_payload(ef_buffer *out, const ef_state *state)
{
    add_digest(out, state->digest);
    ef_varint_add(out, state->n_settings);
    for (size_t i = 0; i < state->n_settings; i++) {
        add_text(out, state->settings[i].name);
        add_text(out, state->settings[i].value);
    }
    ef_varint_add(out, state->n_topics);
    for (size_t i = 0; i < state->n_topics; i++)
        add_topic(out, &state->topics[i]);
    ef_varint_add(out, state->n_strings);
    for (size_t i = 0; i < state->n_strings; i++)
        add_text(out, state->strings[i]);
    ef_varint_add(out, state->n_cells);
    for (size_t i = 0; i < state->n_cells; i++)
        add_cell(out, &state->cells[i], state->n_topics);
    ef_arena scratch;
    ef_arena_init(&scratch, 4096);
    const bool ok = add_census(out, &state->census, &scratch);
    ef_arena_fini(&scratch);
    ef_varint_add(out, state->drops_duplicates);
    ef_varint_add(out, state->n_dropped);
    for (size_t i = 0; i < state->n_dropped; i++)
        add_digest(out, state->dropped[i]);
    return ok && !out->failed;
}

static void add_coverage(ef_buffer *out, const ef_coverage *coverage)
{
    ef_varint_add(out, coverage->count);
    for (size_t i = 0; i < coverage->count; i++) {
        const ef_covered *const item = &coverage->items[i];
        add_digest(out, item->digest);
        ef_varint_add(out, item->size);
        ef_varint_add(out, item->start);
        ef_varint_add(out, item->end);
        ef_varint_add(out, item->times);
        ef_varint_add(out, item->damaged);
    }
}

/* From a place in the buffer to its end; the buffer may have moved in between. */
static ef_span since(const ef_buffer *buffer, size_t start)
{
    return ef_span_make(buffer->at + start, buffer->len - start);
}

earful_status ef_state_write(const ef_state *state, ef_buffer *out, earful_error *err)
{
    ef_buffer payload = {0};
    if (!add_payload(&payload, state)) {
        ef_buffer_fini(&payload);
        return ef_fail_memory(err);
    }
    const size_t start = out->len;
    ef_buffer_add(out, EF_STATE_MAGIC, EF_STATE_MAGIC_SIZE);
    add_little_endian(out, EF_STATE_VERSION, 4);
    add_little_endian(out, payload.len, 8);
    ef_buffer_add_span(out, ef_buffer_span(&payload));
    add_digest(out, ef_digest_of(ef_buffer_span(&payload)));
    ef_buffer_fini(&payload);
    add_coverage(out, &state->coverage);
    if (!out->failed)
        add_digest(out, ef_digest_of(since(out, start)));
    return out->failed ? ef_fail_memory(err) : EARFUL_OK;
}

earful_status ef_state_payload_digest(const ef_state *state, ef_digest *digest, earful_error *err)
{
    ef_buffer payload = {0};
    const bool ok = add_payload(&payload, state);
    if (ok)
        *digest = ef_digest_of(ef_buffer_span(&payload));
    ef_buffer_fini(&payload);
    return ok ? EARFUL_OK : ef_fail_memory(err);
}
