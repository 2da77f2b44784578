#include "workbench/check_texts.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/grow.h"

enum { ARENA_CHUNK = 16 * 1024 };

typedef struct collecting {
    ef_check_texts *texts;
    const earful_model *model;
    ef_table rules; /* "file:line" */
    uint32_t *numbers;
    size_t capacity;
    ef_buffer key;
    earful_error *err;
} collecting;

static void set_key(collecting *to, const char *file, uint32_t line)
{
    ef_buffer_reset(&to->key);
    ef_buffer_add_format(&to->key, "%" PRIu32 ":", line);
    ef_buffer_add_text(&to->key, file);
}

static bool index_rules(collecting *to)
{
    const ef_topics *const topics = &to->model->topics;
    for (uint32_t i = 0; i < topics->n_rules; i++) {
        bool added = false;
        set_key(to, topics->rules[i].file, topics->rules[i].line);
        const uint32_t number =
            to->key.failed ? EF_NONE : ef_table_add(&to->rules, ef_buffer_span(&to->key), &added);
        if (number == EF_NONE ||
            !ef_grow(&to->numbers, &to->capacity, to->rules.count, sizeof to->numbers[0]))
            return false;
        to->numbers[number] = i;
    }
    return true;
}

static uint32_t find_rule(collecting *to, const char *file, uint32_t line)
{
    set_key(to, file, line);
    const uint32_t number =
        to->key.failed ? EF_NONE : ef_table_find(&to->rules, ef_buffer_span(&to->key));
    return number == EF_NONE ? EF_NONE : to->numbers[number];
}

/* A value that the restriction holds for. */
static void add_value(ef_buffer *record, const ef_node *field)
{
    int64_t number = field->number;
    switch (field->test) {
    case EF_WANTS_LESS: number -= EF_UNIT; break;
    case EF_WANTS_GREATER: number += EF_UNIT; break;
    case EF_WANTS_EQUAL:
    case EF_WANTS_LESS_EQUAL:
    case EF_WANTS_GREATER_EQUAL: break;
    case EF_WANTS_TEXT:
        ef_buffer_add_char(record, '"');
        for (size_t i = 0; i < field->text.len; i++) {
            const char c = field->text.at[i];
            if (c == '"' || c == '\\')
                ef_buffer_add_char(record, '\\');
            if (c != '*' && c != '?' && (unsigned char)c >= 0x20)
                ef_buffer_add_char(record, c);
        }
        ef_buffer_add_char(record, '"');
        return;
    }
    ef_buffer_add_fixed4(record, number);
}

/* Texts are a customer's unless the record says otherwise; where customers are excluded, it must. */
static bool excludes_customers(const ef_node *node)
{
    if (node->kind != EF_NODE_NOT && node->kind != EF_NODE_NOTWITH)
        return false;
    const ef_node *const excluded = node->children[1];
    return excluded->kind == EF_NODE_FIELD && ef_span_is(excluded->field, "role") &&
           ef_span_is(excluded->text, "customer");
}

/* Of alternatives the first is as good as any; of two wishes for one field the first counts. */
static void add_fields(ef_buffer *record, const ef_node *node, ef_table *named)
{
    const bool first = node->kind == EF_NODE_NOT || node->kind == EF_NODE_NOTWITH ||
                       node->kind == EF_NODE_NOTNEAR || node->kind == EF_NODE_OR ||
                       node->kind == EF_NODE_TOPIC;
    bool added = false;
    if (node->kind == EF_NODE_FIELD && ef_table_add(named, node->field, &added) != EF_NONE &&
        added) {
        ef_buffer_add_char(record, ',');
        ef_buffer_add_json(record, node->field);
        ef_buffer_add_char(record, ':');
        add_value(record, node);
    }
    if (excludes_customers(node) && ef_table_add(named, EF_SPAN_TEXT("role"), &added) != EF_NONE &&
        added)
        ef_buffer_add_text(record, ",\"role\":\"agent\"");
    for (size_t i = 0; i < node->n_children && (i == 0 || !first); i++)
        add_fields(record, node->children[i], named);
}

void ef_check_add_fields(ef_buffer *record, const ef_node *rule)
{
    ef_table named;
    ef_table_init(&named);
    add_fields(record, rule, &named);
    record->failed |= named.failed;
    ef_table_fini(&named);
}

static bool add_text(collecting *to, const ef_sheet *sheet, size_t row, const char *path,
                     uint32_t rule, bool counter)
{
    ef_check_texts *const texts = to->texts;
    const uint32_t column = ef_sheet_column(sheet, counter ? "counter" : "example");
    const ef_span text = ef_sheet_cell(sheet, row, column);
    if (text.len == 0)
        return true;
    if (!ef_grow(&texts->items, &texts->capacity, texts->count + 1, sizeof texts->items[0]))
        return false;
    texts->items[texts->count++] =
        (ef_check_text){.path = path,
                        .line = sheet->lines[row],
                        .column = ef_sheet_cell_column(sheet, row, column),
                        .rule = rule,
                        .counter = counter,
                        .text = ef_arena_span(&texts->arena, text)};
    ef_buffer_add_text(&texts->records, "{\"text\":");
    ef_buffer_add_json(&texts->records, text);
    ef_check_add_fields(&texts->records, to->model->topics.rules[rule].root);
    ef_buffer_add_text(&texts->records, "}\n");
    return !texts->records.failed && !texts->arena.failed;
}

static earful_status collect_file(collecting *to, const ef_model_file *file)
{
    ef_sheet sheet;
    earful_status status = ef_sheet_parse(&sheet, file->name, file->bytes, to->err);
    const char *const path = ef_arena_span(&to->texts->arena, ef_span_of(file->path)).at;
    for (size_t row = 0; status == EARFUL_OK && row < sheet.n_rows; row++) {
        const uint32_t rule = find_rule(to, file->name, sheet.lines[row]);
        if (rule != EF_NONE && (!add_text(to, &sheet, row, path, rule, false) ||
                                !add_text(to, &sheet, row, path, rule, true)))
            status = ef_fail_memory(to->err);
    }
    ef_sheet_fini(&sheet);
    return status;
}

earful_status ef_check_texts_read(ef_check_texts *texts, const earful_model *model,
                                  const ef_model_files *files, earful_error *err)
{
    *texts = (ef_check_texts){0};
    ef_arena_init(&texts->arena, ARENA_CHUNK);
    collecting to = {.texts = texts, .model = model, .err = err};
    ef_table_init(&to.rules);
    size_t first = 0;
    const size_t count = ef_model_files_of(files, EF_PART_TOPICS, &first);
    earful_status status = index_rules(&to) ? EARFUL_OK : ef_fail_memory(err);
    for (size_t i = 0; i < count && status == EARFUL_OK; i++)
        status = collect_file(&to, &files->items[first + i]);
    ef_table_fini(&to.rules);
    free(to.numbers);
    ef_buffer_fini(&to.key);
    return status;
}

void ef_check_texts_fini(ef_check_texts *texts)
{
    free(texts->items);
    ef_buffer_fini(&texts->records);
    ef_arena_fini(&texts->arena);
}
