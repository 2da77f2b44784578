#include "tallies/tally.h"

#include <assert.h>
#include <stdlib.h>

#include "base/grow.h"
#include "base/hash.h"
#include "lexicon/model.h"
#include "tallies/unit.h"

/* A field that becomes segments. Its name gets a number when the first record is counted. */
typedef struct segment {
    ef_span name;
    uint32_t field; /* in the plan of the block; EF_NONE = this input does not have it */
} segment;

/* A record adds to many cells that differ in their topic alone; so what they share is looked up once,
 * and a cell is then found by two numbers. */
typedef struct cell_key {
    uint32_t group;
    uint32_t topic;
} cell_key;

/* A cell that was found of late, so that most need no look at the table. */
typedef struct recent_cell {
    cell_key key;
    uint32_t number; /* + 1; 0 = none */
} recent_cell;

/* Topics of a group are neighbours, and groups lie apart. */
enum { N_RECENT = 4096, GROUP_STEP = 1021 };

struct ef_tally_scratch {
    ef_unit unit;
    recent_cell recent[N_RECENT]; /* by topic and group */
    segment *segments;
    size_t n_segments;
    uint64_t *contents; /* hashes of a unit's channel and texts */
    size_t contents_capacity;
};

enum { PACKED_GROUP = 4 * sizeof(uint32_t) + sizeof(int64_t) };

static uint32_t add_group(ef_tally *tally, const ef_key *key)
{
    char packed[PACKED_GROUP]; /* without the padding of ef_key, whose bytes could be anything */
    const uint32_t numbers[] = {key->channel, key->segment_key, key->segment_value, key->role};
    memcpy(packed, numbers, sizeof numbers);
    memcpy(packed + sizeof numbers, &key->period, sizeof key->period);
    bool added = false;
    return ef_table_add(&tally->groups, ef_span_make(packed, sizeof packed), &added);
}

static ef_key read_group(const ef_tally *tally, uint32_t group)
{
    const ef_span packed = ef_table_key(&tally->groups, group);
    uint32_t numbers[4];
    ef_key key = {0};
    memcpy(numbers, packed.at, sizeof numbers);
    memcpy(&key.period, packed.at + sizeof numbers, sizeof key.period);
    key.channel = numbers[0];
    key.segment_key = numbers[1];
    key.segment_value = numbers[2];
    key.role = numbers[3];
    return key;
}

static cell_key read_key(const ef_tally *tally, uint32_t number)
{
    cell_key key;
    memcpy(&key, ef_table_key(&tally->keys, number).at, sizeof key);
    return key;
}

ef_key ef_tally_key(const ef_tally *tally, uint32_t number)
{
    const cell_key cell = read_key(tally, number);
    ef_key key = read_group(tally, cell.group);
    key.topic = cell.topic;
    return key;
}

static bool make_room(ef_tally *tally)
{
    const size_t needed = tally->keys.count + 1;
    return ef_grow(&tally->cells, &tally->cells_capacity, needed, sizeof tally->cells[0]) &&
           (!tally->options.unique || ef_grow(&tally->distinct, &tally->distinct_capacity, needed,
                                              sizeof tally->distinct[0]));
}

static uint32_t look_up(ef_tally *tally, cell_key key)
{
    bool added = false;
    if (!make_room(tally))
        return EF_NONE;
    const uint32_t number =
        ef_table_add(&tally->keys, ef_span_make((const char *)&key, sizeof key), &added);
    if (added) {
        tally->cells[number] = (ef_cell){0};
        if (tally->options.unique)
            tally->distinct[number] = (ef_distinct){0};
    }
    return number;
}

/* The number of the cell, which is made when new; EF_NONE when memory is out. */
static uint32_t find_cell(ef_tally *tally, cell_key key)
{
    const size_t slot = (key.topic + key.group * (size_t)GROUP_STEP) % N_RECENT;
    recent_cell *const recent = &tally->scratch->recent[slot];
    if (recent->number == 0 || recent->key.group != key.group || recent->key.topic != key.topic) {
        const uint32_t number = look_up(tally, key);
        if (number == EF_NONE)
            return EF_NONE;
        *recent = (recent_cell){.key = key, .number = number + 1};
    }
    return recent->number - 1;
}

/* Adds `cell`, and the contents' hashes, to the cell of this key. */
static earful_status add_cell(ef_tally *tally, cell_key key, const ef_cell *cell,
                              const ef_distinct *contents, earful_error *err)
{
    const uint32_t number = find_cell(tally, key);
    if (number == EF_NONE)
        return ef_fail_memory(err);
    if (tally->keys.count > tally->options.max_cells)
        return ef_fail(err, EARFUL_LIMIT,
                       "the result needs more than %llu cells; fewer fields in --by, a longer "
                       "--period or a larger --max-cells helps",
                       (unsigned long long)tally->options.max_cells);
    if (!ef_cell_merge(&tally->cells[number], cell))
        return ef_fail(err, EARFUL_LIMIT, "a sum is larger than 64 bits hold");
    if (tally->options.unique && cell->records > 0 &&
        !ef_distinct_merge(&tally->distinct[number], contents))
        return ef_fail_memory(err);
    return EARFUL_OK;
}

/* The longest start of a text that ends with a whole character. */
static ef_span cut_value(ef_span text)
{
    if (text.len <= EF_LONGEST_VALUE)
        return text;
    size_t len = EF_LONGEST_VALUE;
    while (len > 0 && ((unsigned char)text.at[len] & 0xc0) == 0x80)
        len--;
    return ef_span_make(text.at, len);
}

static ef_span name_of(ef_span value)
{
    const ef_span name = ef_span_trim(value);
    return name.len <= EF_LONGEST_VALUE ? name : ef_span_trim(cut_value(name));
}

ef_span ef_channel_of(const ef_plan *plan, const ef_document *document)
{
    ef_span channel = name_of(document->values[EF_CHANNEL]);
    if (channel.len == 0)
        channel = name_of(plan->channel);
    return channel.len > 0 ? channel : EF_SPAN_TEXT("unknown");
}

static int64_t period_of(const ef_tally_options *options, const ef_document *document)
{
    if (options->period == EARFUL_NO_PERIOD)
        return EF_NO_PERIOD;
    if (!document->has_time || document->time < EF_FIRST_TIME || document->time > EF_LAST_TIME)
        return EF_UNDATED;
    const int64_t start = ef_period_start(options->period, options->zone, document->time);
    return start < EF_FIRST_TIME || start > EF_LAST_TIME ? EF_UNDATED : start;
}

static bool add_string(ef_tally *tally, ef_span text, uint32_t *number)
{
    bool added = false;
    *number = ef_table_add(&tally->strings, text, &added);
    return *number != EF_NONE;
}

/* The cells of one unit under a key whose topic is still open. */
static earful_status add_topics(ef_tally *tally, const ef_key *shared, const ef_distinct *contents,
                                earful_error *err)
{
    const ef_unit *const unit = &tally->scratch->unit;
    const uint32_t group = add_group(tally, shared);
    if (group == EF_NONE)
        return ef_fail_memory(err);
    ef_cell cell;
    earful_status status =
        add_cell(tally, (cell_key){group, EF_TOPIC_TOTAL}, &unit->total, contents, err);
    if (status == EARFUL_OK && unit->total.mentions == 0) {
        ef_unit_uncategorised(unit, &cell);
        status = add_cell(tally, (cell_key){group, EF_TOPIC_UNCATEGORISED}, &cell, contents, err);
    }
    for (size_t i = 0; i < unit->n_touched && status == EARFUL_OK; i++) {
        ef_unit_topic(unit, i, &cell);
        status = add_cell(tally, (cell_key){group, unit->touched[i]}, &cell, contents, err);
    }
    return status;
}

/* What the unit says and where, whatever the cuts between its turns would hide: the hash of the
 * hashes of channel and texts. */
static bool hash_contents(struct ef_tally_scratch *scratch, ef_span channel, uint64_t *hash)
{
    const ef_unit *const unit = &scratch->unit;
    const ef_record_info *const record = unit->record;
    if (!ef_grow(&scratch->contents, &scratch->contents_capacity, (size_t)record->n_documents + 1,
                 sizeof scratch->contents[0]))
        return false;
    size_t count = 0;
    scratch->contents[count++] = ef_hash(channel);
    for (uint32_t i = 0; i < record->n_documents; i++) {
        const ef_document *const document =
            &unit->block.documents->items[record->first_document + i];
        if (document->role == unit->role)
            scratch->contents[count++] = ef_hash(document->text);
    }
    *hash =
        ef_hash(ef_span_make((const char *)scratch->contents, count * sizeof scratch->contents[0]));
    return true;
}

static earful_status add_unit(ef_tally *tally, earful_error *err)
{
    struct ef_tally_scratch *const scratch = tally->scratch;
    const ef_document *const first = scratch->unit.first;
    const ef_span channel = ef_channel_of(scratch->unit.block.plan, first);
    ef_key key = {.segment_key = EF_NONE,
                  .segment_value = EF_NONE,
                  .role = (uint32_t)scratch->unit.role,
                  .period = period_of(&tally->options, first)};
    uint64_t hash = 0;
    if (!add_string(tally, channel, &key.channel) ||
        (tally->options.unique && !hash_contents(scratch, channel, &hash)))
        return ef_fail_memory(err);
    const ef_distinct contents = {.hashes = &hash, .count = 1};
    earful_status status = add_topics(tally, &key, &contents, err);
    for (size_t i = 0; i < scratch->n_segments && status == EARFUL_OK; i++) {
        const segment *const by = &scratch->segments[i];
        const ef_span value = by->field == EF_NONE ? (ef_span){0} : first->values[by->field];
        if (!add_string(tally, by->name, &key.segment_key) ||
            !add_string(tally, cut_value(value), &key.segment_value))
            return ef_fail_memory(err);
        status = add_topics(tally, &key, &contents, err);
    }
    return status;
}

static bool take_mended(ef_census *census, const ef_documents *documents, const ef_hits *hits,
                        uint64_t unknown_roles)
{
    const struct {
        const char *name;
        uint64_t count;
    } mended[] = {{"invalid_utf8", documents->invalid_utf8},
                  {"duplicate_keys", documents->duplicate_keys},
                  {"bad_times", documents->bad_times},
                  {"bad_ratings", documents->bad_ratings},
                  {"runaways", hits->runaways},
                  {"unknown_roles", unknown_roles}};
    bool ok = true;
    for (size_t i = 0; i < EF_COUNT(mended); i++)
        ok &= ef_census_add(census, EF_CENSUS_MENDED, ef_span_of(mended[i].name), mended[i].count);
    return ok;
}

static bool take_runaways(ef_tally *tally, const ef_hits *hits)
{
    ef_buffer name = {0};
    bool ok = true;
    for (size_t i = 0; i < hits->n_runaway_rules; i++) {
        const ef_rule *const rule =
            &tally->options.model->topics.rules[hits->runaway_rules[i].rule];
        ef_buffer_reset(&name);
        ef_buffer_add_format(&name, "runaways:%s:%u", rule->file, (unsigned)rule->line);
        ok &= !name.failed && ef_census_add(&tally->census, EF_CENSUS_MENDED, ef_buffer_span(&name),
                                            hits->runaway_rules[i].count);
    }
    ef_buffer_fini(&name);
    return ok;
}

static bool take_census(ef_census *census, const ef_documents *documents, const ef_hits *hits)
{
    uint64_t outcomes[EF_DUPLICATE + 1] = {0};
    uint64_t n_documents = 0;
    uint64_t unknown_roles = 0;
    bool ok = true;
    for (size_t i = 0; i < documents->n_records; i++) {
        const ef_record_info *const record = &documents->records[i];
        outcomes[record->outcome]++;
        if (record->outcome == EF_FILTERED)
            ok &= ef_census_add(census, EF_CENSUS_FILTERED, record->reason, 1);
        if (record->outcome != EF_SCORED)
            continue;
        n_documents += record->n_documents;
        for (uint32_t d = 0; d < record->n_documents; d++)
            unknown_roles += documents->items[record->first_document + d].role == EF_UNKNOWN_ROLE;
    }
    for (size_t i = 0; i < documents->n_rejects; i++)
        ok &= ef_census_add(census, EF_CENSUS_REJECTED,
                            ef_span_of(ef_reason_name(documents->rejects[i].reason)), 1);
    return ok && ef_census_add(census, EF_CENSUS_SCORED, (ef_span){0}, outcomes[EF_SCORED]) &&
           ef_census_add(census, EF_CENSUS_DUPLICATE, (ef_span){0}, outcomes[EF_DUPLICATE]) &&
           ef_census_add(census, EF_CENSUS_DOCUMENTS, (ef_span){0}, n_documents) &&
           take_mended(census, documents, hits, unknown_roles);
}

earful_status ef_tally_add(ef_tally *tally, const ef_plan *plan, const ef_documents *documents,
                           const ef_tokens *tokens, const ef_hits *hits, earful_error *err)
{
    struct ef_tally_scratch *const scratch = tally->scratch;
    const ef_block_view block = {.model = tally->options.model,
                                 .plan = plan,
                                 .documents = documents,
                                 .tokens = tokens,
                                 .hits = hits};
    if (!take_census(&tally->census, documents, hits) || !take_runaways(tally, hits) ||
        !ef_unit_begin(&scratch->unit, &block))
        return ef_fail_memory(err);
    for (size_t i = 0; i < scratch->n_segments; i++)
        scratch->segments[i].field = ef_plan_field(plan, scratch->segments[i].name);
    earful_status status = EARFUL_OK;
    for (size_t i = 0; i < documents->n_records && status == EARFUL_OK; i++) {
        const ef_record_info *const record = &documents->records[i];
        if (record->outcome != EF_SCORED)
            continue;
        uint32_t roles = ef_unit_roles(&scratch->unit, record);
        for (; roles != 0 && status == EARFUL_OK; roles &= roles - 1) {
            ef_unit_read(&scratch->unit, record, (ef_role)__builtin_ctz(roles));
            status = add_unit(tally, err);
        }
    }
    return status;
}

/* A field that is named twice would count twice. */
static void name_segments(struct ef_tally_scratch *scratch, const ef_tally_options *options)
{
    for (size_t i = 0; i < options->n_by; i++) {
        const ef_span name = ef_span_of(options->by[i]);
        bool named = false;
        for (size_t j = 0; j < scratch->n_segments; j++)
            named |= ef_span_equal(scratch->segments[j].name, name);
        if (!named)
            scratch->segments[scratch->n_segments++] = (segment){.name = name, .field = EF_NONE};
    }
}

bool ef_tally_init(ef_tally *tally, const ef_tally_options *options)
{
    *tally = (ef_tally){.options = *options};
    ef_table_init(&tally->strings);
    ef_table_init(&tally->groups);
    ef_table_init(&tally->keys);
    ef_census_init(&tally->census);
    struct ef_tally_scratch *const scratch = calloc(1, sizeof *scratch);
    tally->scratch = scratch;
    if (scratch == NULL)
        return false;
    scratch->segments = calloc(options->n_by + 1, sizeof scratch->segments[0]);
    if (scratch->segments == NULL || !ef_unit_init(&scratch->unit, options->model->topics.count))
        return false;
    name_segments(scratch, options);
    return true;
}

void ef_tally_fini(ef_tally *tally)
{
    for (size_t i = 0; tally->distinct != NULL && i < tally->keys.count; i++)
        ef_distinct_fini(&tally->distinct[i]);
    free(tally->distinct);
    free(tally->cells);
    ef_table_fini(&tally->strings);
    ef_table_fini(&tally->groups);
    ef_table_fini(&tally->keys);
    ef_census_fini(&tally->census);
    if (tally->scratch != NULL) {
        ef_unit_fini(&tally->scratch->unit);
        free(tally->scratch->segments);
        free(tally->scratch->contents);
        free(tally->scratch);
    }
    *tally = (ef_tally){0};
}

/* The number in `into` of each group of `from`. */
static bool renumber_groups(ef_tally *into, const ef_tally *from, const uint32_t *strings,
                            uint32_t *groups)
{
    bool good = true;
    for (uint32_t i = 0; i < from->groups.count && good; i++) {
        ef_key key = read_group(from, i);
        key.channel = strings[key.channel];
        if (key.segment_key != EF_NONE) {
            key.segment_key = strings[key.segment_key];
            key.segment_value = strings[key.segment_value];
        }
        groups[i] = add_group(into, &key);
        good = groups[i] != EF_NONE;
    }
    return good;
}

static earful_status merge_cells(ef_tally *into, const ef_tally *from, const uint32_t *groups,
                                 earful_error *err)
{
    earful_status status = EARFUL_OK;
    for (uint32_t i = 0; i < from->keys.count && status == EARFUL_OK; i++) {
        cell_key key = read_key(from, i);
        key.group = groups[key.group];
        status = add_cell(into, key, &from->cells[i],
                          from->distinct != NULL ? &from->distinct[i] : NULL, err);
    }
    return status;
}

earful_status ef_tally_merge(ef_tally *into, const ef_tally *from, earful_error *err)
{
    assert(into->options.unique == from->options.unique);
    uint32_t *const strings = calloc(from->strings.count + 1, sizeof strings[0]);
    uint32_t *const groups = calloc(from->groups.count + 1, sizeof groups[0]);
    bool ok = strings != NULL && groups != NULL && ef_census_merge(&into->census, &from->census);
    for (uint32_t i = 0; ok && i < from->strings.count; i++)
        ok = add_string(into, ef_table_key(&from->strings, i), &strings[i]);
    ok = ok && renumber_groups(into, from, strings, groups);
    const earful_status status = ok ? merge_cells(into, from, groups, err) : ef_fail_memory(err);
    free(strings);
    free(groups);
    return status;
}
