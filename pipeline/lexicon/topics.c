#include "lexicon/topics.h"

#include <stdlib.h>

#include "lexicon/topic_references.h"
#include "lexicon/topic_rule.h"

const char *ef_attribute_name(ef_attribute attribute)
{
    static const char *const names[EF_ATTRIBUTE_COUNT] = {"polarity",   "stage", "pillar",
                                                          "touchpoint", "owner", "severity"};
    return names[attribute];
}

/* What is fixed while topics are built. */
typedef struct builder {
    ef_topics *topics;
    ef_topic_rows rows;
    const ef_rule_context *context;
    ef_arena *arena;
    earful_error *err;
} builder;

static int compare_topics(const void *a, const void *b)
{
    return ef_span_compare(((const ef_topic *)a)->path, ((const ef_topic *)b)->path);
}

static ef_span parent_path(ef_span path)
{
    for (size_t len = path.len; len > 2; len--) {
        if (memcmp(path.at + len - 3, " > ", 3) == 0)
            return ef_span_make(path.at, len - 3);
    }
    return (ef_span){0};
}

static bool add_path(ef_table *paths, ef_span path)
{
    bool added = true;
    while (added && path.len > 0) {
        if (ef_table_add(paths, path, &added) == EF_NONE)
            return false;
        path = parent_path(path);
    }
    return true;
}

static uint32_t find_topic(const ef_topics *topics, ef_span path)
{
    const ef_topic key = {.path = path};
    const ef_topic *const found =
        topics->count == 0
            ? NULL
            : bsearch(&key, topics->items, topics->count, sizeof topics->items[0], compare_topics);
    return found != NULL ? (uint32_t)(found - topics->items) : EF_NONE;
}

static bool make_topics(builder *of, const ef_table *paths)
{
    ef_topics *const topics = of->topics;
    topics->items = ef_arena_array(of->arena, paths->count, sizeof topics->items[0]);
    for (size_t i = 0; i < paths->count && topics->items != NULL; i++)
        topics->items[topics->count++].path =
            ef_arena_span(of->arena, ef_table_key(paths, (uint32_t)i));
    if (of->arena->failed)
        return false;
    qsort(topics->items, topics->count, sizeof topics->items[0], compare_topics);
    for (size_t i = 0; i < topics->count; i++) {
        ef_topic *const topic = &topics->items[i];
        const ef_span above = parent_path(topic->path);
        topic->parent = above.len > 0 ? find_topic(topics, above) : EF_NONE;
        topic->level = above.len > 0 ? topics->items[topic->parent].level + 1 : 1;
    }
    return true;
}

static earful_status collect_topics(builder *of)
{
    ef_table paths;
    ef_table_init(&paths);
    bool good = true;
    for (size_t i = 0; i < of->rows.count && good; i++)
        good = add_path(&paths, of->rows.items[i].path);
    good = good && make_topics(of, &paths);
    ef_table_fini(&paths);
    return good ? EARFUL_OK : ef_fail_memory(of->err);
}

/* Takes over the row's attribute, unless a later sheet's row spoke before. `givers` knows which row
 * gave each attribute of each topic. */
static earful_status give_attribute(builder *of, size_t row_number, uint32_t topic,
                                    ef_attribute attribute, uint32_t *givers)
{
    const ef_topic_row *const row = &of->rows.items[row_number];
    const ef_span value = row->attributes[attribute];
    ef_span *const held = &of->topics->items[topic].attributes[attribute];
    uint32_t *const giver = &givers[topic * (size_t)EF_ATTRIBUTE_COUNT + attribute];
    if (value.len == 0)
        return EARFUL_OK;
    const ef_topic_row *const before = *giver != EF_NONE ? &of->rows.items[*giver] : NULL;
    if (before != NULL && before->sheet == row->sheet && !ef_span_equal(*held, value))
        return ef_fail_at(of->err, EARFUL_MODEL, row->file, row->line, 0,
                          "the %s of %.*s is %.*s here and %.*s in line %u; make them the same",
                          ef_attribute_name(attribute), (int)row->path.len, row->path.at,
                          (int)value.len, value.at, (int)held->len, held->at, before->line);
    if (before == NULL || before->sheet <= row->sheet) {
        *held = value;
        *giver = (uint32_t)row_number;
    }
    return EARFUL_OK;
}

/* A topic without rows of its own has what all topics right below it share. */
static void inherit_upwards(ef_topics *topics, const bool *has_rows, bool *has_heirs)
{
    for (size_t i = topics->count; i-- > 0;) {
        const ef_topic *const topic = &topics->items[i];
        if (topic->parent == EF_NONE || has_rows[topic->parent])
            continue;
        ef_span *const above = topics->items[topic->parent].attributes;
        for (size_t a = 0; a < EF_ATTRIBUTE_COUNT; a++) {
            if (!has_heirs[topic->parent])
                above[a] = topic->attributes[a];
            else if (!ef_span_equal(above[a], topic->attributes[a]))
                above[a] = (ef_span){0};
        }
        has_heirs[topic->parent] = true;
    }
}

static ef_polarity polarity_of(ef_span text)
{
    return ef_span_is(text, "pain")      ? EF_PAIN
           : ef_span_is(text, "delight") ? EF_DELIGHT
                                         : EF_ANY_POLARITY;
}

static earful_status give_attributes(builder *of)
{
    ef_topics *const topics = of->topics;
    const size_t n_givers = topics->count * EF_ATTRIBUTE_COUNT;
    uint32_t *const givers = ef_arena_array(of->arena, n_givers, sizeof givers[0]);
    bool *const has_rows = ef_arena_array(of->arena, 2 * topics->count, sizeof has_rows[0]);
    if (of->arena->failed)
        return ef_fail_memory(of->err);
    memset(givers, 0xff, n_givers * sizeof givers[0]); /* EF_NONE */
    for (size_t i = 0; i < of->rows.count; i++) {
        const uint32_t topic = find_topic(topics, of->rows.items[i].path);
        has_rows[topic] = true;
        for (int a = 0; a < EF_ATTRIBUTE_COUNT; a++) {
            const earful_status status = give_attribute(of, i, topic, (ef_attribute)a, givers);
            if (status != EARFUL_OK)
                return status;
        }
    }
    inherit_upwards(topics, has_rows, has_rows + topics->count);
    for (size_t i = 0; i < topics->count; i++)
        topics->items[i].polarity = polarity_of(topics->items[i].attributes[EF_ATTRIBUTE_POLARITY]);
    return EARFUL_OK;
}

static earful_status parse_rules(builder *of)
{
    ef_topics *const topics = of->topics;
    topics->rules = ef_arena_array(of->arena, of->rows.count, sizeof topics->rules[0]);
    topics->roots = ef_arena_array(of->arena, of->rows.count, sizeof topics->roots[0]);
    if (of->arena->failed)
        return ef_fail_memory(of->err);
    for (size_t i = 0; i < of->rows.count; i++) {
        const ef_topic_row *const row = &of->rows.items[i];
        const uint32_t topic = find_topic(topics, row->path);
        topics->n_rules++; /* before parsing: fini releases what a failure leaves */
        const earful_status status =
            ef_topic_rule_parse(row, of->context, &topics->roots[i], of->err);
        if (status != EARFUL_OK)
            return status;
        topics->rules[i] = (ef_rule){
            .root = topics->roots[i],
            .scope = row->scope,
            .first_n = row->first_n,
            .topic = topic,
            .guarded =
                row->guard_given ? row->guard : topics->items[topic].polarity != EF_ANY_POLARITY,
            .file = row->file,
            .line = row->line,
        };
    }
    return EARFUL_OK;
}

static earful_status find_needs(builder *of)
{
    for (size_t i = 0; i < of->topics->n_rules; i++) {
        if (!ef_rule_find_needs(&of->topics->rules[i], of->context->vocabulary, of->arena))
            return ef_fail_memory(of->err);
    }
    return EARFUL_OK;
}

earful_status ef_topics_build(ef_topics *topics, const ef_sheet *sheets, size_t n_sheets,
                              const ef_rule_context *context, earful_error *err)
{
    *topics = (ef_topics){0};
    builder of = {.topics = topics, .context = context, .arena = context->arena, .err = err};
    earful_status status = ef_topic_rows_read(&of.rows, sheets, n_sheets, context, err);
    if (status == EARFUL_OK)
        status = collect_topics(&of);
    if (status == EARFUL_OK)
        status = give_attributes(&of);
    if (status == EARFUL_OK)
        status = parse_rules(&of);
    if (status == EARFUL_OK)
        status = ef_topics_resolve(topics, of.rows.items, context, err);
    if (status == EARFUL_OK)
        status = find_needs(&of);
    ef_topic_rows_fini(&of.rows);
    return status;
}

/* The same demand has the same bit in all rules. */
bool ef_topics_index(ef_topics *topics, const ef_vocabulary *vocabulary)
{
    return ef_rule_index_build(&topics->index, topics->rules, topics->first_tried,
                               (uint32_t)topics->n_rules, ef_vocabulary_atoms(vocabulary));
}

void ef_topics_fini(ef_topics *topics)
{
    for (size_t i = 0; i < topics->n_rules; i++)
        ef_node_release(topics->roots[i]);
    ef_rule_index_fini(&topics->index);
    *topics = (ef_topics){0};
}
