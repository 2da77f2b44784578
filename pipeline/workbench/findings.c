#include "workbench/findings.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/grow.h"
#include "engine/order.h"

enum { ARENA_CHUNK = 16 * 1024 };

void ef_findings_init(ef_findings *findings)
{
    *findings = (ef_findings){0};
    ef_arena_init(&findings->arena, ARENA_CHUNK);
}

void ef_findings_fini(ef_findings *findings)
{
    free(findings->items);
    ef_arena_fini(&findings->arena);
}

static ef_finding *add(ef_findings *findings, ef_finding made)
{
    made.message = ef_arena_span(&findings->arena, made.message);
    made.number = findings->count;
    if (findings->arena.failed || !ef_grow(&findings->items, &findings->capacity,
                                           findings->count + 1, sizeof findings->items[0])) {
        findings->failed = true;
        return NULL;
    }
    findings->items[findings->count] = made;
    return &findings->items[findings->count++];
}

ef_finding *ef_findings_add(ef_findings *findings, ef_severity severity, const char *kind,
                            const char *path, uint32_t line, uint32_t column, const char *format,
                            ...)
{
    char message[600];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    return add(findings, (ef_finding){.severity = severity,
                                      .kind = kind,
                                      .path = path,
                                      .line = line,
                                      .column = column,
                                      .message = ef_span_of(message)});
}

ef_finding *ef_findings_add_error(ef_findings *findings, ef_severity severity, const char *kind,
                                  const earful_error *err)
{
    return add(findings,
               (ef_finding){.severity = severity,
                            .kind = kind,
                            .path = ef_arena_span(&findings->arena, ef_span_of(err->path)).at,
                            .line = err->line,
                            .column = err->column,
                            .message = ef_span_of(err->message)});
}

static int compare_numbers(uint64_t a, uint64_t b)
{
    return a < b ? -1 : a > b;
}

static int compare(const void *a, const void *b)
{
    const ef_finding *const x = a;
    const ef_finding *const y = b;
    int order = strcmp(x->path, y->path);
    if (order == 0)
        order = compare_numbers(x->line, y->line);
    if (order == 0)
        order = compare_numbers(x->column, y->column);
    return order != 0 ? order : compare_numbers(x->number, y->number);
}

/* The remedy behind the first "; " that is not quoted from the file; at == NULL when there is none.
 * *what is the message without it. */
static ef_span split_remedy(ef_span message, ef_span *what)
{
    bool quoted = false;
    *what = message;
    for (size_t i = 0; i + 2 < message.len; i++) {
        quoted ^= message.at[i] == '`';
        if (quoted || message.at[i] != ';' || message.at[i + 1] != ' ')
            continue;
        what->len = i;
        return ef_span_make(message.at + i + 2, message.len - i - 2);
    }
    return (ef_span){0};
}

/* What stands in a model file may hold bytes that a terminal would obey. */
static void add_visible(ef_buffer *out, ef_span text)
{
    for (size_t i = 0; i < text.len; i++) {
        const unsigned char c = (unsigned char)text.at[i];
        const bool c1 = c == 0xc2 && i + 1 < text.len && (unsigned char)text.at[i + 1] < 0xa0;
        if (c < 0x20 || c == 0x7f || c1)
            ef_buffer_add_format(out, "\\x%02x", c);
        else
            ef_buffer_add_char(out, text.at[i]);
    }
}

static void write_text(const ef_finding *finding, ef_buffer *out)
{
    add_visible(out, ef_span_of(finding->path));
    if (finding->line > 0)
        ef_buffer_add_format(out, ":%" PRIu32, finding->line);
    if (finding->line > 0 && finding->column > 0)
        ef_buffer_add_format(out, ":%" PRIu32, finding->column);
    ef_buffer_add_text(out, finding->severity == EF_ERROR ? ": error: " : ": warning: ");
    add_visible(out, finding->message);
    ef_buffer_add_format(out, " [%s]\n", finding->kind);
    if (finding->text.at == NULL)
        return;
    ef_buffer_add_text(out, "    text:  ");
    add_visible(out, finding->text);
    ef_buffer_add_text(out, "\n    fires: ");
    for (size_t i = 0; i < finding->n_fired; i++) {
        const ef_fired *const fired = &finding->fired[i];
        ef_buffer_add_text(out, i > 0 ? ", " : "");
        add_visible(out, fired->topic);
        ef_buffer_add_text(out, " (");
        add_visible(out, ef_span_of(fired->file));
        ef_buffer_add_format(out, ":%" PRIu32 "%s)", fired->line,
                             fired->guarded ? ", negated" : "");
    }
    ef_buffer_add_text(out, finding->n_fired == 0 ? "nothing\n" : "\n");
}

static void add_member(ef_buffer *out, const char *name, ef_span text)
{
    ef_buffer_add_format(out, ",\"%s\":", name);
    if (text.at != NULL)
        ef_buffer_add_json(out, text);
    else
        ef_buffer_add_text(out, "null");
}

static void add_number(ef_buffer *out, const char *name, uint32_t number)
{
    ef_buffer_add_format(out, ",\"%s\":", name);
    if (number > 0)
        ef_buffer_add_int(out, number);
    else
        ef_buffer_add_text(out, "null");
}

static void write_fired_json(const ef_finding *finding, ef_buffer *out)
{
    ef_buffer_add_text(out, ",\"fired\":[");
    for (size_t i = 0; i < finding->n_fired; i++) {
        const ef_fired *const fired = &finding->fired[i];
        ef_buffer_add_text(out, i > 0 ? ",{\"topic\":" : "{\"topic\":");
        ef_buffer_add_json(out, fired->topic);
        add_member(out, "file", ef_span_of(fired->file));
        add_number(out, "line", fired->line);
        ef_buffer_add_format(out, ",\"guarded\":%s}", fired->guarded ? "true" : "false");
    }
    ef_buffer_add_char(out, ']');
}

static void write_json(const ef_finding *finding, ef_buffer *out)
{
    ef_span what;
    const ef_span remedy = split_remedy(finding->message, &what);
    ef_buffer_add_text(out, "{\"file\":");
    ef_buffer_add_json_bytes(out, ef_span_of(finding->path));
    add_number(out, "line", finding->line);
    add_number(out, "column", finding->column);
    ef_buffer_add_format(out, ",\"severity\":\"%s\",\"class\":\"%s\"",
                         finding->severity == EF_ERROR ? "error" : "warning", finding->kind);
    add_member(out, "message", what);
    add_member(out, "remedy", remedy);
    if (finding->text.at != NULL) {
        add_member(out, "text", finding->text);
        write_fired_json(finding, out);
    }
    ef_buffer_add_text(out, "}\n");
}

static void add_count(ef_buffer *out, uint64_t count, const char *one, const char *many)
{
    ef_buffer_add_format(out, "%" PRIu64 " %s", count, count == 1 ? one : many);
}

earful_status ef_findings_write(ef_findings *findings, earful_report report, const char *things,
                                uint64_t checked, earful_findings *sums, earful_error *err)
{
    ef_buffer out = {0};
    earful_findings found = {.checked = checked};
    if (findings->failed || findings->arena.failed)
        return ef_fail_memory(err);
    if (findings->count > 0)
        qsort(findings->items, findings->count, sizeof findings->items[0], compare);
    for (size_t i = 0; i < findings->count; i++) {
        const ef_finding *const finding = &findings->items[i];
        *(finding->severity == EF_ERROR ? &found.errors : &found.warnings) += 1;
        if (report.ndjson)
            write_json(finding, &out);
        else
            write_text(finding, &out);
    }
    if (!report.ndjson) {
        add_count(&out, found.errors, "error, ", "errors, ");
        add_count(&out, found.warnings, "warning in ", "warnings in ");
        ef_buffer_add_format(&out, "%" PRIu64 " %s\n", checked, things);
    }
    const earful_status status =
        out.failed ? ef_fail_memory(err) : ef_sink_write(report.sink, ef_buffer_span(&out), err);
    ef_buffer_fini(&out);
    if (sums != NULL)
        *sums = found;
    return status;
}
