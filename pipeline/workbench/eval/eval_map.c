#include "workbench/eval/eval_map.h"

#include <stdlib.h>

#include "base/file.h"
#include "base/grow.h"
#include "records/json.h"
#include "records/json_text.h"

enum { MAX_MAP_BYTES = 16 * 1024 * 1024 };

void ef_eval_map_fini(ef_eval_map *map)
{
    ef_table_fini(&map->categories);
    ef_table_fini(&map->unknown);
    free(map->links);
}

static bool link_topic(ef_eval_map *map, uint32_t topic, uint32_t category)
{
    if (!ef_grow(&map->links, &map->links_capacity, map->n_links + 1, sizeof map->links[0]))
        return false;
    map->links[map->n_links++] = (ef_eval_link){.topic = topic, .category = category};
    return true;
}

static uint32_t add_category(ef_eval_map *map, ef_span name)
{
    bool added;
    return ef_table_add(&map->categories, name, &added);
}

/* ---- without a file ---- */

static earful_status map_to_itself(ef_eval_map *map, const earful_model *model, earful_error *err)
{
    for (uint32_t i = 0; i < model->topics.count; i++) {
        const uint32_t category = add_category(map, model->topics.items[i].path);
        if (category == EF_NONE || !link_topic(map, i, category))
            return ef_fail_memory(err);
    }
    return EARFUL_OK;
}

/* ---- from a file ---- */

static uint32_t find_topic(const ef_topics *topics, ef_span path)
{
    for (uint32_t i = 0; i < topics->count; i++)
        if (ef_span_equal(topics->items[i].path, path))
            return i;
    return EF_NONE;
}

static bool add_name(ef_eval_map *map, ef_span category, ef_span topic, const earful_model *model)
{
    const uint32_t number = add_category(map, category);
    const uint32_t found = find_topic(&model->topics, topic);
    if (number == EF_NONE)
        return false;
    if (found != EF_NONE)
        return link_topic(map, found, number);
    bool added;
    return ef_table_add(&map->unknown, topic, &added) != EF_NONE;
}

/* The JSON of the file and where it is wanted. */
typedef struct file {
    const char *path;
    ef_buffer bytes;
    ef_wanted *wanted;
    uint32_t value; /* of each key of the object */
    uint32_t name;  /* each element of such a value */
    ef_json json;
    ef_found found;
    ef_table keys;
    ef_buffer text; /* decoded */
} file;

static ef_span decode(file *self, const ef_raw *raw)
{
    if (raw->kind != EF_RAW_ESCAPED)
        return raw->bytes;
    uint64_t replaced = 0;
    ef_buffer_reset(&self->text);
    char *const room = ef_buffer_reserve(&self->text, raw->bytes.len);
    return room == NULL ? (ef_span){0}
                        : ef_span_make(room, ef_json_unescape(raw->bytes, room, &replaced));
}

static bool want(file *self)
{
    const ef_step every[2] = {{.every = true}, {.every = true}};
    self->wanted = ef_wanted_new();
    if (self->wanted == NULL)
        return false;
    self->value = ef_wanted_add(self->wanted, 0, every, 1);
    self->name = ef_wanted_add(self->wanted, 0, every, 2);
    self->json.keys = &self->keys;
    self->json.keys_of = 0;
    return self->value != EF_NONE && self->name != EF_NONE;
}

static earful_status parse(file *self, earful_error *err)
{
    size_t at = 0;
    size_t end = 0;
    const ef_span bytes = ef_buffer_span(&self->bytes);
    ef_found_reset(&self->found, self->wanted->n_nodes);
    const ef_reason reason =
        ef_json_read(&self->json, self->wanted, bytes, false, &self->found, &at, &end);
    if (self->found.failed || self->keys.failed)
        return ef_fail_memory(err);
    if (reason != EF_REASON_NONE)
        return ef_fail_offset(err, EARFUL_USAGE, self->path, at, "this is no JSON");
    if (ef_span_trim(bytes).at[0] != '{')
        return ef_fail_offset(err, EARFUL_USAGE, self->path, 0,
                              "a map is an object of lists: {\"category\": [\"topic\"]}");
    return EARFUL_OK;
}

/* Values come in the order of their keys, each followed by its elements. */
static earful_status take(ef_eval_map *map, file *self, const earful_model *model,
                          earful_error *err)
{
    uint32_t n_values = 0;
    for (size_t i = 0; i < self->found.count; i++) {
        const ef_raw *const raw = &self->found.raws[i];
        const bool text = raw->kind == EF_RAW_TEXT || raw->kind == EF_RAW_ESCAPED;
        n_values += raw->place == self->value;
        if (raw->place != self->name)
            continue;
        if (n_values > self->keys.count)
            break;
        const ef_span category = ef_table_key(&self->keys, n_values - 1);
        if (category.len > 0 && category.at[0] == '_')
            continue;
        if (!text)
            return ef_fail_at(err, EARFUL_USAGE, self->path, 0, 0,
                              "category %.*s holds something that is no topic's name",
                              (int)category.len, category.at);
        if (!add_name(map, category, decode(self, raw), model) || self->text.failed)
            return ef_fail_memory(err);
    }
    if (n_values != self->keys.count)
        return ef_fail_at(err, EARFUL_USAGE, self->path, 0, 0, "a category stands there twice");
    return EARFUL_OK;
}

static earful_status read_file(ef_eval_map *map, const char *path, const earful_model *model,
                               earful_error *err)
{
    file *const self = calloc(1, sizeof *self);
    if (self == NULL)
        return ef_fail_memory(err);
    self->path = path;
    ef_table_init(&self->keys);
    earful_status status = want(self) ? EARFUL_OK : ef_fail_memory(err);
    if (status == EARFUL_OK)
        status = ef_file_read(path, MAX_MAP_BYTES, &self->bytes, err);
    if (status == EARFUL_OK)
        status = parse(self, err);
    if (status == EARFUL_OK)
        status = take(map, self, model, err);
    ef_buffer_fini(&self->bytes);
    ef_buffer_fini(&self->text);
    ef_wanted_free(self->wanted);
    ef_json_fini(&self->json);
    ef_found_fini(&self->found);
    ef_table_fini(&self->keys);
    free(self);
    return status;
}

/* ---- both ---- */

static int by_topic(const void *a, const void *b)
{
    const ef_eval_link *const left = a;
    const ef_eval_link *const right = b;
    if (left->topic != right->topic)
        return left->topic < right->topic ? -1 : 1;
    return left->category < right->category ? -1 : left->category > right->category;
}

earful_status ef_eval_map_read(ef_eval_map *map, const char *path, const earful_model *model,
                               earful_error *err)
{
    *map = (ef_eval_map){.given = path != NULL};
    ef_table_init(&map->categories);
    ef_table_init(&map->unknown);
    const earful_status status =
        path != NULL ? read_file(map, path, model, err) : map_to_itself(map, model, err);
    if (map->n_links > 0)
        qsort(map->links, map->n_links, sizeof map->links[0], by_topic);
    return status;
}

uint32_t ef_eval_map_find(const ef_eval_map *map, ef_span word)
{
    const uint32_t exact = ef_table_find(&map->categories, word);
    if (exact != EF_NONE)
        return exact;
    for (uint32_t i = 0; i < map->categories.count; i++) {
        ef_span name = ef_table_key(&map->categories, i);
        if (name.len == 0 || name.at[--name.len] != '*')
            continue;
        if (ef_span_starts_with(word, name))
            return i;
    }
    return EF_NONE;
}

size_t ef_eval_map_links(const ef_eval_map *map, uint32_t topic)
{
    size_t low = 0;
    size_t high = map->n_links;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (map->links[middle].topic < topic)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}
