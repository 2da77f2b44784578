#include "lexicon/model_files.h"

#include <errno.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/grow.h"
#include "lexicon/builtin.h"

enum { MAX_FILE = 256 * 1024 * 1024, ARENA_CHUNK = 1024 };

static const char *const part_files[EF_PART_COUNT] = {"model.ini", "spelling.csv", "languages.csv",
                                                      "lexicon.csv", "topics.csv"};

typedef struct gathering {
    ef_model_files *files;
    const earful_model_options *options;
    earful_error *err;
} gathering;

/* A new, empty entry; NULL when memory is out. */
static ef_model_file *add_file(const gathering *to, ef_model_part part, const char *name,
                               const char *path)
{
    ef_model_files *const files = to->files;
    if (name == NULL || path == NULL ||
        !ef_grow(&files->items, &files->capacity, files->count + 1, sizeof files->items[0])) {
        ef_fail_memory(to->err);
        return NULL;
    }
    ef_model_file *const file = &files->items[files->count++];
    *file = (ef_model_file){.part = part, .name = name, .path = path};
    return file;
}

static earful_status read_file(const gathering *to, ef_model_part part, const char *name,
                               const char *path)
{
    const bool optional = part == EF_PART_SPELLING;
    ef_model_file *const file = add_file(to, part, name, path);
    if (file == NULL)
        return EARFUL_MEMORY;
    earful_error why = {0};
    const earful_status status = ef_file_read(path, MAX_FILE, &file->held, &why);
    file->bytes = ef_buffer_span(&file->held);
    if (status == EARFUL_OK)
        return EARFUL_OK;
    ef_buffer_fini(&file->held);
    to->files->count--;
    if (optional && why.os_error == ENOENT)
        return EARFUL_OK;
    if (to->err != NULL && to->err->status == EARFUL_OK)
        *to->err = why;
    return status;
}

/* The built-in folders below PREFIX that hold something, or hold FILE; as a list for a message. */
static const char *list_builtin(ef_arena *arena, const char *prefix, const char *file)
{
    const char *list = NULL;
    ef_span last = {0};
    for (size_t i = 0; ef_builtin_path(i) != NULL; i++) {
        ef_span path = ef_span_of(ef_builtin_path(i));
        const ef_span start = ef_span_of(prefix);
        if (!ef_span_starts_with(path, start))
            continue;
        path = ef_span_make(path.at + start.len, path.len - start.len);
        const ef_span name = ef_span_cut(&path, '/');
        if (ef_span_equal(name, last) || (file != NULL && !ef_span_is(path, file)))
            continue;
        last = name;
        list = ef_arena_format(arena, "%s%s%.*s", list != NULL ? list : "",
                               list != NULL ? ", " : "", (int)name.len, name.at);
    }
    return list != NULL ? list : "none";
}

static earful_status add_builtin(const gathering *to, ef_model_part part, const char *path,
                                 ef_span bytes)
{
    ef_model_file *const file = add_file(to, part, path, path);
    if (file == NULL)
        return EARFUL_MEMORY;
    file->bytes = bytes;
    return EARFUL_OK;
}

static earful_status read_builtin(const gathering *to, ef_model_part part)
{
    ef_arena *const arena = &to->files->arena;
    const char *const language = to->options->language != NULL ? to->options->language : "en";
    const char *const path = ef_arena_format(arena, "%s/%s", language, part_files[part]);
    if (path == NULL)
        return ef_fail_memory(to->err);
    const ef_span bytes = ef_builtin_file(path);
    if (bytes.at == NULL && part == EF_PART_SPELLING)
        return EARFUL_OK;
    if (bytes.at == NULL)
        return ef_fail(to->err, EARFUL_USAGE,
                       "no model for the language `%s` is built in; there are: %s", language,
                       list_builtin(arena, "", part_files[EF_PART_SETTINGS]));
    return add_builtin(to, part, part_files[part], bytes);
}

static earful_status read_own(const gathering *to, ef_model_part part)
{
    if (to->options->directory == NULL)
        return read_builtin(to, part);
    const char *const path =
        ef_arena_format(&to->files->arena, "%s/%s", to->options->directory, part_files[part]);
    return read_file(to, part, part_files[part], path);
}

/* A pack has a lexicon, topics, or both. */
static earful_status read_pack(const gathering *to, const char *pack, ef_model_part part)
{
    ef_arena *const arena = &to->files->arena;
    const ef_model_part other = part == EF_PART_LEXICON ? EF_PART_TOPICS : EF_PART_LEXICON;
    const char *const path = ef_arena_format(arena, "packs/%s/%s", pack, part_files[part]);
    const char *const sibling = ef_arena_format(arena, "packs/%s/%s", pack, part_files[other]);
    if (path == NULL || sibling == NULL)
        return ef_fail_memory(to->err);
    const ef_span bytes = ef_builtin_file(path);
    if (bytes.at == NULL && ef_builtin_file(sibling).at != NULL)
        return EARFUL_OK;
    if (bytes.at == NULL)
        return ef_fail(to->err, EARFUL_USAGE, "no pack `%s` is built in; there are: %s", pack,
                       list_builtin(arena, "packs/", NULL));
    return add_builtin(to, part, path, bytes);
}

/* Every file of one part: the model's own, then packs, then overlays. */
static earful_status read_part(const gathering *to, ef_model_part part, const char *const *overlays,
                               size_t n_overlays)
{
    const earful_model_options *const options = to->options;
    earful_status status = read_own(to, part);
    for (size_t i = 0; i < options->n_packs && status == EARFUL_OK; i++)
        status = read_pack(to, options->packs[i], part);
    for (size_t i = 0; i < n_overlays && status == EARFUL_OK; i++) {
        const char *const path = ef_arena_span(&to->files->arena, ef_span_of(overlays[i])).at;
        status = read_file(to, part, path, path);
    }
    return status;
}

earful_status ef_model_files_read(ef_model_files *files, const earful_model_options *options,
                                  earful_error *err)
{
    static const earful_model_options defaults = {0};
    const gathering to = {files, options != NULL ? options : &defaults, err};
    *files = (ef_model_files){0};
    ef_arena_init(&files->arena, ARENA_CHUNK);
    earful_status status = read_own(&to, EF_PART_SETTINGS);
    if (status == EARFUL_OK)
        status = read_own(&to, EF_PART_SPELLING);
    if (status == EARFUL_OK)
        status = add_builtin(&to, EF_PART_LANGUAGES, part_files[EF_PART_LANGUAGES],
                             ef_builtin_file(part_files[EF_PART_LANGUAGES]));
    if (status == EARFUL_OK)
        status = read_part(&to, EF_PART_LEXICON, to.options->lexicons, to.options->n_lexicons);
    if (status == EARFUL_OK)
        status = read_part(&to, EF_PART_TOPICS, to.options->topics, to.options->n_topics);
    return status;
}

void ef_model_files_fini(ef_model_files *files)
{
    for (size_t i = 0; i < files->count; i++)
        ef_buffer_fini(&files->items[i].held);
    free(files->items);
    ef_arena_fini(&files->arena);
    *files = (ef_model_files){0};
}

size_t ef_model_files_of(const ef_model_files *files, ef_model_part part, size_t *first)
{
    size_t count = 0;
    for (size_t i = files->count; i-- > 0;) {
        if (files->items[i].part == part) {
            *first = i;
            count++;
        }
    }
    return count;
}
