#include "lexicon/topics.h"

#include <stdlib.h>

#include "base/hash.h"
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
static void add_demand(ef_topics *topics, const ef_demand *demand, ef_choice *choice)
{
    const ef_span set = ef_span_make((const char *)demand->atoms, demand->count * sizeof(uint32_t));
    const uint64_t bit = ef_hash(set) % EF_SIGNATURE_BITS;
    choice->demanded.words[bit / 64] |= (uint64_t)1 << bit % 64;
    for (uint32_t i = 0; i < demand->count; i++)
        topics->met[demand->atoms[i]].words[bit / 64] |= (uint64_t)1 << bit % 64;
}

static void add_choices(ef_topics *topics, uint32_t number)
{
    const ef_rule *const rule = &topics->rules[number];
    for (uint32_t i = 0; i < rule->n_alternatives; i++) {
        const ef_alternative *const alternative = &rule->alternatives[i];
        ef_choice *const choice = &topics->choices[topics->n_choices++];
        choice->rule = number;
        choice->operands = alternative->node->n_children;
        choice->wide = rule->scope != EF_SCOPE_SENTENCE;
        for (uint32_t d = 0; d < alternative->n_demands; d++)
            add_demand(topics, &alternative->demands[d], choice);
        for (uint32_t n = 0; n < alternative->needs.count; n++)
            topics->first[alternative->needs.atoms[n] + 2]++;
    }
}

/* Counted two places up and summed, first[a + 1] is where atom a goes next; once all are placed it
 * is where atom a + 1 begins. */
static void place_choices(ef_topics *topics, size_t n_atoms)
{
    for (size_t a = 2; a < n_atoms + 2; a++)
        topics->first[a] += topics->first[a - 1];
    uint32_t choice = 0;
    for (size_t r = topics->first_tried; r < topics->n_rules; r++) {
        for (uint32_t i = 0; i < topics->rules[r].n_alternatives; i++, choice++) {
            const ef_demand *const needs = &topics->rules[r].alternatives[i].needs;
            for (uint32_t n = 0; n < needs->count; n++)
                topics->by_atom[topics->first[needs->atoms[n] + 1]++] = choice;
        }
    }
}

bool ef_topics_index(ef_topics *topics, const ef_vocabulary *vocabulary)
{
    const size_t n_atoms = ef_vocabulary_atoms(vocabulary);
    size_t n_choices = 0;
    size_t n_pairs = 0;
    for (size_t r = topics->first_tried; r < topics->n_rules; r++) {
        n_choices += topics->rules[r].n_alternatives;
        for (uint32_t i = 0; i < topics->rules[r].n_alternatives; i++)
            n_pairs += topics->rules[r].alternatives[i].needs.count;
    }
    topics->choices = calloc(n_choices + 1, sizeof topics->choices[0]);
    topics->met = calloc(n_atoms + 1, sizeof topics->met[0]);
    topics->first = calloc(n_atoms + 2, sizeof topics->first[0]);
    topics->by_atom = calloc(n_pairs + 1, sizeof topics->by_atom[0]);
    topics->always = calloc(topics->n_rules + 1, sizeof topics->always[0]);
    topics->searching = calloc(topics->n_rules + 1, sizeof topics->searching[0]);
    if (topics->choices == NULL || topics->met == NULL || topics->first == NULL ||
        topics->by_atom == NULL || topics->always == NULL || topics->searching == NULL)
        return false;
    for (uint32_t r = topics->first_tried; r < topics->n_rules; r++) {
        if (topics->rules[r].n_needs == 0)
            topics->always[topics->n_always++] = r;
        else if (topics->rules[r].searches)
            topics->searching[topics->n_searching++] = r;
        add_choices(topics, r);
    }
    place_choices(topics, n_atoms);
    return true;
}

void ef_topics_fini(ef_topics *topics)
{
    for (size_t i = 0; i < topics->n_rules; i++)
        ef_node_release(topics->roots[i]);
    free(topics->first);
    free(topics->by_atom);
    free(topics->always);
    free(topics->searching);
    free(topics->choices);
    free(topics->met);
    *topics = (ef_topics){0};
}
