/* Moved aggregates: what two runs' tables say differently, walked in step. */
#include "report/figures.h"
#include "workbench/diff/diff.h"

/* The widths fill 80 columns. */
enum { NAME_WIDTH = 38, METRIC_WIDTH = 10, FIGURE_WIDTH = 10 };

typedef enum metric_kind { COUNT, MEAN, NET } metric_kind;

typedef struct metric {
    const char *name;
    metric_kind kind;
    int64_t a;
    int64_t b;
} metric;

typedef struct moved_writer {
    bool ndjson;
    ef_buffer *out;
    const char *heading; /* NULL once it is written */
} moved_writer;

static int64_t known(int64_t value)
{
    return value == EF_NULL ? 0 : value;
}

static bool is_total(const ef_row *row)
{
    return row->topic == EF_TOPIC_TOTAL;
}

/* (total) stands first in its group, (uncategorised) last. */
static int place_in_group(const ef_row *row)
{
    return is_total(row) ? 0 : row->topic == EF_TOPIC_UNCATEGORISED ? 2 : 1;
}

static int compare_rows(const ef_row *a, const ef_row *b)
{
    int order = ef_span_compare(a->channel, b->channel);
    if (order == 0)
        order = (a->role > b->role) - (a->role < b->role);
    if (order == 0)
        order = place_in_group(a) - place_in_group(b);
    return order != 0 ? order : ef_span_compare(a->path, b->path);
}

static void add_figure(ef_buffer *out, metric_kind kind, int64_t value, bool plus)
{
    const size_t start = out->len;
    if (kind == COUNT && plus && value > 0)
        ef_buffer_add_char(out, '+');
    if (kind == COUNT)
        ef_figure_count(out, value);
    else
        ef_figure_decimal(out, value, kind == NET ? 1 : 4, plus);
    ef_figure_align_right(out, start, FIGURE_WIDTH);
}

static void write_text(moved_writer *to, const ef_row *row, const metric *moved, bool first)
{
    ef_buffer *const out = to->out;
    ef_buffer name = {0};
    if (to->heading != NULL) {
        const size_t start = out->len + 1;
        ef_buffer_add_format(out, "\n%s", to->heading);
        ef_figure_pad(out, start, NAME_WIDTH + METRIC_WIDTH);
        ef_buffer_add_text(out, "         A         B     moved\n");
        to->heading = NULL;
    }
    if (first) {
        ef_buffer_add_span(&name, row->channel);
        if (row->role != EF_CUSTOMER)
            ef_buffer_add_format(&name, " (%s)", ef_role_name(row->role));
        if (!is_total(row)) {
            ef_buffer_add_text(&name, ": ");
            ef_buffer_add_span(&name, row->path);
        }
    }
    const size_t start = out->len;
    ef_figure_name(out, ef_buffer_span(&name), NAME_WIDTH - 1);
    ef_figure_pad(out, start, NAME_WIDTH);
    ef_buffer_add_text(out, moved->name);
    ef_figure_pad(out, start, NAME_WIDTH + METRIC_WIDTH);
    add_figure(out, moved->kind, moved->a, false);
    add_figure(out, moved->kind, moved->b, false);
    add_figure(out, moved->kind, moved->b - moved->a, true);
    ef_buffer_add_char(out, '\n');
    out->failed = out->failed || name.failed;
    ef_buffer_fini(&name);
}

static void add_number(ef_buffer *out, metric_kind kind, int64_t value)
{
    if (kind == COUNT)
        ef_buffer_add_int(out, value);
    else
        ef_buffer_add_fixed4(out, value);
}

static void write_ndjson(const moved_writer *to, const ef_row *row, const metric *moved)
{
    ef_buffer *const out = to->out;
    ef_buffer_add_text(out, "{\"kind\":\"moved\",\"channel\":");
    ef_buffer_add_json(out, row->channel);
    ef_buffer_add_format(out, ",\"role\":\"%s\",\"topic\":", ef_role_name(row->role));
    ef_buffer_add_json(out, row->path);
    ef_buffer_add_format(out, ",\"metric\":\"%s\",\"a\":", moved->name);
    add_number(out, moved->kind, moved->a);
    ef_buffer_add_text(out, ",\"b\":");
    add_number(out, moved->kind, moved->b);
    ef_buffer_add_text(out, "}\n");
}

static void write_metrics(moved_writer *to, const ef_row *row, const metric *metrics, size_t count)
{
    bool first = true;
    for (size_t i = 0; i < count; i++) {
        if (metrics[i].a == metrics[i].b)
            continue;
        if (to->ndjson)
            write_ndjson(to, row, &metrics[i]);
        else
            write_text(to, row, &metrics[i], first);
        first = false;
    }
}

static void write_total(moved_writer *to, const ef_row *a, const ef_row *b)
{
    const ef_cell *const left = a->cell;
    const ef_cell *const right = b->cell;
    const metric metrics[] = {
        {"records", COUNT, left->records, right->records},
        {"positive", COUNT, left->positive, right->positive},
        {"neutral", COUNT, left->neutral, right->neutral},
        {"negative", COUNT, left->negative, right->negative},
        {"mixed", COUNT, left->mixed, right->mixed},
        {"mean", MEAN, a->mean_sentiment, b->mean_sentiment},
        {"mentions", COUNT, left->mentions, right->mentions},
        {"guarded", COUNT, left->guarded, right->guarded},
    };
    write_metrics(to, a, metrics, EF_COUNT(metrics));
}

/* One of the two may be NULL: that model has nothing there. */
static void write_topic(moved_writer *to, const ef_row *a, const ef_row *b)
{
    const metric metrics[] = {
        {"records", COUNT, a != NULL ? a->cell->records : 0, b != NULL ? b->cell->records : 0},
        {"net", NET, a != NULL ? known(a->net_sentiment) : 0,
         b != NULL ? known(b->net_sentiment) : 0},
    };
    write_metrics(to, a != NULL ? a : b, metrics, EF_COUNT(metrics));
}

/* Both models counted the same records, so a (total) has its like. */
static void walk(moved_writer *to, const ef_rows *a, const ef_rows *b, bool totals)
{
    size_t i = 0;
    size_t j = 0;
    while (i < a->count || j < b->count) {
        const int order = i == a->count   ? 1
                          : j == b->count ? -1
                                          : compare_rows(&a->items[i], &b->items[j]);
        const ef_row *const left = order <= 0 ? &a->items[i++] : NULL;
        const ef_row *const right = order >= 0 ? &b->items[j++] : NULL;
        const bool total = is_total(left != NULL ? left : right);
        if (total && totals && left != NULL && right != NULL)
            write_total(to, left, right);
        else if (!total && !totals)
            write_topic(to, left, right);
    }
}

void ef_write_moved(const ef_rows *a, const ef_rows *b, bool ndjson, ef_buffer *out)
{
    moved_writer to = {.ndjson = ndjson, .out = out, .heading = "SENTIMENT"};
    walk(&to, a, b, true);
    to.heading = "TOPICS";
    walk(&to, a, b, false);
}
