/* What learning fits must be what a run does: a text's parts come to the score that the scorer gives. */
#include <math.h>
#include <stdlib.h>

#include "criterion/criterion.h"
#include "lexicon/model.h"
#include "report/explain.h"
#include "workbench/collected.h"
#include "workbench/learn/learn_parts.h"

enum { MOST_SENTENCES = 8 };

typedef struct remark {
    double sum;
    double said;
    double objective;
} remark;

static double value_of(const earful_model *model, uint32_t value)
{
    if (value == 2 * model->lexicon.n_terms)
        return 1;
    const ef_term *const term = &model->lexicon.terms[value / 2];
    return (double)(value % 2 == 0 ? term->valence : term->negated) / EF_UNIT;
}

/* A remark's share of the sum that objective points leave. */
static double grounded(const remark *here)
{
    const double size = fabs(here->sum);
    const double left = size > 0 ? 1 - here->objective / size : 0;
    return here->sum * (left < 0 ? 0 : left > 2 ? 2 : left);
}

static double compound_of(const earful_model *model, const ef_spooled *record, const ef_part *parts)
{
    const double squash = (double)model->settings.squash / EF_UNIT;
    remark remarks[MOST_SENTENCES] = {0};
    double total = 0;
    double weight = 0;
    cr_assert_leq(record->n_sentences, MOST_SENTENCES);
    for (uint32_t i = 0; i < record->n_parts; i++) {
        const double said = parts[i].factor * value_of(model, parts[i].value);
        remark *const here = &remarks[parts[i].sentence];
        *(parts[i].objective ? &here->objective : &here->sum) += said;
        here->said += parts[i].objective ? 0 : fabs(said);
    }
    for (uint32_t i = 0; i < record->n_sentences; i++) {
        const double sum = grounded(&remarks[i]);
        const double own = remarks[i].said < 1 ? remarks[i].said : 1;
        total += own * sum / sqrt(sum * sum + squash);
        weight += own;
    }
    return weight > 0 ? total / weight : 0;
}

static double scored(const earful_model *model, const char *text)
{
    ef_buffer said = {0};
    cr_assert_eq(ef_explain(model, ef_span_of(text), true, &said, NULL), EARFUL_OK);
    ef_buffer_add_char(&said, '\0');
    const char *at = said.at; /* the text's own compound comes last */
    for (const char *next = at; (next = strstr(next, "\"compound\":")) != NULL;)
        at = next += strlen("\"compound\":");
    const double compound = strtod(at, NULL);
    ef_buffer_fini(&said);
    return compound;
}

static void expect_parts_to_add_up(const earful_model *model, const char *text)
{
    ef_buffer line = {0};
    ef_spooled record;
    const ef_part *parts = NULL;
    ef_parted parted = {0};
    collected c;
    ef_buffer_add_text(&line, "{\"label\":\"positive\",\"text\":");
    ef_buffer_add_json(&line, ef_span_of(text));
    ef_buffer_add_text(&line, "}\n");
    ef_buffer_add_char(&line, '\0');
    collected_init(&c, line.at);
    const ef_school school = {.corpus = c.corpus, .held = EF_NO_PART};
    c.options.threads = 1;
    cr_assert_eq(ef_learn_parts(&school, model, &parted, &c.err), EARFUL_OK, "%s", c.err.message);
    cr_assert_eq(parted.n_spools, 1);
    ef_spool_rewind(&parted.spools[0]);
    cr_assert(ef_spool_next(&parted.spools[0], &record, &parts));
    const double fitted = compound_of(model, &record, parts);
    const double said = scored(model, text);
    cr_expect_lt(fabs(fitted - said), 0.003, "\"%s\": %.4f, not %.4f", text, fitted, said);
    ef_parted_fini(&parted);
    collected_fini(&c);
    ef_buffer_fini(&line);
}

Test(learn_parts, come_to_what_the_scorer_says)
{
    static const char *const texts[] = {"The phone is great.",
                                        "The phone is not great and the support is really awful!",
                                        "GREAT phone!!! Slow support, but the refund was quick.",
                                        "I love it, love it, love it.",
                                        "Good, bad, good, not good, good!",
                                        "Could you please help? The great app crashes.",
                                        "Is the great phone really worth it?",
                                        "Love this deal https://a.example/b so much!",
                                        "Soooo good. It is ok. The box came on Monday.",
                                        "Not bad \xf0\x9f\x98\x80\xf0\x9f\x98\x80\xf0\x9f\x98\x80"};
    earful_model *model = NULL;
    earful_error err = {0};
    cr_assert_eq(earful_model_open(NULL, &model, &err), EARFUL_OK);
    for (size_t i = 0; i < EF_COUNT(texts); i++)
        expect_parts_to_add_up(model, texts[i]);
    earful_model_close(model);
}
