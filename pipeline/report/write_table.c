/* The result for a terminal of 80 columns: sentiment by channel, then the topics that pull it down
 * most and those that lift it most. */
#include "report/figures.h"
#include "report/measure.h"
#include "report/overview.h"
#include "report/report.h"

enum { MOST_TOPICS = 10, LONGEST_NOTE = 400 };

typedef struct table_column {
    const char *title;
    size_t width;
} table_column;

/* Names and the columns behind them fill 80 columns at most. */
enum { NAME_MIN = 20, CHANNEL_MAX = 27, TOPIC_MAX = 38 };

static const table_column sentiment_columns[] = {{"records", 9},   {"positive", 10}, {"neutral", 9},
                                                 {"negative", 10}, {"net", 8},       {"mean", 7}};
static const table_column topic_columns[] = {
    {"records", 9}, {"share", 8}, {"net", 8}, {"mean", 8}, {"impact", 9}};

/* One line of a table in the making: the next cell goes into column `next`. */
typedef struct table_line {
    ef_buffer *out;
    const table_column *columns;
    size_t next;
} table_line;

static table_line begin_line(ef_buffer *out, const table_column *columns, ef_span name,
                             size_t width)
{
    const size_t start = out->len;
    ef_figure_name(out, name, width);
    ef_figure_pad(out, start, width);
    return (table_line){.out = out, .columns = columns};
}

/* Aligns what was added since `start`; two columns never touch. */
static void end_cell(table_line *line, size_t start)
{
    const table_column *const column = &line->columns[line->next++];
    ef_figure_align_right(line->out, start, column->width);
    if (line->out->failed || line->out->at[start] == ' ')
        return;
    const size_t used =
        ef_figure_width(ef_span_make(line->out->at + start, line->out->len - start));
    ef_figure_align_right(line->out, start, used + 1);
}

static void add_text(table_line *line, const char *text)
{
    const size_t start = line->out->len;
    ef_buffer_add_text(line->out, text);
    end_cell(line, start);
}

static void add_count(table_line *line, int64_t count)
{
    const size_t start = line->out->len;
    ef_figure_count(line->out, count);
    end_cell(line, start);
}

static void add_percent(table_line *line, int64_t part, int64_t whole)
{
    const size_t start = line->out->len;
    ef_figure_percent(line->out, part, whole);
    end_cell(line, start);
}

static void add_signed(table_line *line, int64_t ten_thousandths, int decimals)
{
    const size_t start = line->out->len;
    ef_figure_decimal(line->out, ten_thousandths, decimals, true);
    end_cell(line, start);
}

static void write_heading(ef_buffer *out, const char *title, size_t name_width,
                          const table_column *columns, size_t count)
{
    ef_buffer_add_char(out, '\n');
    table_line line = begin_line(out, columns, ef_span_of(title), name_width);
    for (size_t i = 0; i < count; i++)
        add_text(&line, columns[i].title);
    ef_buffer_add_char(out, '\n');
}

static size_t widen(size_t width, ef_span name, size_t most)
{
    const size_t needed = ef_figure_width(name);
    if (needed <= width)
        return width;
    return needed < most ? needed : most;
}

static void write_sentiment(ef_buffer *out, const ef_overview *overview)
{
    const ef_state *const state = overview->state;
    size_t width = NAME_MIN;
    for (size_t i = 0; i < state->n_strings; i++)
        if (overview->channels[i].records > 0)
            width = widen(width, state->strings[i], CHANNEL_MAX);
    write_heading(out, "SENTIMENT", width, sentiment_columns, EF_COUNT(sentiment_columns));
    for (size_t i = 0; i < state->n_strings; i++) {
        const ef_cell *const cell = &overview->channels[i];
        if (cell->records == 0)
            continue;
        ef_row row = {0};
        ef_row_measure(&row, cell, NULL);
        table_line line = begin_line(out, sentiment_columns, state->strings[i], width);
        add_count(&line, cell->records);
        add_percent(&line, cell->positive, cell->records);
        add_percent(&line, cell->neutral, cell->records);
        add_percent(&line, cell->negative, cell->records);
        add_signed(&line, row.net_sentiment, 1);
        add_signed(&line, row.mean_sentiment, 2);
        ef_buffer_add_char(out, '\n');
    }
}

static void write_topics(ef_buffer *out, const ef_overview *overview, const char *title,
                         const ef_ranked *order, size_t count)
{
    const ef_state *const state = overview->state;
    size_t width = NAME_MIN;
    for (size_t i = 0; i < count; i++)
        width = widen(width, state->topics[order[i].topic].path, TOPIC_MAX);
    if (count > 0)
        write_heading(out, title, width, topic_columns, EF_COUNT(topic_columns));
    for (size_t i = 0; i < count; i++) {
        const ef_cell *const cell = &overview->topics[order[i].topic];
        ef_row row = {0};
        ef_row_measure(&row, cell, &overview->total);
        table_line line = begin_line(out, topic_columns, state->topics[order[i].topic].path, width);
        add_count(&line, cell->records);
        add_percent(&line, cell->records, overview->total.records);
        add_signed(&line, row.net_sentiment, 1);
        add_signed(&line, row.mean_sentiment, 2);
        add_signed(&line, row.impact_sentiment, 3);
        ef_buffer_add_char(out, '\n');
    }
}

static void write_counts(ef_buffer *out, const ef_state *state, const ef_manifest *manifest)
{
    static const struct {
        ef_census_kind kind;
        const char *name;
    } ends[] = {{EF_CENSUS_SCORED, " scored"},
                {EF_CENSUS_FILTERED, " filtered"},
                {EF_CENSUS_DUPLICATE, " duplicate"},
                {EF_CENSUS_REJECTED, " rejected"}};
    uint64_t all = 0;
    for (size_t i = 0; i < EF_COUNT(ends); i++)
        all += ef_census_sum(&state->census, ends[i].kind);
    ef_figure_count(out, (int64_t)(all & INT64_MAX));
    ef_buffer_add_text(out, all == 1 ? " record" : " records");
    for (size_t i = 0; i < EF_COUNT(ends); i++) {
        const uint64_t count = ef_census_sum(&state->census, ends[i].kind);
        if (i > 0 && count == 0)
            continue;
        ef_buffer_add_text(out, i == 0 ? ": " : ", ");
        ef_figure_count(out, (int64_t)(count & INT64_MAX));
        ef_buffer_add_text(out, ends[i].name);
    }
    ef_buffer_add_text(out, manifest->complete ? "\n" : "; incomplete, the run was interrupted\n");
}

/* Documents that are in no number above. */
static void write_other_roles(ef_buffer *out, const ef_overview *overview)
{
    bool first = true;
    for (int role = EF_CUSTOMER + 1; role < EF_ROLE_COUNT; role++) {
        if (overview->documents[role] == 0)
            continue;
        ef_buffer_add_text(out, first ? "Counted apart, in documents: " : ", ");
        ef_buffer_add_text(out, ef_role_name((ef_role)role));
        ef_buffer_add_char(out, ' ');
        ef_figure_count(out, overview->documents[role]);
        first = false;
    }
    if (!first)
        ef_buffer_add_text(out, ".\n");
}

static void write_notes(ef_buffer *out, const ef_span *notes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        ef_buffer_add_text(out, "Note: ");
        ef_figure_name(out, notes[i], LONGEST_NOTE);
        ef_buffer_add_text(out, ".\n");
    }
}

static void write_foot(ef_buffer *out, const ef_overview *overview, bool impacts)
{
    ef_buffer_add_char(out, '\n');
    if (impacts)
        ef_buffer_add_text(out, "Impact: by how much the topic's records move the mean of all.\n");
    if (overview->total.records > 0) {
        ef_buffer_add_text(out, "Without a topic: ");
        ef_figure_count(out, overview->uncategorised.records);
        ef_buffer_add_text(out, " of ");
        ef_figure_count(out, overview->total.records);
        ef_buffer_add_text(out, " records (");
        ef_figure_percent(out, overview->uncategorised.records, overview->total.records);
        ef_buffer_add_text(out, ").\n");
    }
    write_other_roles(out, overview);
}

static void write_overview(ef_buffer *out, ef_overview *overview, const ef_rows *rows,
                           const ef_manifest *manifest)
{
    size_t n_pains = 0;
    size_t n_delights = 0;
    const ef_ranked *const pains = ef_overview_rank(overview, true, MOST_TOPICS, &n_pains);
    const ef_ranked *const delights = ef_overview_rank(overview, false, MOST_TOPICS, &n_delights);
    if (overview->arena.failed) {
        out->failed = true;
        return;
    }
    write_counts(out, overview->state, manifest);
    if (overview->total.records > 0)
        write_sentiment(out, overview);
    write_topics(out, overview, "PAIN POINTS", pains, n_pains);
    write_topics(out, overview, "DELIGHTS", delights, n_delights);
    write_foot(out, overview, n_pains + n_delights > 0);
    write_notes(out, rows->warnings, rows->n_warnings);
    write_notes(out, manifest->warnings, manifest->n_warnings);
}

void ef_write_table(const ef_rows *rows, const ef_manifest *manifest, ef_buffer *out)
{
    ef_overview overview;
    if (ef_overview_make(&overview, rows->state))
        write_overview(out, &overview, rows, manifest);
    else
        out->failed = true;
    ef_overview_fini(&overview);
}
