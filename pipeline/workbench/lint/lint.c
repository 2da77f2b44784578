#include "workbench/lint/lint.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>

#include "base/grow.h"
#include "lexicon/settings.h"
#include "lexicon/spelling_sheet.h"

enum { ARENA_CHUNK = 64 * 1024 };

/* The n-th line of the bytes, from 1; at == NULL when there is none. */
static ef_span line_at(ef_span bytes, uint32_t number)
{
    for (uint32_t i = 1; bytes.at != NULL && bytes.len > 0; i++) {
        const ef_span line = ef_span_cut(&bytes, '\n');
        if (i == number)
            return line;
    }
    return (ef_span){0};
}

/* Each line that is refused is blanked, and the rest read again. */
static bool lint_settings(ef_lint *lint, const ef_model_file *file)
{
    ef_buffer bytes = {0};
    ef_buffer_add_span(&bytes, file->bytes);
    bool again = !bytes.failed;
    for (int round = 0; again && round <= EF_LINT_ROUNDS; round++) {
        ef_settings settings;
        earful_error err = {0};
        const earful_status status =
            ef_settings_parse(&settings, &lint->arena, file->path, ef_buffer_span(&bytes), &err);
        const ef_span line = line_at(ef_buffer_span(&bytes), err.line);
        again = status == EARFUL_MODEL && ef_span_trim(line).len > 0;
        if (status != EARFUL_OK)
            ef_findings_add_error(&lint->findings, EF_ERROR, "setting", &err);
        else
            lint->language = settings.language;
        if (again)
            memset(bytes.at + (line.at - bytes.at), ' ', line.len);
    }
    const bool good = !bytes.failed;
    ef_buffer_fini(&bytes);
    return good;
}

static const char *spelling_column(size_t index)
{
    static const char *const names[] = {"word", "kind", "expansion", "note"};
    return index < EF_COUNT(names) ? names[index] : NULL;
}

static bool lint_spelling(ef_lint *lint, const ef_model_file *file)
{
    static const ef_lint_columns columns = {spelling_column, "a spelling", false};
    ef_lint_sheet sheet;
    const bool readable = ef_lint_sheet_read(lint, &sheet, file, &columns);
    for (size_t row = 0; readable && row < sheet.written.n_rows; row++) {
        const ef_sheet one = ef_lint_row(&sheet, row);
        earful_error err = {0};
        if (ef_spelling_read(&lint->spelling, &one, &err) == EARFUL_OK)
            continue;
        const bool whole = err.line == sheet.written.header_line;
        ef_lint_take(lint, &sheet, row, whole ? "missing-column" : NULL, &err);
        if (whole)
            break;
    }
    ef_lint_sheet_fini(&sheet);
    return !lint->findings.failed;
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void report_lists(ef_lint *lint, const char **names, size_t n_names)
{
    if (n_names > 0)
        qsort(names, n_names, sizeof names[0], compare_names);
    for (size_t i = 0; i < n_names; i++)
        ef_findings_add(
            &lint->findings, EF_WARNING, "unused-list",
            ef_arena_format(&lint->arena, "%s/%s.txt", lint->options->directory, names[i]), 0, 0,
            "no rule names @%s; use it or remove the file", names[i]);
}

bool ef_lint_unused_lists(ef_lint *lint)
{
    if (lint->options->directory == NULL)
        return true;
    DIR *const directory = opendir(lint->options->directory);
    if (directory == NULL)
        return true; /* its files were read, so only their names are hidden */
    const char **names = NULL;
    size_t n_names = 0;
    size_t capacity = 0;
    bool good = true;
    for (const struct dirent *entry; good && (entry = readdir(directory)) != NULL;) {
        const ef_span name = ef_span_of(entry->d_name);
        if (name.len < 5 || memcmp(name.at + name.len - 4, ".txt", 4) != 0)
            continue;
        const ef_span list = ef_span_make(name.at, name.len - 4);
        if (ef_table_find(&lint->lists, list) != EF_NONE)
            continue;
        good = ef_grow(&names, &capacity, n_names + 1, sizeof names[0]);
        if (good)
            names[n_names++] = ef_arena_span(&lint->arena, list).at;
    }
    closedir(directory);
    if (good && !lint->arena.failed)
        report_lists(lint, names, n_names);
    free(names);
    return good;
}

static bool lint_file(ef_lint *lint, size_t *number)
{
    const ef_model_file *const file = &lint->files.items[*number];
    if (file->part == EF_PART_SETTINGS)
        return lint_settings(lint, file);
    if (file->part == EF_PART_SPELLING)
        return lint_spelling(lint, file);
    if (file->part == EF_PART_LANGUAGES)
        return ef_lint_read_common(lint, file);
    if (file->part == EF_PART_LEXICON)
        return ef_lint_lexicon(lint, file);
    size_t first = 0;
    const size_t count = ef_model_files_of(&lint->files, EF_PART_TOPICS, &first);
    *number += count - 1;
    return ef_lint_topics(lint, file, count);
}

/* What the compiler refuses must never pass here, so it has the last word. That it could not do its
 * work is no finding. */
static earful_status compile(ef_lint *lint, earful_error *err)
{
    for (size_t i = 0; i < lint->findings.count; i++)
        if (lint->findings.items[i].severity == EF_ERROR)
            return EARFUL_OK;
    earful_error what = {0};
    earful_model *model = NULL;
    const earful_status status = earful_model_open(lint->options, &model, &what);
    earful_model_close(model);
    if (status == EARFUL_MEMORY || status == EARFUL_IO) {
        if (err != NULL)
            *err = what;
        return status;
    }
    if (status != EARFUL_OK)
        ef_findings_add_error(&lint->findings, EF_ERROR, "model", &what);
    return EARFUL_OK;
}

static void init(ef_lint *lint)
{
    ef_findings_init(&lint->findings);
    ef_spelling_init(&lint->spelling);
    ef_table_init(&lint->lists);
    ef_table_init(&lint->negators);
    ef_table_init(&lint->common);
    ef_arena_init(&lint->arena, ARENA_CHUNK);
    lint->vocabulary = ef_vocabulary_new();
}

static void fini(ef_lint *lint)
{
    ef_model_files_fini(&lint->files);
    ef_findings_fini(&lint->findings);
    ef_spelling_fini(&lint->spelling);
    ef_vocabulary_free(lint->vocabulary);
    ef_table_fini(&lint->lists);
    ef_table_fini(&lint->negators);
    ef_table_fini(&lint->common);
    ef_arena_fini(&lint->arena);
}

earful_status earful_lint(const earful_model_options *options, earful_report report,
                          earful_findings *findings, earful_error *err)
{
    static const earful_model_options defaults = {0};
    ef_lint lint = {.options = options != NULL ? options : &defaults};
    init(&lint);
    earful_status status = ef_model_files_read(&lint.files, options, err);
    bool good = lint.vocabulary != NULL;
    for (size_t i = 0; i < lint.files.count && good && status == EARFUL_OK; i++)
        good = lint_file(&lint, &i);
    good = good && ef_lint_unused_lists(&lint);
    if (status == EARFUL_OK && good)
        status = compile(&lint, err);
    if (status == EARFUL_OK && (!good || lint.arena.failed || lint.findings.failed))
        status = ef_fail_memory(err);
    if (status == EARFUL_OK)
        status = ef_findings_write(&lint.findings, report, "rows", lint.checked, findings, err);
    fini(&lint);
    return status;
}
