#include "workbench/learn/learn_write.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

enum { SHOWN = 12 };

/* ---- figures ---- */

typedef struct named {
    ef_span name;
    size_t number;
} named;

static int by_name(const void *a, const void *b)
{
    const named *const left = a;
    const named *const right = b;
    return ef_span_compare(left->name, right->name);
}

/* The inputs that teach by name, so that nothing depends on their order; NULL when memory is out. */
static named *sort_inputs(const ef_test_result *result, const earful_input *inputs, size_t *count)
{
    named *const all = calloc(result->n_inputs + 1, sizeof all[0]);
    *count = 0;
    for (size_t i = 0; i < result->n_inputs && all != NULL; i++)
        if (ef_agreement_of(&result->inputs[i]).records > 0)
            all[(*count)++] = (named){ef_span_of(inputs[i].name), i};
    if (all != NULL)
        qsort(all, *count, sizeof all[0], by_name);
    return all;
}

static double macro_f1(const ef_test_result *result, size_t input)
{
    return ef_agreement_of(&result->inputs[input]).macro.f1;
}

double ef_test_macro_f1(const ef_test_result *result, const earful_input *inputs)
{
    size_t count = 0;
    double sum = 0;
    named *const all = sort_inputs(result, inputs, &count);
    for (size_t i = 0; i < count; i++)
        sum += macro_f1(result, all[i].number);
    free(all);
    return all != NULL ? sum / (double)count : EF_UNDEFINED;
}

static double accuracy(const ef_test_result *result)
{
    ef_confusion all = {0};
    for (size_t i = 0; i < result->n_inputs; i++)
        for (size_t gold = 0; gold < EF_CLASSES; gold++)
            for (size_t said = 0; said < EF_CLASSES; said++)
                all.counts[gold][said] += result->inputs[i].counts[gold][said];
    return ef_agreement_of(&all).accuracy;
}

static void add_share(ef_buffer *out, double share)
{
    ef_buffer_add_fixed4(out, ef_ten_thousandths(share));
}

/* ---- for people ---- */

static void write_line(double before, double after, const char *what, ef_buffer *out)
{
    ef_buffer_add_text(out, "  ");
    add_share(out, before);
    ef_buffer_add_text(out, "  ");
    add_share(out, after);
    ef_buffer_add_text(out, "  ");
    ef_buffer_add_text(out, what);
    ef_buffer_add_char(out, '\n');
}

/* Each input's macro-F1, when there are several. */
static void write_inputs(const ef_lessons_learned *learned, ef_buffer *out)
{
    size_t count = 0;
    named *const all = sort_inputs(learned->after, learned->inputs, &count);
    out->failed |= all == NULL;
    for (size_t i = 0; i < count && count > 1; i++)
        write_line(macro_f1(learned->before, all[i].number),
                   macro_f1(learned->after, all[i].number), all[i].name.at, out);
    free(all);
}

/* Two decimals, with a sign; never through printf, whose decimal point follows the locale. */
static void add_points(ef_buffer *out, int32_t ten_thousandths)
{
    const int32_t hundredths = (ten_thousandths < 0 ? -ten_thousandths : ten_thousandths) / 100;
    ef_buffer_add_format(out, "%c%" PRId32 ".%02" PRId32, ten_thousandths < 0 ? '-' : '+',
                         hundredths / 100, hundredths % 100);
}

static void write_examples(const ef_learned_rows *rows, ef_buffer *out)
{
    uint32_t *const order = ef_learned_by_change(rows);
    out->failed |= order == NULL;
    if (rows->terms.count > 0)
        ef_buffer_add_text(out, "\nWhat moved most\n    now    was  records  type       term\n");
    for (size_t i = 0; i < rows->terms.count && i < SHOWN && !out->failed; i++) {
        const ef_learned *const row = &rows->items[order[i]];
        ef_buffer_add_text(out, "  ");
        add_points(out, row->valence);
        ef_buffer_add_text(out, "  ");
        add_points(out, row->prior);
        ef_buffer_add_format(out, "  %7" PRIu64 "  %-9s  ", row->records,
                             ef_term_type_name(row->type));
        ef_buffer_add_span(out, ef_learned_term(rows, order[i]));
        ef_buffer_add_char(out, '\n');
    }
    free(order);
}

void ef_write_learned_text(const ef_lessons_learned *learned, ef_buffer *out)
{
    const ef_learned_count count = ef_learned_count_of(learned->rows);
    ef_buffer_add_format(out,
                         "%" PRIu64 " records that teach, in %zu inputs\n\n"
                         "On records not learned from (%u folds)\n     now  learned\n",
                         learned->records, learned->after->n_inputs, learned->folds);
    write_line(ef_test_macro_f1(learned->before, learned->inputs),
               ef_test_macro_f1(learned->after, learned->inputs), "macro-F1, mean over inputs",
               out);
    write_line(accuracy(learned->before), accuracy(learned->after), "accuracy, all records", out);
    write_inputs(learned, out);
    write_examples(learned->rows, out);
    if (learned->path != NULL)
        ef_buffer_add_format(out,
                             "\n%" PRIu64 " new words, %" PRIu64 " new phrases, %" PRIu64
                             " changed terms written to %s\n",
                             count.words, count.phrases, count.changed, learned->path);
    else
        ef_buffer_add_text(out, "\nNo gain, so nothing is written.\n");
}

/* ---- for programs ---- */

static void add_pair(const char *name, double before, double after, ef_buffer *out)
{
    ef_buffer_add_format(out, ",\"%s_before\":", name);
    add_share(out, before);
    ef_buffer_add_format(out, ",\"%s\":", name);
    add_share(out, after);
}

void ef_write_learned_ndjson(const ef_lessons_learned *learned, ef_buffer *out)
{
    const ef_learned_count count = ef_learned_count_of(learned->rows);
    ef_buffer_add_format(out, "{\"kind\":\"learned\",\"records\":%" PRIu64 ",\"folds\":%u",
                         learned->records, learned->folds);
    add_pair("macro_f1", ef_test_macro_f1(learned->before, learned->inputs),
             ef_test_macro_f1(learned->after, learned->inputs), out);
    add_pair("accuracy", accuracy(learned->before), accuracy(learned->after), out);
    ef_buffer_add_format(
        out, ",\"words\":%" PRIu64 ",\"phrases\":%" PRIu64 ",\"changed\":%" PRIu64 ",\"file\":",
        count.words, count.phrases, count.changed);
    if (learned->path != NULL)
        ef_buffer_add_json_bytes(out, ef_span_of(learned->path));
    else
        ef_buffer_add_text(out, "null");
    ef_buffer_add_text(out, "}\n");
}
