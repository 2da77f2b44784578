/* The concordance: hits in their context, one a line, aligned on the hit by the columns of a
 * terminal. Which hits are shown is a matter of their hash; they stand sorted by what follows them,
 * so that what people say next falls into groups. Guarded hits are left out. */
#include <stdlib.h>

#include "report/figures.h"
#include "tokens/utf8.h"
#include "workbench/try.h"

enum { MOST_COLUMNS = 1000, MOST_BYTES_A_COLUMN = 4 };

typedef struct concordance {
    size_t most;
    size_t width;
    ef_snippets lines;
} concordance;

typedef struct concordance_state {
    const concordance *about;
    ef_snippets lines; /* left, hit and right, a newline behind each of the first two */
    ef_buffer line;
    ef_buffer part;
} concordance_state;

static void *begin(void *context)
{
    const concordance *const about = context;
    concordance_state *const state = calloc(1, sizeof *state);
    if (state == NULL)
        return NULL;
    state->about = about;
    ef_snippets_init(&state->lines, about->most);
    return state;
}

/* Where the last `width` columns of a text begin. */
static size_t last_columns(ef_span text, size_t width)
{
    size_t at = text.len;
    size_t used = 0;
    while (at > 0) {
        size_t len = 0;
        const size_t before = ef_utf8_previous(text, at);
        used += (size_t)ef_utf8_width(ef_utf8_decode(text, before, &len));
        if (used > width)
            break;
        at = before;
    }
    return at;
}

/* The bytes of the first `width` columns. */
static size_t first_columns(ef_span text, size_t width)
{
    size_t at = 0;
    size_t used = 0;
    while (at < text.len) {
        size_t len = 0;
        used += (size_t)ef_utf8_width(ef_utf8_decode(text, at, &len));
        if (used > width)
            break;
        at += len;
    }
    return at;
}

static void add_part(concordance_state *state, ef_span text, bool left)
{
    const size_t width = state->about->width;
    ef_buffer *const part = &state->part;
    ef_buffer_reset(part);
    ef_snippet_clean(text, part);
    const ef_span clean = ef_buffer_span(part);
    if (clean.len == 0)
        return;
    size_t start = left ? last_columns(clean, width) : 0;
    size_t end = left ? clean.len : first_columns(clean, width);
    start += left && clean.at[start] == ' ';
    end -= !left && end > 0 && clean.at[end - 1] == ' ';
    ef_buffer_add(&state->line, clean.at + start, end - start);
}

static void add_hit(concordance_state *state, const ef_analysis *analysis, const ef_topic_hit *hit)
{
    const ef_span text = analysis->documents.items[hit->document].text;
    const uint64_t rank = ef_hash(ef_sentence_text(analysis, hit->sentence));
    if (!ef_snippets_want(&state->lines, rank))
        return;
    const ef_tokens *const tokens = &analysis->tokens;
    const size_t start = tokens->start[hit->first_token];
    const size_t end = tokens->start[hit->last_token] + tokens->len[hit->last_token];
    /* Enough bytes for all columns; what is blank or has no width may make the context shorter. */
    const size_t reach = MOST_BYTES_A_COLUMN * state->about->width;
    const size_t from = start > reach ? ef_snippet_boundary(text, start - reach) : 0;
    const size_t to = text.len - end > reach ? ef_snippet_boundary(text, end + reach) : text.len;
    ef_buffer_reset(&state->line);
    add_part(state, ef_span_make(text.at + from, start - from), true);
    ef_buffer_add_char(&state->line, '\n');
    ef_snippet_clean(ef_span_make(text.at + start, end - start), &state->line);
    ef_buffer_add_char(&state->line, '\n');
    add_part(state, ef_span_make(text.at + end, to - end), false);
    if (state->line.failed || state->part.failed)
        state->lines.failed = true;
    else
        ef_snippets_offer(&state->lines, rank, ef_buffer_span(&state->line));
}

static earful_status visit(void *visitor_state, const ef_block *block, const ef_analysis *analysis,
                           earful_error *err)
{
    (void)block;
    concordance_state *const state = visitor_state;
    for (size_t i = 0; i < analysis->hits.n_topics; i++) {
        if (!analysis->hits.topics[i].guarded)
            add_hit(state, analysis, &analysis->hits.topics[i]);
    }
    return state->lines.failed ? ef_fail_memory(err) : EARFUL_OK;
}

static earful_status finish(void *context, void *visitor_state, earful_status so_far,
                            earful_error *err)
{
    concordance *const about = context;
    concordance_state *const state = visitor_state;
    if (so_far == EARFUL_OK)
        ef_snippets_merge(&about->lines, &state->lines);
    ef_snippets_fini(&state->lines);
    ef_buffer_fini(&state->line);
    ef_buffer_fini(&state->part);
    free(state);
    return about->lines.failed ? ef_fail_memory(err) : EARFUL_OK;
}

/* A line, taken apart again. */
typedef struct context_line {
    ef_span left;
    ef_span hit;
    ef_span right;
} context_line;

static int by_right_context(const void *a, const void *b)
{
    const context_line *const one = a;
    const context_line *const other = b;
    int order = ef_span_compare(one->right, other->right);
    if (order == 0)
        order = ef_span_compare(one->hit, other->hit);
    return order != 0 ? order : ef_span_compare(one->left, other->left);
}

static context_line *sort_lines(const ef_snippets *snippets)
{
    context_line *const lines = calloc(snippets->count + 1, sizeof lines[0]);
    for (size_t i = 0; i < snippets->count && lines != NULL; i++) {
        lines[i].right = ef_snippet_text(&snippets->items[i]);
        lines[i].left = ef_span_cut(&lines[i].right, '\n');
        lines[i].hit = ef_span_cut(&lines[i].right, '\n');
    }
    if (lines != NULL)
        qsort(lines, snippets->count, sizeof lines[0], by_right_context);
    return lines;
}

static void write_text(const context_line *line, size_t width, ef_buffer *out)
{
    const size_t start = out->len;
    ef_buffer_add_span(out, line->left);
    ef_figure_align_right(out, start, width);
    ef_buffer_add_text(out, "[[");
    ef_buffer_add_span(out, line->hit);
    ef_buffer_add_text(out, "]]");
    ef_buffer_add_span(out, line->right);
    ef_buffer_add_char(out, '\n');
}

static void write_ndjson(const context_line *line, ef_buffer *out)
{
    ef_buffer_add_text(out, "{\"left\":");
    ef_buffer_add_json(out, line->left);
    ef_buffer_add_text(out, ",\"hit\":");
    ef_buffer_add_json(out, line->hit);
    ef_buffer_add_text(out, ",\"right\":");
    ef_buffer_add_json(out, line->right);
    ef_buffer_add_text(out, "}\n");
}

static earful_status write(const concordance *about, earful_report report, earful_error *err)
{
    ef_buffer out = {0};
    context_line *const lines = sort_lines(&about->lines);
    for (size_t i = 0; i < about->lines.count && lines != NULL; i++) {
        if (report.ndjson)
            write_ndjson(&lines[i], &out);
        else
            write_text(&lines[i], about->width, &out);
    }
    const earful_status status = out.failed || lines == NULL
                                     ? ef_fail_memory(err)
                                     : ef_sink_write(report.sink, ef_buffer_span(&out), err);
    free(lines);
    ef_buffer_fini(&out);
    return status;
}

earful_status earful_concordance(const earful_model_options *options, const char *rule,
                                 earful_corpus corpus, size_t most, size_t width,
                                 earful_report report, earful_error *err)
{
    ef_trial trial;
    concordance about = {.most = most, .width = width < MOST_COLUMNS ? width : MOST_COLUMNS};
    const ef_visitor visitor = {
        .context = &about, .begin = begin, .visit = visit, .finish = finish};
    ef_run run = {0};
    ef_snippets_init(&about.lines, most);
    earful_status status = ef_trial_open(&trial, options, rule, corpus, err);
    corpus.options = &trial.options;
    if (status == EARFUL_OK)
        status = ef_corpus_run(trial.model, corpus, &visitor, &run, err);
    if (status == EARFUL_OK)
        status = write(&about, report, err);
    ef_run_fini(&run);
    ef_snippets_fini(&about.lines);
    ef_trial_close(&trial);
    return status;
}
