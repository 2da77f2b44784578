/* Opening a model: its files are read in a fixed order, built in or from a directory, then packs,
 * then overlays; compiled; and closed for writing. The digest is of every file's part and bytes, not
 * of its name, so that a copy of a model elsewhere is the same model. */
#include <errno.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/grow.h"
#include "lexicon/builtin.h"
#include "lexicon/model.h"
#include "lexicon/spelling_sheet.h"
#include "lexicon/well_formed.h"

enum { ARENA_CHUNK = 256 * 1024, MAX_FILE = 256 * 1024 * 1024 };

/* What a file is to the model; part of the digest. */
typedef enum model_part { PART_SETTINGS, PART_SPELLING, PART_LEXICON, PART_TOPICS } model_part;

static const char *const part_files[] = {"model.ini", "spelling.csv", "lexicon.csv", "topics.csv"};

typedef struct sheet_list {
    ef_sheet *items;
    size_t count;
} sheet_list;

typedef struct model_loader {
    const earful_model_options *options;
    const char *tried; /* the text of a rule on top; NULL = none */
    earful_model *model;
    ef_digester *digester;
    ef_buffer file; /* the one that was read last */
    sheet_list lexicons;
    sheet_list topics;
    size_t sources_capacity;
    earful_error *err;
} model_loader;

static void digest(model_loader *loader, model_part part, ef_span bytes)
{
    unsigned char head[9] = {(unsigned char)part};
    for (int i = 0; i < 8; i++)
        head[i + 1] = (unsigned char)((uint64_t)bytes.len >> (8 * i));
    ef_digester_add(loader->digester, head, sizeof head);
    ef_digester_add(loader->digester, bytes.at, bytes.len);
}

/* A file of the model itself. One that may be missing gives at == NULL. */
static earful_status read_own(model_loader *loader, model_part part, bool optional, ef_span *bytes)
{
    const earful_model_options *const options = loader->options;
    ef_arena *const arena = &loader->model->arena;
    *bytes = (ef_span){0};
    if (options->directory == NULL) {
        const char *const language = options->language != NULL ? options->language : "en";
        const char *const path = ef_arena_format(arena, "%s/%s", language, part_files[part]);
        if (path == NULL)
            return ef_fail_memory(loader->err);
        *bytes = ef_builtin_file(path);
        return EARFUL_OK;
    }
    const char *const path = ef_arena_format(arena, "%s/%s", options->directory, part_files[part]);
    if (path == NULL)
        return ef_fail_memory(loader->err);
    earful_error why = {0};
    const earful_status status = ef_file_read(path, MAX_FILE, &loader->file, &why);
    if (status == EARFUL_OK)
        *bytes = ef_buffer_span(&loader->file);
    else if (optional && why.os_error == ENOENT)
        return EARFUL_OK;
    else if (loader->err != NULL && loader->err->status == EARFUL_OK)
        *loader->err = why;
    return status;
}

static earful_status note_source(model_loader *loader, const ef_sheet *sheet)
{
    earful_model *const model = loader->model;
    if (sheet->source.len + sheet->licence.len == 0)
        return EARFUL_OK;
    const bool both = sheet->source.len > 0 && sheet->licence.len > 0;
    char *const text = ef_arena_format(
        &model->arena, "%s: %.*s%s%s%.*s%s", sheet->name, (int)sheet->source.len,
        sheet->source.len > 0 ? sheet->source.at : "", both ? " " : "",
        sheet->licence.len > 0 ? "(" : "", (int)sheet->licence.len,
        sheet->licence.len > 0 ? sheet->licence.at : "", sheet->licence.len > 0 ? ")" : "");
    if (text == NULL || !ef_grow(&model->sources, &loader->sources_capacity, model->n_sources + 1,
                                 sizeof model->sources[0]))
        return ef_fail_memory(loader->err);
    model->sources[model->n_sources++] = ef_span_of(text);
    return EARFUL_OK;
}

static earful_status add_sheet(model_loader *loader, model_part part, const char *name,
                               ef_span bytes)
{
    digest(loader, part, bytes);
    sheet_list *const sheets = part == PART_LEXICON ? &loader->lexicons : &loader->topics;
    ef_sheet *const sheet = &sheets->items[sheets->count++];
    const earful_status status = part == PART_LEXICON
                                     ? ef_lexicon_sheet_parse(sheet, name, bytes, loader->err)
                                     : ef_sheet_parse(sheet, name, bytes, loader->err);
    return status == EARFUL_OK ? note_source(loader, sheet) : status;
}

/* The built-in things whose path is PREFIX, name, SUFFIX, as a list for a message. */
static const char *list_builtin(ef_arena *arena, const char *prefix, const char *suffix)
{
    const char *list = NULL;
    ef_span last = {0};
    for (size_t i = 0; ef_builtin_path(i) != NULL; i++) {
        const ef_span path = ef_span_of(ef_builtin_path(i));
        const ef_span start = ef_span_of(prefix);
        const ef_span end = ef_span_of(suffix);
        if (!ef_span_starts_with(path, start) || path.len < start.len + end.len ||
            memcmp(path.at + path.len - end.len, suffix, end.len) != 0)
            continue;
        const ef_span name = {path.at + start.len, path.len - start.len - end.len};
        if (ef_span_equal(name, last))
            continue;
        last = name;
        list = ef_arena_format(arena, "%s%s%.*s", list != NULL ? list : "",
                               list != NULL ? ", " : "", (int)name.len, name.at);
    }
    return list != NULL ? list : "none";
}

static earful_status read_settings(model_loader *loader)
{
    earful_model *const model = loader->model;
    ef_span bytes;
    earful_status status = read_own(loader, PART_SETTINGS, false, &bytes);
    if (status != EARFUL_OK)
        return status;
    if (bytes.at == NULL)
        return ef_fail(loader->err, EARFUL_USAGE,
                       "no model for the language `%s` is built in; there are: %s",
                       loader->options->language, list_builtin(&model->arena, "", "/model.ini"));
    digest(loader, PART_SETTINGS, bytes);
    return ef_settings_parse(&model->settings, &model->arena, part_files[PART_SETTINGS], bytes,
                             loader->err);
}

static earful_status read_spelling(model_loader *loader)
{
    ef_span bytes;
    earful_status status = read_own(loader, PART_SPELLING, true, &bytes);
    if (status != EARFUL_OK || bytes.at == NULL)
        return status;
    digest(loader, PART_SPELLING, bytes);
    ef_sheet sheet;
    status = ef_sheet_parse(&sheet, part_files[PART_SPELLING], bytes, loader->err);
    if (status == EARFUL_OK)
        status = note_source(loader, &sheet);
    if (status == EARFUL_OK)
        status = ef_spelling_read(&loader->model->spelling, &sheet, loader->err);
    ef_sheet_fini(&sheet);
    return status;
}

static earful_status read_own_sheet(model_loader *loader, model_part part)
{
    ef_span bytes;
    const earful_status status = read_own(loader, part, false, &bytes);
    return status == EARFUL_OK ? add_sheet(loader, part, part_files[part], bytes) : status;
}

/* A pack has a lexicon, topics, or both. */
static earful_status read_pack(model_loader *loader, const char *pack, model_part part)
{
    ef_arena *const arena = &loader->model->arena;
    const model_part other = part == PART_LEXICON ? PART_TOPICS : PART_LEXICON;
    const char *const path = ef_arena_format(arena, "packs/%s/%s", pack, part_files[part]);
    const char *const sibling = ef_arena_format(arena, "packs/%s/%s", pack, part_files[other]);
    if (path == NULL || sibling == NULL)
        return ef_fail_memory(loader->err);
    const ef_span bytes = ef_builtin_file(path);
    if (bytes.at != NULL)
        return add_sheet(loader, part, path, bytes);
    if (ef_builtin_file(sibling).at != NULL)
        return EARFUL_OK;
    return ef_fail(loader->err, EARFUL_USAGE, "no pack `%s` is built in; there are: %s", pack,
                   list_builtin(arena, "packs/", part_files[part]));
}

static earful_status read_overlay(model_loader *loader, const char *path, model_part part)
{
    const earful_status status = ef_file_read(path, MAX_FILE, &loader->file, loader->err);
    if (status != EARFUL_OK)
        return status;
    return add_sheet(loader, part, path, ef_buffer_span(&loader->file));
}

/* Every sheet of one part: the model's own, then packs, then overlays. */
static earful_status read_part(model_loader *loader, model_part part, const char *const *overlays,
                               size_t n_overlays)
{
    const earful_model_options *const options = loader->options;
    sheet_list *const sheets = part == PART_LEXICON ? &loader->lexicons : &loader->topics;
    sheets->items = calloc(2 + options->n_packs + n_overlays, sizeof sheets->items[0]);
    if (sheets->items == NULL)
        return ef_fail_memory(loader->err);
    earful_status status = read_own_sheet(loader, part);
    for (size_t i = 0; i < options->n_packs && status == EARFUL_OK; i++)
        status = read_pack(loader, options->packs[i], part);
    for (size_t i = 0; i < n_overlays && status == EARFUL_OK; i++)
        status = read_overlay(loader, overlays[i], part);
    return status;
}

static earful_status add_tried_rule(model_loader *loader)
{
    static const ef_span headers[] = {EF_SPAN("rule"), EF_SPAN("topic"), EF_SPAN("guard")};
    const ef_span rule = ef_span_of(loader->tried);
    const ef_span cells[] = {rule, EF_SPAN("(rule)"), EF_SPAN("yes")};
    const ef_span text = ef_span_trim(rule);
    if (text.len == 0 || ef_span_is(text, "-"))
        return ef_fail_at(loader->err, EARFUL_MODEL, EF_TRIED, 1, 1,
                          "a rule needs a word, phrase or expression to find");
    const earful_status status = ef_check_utf8(EF_TRIED, rule, loader->err);
    if (status != EARFUL_OK)
        return status;
    digest(loader, PART_TOPICS, rule);
    ef_sheet *const sheet = &loader->topics.items[loader->topics.count++];
    return ef_sheet_of_row(sheet, EF_TRIED, headers, cells, EF_COUNT(cells))
               ? EARFUL_OK
               : ef_fail_memory(loader->err);
}

static bool is_always_known(ef_span field)
{
    static const char *const known[] = {"id",     "channel",      "text",    "time",
                                        "rating", "role",         "product", "lang",
                                        "author", "conversation", "weight",  "reply"};
    for (size_t i = 0; i < EF_COUNT(known); i++)
        if (ef_span_is(field, known[i]))
            return true;
    return false;
}

/* The fields that rules and conditions ask for, for the reader to look out for. */
static bool collect_fields(earful_model *model)
{
    ef_table names;
    ef_table_init(&names);
    bool good = true;
    for (size_t i = 0; i < model->topics.n_rules && good; i++)
        good = ef_node_fields(model->topics.rules[i].root, &names);
    for (size_t i = 0; i < model->lexicon.n_conditions && good; i++)
        good = ef_node_fields(model->lexicon.conditions[i], &names);
    model->fields = ef_arena_array(&model->arena, names.count + 1, sizeof model->fields[0]);
    for (size_t i = 0; i < names.count && good && model->fields != NULL; i++)
        if (!is_always_known(ef_table_key(&names, (uint32_t)i)))
            model->fields[model->n_fields++] =
                ef_arena_span(&model->arena, ef_table_key(&names, (uint32_t)i)).at;
    ef_table_fini(&names);
    return good && !model->arena.failed;
}

static earful_status compile(model_loader *loader)
{
    earful_model *const model = loader->model;
    const ef_rule_context context = {.spelling = &model->spelling,
                                     .vocabulary = model->vocabulary,
                                     .arena = &model->arena,
                                     .directory = loader->options->directory};
    earful_status status = ef_lexicon_build(&model->lexicon, loader->lexicons.items,
                                            loader->lexicons.count, &context, loader->err);
    if (status == EARFUL_OK)
        status = ef_topics_build(&model->topics, loader->topics.items, loader->topics.count,
                                 &context, loader->err);
    if (status != EARFUL_OK)
        return status;
    if (loader->tried != NULL)
        model->topics.first_tried = (uint32_t)model->topics.n_rules - 1;
    if (!collect_fields(model) || !ef_vocabulary_seal(model->vocabulary) ||
        !ef_lexicon_index(&model->lexicon, model->vocabulary, &model->arena) ||
        !ef_topics_index(&model->topics, model->vocabulary) || model->arena.failed)
        return ef_fail_memory(loader->err);
    return EARFUL_OK;
}

static earful_status load(model_loader *loader)
{
    const earful_model_options *const options = loader->options;
    earful_status status = read_settings(loader);
    if (status == EARFUL_OK)
        status = read_spelling(loader);
    if (status == EARFUL_OK)
        status = read_part(loader, PART_LEXICON, options->lexicons, options->n_lexicons);
    if (status == EARFUL_OK)
        status = read_part(loader, PART_TOPICS, options->topics, options->n_topics);
    if (status == EARFUL_OK && loader->tried != NULL)
        status = add_tried_rule(loader);
    if (status == EARFUL_OK)
        status = compile(loader);
    if (status == EARFUL_OK)
        loader->model->digest = ef_digester_finish(loader->digester);
    return status;
}

/* Hits name "topics.csv" alone; an error must also say whose. */
static void name_directory(earful_error *err, const char *directory)
{
    if (err == NULL || directory == NULL)
        return;
    for (size_t i = 0; i < EF_COUNT(part_files); i++) {
        if (strcmp(err->path, part_files[i]) != 0)
            continue;
        err->path[0] = '\0';
        strncat(err->path, directory, sizeof err->path - 1);
        strncat(err->path, "/", sizeof err->path - 1 - strlen(err->path));
        strncat(err->path, part_files[i], sizeof err->path - 1 - strlen(err->path));
        return;
    }
}

static earful_model *new_model(void)
{
    earful_model *const model = calloc(1, sizeof *model);
    if (model == NULL)
        return NULL;
    ef_arena_init(&model->arena, ARENA_CHUNK);
    ef_spelling_init(&model->spelling);
    model->vocabulary = ef_vocabulary_new();
    return model;
}

static void release_sheets(sheet_list *sheets)
{
    for (size_t i = 0; i < sheets->count; i++)
        ef_sheet_fini(&sheets->items[i]);
    free(sheets->items);
}

earful_status ef_model_open_to_try(const earful_model_options *options, const char *rule,
                                   earful_model **model, earful_error *err)
{
    static const earful_model_options defaults = {0};
    model_loader loader = {
        .options = options != NULL ? options : &defaults, .tried = rule, .err = err};
    *model = NULL;
    loader.model = new_model();
    loader.digester = ef_digester_new();
    earful_status status = EARFUL_MEMORY;
    if (loader.model == NULL || loader.model->vocabulary == NULL || loader.digester == NULL)
        ef_fail_memory(err);
    else
        status = load(&loader);
    release_sheets(&loader.lexicons);
    release_sheets(&loader.topics);
    ef_digester_free(loader.digester);
    ef_buffer_fini(&loader.file);
    if (status == EARFUL_OK) {
        *model = loader.model;
    } else {
        name_directory(err, loader.options->directory);
        earful_model_close(loader.model);
    }
    return status;
}

earful_status earful_model_open(const earful_model_options *options, earful_model **model,
                                earful_error *err)
{
    return ef_model_open_to_try(options, NULL, model, err);
}

void earful_model_close(earful_model *model)
{
    if (model == NULL)
        return;
    ef_vocabulary_free(model->vocabulary);
    ef_lexicon_fini(&model->lexicon);
    ef_topics_fini(&model->topics);
    ef_spelling_fini(&model->spelling);
    free(model->sources);
    ef_arena_fini(&model->arena);
    free(model);
}

bool ef_model_covers(const earful_model *model, ef_span language)
{
    ef_span rest = model->settings.languages;
    if (language.len == 0 || ef_span_is(language, "und"))
        return true;
    while (rest.len > 0) {
        size_t len = 0;
        while (len < rest.len && rest.at[len] != ' ' && rest.at[len] != ',')
            len++;
        if (ef_span_equal(ef_span_make(rest.at, len), language))
            return true;
        len += len < rest.len;
        rest = ef_span_make(rest.at + len, rest.len - len);
    }
    return false;
}
