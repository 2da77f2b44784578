/* Reading a state: bytes of unknown origin -> a state that ef_state_check accepts. Every count is
 * compared with the bytes that are left before memory is taken for it. */
#include "base/grow.h"
#include "tallies/state_build.h"
#include "tallies/varint.h"

typedef struct state_reader {
    const char *name;
    ef_span bytes; /* up to where the part ends that is read now */
    size_t at;
    ef_state *state;
    earful_error *err;
} state_reader;

static earful_status corrupt(const state_reader *reader, const char *what)
{
    return ef_fail_offset(reader->err, EARFUL_CORRUPT, reader->name, reader->at,
                          "the state is damaged: %s", what);
}

static uint64_t little_endian(const char *bytes, int count)
{
    uint64_t value = 0;
    for (int i = 0; i < count; i++)
        value |= (uint64_t)(unsigned char)bytes[i] << (8 * i);
    return value;
}

static ef_digest digest_at(const char *bytes)
{
    return (ef_digest){.high = little_endian(bytes, 8), .low = little_endian(bytes + 8, 8)};
}

/* On failure the number is 0, which is inside of any array that is not empty. */
static earful_status take_number(state_reader *reader, uint64_t limit, uint64_t *value)
{
    const size_t at = reader->at;
    uint64_t number = 0;
    *value = 0;
    if (!ef_varint_take(reader->bytes, &reader->at, &number))
        return corrupt(reader, "no number where one is due");
    if (number > limit) {
        reader->at = at;
        return corrupt(reader, "a number is out of range");
    }
    *value = number;
    return EARFUL_OK;
}

static earful_status take_index(state_reader *reader, uint64_t limit, uint32_t *value)
{
    uint64_t number = 0;
    const earful_status status = take_number(reader, limit, &number);
    *value = (uint32_t)number;
    return status;
}

/* How many things follow that take at least `smallest` bytes each. */
static earful_status take_count(state_reader *reader, size_t smallest, size_t *count)
{
    uint64_t number = 0;
    const earful_status status =
        take_number(reader, (reader->bytes.len - reader->at) / smallest, &number);
    *count = (size_t)number;
    return status;
}

static earful_status take_text(state_reader *reader, ef_span *text)
{
    size_t len = 0;
    if (take_count(reader, 1, &len) != EARFUL_OK)
        return EARFUL_CORRUPT;
    if (len > reader->bytes.len - reader->at)
        return corrupt(reader, "a text is cut short");
    *text = ef_span_make(reader->bytes.at + reader->at, len);
    reader->at += len;
    return EARFUL_OK;
}

static earful_status take_digest(state_reader *reader, ef_digest *digest)
{
    if (reader->bytes.len - reader->at < EF_STATE_DIGEST)
        return corrupt(reader, "a digest is cut short");
    *digest = digest_at(reader->bytes.at + reader->at);
    reader->at += EF_STATE_DIGEST;
    return EARFUL_OK;
}

/* Zeroed room for things of which `count` follow. */
static earful_status make_room(state_reader *reader, size_t smallest, size_t size, void **items,
                               size_t *count)
{
    const earful_status status = take_count(reader, smallest, count);
    if (status != EARFUL_OK)
        return status;
    *items = ef_arena_array(&reader->state->arena, *count, size);
    return *items != NULL ? EARFUL_OK : ef_fail_memory(reader->err);
}

static earful_status read_settings(state_reader *reader)
{
    ef_state *const state = reader->state;
    void *room = NULL;
    earful_status status =
        make_room(reader, 2, sizeof state->settings[0], &room, &state->n_settings);
    state->settings = room;
    for (size_t i = 0; i < state->n_settings && status == EARFUL_OK; i++) {
        status = take_text(reader, &state->settings[i].name);
        if (status == EARFUL_OK)
            status = take_text(reader, &state->settings[i].value);
    }
    return status;
}

static earful_status read_topic(state_reader *reader, uint32_t number)
{
    ef_state_topic *const topic = &reader->state->topics[number];
    uint32_t parent = 0;
    earful_status status = take_text(reader, &topic->path);
    if (status == EARFUL_OK)
        status = take_index(reader, number, &parent);
    topic->parent = parent == 0 ? EF_NONE : parent - 1;
    topic->level = parent == 0 ? 1 : reader->state->topics[parent - 1].level + 1;
    for (int i = 0; i < EF_ATTRIBUTE_COUNT && status == EARFUL_OK; i++)
        status = take_text(reader, &topic->attributes[i]);
    return status;
}

static earful_status read_topics(state_reader *reader)
{
    ef_state *const state = reader->state;
    void *room = NULL;
    earful_status status =
        make_room(reader, 2 + EF_ATTRIBUTE_COUNT, sizeof state->topics[0], &room, &state->n_topics);
    state->topics = room;
    if (status == EARFUL_OK && state->n_topics >= EF_TOPIC_UNCATEGORISED)
        return corrupt(reader, "too many topics");
    for (uint32_t i = 0; i < state->n_topics && status == EARFUL_OK; i++)
        status = read_topic(reader, i);
    return status;
}

static earful_status read_strings(state_reader *reader)
{
    ef_state *const state = reader->state;
    void *room = NULL;
    earful_status status = make_room(reader, 1, sizeof state->strings[0], &room, &state->n_strings);
    state->strings = room;
    if (status == EARFUL_OK && state->n_strings >= EF_NONE)
        return corrupt(reader, "too many strings");
    for (size_t i = 0; i < state->n_strings && status == EARFUL_OK; i++)
        status = take_text(reader, &state->strings[i]);
    return status;
}

static earful_status read_segment(state_reader *reader, ef_key *key)
{
    const size_t n_strings = reader->state->n_strings;
    uint32_t segment = 0;
    key->segment_key = key->segment_value = EF_NONE;
    const earful_status status = take_index(reader, n_strings, &segment);
    if (status != EARFUL_OK || segment == 0)
        return status;
    key->segment_key = segment - 1;
    return take_index(reader, n_strings - 1, &key->segment_value);
}

static earful_status read_key(state_reader *reader, ef_key *key)
{
    const ef_state *const state = reader->state;
    uint64_t period = 0;
    if (state->n_strings == 0)
        return corrupt(reader, "a cell without a channel");
    earful_status status = take_index(reader, state->n_strings - 1, &key->channel);
    if (status == EARFUL_OK)
        status = take_number(reader, UINT64_MAX, &period);
    key->period = ef_unzigzag(period - 3);
    if (status == EARFUL_OK)
        status = read_segment(reader, key);
    if (status == EARFUL_OK)
        status = take_index(reader, EF_ROLE_COUNT - 1, &key->role);
    if (status == EARFUL_OK)
        status = take_index(reader, state->n_topics + 1, &key->topic);
    if (key->topic >= state->n_topics)
        key->topic = key->topic == state->n_topics ? EF_TOPIC_UNCATEGORISED : EF_TOPIC_TOTAL;
    return status;
}

static earful_status read_hashes(state_reader *reader, ef_state_cell *cell)
{
    void *room = NULL;
    earful_status status = make_room(reader, 1, sizeof cell->hashes[0], &room, &cell->n_hashes);
    uint64_t *const hashes = room;
    uint64_t last = 0;
    for (size_t i = 0; i < cell->n_hashes && status == EARFUL_OK; i++) {
        uint64_t step = 0;
        status = take_number(reader, UINT64_MAX - last, &step);
        hashes[i] = last += step;
    }
    cell->hashes = hashes;
    return status;
}

static earful_status read_cell(state_reader *reader, ef_state_cell *cell)
{
    earful_status status = read_key(reader, &cell->key);
    int64_t fields[EF_CELL_FIELDS] = {0};
    for (int i = 0; i < EF_CELL_FIELDS && status == EARFUL_OK; i++) {
        uint64_t number = 0;
        status = take_number(reader, UINT64_MAX, &number);
        fields[i] = ef_unzigzag(number);
    }
    ef_cell_from_fields(&cell->cell, fields);
    return status == EARFUL_OK ? read_hashes(reader, cell) : status;
}

static earful_status read_cells(state_reader *reader)
{
    enum { SMALLEST_CELL = 5 + EF_CELL_FIELDS + 1 };
    ef_state *const state = reader->state;
    void *room = NULL;
    earful_status status =
        make_room(reader, SMALLEST_CELL, sizeof state->cells[0], &room, &state->n_cells);
    state->cells = room;
    for (size_t i = 0; i < state->n_cells && status == EARFUL_OK; i++)
        status = read_cell(reader, &state->cells[i]);
    return status;
}

static earful_status read_census(state_reader *reader)
{
    ef_census *const census = &reader->state->census;
    size_t count = 0;
    earful_status status = take_count(reader, 3, &count);
    uint64_t last_kind = 0;
    ef_span last_name = {0};
    for (size_t i = 0; i < count && status == EARFUL_OK; i++) {
        uint64_t kind = 0;
        uint64_t number = 0;
        ef_span name = {0};
        status = take_number(reader, EF_CENSUS_KINDS - 1, &kind);
        if (status == EARFUL_OK)
            status = take_text(reader, &name);
        if (status == EARFUL_OK)
            status = take_number(reader, UINT64_MAX, &number);
        if (status != EARFUL_OK)
            return status;
        const bool sorted = i == 0 || kind > last_kind ||
                            (kind == last_kind && ef_span_compare(last_name, name) < 0);
        if (!sorted || number == 0 || name.len > EF_LONGEST_CENSUS_NAME)
            return corrupt(reader, "the census is out of order");
        if (!ef_census_add(census, (ef_census_kind)kind, name, number))
            return ef_fail_memory(reader->err);
        last_kind = kind;
        last_name = name;
    }
    return status;
}

static earful_status read_dropped(state_reader *reader)
{
    ef_state *const state = reader->state;
    uint64_t drops = 0;
    void *room = NULL;
    earful_status status = take_number(reader, 1, &drops);
    state->drops_duplicates = drops == 1;
    if (status == EARFUL_OK)
        status =
            make_room(reader, EF_STATE_DIGEST, sizeof state->dropped[0], &room, &state->n_dropped);
    state->dropped = room;
    for (size_t i = 0; i < state->n_dropped && status == EARFUL_OK; i++)
        status = take_digest(reader, &state->dropped[i]);
    return status;
}

static earful_status read_coverage(state_reader *reader)
{
    enum { SMALLEST = EF_STATE_DIGEST + 5 };
    ef_coverage *const coverage = &reader->state->coverage;
    size_t count = 0;
    earful_status status = take_count(reader, SMALLEST, &count);
    if (status != EARFUL_OK)
        return status;
    if (!ef_grow(&coverage->items, &coverage->capacity, count, sizeof coverage->items[0]))
        return ef_fail_memory(reader->err);
    for (; coverage->count < count && status == EARFUL_OK; coverage->count++) {
        ef_covered item = {0};
        uint64_t *const numbers[] = {&item.size, &item.start, &item.end, &item.times,
                                     &item.damaged};
        status = take_digest(reader, &item.digest);
        for (size_t i = 0; i < EF_COUNT(numbers) && status == EARFUL_OK; i++)
            status = take_number(reader, UINT64_MAX, numbers[i]);
        coverage->items[coverage->count] = item;
    }
    return status;
}

/* Magic, version, digests; on success *payload_end is where the payload's digest stands. */
static earful_status check_frame(state_reader *reader, size_t *payload_end)
{
    const ef_span bytes = reader->bytes;
    if (!ef_span_starts_with(bytes, ef_span_make(EF_STATE_MAGIC, EF_STATE_MAGIC_SIZE)))
        return corrupt(reader, "it does not begin as a state does");
    if (bytes.len < EF_STATE_HEADER + 2 * EF_STATE_DIGEST)
        return corrupt(reader, "it is cut short");
    const size_t body = bytes.len - EF_STATE_DIGEST;
    const bool whole = ef_digest_compare(ef_digest_of(ef_span_make(bytes.at, body)),
                                         digest_at(bytes.at + body)) == 0;
    const uint64_t version = little_endian(bytes.at + EF_STATE_MAGIC_SIZE, 4);
    if (whole && version > EF_STATE_VERSION)
        return ef_fail_offset(reader->err, EARFUL_CONFLICT, reader->name, EF_STATE_MAGIC_SIZE,
                              "the state has format %llu, and this version reads up to %d",
                              (unsigned long long)version, EF_STATE_VERSION);
    const uint64_t payload = little_endian(bytes.at + EF_STATE_MAGIC_SIZE + 4, 8);
    reader->at = EF_STATE_HEADER;
    if (version != EF_STATE_VERSION || payload > body - EF_STATE_DIGEST - EF_STATE_HEADER)
        return corrupt(reader, "it is cut short, or its header is wrong");
    *payload_end = EF_STATE_HEADER + (size_t)payload;
    const ef_span inside = ef_span_make(bytes.at + EF_STATE_HEADER, (size_t)payload);
    if (ef_digest_compare(ef_digest_of(inside), digest_at(bytes.at + *payload_end)) != 0)
        return corrupt(reader, "the payload's digest is another");
    reader->at = *payload_end + EF_STATE_DIGEST;
    return whole ? EARFUL_OK : corrupt(reader, "the digest of the whole is another");
}

static earful_status read_payload(state_reader *reader)
{
    earful_status (*const parts[])(state_reader *) = {read_settings, read_topics, read_strings,
                                                      read_cells,    read_census, read_dropped};
    earful_status status = take_digest(reader, &reader->state->digest);
    for (size_t i = 0; i < EF_COUNT(parts) && status == EARFUL_OK; i++)
        status = parts[i](reader);
    if (status == EARFUL_OK && reader->at != reader->bytes.len)
        return corrupt(reader, "something follows the payload");
    return status;
}

/* The payload is copied at its own offsets, so that texts may point into it and positions in
 * messages are those of the file. */
static earful_status read_parts(state_reader *reader, size_t payload_end)
{
    const size_t size = reader->bytes.len;
    const ef_span copy = ef_arena_span(&reader->state->arena, reader->bytes);
    if (copy.at == NULL)
        return ef_fail_memory(reader->err);
    reader->bytes = ef_span_make(copy.at, payload_end);
    reader->at = EF_STATE_HEADER;
    earful_status status = read_payload(reader);
    if (status != EARFUL_OK)
        return status;
    reader->bytes.len = size - EF_STATE_DIGEST;
    reader->at = payload_end + EF_STATE_DIGEST;
    status = read_coverage(reader);
    if (status == EARFUL_OK && reader->at != reader->bytes.len)
        return corrupt(reader, "something follows the coverage");
    if (status == EARFUL_OK && !ef_state_check(reader->state))
        return corrupt(reader, "its numbers contradict each other");
    return status;
}

earful_status ef_state_read(ef_state *state, const char *name, ef_span bytes, earful_error *err)
{
    ef_state_init(state);
    state_reader reader = {.name = name, .bytes = bytes, .state = state, .err = err};
    size_t payload_end = 0;
    earful_status status = check_frame(&reader, &payload_end);
    if (status == EARFUL_OK)
        status = read_parts(&reader, payload_end);
    if (status != EARFUL_OK)
        ef_state_fini(state);
    return status;
}
