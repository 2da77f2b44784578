#include "lexicon/topic_rows.h"

#include <stdlib.h>

#include "base/grow.h"
#include "base/nearest.h"

typedef enum column {
    COLUMN_TOPIC,
    COLUMN_RULE,
    COLUMN_ANY,
    COLUMN_AND,
    COLUMN_AND2,
    COLUMN_NOT,
    COLUMN_SCOPE,
    COLUMN_POLARITY,
    COLUMN_STAGE,
    COLUMN_PILLAR,
    COLUMN_TOUCHPOINT,
    COLUMN_OWNER,
    COLUMN_SEVERITY,
    COLUMN_GUARD,
    COLUMN_ENABLED,
    COLUMN_EXAMPLE,
    COLUMN_COUNTER,
    COLUMN_NOTE,
    COLUMN_COUNT
} column;

static const char *const column_names[COLUMN_COUNT] = {
    "topic",  "rule",       "any",   "and",      "and2",  "not",     "scope",   "polarity", "stage",
    "pillar", "touchpoint", "owner", "severity", "guard", "enabled", "example", "counter",  "note",
};

const char *ef_topic_column_name(size_t index)
{
    return index < COLUMN_COUNT ? column_names[index] : NULL;
}

/* What is fixed while a sheet is read. */
typedef struct reader {
    const ef_sheet *sheet;
    size_t number; /* of the sheet */
    const char *file;
    ef_arena *arena;
    uint32_t columns[COLUMN_COUNT];
    ef_table keys; /* topic and rule text, by row */
    earful_error *err;
} reader;

static earful_status find_columns(reader *from)
{
    const ef_sheet *const sheet = from->sheet;
    for (size_t i = 0; i < COLUMN_COUNT; i++)
        from->columns[i] = ef_sheet_column(sheet, column_names[i]);
    for (size_t i = 0; i < sheet->n_headers; i++) {
        bool known = sheet->headers[i].len == 0;
        for (size_t j = 0; j < COLUMN_COUNT; j++)
            known = known || from->columns[j] == i;
        const char *const near =
            known ? NULL : ef_nearest_name(sheet->headers[i], column_names, COLUMN_COUNT);
        if (near != NULL)
            return ef_fail_at(from->err, EARFUL_MODEL, from->file, from->sheet->header_line, 0,
                              "a column is called `%.*s`; did you mean %s?",
                              (int)sheet->headers[i].len, sheet->headers[i].at, near);
    }
    if (from->columns[COLUMN_TOPIC] == EF_NONE)
        return ef_fail_at(from->err, EARFUL_MODEL, from->file, from->sheet->header_line, 0,
                          "no column is called topic; the header names the columns, topic and rule "
                          "at least");
    if (from->columns[COLUMN_RULE] == EF_NONE && from->columns[COLUMN_ANY] == EF_NONE &&
        from->columns[COLUMN_AND] == EF_NONE)
        return ef_fail_at(from->err, EARFUL_MODEL, from->file, from->sheet->header_line, 0,
                          "no column is called rule, nor any or and in its place");
    return EARFUL_OK;
}

static ef_span cell(const reader *from, size_t row, column which)
{
    return ef_sheet_cell(from->sheet, row, from->columns[which]);
}

static earful_status fail_cell(const reader *from, size_t row, column which, const char *wanted,
                               const char *near)
{
    const ef_span value = cell(from, row, which);
    return ef_fail_at(
        from->err, EARFUL_MODEL, from->file, from->sheet->lines[row],
        ef_sheet_cell_column(from->sheet, row, from->columns[which]), "%s is %s, not `%.*s`%s%s%s",
        column_names[which], wanted, (int)(value.len < 60 ? value.len : 60), value.at,
        near != NULL ? "; did you mean " : "", near != NULL ? near : "", near != NULL ? "?" : "");
}

/* A cell that holds one of a few names or nothing; *found is its number, n_names for nothing. */
static earful_status read_choice(const reader *from, size_t row, column which,
                                 const char *const *names, size_t n_names, const char *wanted,
                                 size_t *found)
{
    const ef_span value = cell(from, row, which);
    *found = 0;
    while (*found < n_names && !ef_span_equal_ignoring_case(value, ef_span_of(names[*found])))
        (*found)++;
    if (value.len == 0 || *found < n_names)
        return EARFUL_OK;
    return fail_cell(from, row, which, wanted, ef_nearest_name(value, names, n_names));
}

static earful_status read_switch(const reader *from, size_t row, column which, bool *given,
                                 bool *on)
{
    static const char *const names[] = {"no", "yes", "off", "on", "false", "true", "0", "1"};
    size_t found = 0;
    const earful_status status =
        read_choice(from, row, which, names, EF_COUNT(names), "yes or no", &found);
    *given = found < EF_COUNT(names);
    *on = found % 2 == 1;
    return status;
}

static earful_status read_scope(const reader *from, size_t row, ef_topic_row *out)
{
    static const char *const names[] = {"sentence", "turn", "document"};
    const ef_span value = cell(from, row, COLUMN_SCOPE);
    const ef_span first = EF_SPAN_TEXT("first:");
    long long count = 0;
    if (ef_span_starts_with(value, first) &&
        ef_span_to_int(ef_span_make(value.at + first.len, value.len - first.len), &count) &&
        count >= 1 && count <= 1000) {
        out->scope = EF_SCOPE_FIRST;
        out->first_n = (uint32_t)count;
        return EARFUL_OK;
    }
    size_t found = 0;
    const earful_status status =
        read_choice(from, row, COLUMN_SCOPE, names, EF_COUNT(names),
                    "sentence, turn, document, or first:N with N from 1 to 1000", &found);
    out->scope = found < EF_COUNT(names) ? (ef_scope)found : EF_SCOPE_SENTENCE;
    return status;
}

static earful_status read_attribute(const reader *from, size_t row, column which,
                                    const char *const *names, size_t n_names, const char *wanted,
                                    ef_span *out)
{
    size_t found = 0;
    const earful_status status = read_choice(from, row, which, names, n_names, wanted, &found);
    *out = found < n_names ? ef_span_of(names[found]) : (ef_span){0};
    return status;
}

static earful_status read_attributes(const reader *from, size_t row, ef_topic_row *out)
{
    static const char *const polarities[] = {"any", "pain", "delight"};
    static const char *const stages[] = {
        "awareness", "consideration", "purchase",  "delivery", "onboarding",
        "use",       "support",       "retention", "advocacy", "any"};
    static const char *const pillars[] = {"service", "product", "journey", "emotional"};
    static const char *const severities[] = {"critical", "high", "medium", "low"};
    ef_span *const attributes = out->attributes;
    earful_status status =
        read_attribute(from, row, COLUMN_POLARITY, polarities, EF_COUNT(polarities),
                       "pain, delight or any", &attributes[EF_ATTRIBUTE_POLARITY]);
    if (status == EARFUL_OK)
        status = read_attribute(from, row, COLUMN_STAGE, stages, EF_COUNT(stages),
                                "awareness, consideration, purchase, delivery, onboarding, use, "
                                "support, retention, advocacy or any",
                                &attributes[EF_ATTRIBUTE_STAGE]);
    if (status == EARFUL_OK)
        status = read_attribute(from, row, COLUMN_PILLAR, pillars, EF_COUNT(pillars),
                                "service, product, journey or emotional",
                                &attributes[EF_ATTRIBUTE_PILLAR]);
    if (status == EARFUL_OK)
        status =
            read_attribute(from, row, COLUMN_SEVERITY, severities, EF_COUNT(severities),
                           "critical, high, medium or low", &attributes[EF_ATTRIBUTE_SEVERITY]);
    attributes[EF_ATTRIBUTE_TOUCHPOINT] =
        ef_arena_span(from->arena, cell(from, row, COLUMN_TOUCHPOINT));
    attributes[EF_ATTRIBUTE_OWNER] = ef_arena_span(from->arena, cell(from, row, COLUMN_OWNER));
    return status;
}

static ef_topic_cell copy_cell(const reader *from, size_t row, column which)
{
    const ef_span text = cell(from, row, which);
    if (text.len == 0)
        return (ef_topic_cell){0};
    const uint32_t at = ef_sheet_cell_column(from->sheet, row, from->columns[which]);
    const bool broken = at == 1 && which != COLUMN_TOPIC && from->columns[which] > 0;
    const bool lines = memchr(text.at, '\n', text.len) != NULL;
    return (ef_topic_cell){
        .text = ef_arena_span(from->arena, text),
        .column = broken || lines ? 0 : at,
        .quoted = ef_sheet_cell_quoted(from->sheet, row, from->columns[which]),
    };
}

static earful_status read_rule(const reader *from, size_t row, ef_topic_row *out)
{
    const uint32_t line = from->sheet->lines[row];
    bool lanes = false;
    out->rule = copy_cell(from, row, COLUMN_RULE);
    for (size_t i = 0; i < EF_RULE_LANES; i++) {
        out->lanes[i] = copy_cell(from, row, (column)(COLUMN_ANY + i));
        lanes = lanes || (out->lanes[i].text.at != NULL && i != EF_RULE_LANE_NOT);
    }
    if (out->rule.text.at != NULL && (lanes || out->lanes[EF_RULE_LANE_NOT].text.at != NULL))
        return ef_fail_at(from->err, EARFUL_MODEL, out->file, line, out->rule.column,
                          "a row has a rule or the columns any, and, and2, not, never both; move "
                          "one of them into a row of its own");
    if (out->rule.text.at == NULL && !lanes)
        return ef_fail_at(from->err, EARFUL_MODEL, out->file, line, 0,
                          "the row of %.*s has no rule; write one, or remove the row",
                          (int)out->path.len, out->path.at);
    return EARFUL_OK;
}

static earful_status read_row(const reader *from, size_t row, ef_topic_row *out)
{
    *out = (ef_topic_row){.sheet = from->number,
                          .file = from->file,
                          .line = from->sheet->lines[row],
                          .path = ef_topic_path(from->arena, cell(from, row, COLUMN_TOPIC))};
    if (from->arena->failed)
        return ef_fail_memory(from->err);
    if (out->path.len == 0)
        return fail_cell(from, row, COLUMN_TOPIC, "a path such as `Delivery > Late`", NULL);
    bool given = false;
    earful_status status = read_rule(from, row, out);
    if (status == EARFUL_OK)
        status = read_scope(from, row, out);
    if (status == EARFUL_OK)
        status = read_attributes(from, row, out);
    if (status == EARFUL_OK)
        status = read_switch(from, row, COLUMN_GUARD, &out->guard_given, &out->guard);
    if (status == EARFUL_OK)
        status = read_switch(from, row, COLUMN_ENABLED, &given, &out->enabled);
    out->enabled = out->enabled || !given;
    if (status == EARFUL_OK && from->arena->failed)
        status = ef_fail_memory(from->err);
    return status;
}

static bool removes(const ef_topic_row *row)
{
    return ef_span_is(row->rule.text, "-");
}

/* Rows stay where they are, so that their numbers in `keys` hold; a removed one is disabled. */
static void remove_topic(ef_topic_rows *rows, ef_span path)
{
    for (size_t i = 0; i < rows->count; i++) {
        if (ef_topic_is_under(rows->items[i].path, path))
            rows->items[i].enabled = false;
    }
}

/* Where the row goes: over the one that it replaces, or behind all. EF_NONE when memory is out. */
static uint32_t place_of(reader *from, const ef_topic_row *row)
{
    ef_buffer key = {0};
    ef_buffer_add_span(&key, row->path);
    ef_buffer_add_char(&key, '\n');
    ef_buffer_add_span(&key, row->rule.text);
    for (size_t i = 0; i < EF_RULE_LANES; i++) {
        ef_buffer_add_char(&key, '\n');
        ef_buffer_add_span(&key, row->lanes[i].text);
    }
    bool added = false;
    const uint32_t place =
        key.failed ? EF_NONE : ef_table_add(&from->keys, ef_buffer_span(&key), &added);
    ef_buffer_fini(&key);
    return place;
}

static earful_status read_sheet(reader *from, ef_topic_rows *rows)
{
    earful_status status = find_columns(from);
    for (size_t i = 0; i < from->sheet->n_rows && status == EARFUL_OK; i++) {
        ef_topic_row row;
        status = read_row(from, i, &row);
        if (status != EARFUL_OK)
            return status;
        if (removes(&row)) {
            remove_topic(rows, row.path);
            continue;
        }
        const uint32_t place = place_of(from, &row);
        if (place == EF_NONE ||
            !ef_grow(&rows->items, &rows->capacity, rows->count + 1, sizeof rows->items[0]))
            return ef_fail_memory(from->err);
        rows->items[place] = row;
        rows->count = from->keys.count;
    }
    return status;
}

static void drop_disabled(ef_topic_rows *rows)
{
    size_t kept = 0;
    for (size_t i = 0; i < rows->count; i++) {
        if (rows->items[i].enabled)
            rows->items[kept++] = rows->items[i];
    }
    rows->count = kept;
}

earful_status ef_topic_rows_read(ef_topic_rows *rows, const ef_sheet *sheets, size_t n_sheets,
                                 const ef_rule_context *context, earful_error *err)
{
    *rows = (ef_topic_rows){0};
    reader from = {.arena = context->arena, .err = err};
    ef_table_init(&from.keys);
    earful_status status = EARFUL_OK;
    for (size_t i = 0; i < n_sheets && status == EARFUL_OK; i++) {
        from.sheet = &sheets[i];
        from.number = i;
        from.file = ef_arena_span(from.arena, ef_span_of(sheets[i].name)).at;
        status = from.file != NULL ? read_sheet(&from, rows) : ef_fail_memory(err);
    }
    ef_table_fini(&from.keys);
    drop_disabled(rows);
    return status;
}

void ef_topic_rows_fini(ef_topic_rows *rows)
{
    free(rows->items);
    *rows = (ef_topic_rows){0};
}

ef_span ef_topic_path(ef_arena *arena, ef_span text)
{
    char *const bytes = ef_arena_bytes(arena, 2 * text.len + 4);
    size_t len = 0;
    ef_span rest = text;
    while (bytes != NULL && rest.at != NULL) {
        const ef_span part = ef_span_trim(ef_span_cut(&rest, '>'));
        if (part.len == 0)
            return (ef_span){0};
        if (len > 0) {
            memcpy(bytes + len, " > ", 3);
            len += 3;
        }
        memcpy(bytes + len, part.at, part.len);
        len += part.len;
    }
    if (bytes != NULL)
        bytes[len] = '\0';
    return ef_span_make(bytes, len);
}

bool ef_topic_is_under(ef_span path, ef_span above)
{
    return ef_span_starts_with(path, above) &&
           (path.len == above.len ||
            ef_span_starts_with(ef_span_make(path.at + above.len, path.len - above.len),
                                EF_SPAN_TEXT(" > ")));
}
