/* Opening a model: its files (model_files.h) are parsed, compiled, and closed for writing. The digest
 * is of every file's part and bytes, not of its name, so that a copy of a model elsewhere is the
 * same model. */
#include <stdlib.h>

#include "base/grow.h"
#include "lexicon/language_sheet.h"
#include "lexicon/model.h"
#include "lexicon/model_files.h"
#include "lexicon/spelling_sheet.h"
#include "lexicon/use_vader.h"
#include "lexicon/well_formed.h"
#include "records/plan.h"

enum { ARENA_CHUNK = 256 * 1024 };

typedef struct sheet_list {
    ef_sheet *items;
    size_t count;
} sheet_list;

typedef struct model_loader {
    const earful_model_options *options;
    const ef_model_files *files;
    ef_model_extra extra;
    earful_model *model;
    ef_digester *digester;
    sheet_list lexicons;
    sheet_list topics;
    size_t sources_capacity;
    earful_error *err;
} model_loader;

static void digest(model_loader *loader, const ef_model_file *file)
{
    unsigned char head[9] = {(unsigned char)file->part};
    for (int i = 0; i < 8; i++)
        head[i + 1] = (unsigned char)((uint64_t)file->bytes.len >> (8 * i));
    ef_digester_add(loader->digester, head, sizeof head);
    ef_digester_add(loader->digester, file->bytes.at, file->bytes.len);
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

static earful_status read_spelling(model_loader *loader, const ef_model_file *file)
{
    ef_sheet sheet;
    earful_status status = ef_sheet_parse(&sheet, file->name, file->bytes, loader->err);
    if (status == EARFUL_OK)
        status = note_source(loader, &sheet);
    if (status == EARFUL_OK)
        status = ef_spelling_read(&loader->model->spelling, &sheet, loader->err);
    ef_sheet_fini(&sheet);
    return status;
}

static ef_span next_language(ef_span *rest)
{
    size_t len = 0;
    while (len < rest->len && rest->at[len] != ' ' && rest->at[len] != ',')
        len++;
    const ef_span language = ef_span_make(rest->at, len);
    len += len < rest->len;
    *rest = ef_span_make(rest->at + len, rest->len - len);
    return language;
}

static void cover_languages(earful_model *model)
{
    ef_span covered[EF_MOST_LANGUAGES];
    size_t count = 0;
    for (ef_span rest = model->settings.languages; rest.len > 0 && count < EF_COUNT(covered);) {
        const ef_span language = next_language(&rest);
        if (language.len > 0)
            covered[count++] = language;
    }
    ef_languages_cover(&model->languages, covered, count);
}

static earful_status read_languages(model_loader *loader, const ef_model_file *file)
{
    ef_sheet sheet;
    earful_status status = ef_sheet_parse(&sheet, file->name, file->bytes, loader->err);
    if (status == EARFUL_OK)
        status = note_source(loader, &sheet);
    if (status == EARFUL_OK)
        status = ef_languages_read(&loader->model->languages, &sheet, loader->err);
    if (status == EARFUL_OK)
        cover_languages(loader->model);
    ef_sheet_fini(&sheet);
    return status;
}

static earful_status add_sheet(model_loader *loader, const ef_model_file *file)
{
    const bool lexicon = file->part == EF_PART_LEXICON;
    sheet_list *const sheets = lexicon ? &loader->lexicons : &loader->topics;
    ef_sheet *const sheet = &sheets->items[sheets->count++];
    const earful_status status =
        lexicon ? ef_lexicon_sheet_parse(sheet, file->name, file->bytes, loader->err)
                : ef_sheet_parse(sheet, file->name, file->bytes, loader->err);
    return status == EARFUL_OK ? note_source(loader, sheet) : status;
}

static earful_status read_part(model_loader *loader, const ef_model_file *file)
{
    earful_model *const model = loader->model;
    digest(loader, file);
    switch (file->part) {
    case EF_PART_SETTINGS:
        return ef_settings_parse(&model->settings, &model->arena, file->name, file->bytes,
                                 loader->err);
    case EF_PART_SPELLING: return read_spelling(loader, file);
    case EF_PART_LANGUAGES: return read_languages(loader, file);
    case EF_PART_LEXICON:
    case EF_PART_TOPICS: return add_sheet(loader, file);
    case EF_PART_COUNT: break;
    }
    return EARFUL_OK;
}

static bool make_lists(model_loader *loader)
{
    const size_t most = loader->files->count + 1; /* one may be extra */
    loader->lexicons.items = calloc(most, sizeof loader->lexicons.items[0]);
    loader->topics.items = calloc(most, sizeof loader->topics.items[0]);
    return loader->lexicons.items != NULL && loader->topics.items != NULL;
}

static earful_status add_tried_rule(model_loader *loader)
{
    static const ef_span headers[] = {EF_SPAN("rule"), EF_SPAN("topic"), EF_SPAN("guard")};
    const ef_span rule = ef_span_of(loader->extra.rule);
    const ef_span cells[] = {rule, EF_SPAN("(rule)"), EF_SPAN("yes")};
    const ef_span text = ef_span_trim(rule);
    if (text.len == 0 || ef_span_is(text, "-"))
        return ef_fail_at(loader->err, EARFUL_MODEL, EF_TRIED, 1, 1,
                          "a rule needs a word, phrase or expression to find");
    const earful_status status = ef_check_utf8(EF_TRIED, rule, loader->err);
    if (status != EARFUL_OK)
        return status;
    digest(loader, &(ef_model_file){.part = EF_PART_TOPICS, .bytes = rule});
    ef_sheet *const sheet = &loader->topics.items[loader->topics.count++];
    return ef_sheet_of_row(sheet, EF_TRIED, headers, cells, EF_COUNT(cells))
               ? EARFUL_OK
               : ef_fail_memory(loader->err);
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
        if (ef_plan_field(NULL, ef_table_key(&names, (uint32_t)i)) == EF_NONE)
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
    if (loader->extra.rule != NULL)
        model->topics.first_tried = (uint32_t)model->topics.n_rules - 1;
    if (loader->extra.lexicon.at != NULL)
        model->topics.first_tried = (uint32_t)model->topics.n_rules;
    if (!collect_fields(model) || !ef_vocabulary_seal(model->vocabulary) ||
        !ef_lexicon_index(&model->lexicon, model->vocabulary, &model->arena) ||
        !ef_topics_index(&model->topics, model->vocabulary) || model->arena.failed)
        return ef_fail_memory(loader->err);
    return EARFUL_OK;
}

/* Hits name "topics.csv" alone; an error must also say whose. */
static void name_directory(earful_error *err, const ef_model_file *file)
{
    if (err == NULL || strcmp(err->path, file->name) != 0)
        return;
    err->path[0] = '\0';
    strncat(err->path, file->path, sizeof err->path - 1);
}

static earful_status load(model_loader *loader)
{
    earful_status status = make_lists(loader) ? EARFUL_OK : ef_fail_memory(loader->err);
    for (size_t i = 0; i < loader->files->count && status == EARFUL_OK; i++)
        status = read_part(loader, &loader->files->items[i]);
    if (status == EARFUL_OK && loader->extra.rule != NULL)
        status = add_tried_rule(loader);
    if (status == EARFUL_OK && loader->extra.lexicon.at != NULL)
        status = read_part(loader, &(ef_model_file){.part = EF_PART_LEXICON,
                                                    .name = "extra lexicon",
                                                    .bytes = loader->extra.lexicon});
    if (status == EARFUL_OK)
        status = compile(loader);
    if (status == EARFUL_OK && loader->options->sentiment == EARFUL_VADER)
        status = ef_model_use_vader(loader->model, loader->options, loader->digester, loader->err);
    if (status == EARFUL_OK)
        loader->model->digest = ef_digester_finish(loader->digester);
    for (size_t i = 0; i < loader->files->count && status != EARFUL_OK; i++)
        name_directory(loader->err, &loader->files->items[i]);
    return status;
}

static earful_model *new_model(void)
{
    earful_model *const model = calloc(1, sizeof *model);
    if (model == NULL)
        return NULL;
    ef_arena_init(&model->arena, ARENA_CHUNK);
    ef_spelling_init(&model->spelling);
    ef_languages_init(&model->languages);
    model->vocabulary = ef_vocabulary_new();
    return model;
}

static void release_sheets(sheet_list *sheets)
{
    for (size_t i = 0; i < sheets->count; i++)
        ef_sheet_fini(&sheets->items[i]);
    free(sheets->items);
}

earful_status ef_model_open_with(const earful_model_options *options, ef_model_extra extra,
                                 earful_model **model, earful_error *err)
{
    static const earful_model_options defaults = {0};
    ef_model_files files;
    *model = NULL;
    earful_status status = ef_model_files_read(&files, options, err);
    model_loader loader = {.options = options != NULL ? options : &defaults,
                           .files = &files,
                           .extra = extra,
                           .err = err};
    if (status == EARFUL_OK) {
        loader.model = new_model();
        loader.digester = ef_digester_new();
        if (loader.model == NULL || loader.model->vocabulary == NULL || loader.digester == NULL)
            status = ef_fail_memory(err);
        else
            status = load(&loader);
    }
    release_sheets(&loader.lexicons);
    release_sheets(&loader.topics);
    ef_digester_free(loader.digester);
    ef_model_files_fini(&files);
    if (status == EARFUL_OK)
        *model = loader.model;
    else
        earful_model_close(loader.model);
    return status;
}

earful_status earful_model_open(const earful_model_options *options, earful_model **model,
                                earful_error *err)
{
    return ef_model_open_with(options, (ef_model_extra){0}, model, err);
}

void earful_model_close(earful_model *model)
{
    if (model == NULL)
        return;
    ef_vocabulary_free(model->vocabulary);
    ef_lexicon_fini(&model->lexicon);
    ef_topics_fini(&model->topics);
    ef_spelling_fini(&model->spelling);
    ef_vader_lexicon_free(model->vader);
    ef_languages_fini(&model->languages);
    free(model->sources);
    ef_arena_fini(&model->arena);
    free(model);
}

bool ef_model_covers(const earful_model *model, ef_span language)
{
    ef_span rest = model->settings.languages;
    if (model->vader != NULL || !ef_names_language(language))
        return true;
    while (rest.len > 0)
        if (ef_span_equal(next_language(&rest), language))
            return true;
    return false;
}
