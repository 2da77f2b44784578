#include "workbench/suggest/suggest_list.h"

#include <inttypes.h>
#include <stdlib.h>

#include "report/figures.h"
#include "workbench/keyness.h"

enum { LEAST_KEYNESS = 38 }; /* tenths: 5 % */

typedef struct suggestion {
    ef_span term;
    const ef_term_count *count;
    int64_t worth;
} suggestion;

static uint64_t all_sentences(const ef_term_counts *counts)
{
    return counts->target_sentences + counts->caught_sentences + counts->other_sentences;
}

static bool is_common(const ef_term_counts *counts, const ef_term_count *count)
{
    const uint64_t all = all_sentences(counts);
    return all >= EF_COMMON_FROM &&
           (count->target + count->caught + count->other) * EF_COMMON > all;
}

static bool word_is_common(const ef_term_counts *counts, ef_span word)
{
    const uint32_t number = ef_table_find(&counts->terms, word);
    return number != EF_NONE && is_common(counts, &counts->items[number]);
}

/* Both words of a pair, unless they are negators, must be worth naming by themselves. */
static bool is_worthy(const ef_term_counts *counts, ef_span term, const ef_term_count *count)
{
    if (count->target < EF_LEAST_SENTENCES || is_common(counts, count))
        return false;
    ef_span second = term;
    const ef_span first = ef_span_cut(&second, ' ');
    if (second.at == NULL)
        return true;
    return ((count->negators & 1) != 0 || !word_is_common(counts, first)) &&
           ((count->negators & 2) != 0 || !word_is_common(counts, second));
}

static int by_worth(const void *a, const void *b)
{
    const suggestion *const one = a;
    const suggestion *const other = b;
    if (one->worth != other->worth)
        return one->worth > other->worth ? -1 : 1;
    if (one->count->gain != other->count->gain)
        return one->count->gain > other->count->gain ? -1 : 1;
    return ef_span_compare(one->term, other->term);
}

/* Against sentences that are not negative: what else is missing from the topics is no measure. */
static int64_t keyness_of(const ef_term_counts *counts, const ef_term_count *count)
{
    return ef_keyness(count->target + count->caught,
                      counts->target_sentences + counts->caught_sentences, count->other,
                      counts->other_sentences);
}

/* The keyness times the cube of the share of its sentences that a rule is wanted for. */
static int64_t worth_of(int64_t keyness, const ef_term_count *count)
{
    const int64_t all = (int64_t)(count->target + count->caught + count->other);
    for (int i = 0; i < 3 && all > 0; i++)
        keyness = keyness * (int64_t)count->target / all;
    return keyness;
}

static suggestion *make_list(const ef_term_counts *counts, size_t *n_found)
{
    suggestion *const list = calloc(counts->terms.count + 1, sizeof list[0]);
    *n_found = 0;
    for (uint32_t i = 0; i < counts->terms.count && list != NULL; i++) {
        const ef_term_count *const count = &counts->items[i];
        const int64_t keyness = keyness_of(counts, count);
        const suggestion found = {.term = ef_table_key(&counts->terms, i),
                                  .count = count,
                                  .worth = worth_of(keyness, count)};
        if (keyness >= LEAST_KEYNESS && is_worthy(counts, found.term, count))
            list[(*n_found)++] = found;
    }
    if (list != NULL)
        qsort(list, *n_found, sizeof list[0], by_worth);
    return list;
}

static void add_count(ef_buffer *out, uint64_t count, size_t width)
{
    const size_t start = out->len;
    ef_figure_count(out, (int64_t)count);
    ef_figure_align_right(out, start, width);
}

/* As a rule has it: a pair in quotation marks. */
static void add_term(ef_span term, ef_buffer *out)
{
    const bool pair = memchr(term.at, ' ', term.len) != NULL;
    ef_buffer_add_text(out, pair ? "\"" : "");
    ef_snippet_clean(term, out);
    ef_buffer_add_text(out, pair ? "\"" : "");
}

static void write_text(const suggestion *one, ef_buffer *out)
{
    const size_t start = out->len;
    ef_figure_decimal(out, one->worth * 1000, 1, false);
    ef_figure_align_right(out, start, 9);
    add_count(out, one->count->gain, 8);
    add_count(out, one->count->target, 11);
    add_count(out, one->count->caught, 8);
    add_count(out, one->count->other, 9);
    ef_buffer_add_text(out, "  ");
    add_term(one->term, out);
    ef_buffer_add_char(out, '\n');
    for (size_t i = 0; i < one->count->snippets.count; i++) {
        ef_buffer_add_text(out, "      ");
        ef_buffer_add_span(out, ef_snippet_text(&one->count->snippets.items[i]));
        ef_buffer_add_char(out, '\n');
    }
}

static void write_ndjson(const suggestion *one, ef_buffer *out)
{
    ef_buffer_add_text(out, "{\"term\":");
    ef_buffer_add_json(out, one->term);
    ef_buffer_add_format(out,
                         ",\"keyness\":%" PRId64 ".%" PRId64 ",\"gain\":%" PRIu64
                         ",\"sentences\":%" PRIu64 ",\"caught_sentences\":%" PRIu64
                         ",\"other_sentences\":%" PRIu64 ",\"judges\":%s,\"examples\":[",
                         one->worth / 10, one->worth % 10, one->count->gain, one->count->target,
                         one->count->caught, one->count->other,
                         one->count->judges ? "true" : "false");
    for (size_t i = 0; i < one->count->snippets.count; i++) {
        ef_buffer_add_text(out, i > 0 ? "," : "");
        ef_buffer_add_span(out, ef_snippet_text(&one->count->snippets.items[i]));
    }
    ef_buffer_add_text(out, "]}\n");
}

static void write_heading(const ef_term_counts *counts, ef_buffer *out)
{
    const uint64_t all = all_sentences(counts);
    ef_buffer_add_text(out, "negative sentences without a topic: ");
    ef_figure_count(out, (int64_t)counts->target_sentences);
    ef_buffer_add_text(out, " of ");
    ef_figure_count(out, (int64_t)all);
    ef_buffer_add_text(out, " (");
    ef_figure_percent(out, (int64_t)counts->target_sentences, (int64_t)all);
    ef_buffer_add_text(out, ")\n"
                            "GAIN: records that a topic of the term would be the first to have; "
                            "SENTENCES: negative, no topic;\n"
                            "CAUGHT: negative, with a topic; OTHERS: not negative; KEYNESS: how "
                            "surely it complains,\n"
                            "times the cube of SENTENCES in all three\n");
}

/* Those that judge, or those that do not. */
static void write_part(const suggestion *list, size_t n_found, bool judges, size_t most,
                       bool ndjson, ef_buffer *out)
{
    if (!ndjson)
        ef_buffer_add_format(out, "\n%s\n  KEYNESS    GAIN  SENTENCES  CAUGHT   OTHERS  TERM\n",
                             judges ? "Words with a valence" : "Words without one, and pairs");
    for (size_t i = 0, shown = 0; i < n_found && shown < most; i++) {
        if (list[i].count->judges != judges)
            continue;
        shown++;
        if (ndjson)
            write_ndjson(&list[i], out);
        else
            write_text(&list[i], out);
    }
}

bool ef_suggest_write(const ef_term_counts *counts, size_t most, bool ndjson, ef_buffer *out)
{
    size_t n_found = 0;
    suggestion *const list = make_list(counts, &n_found);
    if (list == NULL)
        return false;
    if (!ndjson)
        write_heading(counts, out);
    write_part(list, n_found, false, most, ndjson, out);
    write_part(list, n_found, true, most, ndjson, out);
    free(list);
    return !out->failed;
}
